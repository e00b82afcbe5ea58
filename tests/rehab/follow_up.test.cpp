// What measuring again shows, with the tests and techniques of data/ (docs/rehab.md, 19).
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "rehab/plan/prevention_report.h"
#include "tests/rehab/not_harder.h"
#include "tests/rehab/told.h"
#include "view/answer_text.h"

namespace hamstring::rehab {
namespace {

using ::testing::HasSubstr;

/// A technique with a test of range it is measured with, whatever their names are.
const Technique& any_technique() {
  for (const auto& [id, technique] : shared_knowledge().techniques) {
    if (!technique.measure_with.empty()) return technique;
  }
  throw std::logic_error("no technique is measured with anything");
}

void use(Told& told, int on, double before, double after) {
  const Technique& technique = any_technique();
  told.add(on, TechniqueEntry{.technique = technique.id,
                              .test = technique.measure_with.front(),
                              .before = {before},
                              .after = {after}});
}

double better_by(double amount) {
  const ClinicalTest& test = shared_knowledge().tests.at(any_technique().measure_with.front());
  return test.better == ClinicalTest::Better::lower ? -amount : amount;
}

TEST(Programs, name_what_their_exercise_needs_and_was_not_told_to_be_there) {
  Told told;
  int needing = 0;
  for (const bool told_of : {false, true}) {
    if (told_of) {
      std::vector<std::string> all;
      for (const auto& [id, exercise] : shared_knowledge().exercises)
        all.insert(all.end(), exercise.equipment.begin(), exercise.equipment.end());
      told.add(1, SettingEntry{.key = SettingKey::equipment, .value = std::move(all)});
    }
    for (const ProgramReport& report :
         prevention_report(shared_knowledge(), told.history(), Told::day(1)).programs) {
      needing += report.missing.empty() ? 0 : 1;
      if (told_of) {
        EXPECT_TRUE(report.missing.empty()) << report.program->id;
      }
    }
  }
  EXPECT_GE(needing, 1) << "the Nordic needs something that holds the feet";
}

TEST(TechniqueEffect, is_not_known_before_the_third_day) {
  Told told;
  use(told, 8, 40, 40 + better_by(15));
  use(told, 9, 40, 40 + better_by(15));
  use(told, 9, 40, 40 + better_by(15));
  const auto report = told.plan_on(9).follow_up.techniques.at(0);
  EXPECT_EQ(report.answer, ChangeAnswer::not_known);
  EXPECT_EQ(report.have, 2);
  EXPECT_EQ(report.need, 3);
}

// One measurement has one standard error σ; one change √2 σ; the mean of three √(2/3) σ; the bar is 1.645 of
// them.
TEST(TechniqueEffect, is_told_apart_from_the_noise_of_the_test) {
  const ClinicalTest& test = shared_knowledge().tests.at(any_technique().measure_with.front());
  const double sigma = entry_error(test, {40}, shared_knowledge().policy.own_repeats).value;
  const double bar = 1.645 * std::sqrt(2.0 / 3.0) * sigma;
  for (const double factor : {1.1, 0.9, -0.9, -1.1}) {
    Told told;
    for (const int on : {8, 9, 10}) use(told, on, 40, 40 + better_by(factor * bar));
    const auto report = told.plan_on(10).follow_up.techniques.at(0);
    EXPECT_NEAR(report.half_width.value(), bar, 1e-3 * bar);
    EXPECT_NEAR(report.change.value(), factor * bar, 1e-9);
    EXPECT_EQ(report.answer, factor > 1.0    ? ChangeAnswer::more
                             : factor < -1.0 ? ChangeAnswer::less
                                             : ChangeAnswer::within_noise);
  }
}

TEST(TechniqueEffect, decides_nothing) {
  Told with, without;
  with.walk_test(2);
  without.walk_test(2);
  for (const int on : {2, 3, 4}) use(with, on, 40, 40 + better_by(30));
  with.pain_now(4, 0);
  without.pain_now(4, 0);
  EXPECT_TRUE(not_harder(with.plan_on(4), without.plan_on(4),
                         shared_knowledge().protocols.at(with.plan_on(4).protocol)));
  EXPECT_TRUE(not_harder(without.plan_on(4), with.plan_on(4),
                         shared_knowledge().protocols.at(with.plan_on(4).protocol)));
}

TEST(AlignmentFollowUp, compares_the_latest_measure_with_the_first_and_offers_programs) {
  const auto measure = std::ranges::find_if(shared_knowledge().alignment,
                                            [](const auto& item) { return !item.second.is_program; });
  ASSERT_NE(measure, shared_knowledge().alignment.end());
  Told told;
  const auto measured = [&](int on, double value) {
    told.add(on, TestEntry{.test = measure->second.test,
                           .result = "",
                           .left = {value, value, value},
                           .right = {value, value, value},
                           .pain = {},
                           .rescreen = Told::none_of_these()});
  };
  measured(10, 5);
  FollowUp once = told.plan_on(10).follow_up;
  ASSERT_EQ(once.alignment.size(), 1U);
  EXPECT_EQ(once.alignment[0].answer, ChangeAnswer::not_known);
  EXPECT_EQ(once.alignment[0].again_on, Told::day(10 + measure->second.remeasure_after_days));
  EXPECT_FALSE(once.programs.empty());
  measured(52, 5);
  EXPECT_EQ(told.plan_on(52).follow_up.alignment[0].answer, ChangeAnswer::within_noise);
}

TEST(Capacity, shows_both_legs_with_the_error_of_their_ratio) {
  const auto test = std::ranges::find_if(shared_knowledge().tests, [](const auto& item) {
    return item.second.measures == ClinicalTest::Measures::force && item.second.both_sides;
  });
  ASSERT_NE(test, shared_knowledge().tests.end());
  Told told;
  told.add(9, TestEntry{.test = test->first,
                        .result = "",
                        .left = {300, 300, 300},
                        .right = {200, 200, 200},
                        .pain = 0.0,
                        .rescreen = Told::none_of_these()});
  const CapacityReport report = told.plan_on(9).follow_up.capacity.at(0);
  EXPECT_EQ(report.left, 300.0);
  EXPECT_EQ(report.right, 200.0);
  EXPECT_NEAR(report.left_of_right.value(), 150.0, 1e-9);
  EXPECT_GT(report.half_width.value(), 0.0);
}

TEST(Capacity, takes_no_hurt_leg_for_a_measure) {
  const auto test = std::ranges::find_if(shared_knowledge().tests, [](const auto& item) {
    return item.second.measures == ClinicalTest::Measures::force && item.second.both_sides;
  });
  ASSERT_NE(test, shared_knowledge().tests.end());
  const auto force = [&](double left, double right) {
    return TestEntry{.test = test->first,
                     .result = "",
                     .left = {left, left, left},
                     .right = {right, right, right},
                     .pain = 0.0,
                     .rescreen = Told::none_of_these()};
  };
  const auto targets = [](const Told& told, int on) {
    return told.plan_on(on).follow_up.capacity.at(0).targets;
  };
  Told one;  // the right one is hurt
  one.add(9, force(300, 200));
  ASSERT_EQ(targets(one, 9).size(), 1U);
  EXPECT_EQ(targets(one, 9)[0].id, "follow_up.target.other_side");
  EXPECT_EQ(std::get<double>(targets(one, 9)[0].arguments.at("value")), 300.0);
  // The left one is hurt on top of it: neither is a measure for the other.
  one.add(10, InjuryEntry{.side = InjuredSide::left, .relapse = false, .onset_known = OnsetKnown::exact});
  one.add(12, force(220, 210));
  ASSERT_EQ(targets(one, 12).size(), 2U);
  for (const Message& target : targets(one, 12)) EXPECT_EQ(target.id, "follow_up.target.none");
  // What was measured before anything was hurt is, the better leg for both, as in a squad's table.
  one.add(-20, force(320, 310));
  ASSERT_EQ(targets(one, 12).size(), 2U);
  for (const Message& target : targets(one, 12)) EXPECT_EQ(target.id, "follow_up.target.before_injury");
  for (const Message& target : targets(one, 12))
    EXPECT_EQ(std::get<double>(target.arguments.at("value")), 320.0);
  // Nobody is hurt any more, and no target is needed.
  one.add(60, MilestoneEntry{.what = Milestone::returned});
  EXPECT_TRUE(targets(one, 61).empty());
}

TEST(Watch, after_return_pain_above_the_limit_brings_the_questions_first) {
  Told told;
  told.add(30, MilestoneEntry{.what = Milestone::returned});
  told.pain_now(31, 1);
  ASSERT_TRUE(told.plan_on(31).follow_up.watch);
  EXPECT_EQ(told.plan_on(31).follow_up.watch->day, 1);
  EXPECT_FALSE(told.plan_on(31).follow_up.watch->pain_above_limit);
  told.pain_now(33, 6);
  const Plan hurt = told.plan_on(33);
  EXPECT_TRUE(hurt.follow_up.watch->pain_above_limit);
  EXPECT_EQ(hurt.status, PlanStatus::ask_first);
  EXPECT_FALSE(hurt.ask.empty());
  told.pain_now(34, 1);  // with the short set answered
  EXPECT_FALSE(told.plan_on(34).follow_up.watch->pain_above_limit);
  EXPECT_FALSE(told.plan_on(30 + 60).follow_up.watch);
}

TEST(FollowUpText, says_what_technique_and_alignment_are_not) {
  for (const auto& [language, catalog] : shared_knowledge().catalogs) {
    FollowUp follow_up;
    follow_up.techniques.push_back({.id = any_technique().id, .test = any_technique().measure_with.front()});
    follow_up.watch = WatchReport{.id = "", .day = 3, .days = 60, .pain_above_limit = true};
    const std::string text = follow_up_text(catalog, follow_up);
    EXPECT_THAT(text, HasSubstr(say(catalog, "technique.label")));
    EXPECT_EQ(text.find('<'), std::string::npos) << text;
    EXPECT_EQ(text.find('{'), std::string::npos) << text;
  }
}

}  // namespace
}  // namespace hamstring::rehab
