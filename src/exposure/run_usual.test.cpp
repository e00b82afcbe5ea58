#include "exposure/run_usual.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace hamstring::exposure {
namespace {

const Day monday = parse_day("2024-05-06").value();
Day day(int n) {
  return monday + std::chrono::days(n);
}

RunExposure run_of(double low, double high, double unknown_s = 0.0) {
  return {.strides = {low, high}, .unknown_s = unknown_s, .known_s = 1000.0};
}

/// Three runs a week for so many weeks, on Monday, Wednesday and Saturday.
std::vector<DatedRun> regular(int weeks, const RunExposure& run) {
  std::vector<DatedRun> runs;
  for (int week = 0; week < weeks; ++week)
    for (const int on : {0, 2, 5}) runs.push_back({day(7 * week + on), &run});
  return runs;
}

TEST(RunUsual, AWeekAsAllBeforeIsAsUsualAndItsMonotonyIsThatOfFoster) {
  const RunExposure run = run_of(1000, 1000);
  const auto weeks = weeks_against_usual(regular(5, run), day(40), true);
  ASSERT_EQ(weeks.size(), 5U);
  EXPECT_NEAR(weeks[4].times_usual.low, 1.0, 1e-12);
  EXPECT_NEAR(weeks[4].times_usual.high, 1.0, 1e-12);
  // Three of seven days of 1000: mean 3000 / 7, squares 3 (4000/7)² + 4 (3000/7)² = 12e6 / 7.
  const double expected = 3000.0 / 7.0 / std::sqrt(12e6 / 7.0 / 6.0);
  EXPECT_NEAR(weeks[4].monotony.low, expected, 1e-9);
  EXPECT_NEAR(weeks[4].monotony.high, expected, 1e-9);
  EXPECT_FALSE(weeks[2].times_usual.is_known());
  EXPECT_NE(weeks[2].why_no_usual.find("2 of the four weeks"), std::string::npos) << weeks[2].why_no_usual;
}

TEST(RunUsual, WhatIsNotKnownToBeRestIsNotAndIsNamed) {
  const RunExposure run = run_of(1000, 1000);
  const auto weeks = weeks_against_usual(regular(6, run), day(50), false);
  EXPECT_FALSE(weeks[5].times_usual.is_known());
  EXPECT_NE(weeks[5].why_no_usual.find(day_text(day(36))), std::string::npos) << weeks[5].why_no_usual;
  EXPECT_FALSE(weeks[5].monotony.is_known());
  EXPECT_NE(weeks[5].why_no_monotony.find(day_text(day(36))), std::string::npos);
}

TEST(RunUsual, ADayOfWhichTooLittleWasRecordedRefuses) {
  const RunExposure run = run_of(1000, 1000), part = run_of(300, 9000, 900);
  auto runs = regular(6, run);
  runs.back().exposure = &part;
  const auto weeks = weeks_against_usual(runs, day(50), true);
  EXPECT_FALSE(weeks[5].times_usual.is_known());
  EXPECT_NE(weeks[5].why_no_usual.find(day_text(day(40))), std::string::npos) << weeks[5].why_no_usual;
}

TEST(RunUsual, AWeekThatIsNotOverIsNone) {
  const RunExposure run = run_of(1000, 1000);
  EXPECT_EQ(weeks_against_usual(regular(2, run), day(12), true).size(), 1U);
  EXPECT_TRUE(weeks_against_usual({}, day(12), true).empty());
}

TEST(RunUsual, BoundsHoldWhateverTheTruthWithinThemIsAndWiderOnesAreNoNarrower) {
  std::mt19937 random(7);
  const auto uniform = [&](double from, double to) {
    return std::uniform_real_distribution<double>(from, to)(random);
  };
  for (int trial = 0; trial < 400; ++trial) {
    std::vector<load::Interval> days, wider;
    std::vector<double> truth;
    for (int i = 0; i < 7; ++i) {
      const double low = uniform(0, 1) < 0.4 ? 0.0 : uniform(500, 5000), high = low * uniform(1.0, 1.2);
      days.push_back({low, high});
      wider.push_back({low * 0.95, high * 1.05});
      truth.push_back(uniform(low, high));
    }
    double mean = 0.0, squares = 0.0;
    for (const double value : truth) mean += value / 7.0;
    for (const double value : truth) squares += (value - mean) * (value - mean);
    const load::Interval bounds = monotony_bounds(days), more = monotony_bounds(wider);
    if (bounds.is_known()) {
      EXPECT_LE(bounds.low, mean / std::sqrt(squares / 6.0) + 1e-9);
      EXPECT_GE(bounds.high, mean / std::sqrt(squares / 6.0) - 1e-9);
    }
    if (more.is_known()) {
      ASSERT_TRUE(bounds.is_known());
      EXPECT_LE(more.low, bounds.low + 1e-9);
      EXPECT_GE(more.high, bounds.high - 1e-6);
    }
  }
}

}  // namespace
}  // namespace hamstring::exposure
