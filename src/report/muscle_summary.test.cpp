#include "report/muscle_summary.h"

#include <gtest/gtest.h>

#include <cmath>

#include "core/units.h"

namespace hamstring::report {
namespace {

exposure::Exposure stride(double start_s, double peak, double peak_at_s) {
  exposure::Exposure result{.span = {start_s, start_s + 1.0}};
  result.peak_stretch = {.value = peak, .time_s = peak_at_s, .hip_flexion_rad = 0.5, .knee_flexion_rad = 0.2};
  return result;
}

TEST(MuscleSummary, averages_peaks_over_strides) {
  const MuscleResult muscle{.strides = {stride(0.0, 0.04, 0.9), stride(1.0, 0.06, 1.94)}};
  const ExtremeSummary peak = summarize(muscle).peak_stretch;
  EXPECT_NEAR(peak.value.mean, 0.05, 1e-12);
  EXPECT_NEAR(peak.value.sd, 0.02 / std::sqrt(2.0), 1e-12);
  EXPECT_NEAR(peak.percent_of_cycle.mean, 92.0, 1e-9);
  EXPECT_NEAR(peak.hip_flexion_rad.mean, 0.5, 1e-12);
  EXPECT_NEAR(shown_peak_stretch(muscle), 0.05, 1e-12);
}

TEST(MuscleSummary, averages_places_around_foot_strike) {
  const MuscleResult muscle{.strides = {stride(0.0, 0.05, 0.99), stride(1.0, 0.05, 1.03)}};
  const double place = summarize(muscle).peak_stretch.percent_of_cycle.mean;
  EXPECT_NEAR(std::remainder(place - 1.0, 100.0), 0.0, 1e-9);
}

TEST(MuscleSummary, counts_only_strides_that_are_known) {
  const MuscleResult muscle{.strides = {stride(0.0, 0.04, 0.9), stride(1.0, unknown, unknown)}};
  EXPECT_EQ(summarize(muscle).peak_stretch.value.count, 1u);
  EXPECT_TRUE(std::isnan(summarize(muscle).peak_stretch.value.sd));
}

TEST(MuscleSummary, sums_up_contact_and_toe_off) {
  const StrideSummary summary = summarize(StrideList{.complete = {{0.0, 0.3, 1.0}, {1.0, 1.5, 2.0}}});
  EXPECT_NEAR(summary.duration_s.mean, 1.0, 1e-12);
  EXPECT_NEAR(summary.contact_s.mean, 0.4, 1e-12);
  EXPECT_NEAR(summary.toe_off_percent.mean, 40.0, 1e-9);
}

TEST(StretchError, follows_both_moment_arms) {
  // 3-4-5: arms of 0.03 and 0.04 m give 0.05 m per radian.
  const MuscleResult muscle{.upright_length_m = 0.5, .hip_moment_arm_m = 0.03, .knee_moment_arm_m = -0.04};
  EXPECT_NEAR(stretch_error(muscle, 0.1), 0.01, 1e-15);
}

TEST(StretchError, of_the_long_head_at_five_degrees_is_about_one_and_a_half_percent) {
  // Gait2392 near 60/30: 0.24 and 0.145 % of length per degree, so 5° at both joints: 5 √(0.24² + 0.145²).
  const MuscleResult muscle{.upright_length_m = 0.4202,
                            .hip_moment_arm_m = 0.0024 * 0.4202 * deg_per_rad,
                            .knee_moment_arm_m = 0.00145 * 0.4202 * deg_per_rad};
  EXPECT_NEAR(stretch_error(muscle, 5.0 * rad_per_deg), 0.0140, 1e-4);
}

TEST(StretchError, of_the_short_head_needs_only_the_knee) {
  MuscleResult muscle{
      .muscle = Hamstring::biceps_femoris_short_head, .upright_length_m = 0.2, .knee_moment_arm_m = 0.02};
  EXPECT_NEAR(stretch_error(muscle, 0.1), 0.01, 1e-15);
  muscle.muscle = Hamstring::semimembranosus;
  EXPECT_TRUE(std::isnan(stretch_error(muscle, 0.1)));
}

}  // namespace
}  // namespace hamstring::report
