#include "exposure/stretch_bounds.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

namespace hamstring::exposure {
namespace {

StretchAtSpeed model() {
  return {.steady = {{1.2, 0.04, 0.01, 0.0}, {2.8, 0.05, 0.01, 0.0}}, .near_top = {0.0, 0.095, 0.01, 0.02}};
}
StrideGroup at(double low, double high) {
  return {.strides = {1, 1}, .speed = {low, high}};
}

TEST(StretchBounds, AreAStraightLineBetweenKnotsAndFlatNearTheTop) {
  const load::Interval top{10, 10};
  EXPECT_NEAR(stretch_range(model(), at(0.5, 0.5), top, false).low, 0.03, 1e-12);
  EXPECT_NEAR(stretch_range(model(), at(2.0, 2.0), top, false).high, 0.045 + 0.01, 1e-12);
  // Half way from 2.8 to 8 m/s: half way between 0.05 and 0.095, the errors too.
  EXPECT_NEAR(stretch_range(model(), at(5.4, 5.4), top, false).high, 0.0725 + 0.01 + 0.01, 1e-12);
  EXPECT_NEAR(stretch_range(model(), at(9, 9), top, false).high, 0.125, 1e-12);
  EXPECT_NEAR(stretch_range(model(), at(3, 3), top, true).high, 0.125, 1e-12);
  const load::Interval wide = stretch_range(model(), at(2.0, 9.0), top, false);
  EXPECT_LE(wide.low, 0.035);
  EXPECT_GE(wide.high, 0.125);
}

TEST(StretchBounds, WhoIsSlowRunsNearTheirTopAtTheSpeedOfOthers) {
  EXPECT_NEAR(stretch_range(model(), at(2.8, 2.8), {3.4, 3.4}, false).high, 0.125, 1e-12);
  EXPECT_NEAR(stretch_range(model(), at(2.8, 2.8), {3.4, 10}, false).low, 0.04, 1e-12);
}

TEST(StretchBounds, AgainstEasyRunningWhatIsCommonCancels) {
  const OwnSpeeds own{.top = {10, 10}, .easy_m_per_s = 2.8};
  const load::Interval same = ratio_to_easy(model(), at(2.8, 2.8), own, false);
  EXPECT_NEAR(same.low, 1.0, 1e-12);
  EXPECT_NEAR(same.high, 1.0, 1e-12);
  const load::Interval fast = ratio_to_easy(model(), at(9, 9), own, false);
  EXPECT_GT(fast.low, 1.0);
  EXPECT_NEAR(fast.high, (0.095 - 0.01 + 0.02) / (0.05 - 0.01), 1e-12);
  StretchAtSpeed unsure = model();
  for (StretchKnot& knot : unsure.steady) knot.common = 0.06;
  EXPECT_FALSE(ratio_to_easy(unsure, at(9, 9), own, false).is_known());
}

double weighted_quantile(std::vector<std::pair<double, double>> values, double quantile) {
  std::ranges::sort(values);
  double all = 0, sum = 0;
  for (const auto& [value, weight] : values) all += weight;
  for (const auto& [value, weight] : values)
    if ((sum += weight) >= quantile * all - 1e-9 * all) return value;
  return values.back().first;
}

TEST(StretchBounds, NoChoiceWithinTheBoundsLeavesThoseOfAQuantile) {
  std::mt19937 random(7);
  std::uniform_real_distribution<double> unit(0.0, 1.0);
  for (int trial = 0; trial < 300; ++trial) {
    std::vector<WeightedStretch> strides;
    for (int i = 0; i < 6; ++i) {
      const double weight = unit(random), value = unit(random);
      strides.push_back({{weight, weight + unit(random)}, {value, value + 0.3 * unit(random)}});
    }
    for (const double quantile : {0.5, 0.95, 1.0}) {
      const load::Interval bounds = quantile_bounds(strides, quantile);
      for (int choice = 0; choice < 20; ++choice) {
        std::vector<std::pair<double, double>> chosen;
        for (const WeightedStretch& one : strides)
          chosen.emplace_back(std::lerp(one.stretch.low, one.stretch.high, unit(random)),
                              std::lerp(one.strides.low, one.strides.high, std::round(unit(random))));
        const double value = weighted_quantile(chosen, quantile);
        ASSERT_GE(value, bounds.low - 1e-12);
        ASSERT_LE(value, bounds.high + 1e-12);
      }
    }
  }
}

TEST(StretchBounds, NothingIsNotKnownAndNotZero) {
  EXPECT_FALSE(quantile_bounds({}, 0.5).is_known());
  EXPECT_FALSE(quantile_bounds(std::vector<WeightedStretch>{{{1, 1}, {}}}, 0.5).is_known());
}

}  // namespace
}  // namespace hamstring::exposure
