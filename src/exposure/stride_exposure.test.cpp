#include "exposure/stride_exposure.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <vector>

#include "exposure/sampling.h"

namespace hamstring::exposure {
namespace {

// A muscle that swings around its upright length once a stride: L = L0 (1 + a sin ωt). Closed forms: peak
// stretch a after a quarter of the stride, least stretch −a after three quarters, fastest lengthening L0 a ω
// at its start and end, fastest shortening in its middle.
struct SwingingMuscle {
  double upright_length_m = 0.42;
  double amplitude = 0.05;
  double stride_s = 0.7;
  std::vector<double> time_s, length_m, speed_m_per_s, hip_rad, knee_rad;

  explicit SwingingMuscle(double rate_hz, double duration_s, double phase_rad = 0.0) {
    const auto samples = static_cast<std::size_t>(std::lround(rate_hz * duration_s)) + 1;
    for (std::size_t i = 0; i < samples; ++i) {
      const double t = static_cast<double>(i) / rate_hz;
      const double angle = omega() * t + phase_rad;
      time_s.push_back(t);
      length_m.push_back(upright_length_m * (1.0 + amplitude * std::sin(angle)));
      speed_m_per_s.push_back(upright_length_m * amplitude * omega() * std::cos(angle));
      hip_rad.push_back(0.1 + 0.5 * t);
      knee_rad.push_back(1.2 - 0.3 * t);
    }
  }
  [[nodiscard]] double omega() const { return 2.0 * std::numbers::pi / stride_s; }
  [[nodiscard]] MuscleTrace history() const {
    return {time_s, length_m, speed_m_per_s, upright_length_m, hip_rad, knee_rad};
  }
};

MuscleTrace series_only(const std::vector<double>& time_s) {
  return {.time_s = time_s};
}

TEST(StrideExposure, finds_the_top_of_a_parabola_exactly_between_samples) {
  // v = 3 − 8 (t − 1.237)² at uneven times.
  const std::vector<double> times{1.0, 1.1, 1.18, 1.31, 1.4, 1.5};
  std::vector<double> values;
  for (const double t : times) values.push_back(3.0 - 8.0 * (t - 1.237) * (t - 1.237));
  const Extreme top = largest_within(series_only(times), values, {1.05, 1.45});
  EXPECT_NEAR(top.value, 3.0, 1e-12);
  EXPECT_NEAR(top.time_s, 1.237, 1e-12);
}

TEST(StrideExposure, finds_the_extremes_of_a_sinusoid_far_better_than_its_samples) {
  const SwingingMuscle muscle(100.0, 2.0);
  const Exposure exposure = exposure_within(muscle.history(), {0.0, 0.7});
  // The samples themselves are off by up to a(ωh)²/8 = 1e-3 a; the parabola's error is of fourth order.
  const double tolerance = 1e-5;
  EXPECT_NEAR(exposure.peak_stretch.value, 0.05, 0.05 * tolerance);
  EXPECT_NEAR(percent_of_span(exposure.span, exposure.peak_stretch.time_s), 25.0, 0.02);
  EXPECT_NEAR(exposure.least_stretch.value, -0.05, 0.05 * tolerance);
  EXPECT_NEAR(percent_of_span(exposure.span, exposure.least_stretch.time_s), 75.0, 0.02);
  const double speed = 0.42 * 0.05 * muscle.omega();
  EXPECT_NEAR(exposure.peak_lengthening_speed.value, speed, speed * tolerance);
  EXPECT_NEAR(exposure.peak_shortening_speed.value, speed, speed * tolerance);
  EXPECT_NEAR(percent_of_span(exposure.span, exposure.peak_shortening_speed.time_s), 50.0, 0.02);
  EXPECT_NEAR(exposure.stretch_at_start, 0.0, 1e-12);
}

TEST(StrideExposure, tells_the_pose_at_the_peak) {
  const SwingingMuscle muscle(100.0, 2.0);
  const Extreme peak = exposure_within(muscle.history(), {0.7, 1.4}).peak_stretch;
  EXPECT_NEAR(peak.time_s, 0.875, 2e-4);
  EXPECT_NEAR(peak.hip_flexion_rad, 0.1 + 0.5 * peak.time_s, 1e-12);
  EXPECT_NEAR(peak.knee_flexion_rad, 1.2 - 0.3 * peak.time_s, 1e-12);
}

TEST(StrideExposure, leaves_the_pose_unknown_without_joint_angles) {
  const SwingingMuscle muscle(100.0, 2.0);
  MuscleTrace history = muscle.history();
  history.hip_flexion_rad = {};
  const Extreme peak = exposure_within(history, {0.0, 0.7}).peak_stretch;
  EXPECT_NEAR(peak.value, 0.05, 1e-5);
  EXPECT_TRUE(std::isnan(peak.hip_flexion_rad));
  EXPECT_FALSE(std::isnan(peak.knee_flexion_rad));
}

TEST(StrideExposure, keeps_a_peak_that_falls_on_foot_strike) {
  // A cosine peaks at both ends of the stride, here between two samples.
  const SwingingMuscle muscle(100.0, 2.0, std::numbers::pi / 2.0 - 0.5 * 0.01 * 2.0 * std::numbers::pi / 0.7);
  const Exposure exposure = exposure_within(muscle.history(), {0.005, 0.705});
  EXPECT_NEAR(exposure.peak_stretch.value, 0.05, 0.05 * 2e-3);
  const double percent = percent_of_span(exposure.span, exposure.peak_stretch.time_s);
  EXPECT_NEAR(std::remainder(percent, 100.0), 0.0, 0.1);
}

TEST(StrideExposure, never_reports_a_peak_outside_the_span) {
  const SwingingMuscle muscle(100.0, 2.0);  // tops at 0.175 s
  const Extreme before = largest_within(muscle.history(), muscle.length_m, {0.05, 0.1732});
  EXPECT_EQ(before.time_s, 0.1732);
  const Extreme after = largest_within(muscle.history(), muscle.length_m, {0.1768, 0.3});
  EXPECT_EQ(after.time_s, 0.1768);
  EXPECT_LT(before.value, 0.42 * 1.05);
}

TEST(StrideExposure, finds_a_top_whose_nearest_sample_lies_outside_the_span) {
  // Samples at 0, 1, 2; the top of 1 − (t − 1.4)² lies at 1.4 and the span begins at 1.2, after sample 1.
  const std::vector<double> times{0.0, 1.0, 2.0, 3.0};
  std::vector<double> values;
  for (const double t : times) values.push_back(1.0 - (t - 1.4) * (t - 1.4));
  const Extreme top = largest_within(series_only(times), values, {1.2, 2.5});
  EXPECT_NEAR(top.time_s, 1.4, 1e-12);
  EXPECT_NEAR(top.value, 1.0, 1e-12);
}

TEST(StrideExposure, takes_the_end_of_a_steady_rise) {
  const std::vector<double> times{0.0, 0.1, 0.2, 0.3, 0.4};
  const std::vector<double> values{0.0, 1.0, 2.0, 3.0, 4.0};
  const Extreme top = largest_within(series_only(times), values, {0.05, 0.33});
  EXPECT_NEAR(top.value, 3.3, 1e-12);
  EXPECT_EQ(top.time_s, 0.33);
}

TEST(StrideExposure, does_not_bridge_missing_samples) {
  SwingingMuscle muscle(100.0, 2.0);
  muscle.length_m[30] = unknown_value;
  const std::vector<Stride> strides{{0.0, 0.25, 0.7}, {0.7, 0.95, 1.4}};
  const std::vector<Exposure> exposures = stride_exposures(muscle.history(), strides);
  ASSERT_EQ(exposures.size(), 2u);
  EXPECT_TRUE(std::isnan(exposures[0].peak_stretch.value));
  EXPECT_TRUE(std::isnan(exposures[0].peak_stretch.time_s));
  EXPECT_FALSE(std::isnan(exposures[0].peak_lengthening_speed.value));
  EXPECT_NEAR(exposures[1].peak_stretch.value, 0.05, 1e-6);
}

TEST(StrideExposure, knows_nothing_of_a_span_that_leaves_the_recording) {
  const SwingingMuscle muscle(100.0, 2.0);
  EXPECT_TRUE(std::isnan(exposure_within(muscle.history(), {1.5, 2.2}).peak_stretch.value));
  EXPECT_TRUE(std::isnan(exposure_within({}, {0.0, 1.0}).peak_stretch.value));
}

TEST(StrideExposure, stretch_is_relative_to_the_upright_length) {
  const std::vector<double> length{0.42, 0.441, 0.378};
  const std::vector<double> stretch = stretch_series(length, 0.42);
  EXPECT_NEAR(stretch[0], 0.0, 1e-15);
  EXPECT_NEAR(stretch[1], 0.05, 1e-12);
  EXPECT_NEAR(stretch[2], -0.10, 1e-12);
  EXPECT_TRUE(std::isnan(stretch_series(length, 0.0)[0]));
  EXPECT_TRUE(std::isnan(stretch_series(length, unknown_value)[0]));
}

TEST(StrideExposure, of_a_stride_is_the_same_number_whether_it_is_looked_at_alone_or_in_the_whole_recording) {
  int compared = 0;
  for (const double phase : {0.0, 0.9, 1.5707, 3.0}) {
    SwingingMuscle muscle(97.0, 6.0, phase);
    muscle.length_m[140] = unknown_value;  // one stride has a gap
    std::vector<Stride> strides;
    for (double start = 0.0; start + 0.7 < 6.0; start += 0.7)
      strides.push_back({start, start + 0.25, start + 0.7});
    const std::vector<Exposure> exposures = stride_exposures(muscle.history(), strides);
    for (std::size_t i = 0; i < strides.size(); ++i) {
      const Exposure whole = exposure_within(muscle.history(), {strides[i].start_s, strides[i].end_s});
      const auto same = [&](const Extreme& a, const Extreme& b) {
        for (const auto& [x, y] : {std::pair(a.value, b.value), std::pair(a.time_s, b.time_s),
                                   std::pair(a.hip_flexion_rad, b.hip_flexion_rad),
                                   std::pair(a.knee_flexion_rad, b.knee_flexion_rad)}) {
          EXPECT_TRUE(x == y || (std::isnan(x) && std::isnan(y))) << x << " " << y;
          ++compared;
        }
      };
      same(exposures[i].peak_stretch, whole.peak_stretch);
      same(exposures[i].least_stretch, whole.least_stretch);
      same(exposures[i].peak_lengthening_speed, whole.peak_lengthening_speed);
      same(exposures[i].peak_shortening_speed, whole.peak_shortening_speed);
    }
  }
  EXPECT_EQ(compared, 4 * 8 * 16);
}

}  // namespace
}  // namespace hamstring::exposure
