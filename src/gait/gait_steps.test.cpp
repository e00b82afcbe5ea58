#include "gait/gait_steps.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <numbers>

namespace hamstring {
namespace {

/// Left foot ahead by amplitude × sin(2π t / stride), both feet given.
GaitTracks swaying_lead(double amplitude_m, double stride_s, double end_s) {
  GaitTracks tracks;
  tracks.feet[0].is_given = tracks.feet[1].is_given = true;
  for (int i = 0; 0.01 * i <= end_s; ++i) {
    tracks.time_s.push_back(0.01 * i);
    tracks.left_ahead_m.push_back(amplitude_m *
                                  std::sin(2.0 * std::numbers::pi * tracks.time_s.back() / stride_s));
  }
  return tracks;
}

TEST(GaitSteps, lie_where_the_feet_pass_each_other_and_alternate) {
  const std::vector<Step> steps = find_steps(swaying_lead(0.3, 1.0, 3.9));
  // Passings at 0.5, 1.0 … 3.5 s; the recording cuts one contact at either end.
  ASSERT_EQ(steps.size(), 9u);
  EXPECT_TRUE(steps.front().is_cut);
  EXPECT_TRUE(steps.back().is_cut);
  for (std::size_t i = 1; i + 1 < steps.size(); ++i) {
    EXPECT_NEAR(steps[i].passing_s, 0.5 * static_cast<double>(i), 1e-3);
    EXPECT_NEAR(steps[i].duration_s, 0.5, 1e-3);
    // At 0.5 s the right foot overtakes: the left one stands.
    EXPECT_EQ(steps[i].side, i % 2 == 1 ? Side::left : Side::right);
    EXPECT_FALSE(steps[i].is_cut);
  }
  EXPECT_NEAR(steps[3].from_s, 1.0, 1e-3);
  EXPECT_NEAR(steps[3].to_s, 2.0, 1e-3);
}

TEST(GaitSteps, do_not_arise_from_sway) {
  EXPECT_TRUE(find_steps(swaying_lead(0.04, 1.0, 4.0)).empty());
}

TEST(GaitSteps, are_not_counted_twice_where_the_lead_trembles_around_zero) {
  GaitTracks tracks = swaying_lead(0.3, 1.0, 3.9);
  for (std::size_t i = 0; i < tracks.left_ahead_m.size(); ++i)
    tracks.left_ahead_m[i] += i % 2 == 0 ? 0.02 : -0.02;
  EXPECT_EQ(find_steps(tracks).size(), 9u);
}

TEST(GaitSteps, are_not_taken_across_a_gap) {
  GaitTracks tracks = swaying_lead(0.3, 1.0, 3.9);
  for (std::size_t i = 140; i < 160; ++i) tracks.left_ahead_m[i] = std::numeric_limits<double>::quiet_NaN();
  for (const Step& step : find_steps(tracks)) EXPECT_FALSE(step.passing_s > 1.4 && step.passing_s < 1.6);
}

TEST(SamplesWithin, includes_both_ends) {
  const std::vector<double> t{0.0, 0.1, 0.2, 0.3};
  EXPECT_EQ(samples_within(t, 0.1, 0.3).first, 1);
  EXPECT_EQ(samples_within(t, 0.1, 0.3).last, 3);
  const ClosedSampleRange none = samples_within(t, 0.12, 0.18);
  EXPECT_LT(none.last, none.first);
}

}  // namespace
}  // namespace hamstring
