// Whole recordings through analyze_motion(), against figures of the same recordings computed elsewhere.
#include <gtest/gtest.h>

#include <cmath>

#include "analysis/analyze_motion.h"
#include "exposure/cycle_curves.h"
#include "tests/support/shared_data.h"

namespace hamstring {
namespace {

const std::string hamner = "opensim-org+opensim-models/Pipelines/Hamner/outputReference/";
const std::string hamner_model = hamner + "subject02_registered.osim";

analysis::MotionAnalysis analyze(const std::string& motion, const std::string& model) {
  Diagnostics diagnostics;
  auto analysis = analysis::analyze_motion(
      {.motion = testing::shared_data(motion), .model = testing::shared_data(model)}, diagnostics);
  EXPECT_TRUE(analysis) << (analysis ? "" : analysis.error().text());
  return std::move(*analysis);
}

const report::MuscleResult& muscle_of(const analysis::MotionAnalysis& analysis, Side side,
                                      Hamstring hamstring) {
  return *report::find_muscle(*report::find_side(analysis.report, side), hamstring);
}

double mean_peak(const report::MuscleResult& muscle) {
  double sum = 0.0;
  for (const exposure::Exposure& stride : muscle.strides) sum += stride.peak_stretch.value;
  return sum / static_cast<double>(muscle.strides.size());
}

/// Around the cycle: a stride whose largest stretch is the tail of the peak before its foot strike counts as
/// 100 %.
double mean_place(const report::MuscleResult& muscle) {
  std::vector<double> places;
  for (const exposure::Exposure& stride : muscle.strides) {
    places.push_back(exposure::percent_of_span(stride.span, stride.peak_stretch.time_s));
  }
  return exposure::cyclic_mean_sd(places).mean;
}

TEST(HamnerRun, long_head_peaks_at_4_6_to_5_0_percent_late_in_swing) {
  HAMSTRING_NEEDS_DATA(hamner_model);
  const auto analysis = analyze(hamner + "ResultsIK/subject02_running_ik.mot", hamner_model);
  EXPECT_EQ(analysis.report.gait, GaitKind::running);
  EXPECT_NEAR(analysis.report.speed_m_per_s, 4.0, 0.2);  // treadmill at 3.95-4.05 m/s
  for (const Side side : both_sides) {
    const report::MuscleResult& bflh = muscle_of(analysis, side, Hamstring::biceps_femoris_long_head);
    EXPECT_GE(bflh.strides.size(), 13U);
    EXPECT_GE(100 * mean_peak(bflh), 4.6 - 0.2) << side_name(side);
    EXPECT_LE(100 * mean_peak(bflh), 5.0 + 0.2) << side_name(side);
    EXPECT_GE(mean_place(bflh), 93 - 2) << side_name(side);
    EXPECT_LE(mean_place(bflh), 96 + 2) << side_name(side);
  }
}

TEST(HamnerRun, peak_lengthening_speeds_from_the_simulated_kinematics_are_the_known_ones) {
  // Right leg over the whole file, as the figures were made (the file holds no complete right stride of CMC).
  HAMSTRING_NEEDS_DATA(hamner_model);
  const auto analysis = analyze(hamner + "ResultsCMC/subject02_Kinematics_q.sto", hamner_model);
  const struct {
    Hamstring muscle;
    double speed_m_per_s;
  } known[] = {{Hamstring::biceps_femoris_long_head, 0.49},
               {Hamstring::semimembranosus, 0.54},
               {Hamstring::semitendinosus, 0.63}};
  for (const auto& [hamstring, speed] : known) {
    EXPECT_NEAR(muscle_of(analysis, Side::right, hamstring).recording.peak_lengthening_speed.value, speed,
                0.02)
        << hamstring_code(hamstring);
  }
}

TEST(HamnerRun, every_jump_lies_at_a_conditional_point_and_none_of_the_hamstrings_jumps_by_more_than_0_2_mm) {
  HAMSTRING_NEEDS_DATA(hamner_model);
  const auto analysis = analyze(hamner + "ResultsIK/subject02_running_ik.mot", hamner_model);
  EXPECT_GT(analysis.report.jumps.size(), 100U);
  for (const report::ReportedJump& jump : analysis.report.jumps) {
    EXPECT_EQ(jump.cause, "conditional point");
    EXPECT_LT(std::abs(jump.size_m), 2e-3) << jump.muscle;
    if (jump.muscle.starts_with("semi") || jump.muscle.starts_with("bifem")) {
      EXPECT_LT(std::abs(jump.size_m), 2e-4) << jump.muscle;
    }
  }
}

TEST(SprintRun, stretch_and_its_speed_grow_from_3_5_to_7_meters_a_second) {
  const std::string folder = "keenon+nimblephysics/data/osim/Sprinter/";
  HAMSTRING_NEEDS_DATA(folder + "sprinter_scaled.osim");
  const auto slow = analyze(folder + "run0350cms.mot", folder + "sprinter_scaled.osim");
  const auto fast = analyze(folder + "run0700cms.mot", folder + "sprinter_scaled.osim");
  EXPECT_NEAR(slow.report.speed_m_per_s, 3.55, 0.05 * 3.55);
  EXPECT_NEAR(fast.report.speed_m_per_s, 7.06, 0.06 * 7.06);
  for (const Side side : both_sides) {
    // Schache 2013: peak stretch and lengthening speed of all three rise from 3.4 to 9 m/s.
    for (const Hamstring hamstring : all_hamstrings) {
      if (!crosses_hip(hamstring)) continue;
      EXPECT_GT(mean_peak(muscle_of(fast, side, hamstring)), mean_peak(muscle_of(slow, side, hamstring)));
    }
    // And the long head is stretched most, the semitendinosus lengthens fastest.
    EXPECT_GT(mean_peak(muscle_of(fast, side, Hamstring::biceps_femoris_long_head)),
              mean_peak(muscle_of(fast, side, Hamstring::semitendinosus)));
    EXPECT_GT(
        muscle_of(fast, side, Hamstring::semitendinosus).recording.peak_lengthening_speed.value,
        muscle_of(fast, side, Hamstring::biceps_femoris_long_head).recording.peak_lengthening_speed.value);
  }
}

TEST(DemonstrationRun, needs_no_other_file_and_gives_periodic_strides_on_both_sides) {
  const std::filesystem::path data = std::filesystem::path(HAMSTRING_PROJECT_DIR) / "data";
  Diagnostics diagnostics;
  const auto analysis = analysis::analyze_motion(
      {.motion = data / "movements" / "run.toml", .model = data / "models" / "lower_body.osim"}, diagnostics);
  ASSERT_TRUE(analysis) << analysis.error().text();
  EXPECT_EQ(analysis->report.gait, GaitKind::running);
  const report::MuscleResult& left = muscle_of(*analysis, Side::left, Hamstring::biceps_femoris_long_head);
  const report::MuscleResult& right = muscle_of(*analysis, Side::right, Hamstring::biceps_femoris_long_head);
  EXPECT_EQ(left.strides.size(), 3U);
  EXPECT_EQ(right.strides.size(), 3U);
  // The left leg does what the right does half a cycle later. Peaks are found between samples of 5 ms by a
  // parabola.
  EXPECT_NEAR(mean_peak(left), mean_peak(right), 2e-5);
  EXPECT_NEAR(mean_place(left), mean_place(right), 0.5);
}

}  // namespace
}  // namespace hamstring
