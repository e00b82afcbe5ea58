// Summaries of curves whose peaks, works and shares are known in closed form.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "analysis/analyze_forces.h"

namespace hamstring::analysis {
namespace {

constexpr std::size_t frames = 201;
constexpr double interval_s = 0.01;

/// One leg for two seconds. The force rises from 0 to 1000 N in the first stride of a second and to 2000 N in
/// the second, its band from half to twice; its power is −100 W until 0.7 s of the stride and 50 W after.
ForcesAnalysis two_strides() {
  ForcesAnalysis analysis;
  muscle::Leg& leg = analysis.dynamics.model.hamstrings.legs[0];
  leg.side = Side::left;
  leg.hip = {.coordinate = CoordinateIndex(0), .sign = 1.0};
  leg.knee = {.coordinate = CoordinateIndex(1), .sign = -1.0};
  ForceCurve curve{.side = Side::left, .what = "BFlh", .is_single = true};
  for (std::size_t f = 0; f < frames; ++f) {
    const double t = interval_s * static_cast<double>(f);
    const double in_stride = t < 1.0 ? t : t - 1.0;
    const double force = in_stride * (t < 1.0 ? 1000.0 : 2000.0);
    analysis.dynamics.motion.time_s.push_back(t);
    const auto add = [](BandedSeries& series, double value, double a, double b) {
      series.value.push_back(value);
      series.low.push_back(std::min(a, b));
      series.high.push_back(std::max(a, b));
    };
    const double power = in_stride < 0.7 ? -100.0 : 50.0;
    add(curve.force_n, force, 0.5 * force, 2.0 * force);
    add(curve.power_w, power, 0.5 * power, 2.0 * power);
    add(curve.hip_moment, -10.0, -5.0, -20.0);
    add(curve.knee_moment, 6.0, 3.0, 12.0);
    add(curve.fiber_length, 1.0 + 0.1 * in_stride, 1.0, 1.2);
    add(curve.tendon_strain, 0.02 * in_stride, 0.0, 0.03);
  }
  analysis.shared.frames.resize(frames);
  analysis.demand.assign(2 * frames, 0.0);
  for (std::size_t f = 0; f < frames; ++f) {
    analysis.demand[f] = -40.0;           // the hip extends
    analysis.demand[frames + f] = -20.0;  // the knee flexes: its coordinate counts the other way
  }
  analysis.curves.push_back(curve);
  return analysis;
}

const std::array<std::vector<Stride>, 2> strides{
    {{{.start_s = 0.0, .toe_off_s = 0.4, .end_s = 0.99}, {.start_s = 1.0, .toe_off_s = 1.4, .end_s = 1.99}},
     {}}};

TEST(ForceSummary, is_the_median_of_strides_each_of_which_stands_beside_it) {
  const std::vector<ForceSummary> all = summarize_forces(two_strides(), strides);
  ASSERT_EQ(all.size(), 1u);
  ASSERT_EQ(all[0].strides.size(), 2u);
  EXPECT_NEAR(all[0].strides[0].peak.force_n, 990.0, 1e-9);
  EXPECT_NEAR(all[0].strides[1].peak.force_n, 1980.0, 1e-9);
  const ForceNumbers& n = all[0].middle;
  EXPECT_NEAR(n.peak.force_n, 1485.0, 1e-9);
  EXPECT_NEAR(n.peak.low_n, 0.5 * 1485.0, 1e-9);
  EXPECT_NEAR(n.peak.high_n, 2.0 * 1485.0, 1e-9);
  EXPECT_NEAR(n.peak.at_percent, 100.0, 1e-9);
  EXPECT_NEAR(n.peak.at_s, 1.99, 1e-9) << "of the largest";
  EXPECT_NEAR(n.late_swing.force_n, n.peak.force_n, 1e-9);
  EXPECT_NEAR(n.hip_share.value, 0.25, 1e-12);
  EXPECT_NEAR(n.hip_share.low, 0.125, 1e-12);
  EXPECT_NEAR(n.hip_share.high, 0.5, 1e-12);
  EXPECT_NEAR(n.knee_share.value, 0.3, 1e-12);
  EXPECT_NEAR(n.knee_share.high, 0.6, 1e-12);
  EXPECT_NEAR(n.longest_fiber.value, 1.099, 1e-9);
  EXPECT_NEAR(n.longest_fiber.high, 1.2, 1e-9);
  EXPECT_NEAR(n.least_power_w.value, -100.0, 1e-9);
  EXPECT_NEAR(n.least_power_w.low, -200.0, 1e-9);
  EXPECT_NEAR(n.least_power_w.high, -50.0, 1e-9);
}

TEST(ForceSummary, integrates_work_and_impulse_and_keeps_the_swing_apart) {
  const ForceNumbers first = summarize_forces(two_strides(), strides)[0].strides[0];
  EXPECT_NEAR(first.impulse_n_s.value, 0.5 * 990.0 * 0.99, 1e-9);
  // Trapezoids: half a frame at the change of sign.
  EXPECT_NEAR(first.negative_work_j.value, -100.0 * 0.695, 1e-9);
  EXPECT_NEAR(first.negative_work_j.low, -200.0 * 0.695, 1e-9) << "the most negative";
  EXPECT_NEAR(first.negative_work_j.high, -50.0 * 0.695, 1e-9);
  EXPECT_NEAR(first.positive_work_j.value, 50.0 * 0.295, 1e-9);
  EXPECT_NEAR(first.swing_negative_work_j.value, -100.0 * 0.295, 1e-9);
}

TEST(ForceSummary, of_a_stride_with_a_frame_that_is_not_known_has_a_peak_but_no_work) {
  ForcesAnalysis analysis = two_strides();
  for (BandedSeries* series : {&analysis.curves[0].force_n, &analysis.curves[0].power_w})
    series->value[20] = series->low[20] = series->high[20] = std::numeric_limits<double>::quiet_NaN();
  const ForceNumbers first = summarize_forces(analysis, strides)[0].strides[0];
  EXPECT_NEAR(first.peak.force_n, 990.0, 1e-9);
  EXPECT_TRUE(std::isnan(first.impulse_n_s.value));
  EXPECT_TRUE(std::isnan(first.negative_work_j.value));
  EXPECT_TRUE(std::isfinite(first.swing_negative_work_j.value)) << "the swing is whole";
}

TEST(ForceSummary, band_of_the_largest_force_is_that_of_the_largest_at_whatever_instant) {
  ForcesAnalysis analysis = two_strides();
  analysis.curves[0].force_n.high[10] = 5000.0;  // long before the force itself is largest
  const ForceNumbers first = summarize_forces(analysis, strides)[0].strides[0];
  EXPECT_NEAR(first.peak.force_n, 990.0, 1e-9);
  EXPECT_NEAR(first.peak.high_n, 5000.0, 1e-9);
  EXPECT_NEAR(first.late_swing.high_n, 2.0 * 990.0, 1e-9) << "the swing alone";
}

TEST(ForceSummary, of_a_stride_whose_stance_is_not_known_knows_the_swing_alone) {
  ForcesAnalysis analysis = two_strides();
  for (std::size_t f = 0; f < 40; ++f) {
    for (BandedSeries* series : {&analysis.curves[0].force_n, &analysis.curves[0].power_w})
      series->value[f] = series->low[f] = series->high[f] = std::numeric_limits<double>::quiet_NaN();
  }
  const ForceNumbers first = summarize_forces(analysis, strides)[0].strides[0];
  EXPECT_TRUE(std::isnan(first.peak.force_n)) << "it may have been larger on the ground";
  EXPECT_NEAR(first.late_swing.force_n, 990.0, 1e-9);
}

TEST(ForceSummary, of_a_stride_that_the_frames_do_not_cover_is_not_known) {
  const std::array<std::vector<Stride>, 2> beyond{
      {{{.start_s = -0.3, .toe_off_s = 0.2, .end_s = 0.7}, {.start_s = 1.5, .toe_off_s = 1.9, .end_s = 2.4}},
       {}}};
  const std::vector<ForceSummary> all = summarize_forces(two_strides(), beyond);
  for (const ForceNumbers& n : all[0].strides) {
    EXPECT_TRUE(std::isnan(n.peak.force_n));
    EXPECT_TRUE(std::isnan(n.late_swing.force_n));
  }
}

TEST(ForceSummary, without_strides_is_of_the_whole_recording) {
  const ForceSummary summary = summarize_forces(two_strides(), {})[0];
  EXPECT_TRUE(summary.strides.empty());
  EXPECT_NEAR(summary.middle.peak.force_n, 2000.0, 1e-9);
  EXPECT_TRUE(std::isnan(summary.middle.peak.at_percent));
  EXPECT_TRUE(std::isnan(summary.middle.late_swing.force_n));
}

}  // namespace
}  // namespace hamstring::analysis
