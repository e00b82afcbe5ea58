// Visits to a therapist: what was done there opens nothing, hurts as it hurts, and is not for everybody.
#include <gtest/gtest.h>

#include <fmt/format.h>

#include "rehab/plan/stand_in.h"
#include "tests/rehab/told.h"

namespace hamstring::rehab {
namespace {

VisitEntry visit(std::optional<double> after, std::optional<double> morning = {}) {
  return {.therapist = Therapist::chiropractor,
          .treatments = {"tape"},
          .before = 1,
          .after = after,
          .next_morning = morning};
}

/// What a plan asks for, in words.
std::string asked(const Plan& plan) {
  std::string text = fmt::format("{} {} {} {}", static_cast<int>(plan.status), plan.protocol, plan.phase,
                                 plan.run ? plan.run->rung : "-");
  for (const SessionLine& line : plan.lines) {
    text += fmt::format("; {}", line.exercise);
    for (const double amount : line.dose.amounts) text += fmt::format(" {}", amount);
  }
  for (const CriterionReport& criterion : plan.criteria)
    text += fmt::format("; {}", static_cast<int>(criterion.state));
  return text;
}

/// Days of somebody who trains every other day and gets on.
Told getting_on() {
  Told told;
  told.walk_test(2);
  for (int on = 1; on <= 24; ++on) {
    told.pain_now(on, 1);
    if (on % 2 == 0) told.session(on, 1, 1, 1);
  }
  return told;
}

TEST(Visits, open_nothing_and_count_as_no_session) {
  const Told without = getting_on();
  Told with = getting_on();
  for (int on = 1; on <= 24; ++on) with.add(on, visit(1, 1));
  int sessions = 0;
  for (int on = 1; on <= 24; ++on) {
    const Plan plan = with.plan_on(on);
    EXPECT_EQ(asked(plan), asked(without.plan_on(on))) << on;
    sessions += plan.status == PlanStatus::session ? 1 : 0;
  }
  EXPECT_GE(sessions, 5);
}

TEST(Visits, instead_of_sessions_get_nobody_on) {
  Told told;
  told.walk_test(2);
  for (int on = 1; on <= 24; ++on) {
    told.pain_now(on, 1);
    told.add(on, visit(0, 0));
  }
  EXPECT_EQ(told.plan_on(24).phase, told.plan_on(2).phase);
}

TEST(Visits, that_hurt_above_the_limit_hold_the_day_and_the_next_one) {
  for (const bool next : {false, true}) {
    Told told = getting_on();
    told.add(9, next ? visit(1, 8) : visit(8));
    const Told calm = getting_on();
    const int on = next ? 10 : 9;
    EXPECT_NE(asked(told.plan_on(on)), asked(calm.plan_on(on))) << next;
    EXPECT_NE(told.plan_on(on).status, PlanStatus::session) << next;
  }
}

class NotNow : public ::testing::Test {
 protected:
  static Truth of(const Told& told, int on, const std::string& treatment) {
    const Case history = told.history();
    const Plan now = plan(shared_knowledge(), history, Told::day(on));
    return Offers(shared_knowledge(), history, now).not_now(shared_knowledge().treatments.at(treatment));
  }
};

TEST_F(NotNow, a_quick_push_is_not_for_those_whom_it_could_break_and_each_condition_alone_says_so) {
  int conditions = 0;
  for (const char* question :
       {"osteoporosis", "inflammatory_back", "cancer", "blood_thinners", "pregnant", "leg_numbness",
        "foot_drop", "saddle_numbness", "bladder_bowel_change", "pain_below_knee"}) {
    Told told = getting_on();
    EXPECT_NE(of(told, 20, "thrust"), Truth::yes) << question;
    told.add(20, AnswerEntry{.question = question, .value = "yes"});
    EXPECT_EQ(of(told, 20, "thrust"), Truth::yes) << question;
    EXPECT_EQ(of(told, 20, "tape"), Truth::no);
    ++conditions;
  }
  EXPECT_EQ(conditions, 10);
  Told child = getting_on();
  child.add(
      20, PersonEntry{
              .birth_day = {}, .birth_year = 2012, .sex = {}, .level = {}, .sports = {}, .body_mass_kg = {}});
  EXPECT_EQ(of(child, 20, "thrust"), Truth::yes) << "under 16";
}

TEST_F(NotNow, the_sore_spot_is_left_alone_in_the_first_five_days_over_a_bruise_and_over_a_gap) {
  for (const char* treatment : {"deep_massage", "stretch_into_pain"}) {
    const Told told = getting_on();
    for (const int on : {1, 4}) EXPECT_EQ(of(told, on, treatment), Truth::yes) << on;
    EXPECT_NE(of(told, 10, treatment), Truth::yes) << "a benign twin";
    for (const char* question : {"large_bruise", "bruise_spreading", "palpable_gap"}) {
      Told marked = getting_on();
      marked.add(10, AnswerEntry{.question = question, .value = "yes"});
      EXPECT_EQ(of(marked, 10, treatment), Truth::yes) << question;
    }
  }
}

}  // namespace
}  // namespace hamstring::rehab
