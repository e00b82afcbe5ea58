#include "knowledge/evidence.h"

#include <gtest/gtest.h>

namespace hamstring::rehab {
namespace {

const PersonTraits runner{.age_years = 30.0,
                          .sex = Sex::female,
                          .sports = {"distance_running"},
                          .level = Level::recreational,
                          .injured = true};

/// Everything stated, and all of it the runner's.
Population runners() {
  return {.summary = "runners",
          .summary_de = "Läuferinnen",
          .sexes = Sexes::both,
          .age_min_years = 20.0,
          .age_max_years = 40.0,
          .sports = {"distance_running"},
          .standard = Standard::mixed,
          .injured = true};
}

TEST(Fit, is_like_you_where_everything_that_is_stated_is_yours) {
  EXPECT_EQ(fit_of(runners(), runner), Fit::like_you);
}

TEST(Fit, one_thing_that_excludes_you_is_enough) {
  Population other = runners();
  other.sexes = Sexes::men;
  EXPECT_EQ(fit_of(other, runner), Fit::not_like_you);
  other = runners();
  other.age_max_years = 24.0;
  EXPECT_EQ(fit_of(other, runner), Fit::not_like_you);
  other = runners();
  other.sports = {"football"};
  EXPECT_EQ(fit_of(other, runner), Fit::not_like_you);
  other = runners();
  other.standard = Standard::elite;
  EXPECT_EQ(fit_of(other, runner), Fit::not_like_you);
  other = runners();
  other.injured = false;
  EXPECT_EQ(fit_of(other, runner), Fit::not_like_you);
}

TEST(Fit, what_is_not_stated_or_not_told_leaves_it_open) {
  Population open = runners();
  open.sexes = Sexes::not_stated;
  EXPECT_EQ(fit_of(open, runner), Fit::not_known);
  open = runners();
  open.standard = Standard::student;
  EXPECT_EQ(fit_of(open, runner), Fit::not_known) << "students exclude nobody who runs for fun";
  Population women = runners();
  women.sexes = Sexes::women;
  PersonTraits silent = runner;
  silent.sex = Sex::not_said;
  EXPECT_EQ(fit_of(women, silent), Fit::not_known);
  silent = runner;
  silent.age_years.reset();
  EXPECT_EQ(fit_of(runners(), silent), Fit::not_known);
}

TEST(Fit, a_few_years_outside_the_ages_of_a_study_exclude_nobody) {
  Population young = runners();
  young.age_max_years = 25.0;
  EXPECT_EQ(fit_of(young, runner), Fit::like_you);
  young.age_max_years = 24.9;
  EXPECT_EQ(fit_of(young, runner), Fit::not_like_you);
}

TEST(Fit, elite_and_amateur_are_their_own_likes) {
  PersonTraits athlete = runner;
  for (const auto& [level, standard] :
       {std::pair(Level::elite, Standard::elite), std::pair(Level::amateur, Standard::amateur)}) {
    athlete.level = level;
    Population same = runners();
    same.standard = standard;
    EXPECT_EQ(fit_of(same, athlete), Fit::like_you);
  }
}

TEST(Evidence, of_a_call_for_care_has_no_letter) {
  const Evidence graded{.status = Status::verified, .strength = Strength::B, .sources = {"s001"}};
  const Evidence call = call_for_care(graded);
  EXPECT_FALSE(call.strength);
  EXPECT_EQ(call.sources, graded.sources);
  EXPECT_EQ(call.status, graded.status);
}

}  // namespace
}  // namespace hamstring::rehab
