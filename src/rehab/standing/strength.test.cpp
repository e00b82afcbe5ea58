// Change beyond the error, injured against uninjured, and the strength to train to (docs/rehab.md, 22).
#include "rehab/standing/strength.h"

#include <gtest/gtest.h>

#include <random>

#include "tests/support/shipped_knowledge.h"

namespace hamstring::rehab {
namespace {

constexpr double z = 1.645;

Day day(int n) {
  return Day(std::chrono::days(20000 + n));
}

Case history_of(std::vector<std::pair<int, EntryBody>> told) {
  Case history{.case_id = "strength", .entries = {}};
  for (std::size_t i = 0; i < told.size(); ++i)
    history.entries.push_back(
        make_entry("s" + std::to_string(i), day(told[i].first), std::move(told[i].second)));
  sort_entries(history);
  return history;
}

/// The first test of force that is done on both legs.
const ClinicalTest& force_test() {
  for (const auto& [id, test] : shipped_knowledge().tests)
    if (test.measures == ClinicalTest::Measures::force && test.both_sides) return test;
  throw std::logic_error("there is no test of force");
}

TestEntry force(double left, double right) {
  return {.test = force_test().id,
          .result = {},
          .left = {left, left, left},
          .right = {right, right, right},
          .pain = {},
          .rescreen = {}};
}
InjuryEntry hurt(InjuredSide side) {
  return {.side = side, .relapse = false, .onset_known = {}};
}

struct Looked {
  TestTrend trend;
  HurtLeg hurt;
};
Looked look(const Case& history, int on) {
  const Timeline timeline = timeline_of(history, day(on));
  auto trends = trends_of(shipped_knowledge(), timeline);
  EXPECT_EQ(trends.size(), 1U);
  return {trends.empty() ? TestTrend{} : trends.front(), hurt_leg(timeline, day(on))};
}

TEST(Strength, the_ratio_is_of_the_hurt_leg_whichever_that_is) {
  for (const InjuredSide side : {InjuredSide::left, InjuredSide::right}) {
    const bool left = side == InjuredSide::left;
    const Case history = history_of({{0, hurt(side)}, {12, force(left ? 240 : 300, left ? 300 : 240)}});
    const Looked looked = look(history, 14);
    const auto ratio = leg_ratio(shipped_knowledge(), looked.trend, looked.trend.looks.back(), looked.hurt);
    ASSERT_TRUE(ratio);
    EXPECT_TRUE(ratio->of_hurt);
    EXPECT_NEAR(ratio->percent, 80.0, 1e-9);
    EXPECT_GT(ratio->half_width, 0.0);
  }
  const Looked healthy = look(history_of({{12, force(300, 240)}}), 14);
  const auto ratio = leg_ratio(shipped_knowledge(), healthy.trend, healthy.trend.looks.back(), healthy.hurt);
  ASSERT_TRUE(ratio);
  EXPECT_FALSE(ratio->of_hurt);
  EXPECT_NEAR(ratio->percent, 80.0, 1e-9) << "the weaker against the stronger";
}

TEST(Strength, a_change_is_one_only_where_it_is_larger_than_the_error_of_both_looks) {
  const ClinicalTest& test = force_test();
  const double sigma = entry_error(test, {300, 300, 300}, shipped_knowledge().policy.own_repeats).value;
  ASSERT_GT(sigma, 0.0);
  const double line = z * std::sqrt(2.0) * sigma;
  for (const auto& [by, wanted] : {std::pair{0.9 * line, TestChange::same},
                                   {1.1 * line, TestChange::up},
                                   {-0.9 * line, TestChange::same},
                                   {-1.1 * line, TestChange::down}}) {
    const Looked looked = look(history_of({{0, force(300, 300)}, {7, force(300 + by, 300)}}), 8);
    const ChangeSince left = change_since(looked.trend, true, z);
    EXPECT_EQ(left.change, wanted) << by;
    EXPECT_NEAR(left.by, by, 1e-9);
    EXPECT_EQ(left.since, day(0));
    EXPECT_EQ(change_since(looked.trend, false, z).change, TestChange::same);
  }
  EXPECT_EQ(change_since(look(history_of({{0, force(300, 300)}}), 8).trend, true, z).change,
            TestChange::first);
}

TEST(Strength, the_goal_is_the_healthy_leg_then_what_it_had_before_then_the_squad_then_none) {
  const auto goal = [](const Case& history, std::optional<double> squad = {}) {
    const Looked looked = look(history, 40);
    return strength_goal(looked.trend, looked.hurt, squad);
  };
  const Case other = history_of({{0, force(330, 320)}, {20, hurt(InjuredSide::left)}, {32, force(240, 310)}});
  ASSERT_TRUE(goal(other, 999.0));
  EXPECT_EQ(goal(other, 999.0)->from, GoalFrom::other_side);
  EXPECT_EQ(goal(other)->value, 310);
  const Case before = history_of({{0, force(330, 320)}, {20, hurt(InjuredSide::left)}});
  ASSERT_TRUE(goal(before, 999.0));
  EXPECT_EQ(goal(before)->from, GoalFrom::before_injury);
  EXPECT_EQ(goal(before)->value, 330);
  const Case both = history_of({{0, force(330, 320)}, {20, hurt(InjuredSide::both)}, {32, force(240, 230)}});
  EXPECT_EQ(goal(both)->from, GoalFrom::before_injury) << "a hurt leg is no measure for a hurt leg";
  const Case nothing = history_of({{20, hurt(InjuredSide::both)}, {32, force(240, 230)}});
  EXPECT_FALSE(goal(nothing));
  ASSERT_TRUE(goal(nothing, 305.0));
  EXPECT_EQ(goal(nothing, 305.0)->from, GoalFrom::squad);
  EXPECT_FALSE(goal(history_of({{0, force(330, 320)}}), 305.0)) << "nobody is hurt";
}

TEST(Strength, a_leg_counts_as_hurt_until_a_year_after_the_return) {
  Case history = history_of({{0, hurt(InjuredSide::left)},
                             {30, MilestoneEntry{.what = Milestone::returned}},
                             {31, force(300, 310)}});
  EXPECT_EQ(look(history, 395).hurt.side, InjuredSide::left);
  EXPECT_FALSE(look(history, 396).hurt.onset);
}

TEST(Strength, a_test_within_its_error_is_called_a_change_in_one_of_ten_at_most) {
  // Truth that does not move, seen with the test's own error: how often it is called a change.
  const ClinicalTest& test = force_test();
  const double sigma = entry_error(test, {300, 300, 300}, shipped_knowledge().policy.own_repeats).value;
  std::mt19937_64 random(7);
  std::normal_distribution<double> noise(0.0, sigma);
  int changed = 0;
  constexpr int people = 2000;
  for (int i = 0; i < people; ++i) {
    TestTrend trend{.test = &test, .looks = {}};
    for (const int on : {0, 7})
      trend.looks.push_back(
          {.day = day(on), .entry = {}, .left = Measured{300 + noise(random), sigma}, .right = {}});
    changed += change_since(trend, true, z).change != TestChange::same ? 1 : 0;
  }
  EXPECT_LE(changed, people * 12 / 100);
  EXPECT_GE(changed, people * 8 / 100) << "the bar is neither more nor less than it says";
}

}  // namespace
}  // namespace hamstring::rehab
