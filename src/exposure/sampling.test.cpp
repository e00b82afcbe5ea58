#include "exposure/sampling.h"

#include <gtest/gtest.h>

#include <vector>

namespace hamstring::exposure {
namespace {

const std::vector<double> times{0.0, 0.1, 0.3, 0.4};
const std::vector<double> values{1.0, 2.0, 6.0, 5.0};

TEST(Sampling, is_linear_between_uneven_samples) {
  EXPECT_NEAR(sample_at(times, values, 0.2), 4.0, 1e-12);
  EXPECT_NEAR(sample_at(times, values, 0.375), 5.25, 1e-12);
}

TEST(Sampling, returns_the_sample_at_its_own_time) {
  EXPECT_EQ(sample_at(times, values, 0.3), 6.0);
  EXPECT_EQ(sample_at(times, values, 0.0), 1.0);
  EXPECT_EQ(sample_at(times, values, 0.4), 5.0);
}

TEST(Sampling, is_unknown_outside_the_recording_and_for_an_absent_series) {
  EXPECT_TRUE(std::isnan(sample_at(times, values, -0.001)));
  EXPECT_TRUE(std::isnan(sample_at(times, values, 0.401)));
  EXPECT_TRUE(std::isnan(sample_at(times, {}, 0.2)));
  EXPECT_TRUE(std::isnan(sample_at({}, {}, 0.0)));
  EXPECT_TRUE(std::isnan(sample_at(times, values, unknown_value)));
}

TEST(Sampling, lists_the_samples_of_a_span_with_both_ends) {
  const SampleRange range = samples_within(times, {0.1, 0.3});
  EXPECT_EQ(range.first, 1u);
  EXPECT_EQ(range.end, 3u);
  const SampleRange between = samples_within(times, {0.15, 0.25});
  EXPECT_EQ(between.first, between.end);
}

TEST(Sampling, calls_a_span_covered_only_if_it_lies_inside_and_misses_nothing) {
  EXPECT_TRUE(is_covered(times, values, {0.05, 0.35}));
  EXPECT_FALSE(is_covered(times, values, {0.05, 0.45}));
  EXPECT_FALSE(is_covered(times, values, {-0.05, 0.35}));
  EXPECT_FALSE(is_covered(times, values, {0.15, 0.25}));
  EXPECT_FALSE(is_covered(times, values, {0.3, 0.1}));
  std::vector<double> with_gap = values;
  with_gap[2] = unknown_value;
  EXPECT_FALSE(is_covered(times, with_gap, {0.05, 0.35}));
  EXPECT_TRUE(is_covered(times, with_gap, {0.0, 0.1}));
}

}  // namespace
}  // namespace hamstring::exposure
