#include "exposure/cycle_curves.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace hamstring::exposure {
namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

std::vector<double> every(double step, std::size_t count) {
  std::vector<double> times(count);
  for (std::size_t i = 0; i < count; ++i) times[i] = step * static_cast<double>(i);
  return times;
}

TEST(CycleCurves, lay_a_straight_line_out_exactly) {
  const std::vector<double> times = every(0.03, 40);
  std::vector<double> values;
  for (const double t : times) values.push_back(2.0 + 5.0 * t);
  const CycleCurve curve = resample_cycle(times, values, {0.25, 0.95});
  EXPECT_NEAR(curve[0], 3.25, 1e-12);
  EXPECT_NEAR(curve[50], 5.0, 1e-12);
  EXPECT_NEAR(curve[100], 6.75, 1e-12);
}

TEST(CycleCurves, mean_and_spread_of_two_strides_are_the_textbook_ones) {
  // The second stride is the first plus 4: mean in the middle, sample standard deviation 4/√2.
  std::vector<double> times = every(0.01, 201);
  std::vector<double> values;
  for (const double t : times) values.push_back(t <= 1.0 ? 10.0 * t : 10.0 * (t - 1.0) + 4.0);
  const std::vector<Stride> strides{{0.0, 0.4, 0.99}, {1.01, 1.4, 2.0}};
  const CycleCurves curves = cycle_curves(times, values, strides);
  ASSERT_EQ(curves.averaged, 2u);
  EXPECT_NEAR(curves.mean[0], 0.5 * (0.0 + 4.1), 1e-12);
  EXPECT_NEAR(curves.sd[0], 4.1 / std::sqrt(2.0), 1e-12);
  EXPECT_NEAR(curves.mean[100], 0.5 * (9.9 + 14.0), 1e-12);
}

TEST(CycleCurves, a_single_stride_has_a_mean_but_no_spread) {
  const std::vector<double> times = every(0.01, 101);
  const std::vector<double> values(times.size(), 7.0);
  const CycleCurves curves = cycle_curves(times, values, std::vector<Stride>{{0.1, 0.3, 0.8}});
  EXPECT_EQ(curves.mean[37], 7.0);
  EXPECT_TRUE(std::isnan(curves.sd[37]));
}

TEST(CycleCurves, leave_a_stride_with_a_gap_out_of_the_mean) {
  const std::vector<double> times = every(0.01, 201);
  std::vector<double> values(times.size(), 1.0);
  values[50] = missing;
  const std::vector<Stride> strides{{0.2, 0.4, 0.9}, {1.0, 1.2, 1.9}};
  const CycleCurves curves = cycle_curves(times, values, strides);
  ASSERT_EQ(curves.single.size(), 2u);
  EXPECT_TRUE(std::isnan(curves.single[0][10]));
  EXPECT_EQ(curves.averaged, 1u);
  EXPECT_EQ(curves.mean[10], 1.0);
}

TEST(CycleCurves, without_strides_there_is_no_mean) {
  const CycleCurves curves = cycle_curves({}, {}, {});
  EXPECT_TRUE(curves.single.empty());
  EXPECT_TRUE(std::isnan(curves.mean[0]));
}

TEST(MeanSd, follows_the_textbook_and_leaves_unknown_values_out) {
  // Sum 40, squared deviations from 5: 9+1+1+1+0+0+4+16 = 32, over n − 1 = 7.
  const std::vector<double> values{2, 4, 4, missing, 4, 5, 5, 7, 9};
  const MeanSd result = mean_sd(values);
  EXPECT_EQ(result.count, 8u);
  EXPECT_NEAR(result.mean, 5.0, 1e-15);
  EXPECT_NEAR(result.sd, std::sqrt(32.0 / 7.0), 1e-15);
  EXPECT_EQ(result.min, 2.0);
  EXPECT_EQ(result.max, 9.0);
}

TEST(MeanSd, of_nothing_is_unknown) {
  EXPECT_TRUE(std::isnan(mean_sd({}).mean));
  EXPECT_TRUE(std::isnan(cyclic_mean_sd({}).mean));
  EXPECT_EQ(mean_sd({}).count, 0u);
}

TEST(CyclicMeanSd, averages_across_foot_strike) {
  const MeanSd result = cyclic_mean_sd(std::vector<double>{97.0, 1.0});
  EXPECT_NEAR(result.mean, 99.0, 1e-9);
  EXPECT_NEAR(result.sd, 2.0 * std::sqrt(2.0), 1e-9);
}

TEST(CyclicMeanSd, equals_the_plain_mean_in_the_middle_of_the_cycle) {
  const MeanSd result = cyclic_mean_sd(std::vector<double>{40.0, 44.0});
  EXPECT_NEAR(result.mean, 42.0, 1e-9);
  EXPECT_NEAR(result.sd, 2.0 * std::sqrt(2.0), 1e-9);
}

TEST(CyclicMeanSd, knows_no_mean_of_opposite_places) {
  EXPECT_TRUE(std::isnan(cyclic_mean_sd(std::vector<double>{10.0, 60.0}).mean));
}

}  // namespace
}  // namespace hamstring::exposure
