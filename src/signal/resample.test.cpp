#include "signal/resample.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

namespace hamstring {
namespace {

using ::testing::ElementsAre;

TEST(IsUniform, fails_for_times_that_were_written_with_few_digits) {
  EXPECT_TRUE(is_uniform(std::vector{0.0, 0.25, 0.5, 0.75}));
  EXPECT_FALSE(is_uniform(std::vector{0.0, 0.01666667, 0.03333333, 0.05}));
  EXPECT_TRUE(is_uniform(std::vector{1.0}));
}

TEST(SmallestInterval, is_the_shortest_one) {
  EXPECT_EQ(smallest_interval(std::vector{0.0, 0.5, 0.625, 1.0}), 0.125);
  EXPECT_TRUE(std::isinf(smallest_interval(std::vector{1.0})));
}

TEST(PadByReflection, turns_values_and_times_about_the_ends) {
  TimeSeries table({0.0, 0.25, 0.5}, {"q"});
  table(0, 0) = 1.0;
  table(1, 0) = 3.0;
  table(2, 0) = 4.0;
  const TimeSeries padded = pad_by_reflection(table, 2);
  EXPECT_THAT(padded.time_s(), ElementsAre(-0.5, -0.25, 0.0, 0.25, 0.5, 0.75, 1.0));
  EXPECT_THAT(std::vector<double>(padded.column(0).begin(), padded.column(0).end()),
              ElementsAre(-2.0, -1.0, 1.0, 3.0, 4.0, 5.0, 7.0));
}

TEST(ResampleUniformly, reproduces_a_parabola_from_irregular_times) {
  std::vector<double> times(20);
  for (std::size_t i = 0; i < times.size(); ++i) {
    const auto k = static_cast<double>(i);
    times[i] = 0.1 * k + 0.02 * std::sin(5.0 * k);
  }
  TimeSeries table(times, {"q"});
  for (std::size_t r = 0; r < times.size(); ++r) table(r, 0) = 1.0 + times[r] * times[r];
  const TimeSeries resampled = resample_uniformly(table, 0.125).value();
  ASSERT_EQ(resampled.rows(), 16U);  // 0, 0.125 … 1.875; the last time is 1.903
  for (std::size_t r = 0; r < resampled.rows(); ++r) {
    EXPECT_EQ(resampled.time_s()[r], 0.125 * static_cast<double>(r));
    EXPECT_NEAR(resampled(r, 0), 1.0 + resampled.time_s()[r] * resampled.time_s()[r], 1e-12);
  }
}

TEST(ResampleUniformly, makes_no_more_samples_than_its_limit) {
  TimeSeries table({0.0, 1e-9, 1.0}, {"q"});
  for (std::size_t r = 0; r < 3; ++r) table(r, 0) = 1.0;
  EXPECT_LE(resample_uniformly(table, 1e-9).value().rows(), resample_limit + 1);
}

TEST(ResampleUniformly, names_the_column_with_a_gap) {
  TimeSeries table({0.0, 1.0}, {"hip", "knee"});
  table(0, 0) = table(1, 0) = table(0, 1) = 0.0;  // one value of the knee stays NaN
  const Result<TimeSeries> resampled = resample_uniformly(table, 0.5);
  ASSERT_FALSE(resampled);
  EXPECT_EQ(resampled.error().element, "knee");
  EXPECT_FALSE(resample_uniformly(table, 0.0));
}

}  // namespace
}  // namespace hamstring
