// The points rule against its own definition and the figures docs/rehab.md claims for it.
#include "rehab/standing/measure.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "tests/support/small_rehab.h"

namespace hamstring::rehab {
namespace {

PointsPolicy policy() {
  return small_points();
}

Look look(int day, double value) {
  return {.entry = "e",
          .day = Day(std::chrono::days(day)),
          .value = value,
          .error = 1.0,
          .error_from = ErrorFrom::source};
}

TEST(Points, follow_the_published_pieces) {
  EXPECT_NEAR(points_of(-1.0, policy()), -2.2, 1e-12);
  EXPECT_EQ(points_of(0.0, policy()), 0.0);
  EXPECT_EQ(points_of(0.89, policy()), 0.0);
  EXPECT_NEAR(points_of(1.9, policy()), 1.5, 1e-12);
  EXPECT_EQ(points_of(10.0, policy()), 3.0);
}

TEST(Points, one_look_clears_at_two_point_nine_errors_and_not_before) {
  const Day today(std::chrono::days(100));
  EXPECT_EQ(judge_measure({look(100, 2.91)}, true, 0.0, today, policy()).state, CriterionState::met);
  EXPECT_EQ(judge_measure({look(100, 2.89)}, true, 0.0, today, policy()).state, CriterionState::not_known);
  EXPECT_EQ(judge_measure({look(100, -1.7)}, true, 0.0, today, policy()).state, CriterionState::not_met);
  EXPECT_EQ(judge_measure({}, true, 0.0, today, policy()).state, CriterionState::not_known);
}

TEST(Points, end_with_their_validity_and_go_when_later_looks_fall_short) {
  const std::vector<Look> once{look(100, 3.0)};
  EXPECT_EQ(judge_measure(once, true, 0.0, Day(std::chrono::days(121)), policy()).state, CriterionState::met);
  EXPECT_EQ(judge_measure(once, true, 0.0, Day(std::chrono::days(122)), policy()).state,
            CriterionState::not_known);
  const std::vector<Look> lost{look(100, 3.0), look(103, -0.1)};
  EXPECT_NE(judge_measure(lost, true, 0.0, Day(std::chrono::days(103)), policy()).state, CriterionState::met);
}

TEST(Points, eight_looks_over_six_weeks_settle_what_noise_would_leave_open) {
  std::vector<Look> looks;
  for (int i = 0; i < 7; ++i) looks.push_back(look(100 + 7 * i, i % 2 == 0 ? 0.5 : -0.3));
  const auto judged = [&] { return judge_measure(looks, true, 0.0, looks.back().day, policy()); };
  EXPECT_EQ(judged().state, CriterionState::not_known) << "seven";
  looks.push_back(look(149, -0.3));
  EXPECT_EQ(judged().state, CriterionState::met);
  EXPECT_TRUE(judged().settled);
  looks.back().value = -1.7;
  EXPECT_EQ(judged().state, CriterionState::not_met) << "the last one clearly short";
  looks.back().value = -1.6;
  looks[0].value = 3.5;
  EXPECT_EQ(judged().state, CriterionState::not_known) << "one lucky look counts no more than a good one";
}

TEST(Points, looks_of_one_busy_week_settle_nothing) {
  std::vector<Look> looks;
  for (int i = 0; i < 12; ++i) looks.push_back(look(100 + 3 * i, 0.3));
  EXPECT_EQ(judge_measure(looks, true, 0.0, looks.back().day, policy()).state, CriterionState::not_known);
}

TEST(Points, a_look_on_the_right_side_taken_away_never_helps) {
  std::mt19937 random(7);
  std::normal_distribution<double> value(0.8, 1.3);
  for (int person = 0; person < 2000; ++person) {
    std::vector<Look> looks;
    for (int i = 0; i < 6; ++i) looks.push_back(look(100 + 5 * i, value(random)));
    const Day today = looks.back().day;
    const bool met = judge_measure(looks, true, 0.0, today, policy()).state == CriterionState::met;
    for (std::size_t i = 0; i < looks.size(); ++i) {
      if (looks[i].value < 0.0) continue;
      std::vector<Look> fewer = looks;
      fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
      const bool met_fewer = judge_measure(fewer, true, 0.0, today, policy()).state == CriterionState::met;
      ASSERT_FALSE(met_fewer && !met) << "person " << person << " look " << i;
    }
  }
}

TEST(Points, clear_few_who_are_not_there_and_most_who_are_two_errors_beyond) {
  std::mt19937 random(11);
  std::normal_distribution<double> noise(0.0, 1.0);
  const int people = 20000;
  PointsPolicy by_points_alone = policy();
  by_points_alone.settle_looks = 1000;
  PointsPolicy rule = by_points_alone;
  const auto cleared = [&](double truth, int looks_made, int every_days) {
    int count = 0;
    for (int person = 0; person < people; ++person) {
      std::vector<Look> looks;
      for (int i = 0; i < looks_made; ++i) {
        looks.push_back(look(100 + every_days * i, truth + noise(random)));
        if (judge_measure(looks, true, 0.0, looks.back().day, rule).state == CriterionState::met) {
          ++count;
          break;
        }
      }
    }
    return static_cast<double>(count) / people;
  };
  EXPECT_LE(cleared(0.0, 12, 7), 0.05);  // exactly on the target, twelve weeks of looking
  EXPECT_LE(cleared(-0.25, 26, 7), 0.05);
  EXPECT_GE(cleared(2.0, 3, 3), 0.80);
  EXPECT_GE(cleared(3.0, 3, 3), 0.99);
  rule = policy();  // with the average of eight looks over six weeks
  EXPECT_LE(cleared(0.0, 7, 7), 0.05) << "noise gives nothing away in the first six weeks";
  EXPECT_LE(cleared(-1.0, 26, 7), 0.05) << "short by what one test can tell";
  EXPECT_GE(cleared(0.25, 26, 7), 0.90) << "nobody who is there is held for ever";
}

TEST(EntryError, own_repeats_narrow_a_wide_assumption_within_bounds_and_missing_repeats_widen) {
  ClinicalTest test;
  test.repeats = 3;
  test.error = {
      .from = ErrorModel::From::wide_assumption, .value = 10.0, .own_repeats = true, .evidence = {}};
  const OwnRepeatsPolicy own{.at_least = 3, .floor_of_wide = 0.5, .factor = {3.08, 2.27}};
  EXPECT_NEAR(entry_error(test, {50, 52, 54}, own).value, 3.08 * 2.0, 1e-12);
  EXPECT_EQ(entry_error(test, {50, 50, 50}, own).value, 5.0);
  EXPECT_EQ(entry_error(test, {10, 50, 90}, own).value, 10.0);
  EXPECT_NEAR(entry_error(test, {50}, own).value, 10.0 * std::sqrt(3.0), 1e-12);
  test.error.from = ErrorModel::From::source;
  EXPECT_EQ(entry_error(test, {50, 50, 50}, own).value, 10.0);
}

}  // namespace
}  // namespace hamstring::rehab
