#include "report/force_json.h"

#include <gtest/gtest.h>

#include "tests/support/sample_report.h"

namespace hamstring::report {
namespace {

TEST(ForceJson, has_every_force_with_its_band_in_newtons_and_per_kilogram) {
  const ForceReport forces = hamstring::testing::sample_forces();
  const auto json = forces_json(forces);
  EXPECT_EQ(json["solved_frames"], 299);
  const auto& muscle = json["hamstrings"][1];
  EXPECT_EQ(muscle["what"], "BFlh");
  EXPECT_NEAR(muscle["peak_N"].get<double>(), 700.0, 1e-9);
  EXPECT_NEAR(muscle["peak_low_N"].get<double>(), 115.0, 1e-9);
  EXPECT_NEAR(muscle["peak_high_N_per_kg"].get<double>(), 11.0, 1e-9);
  EXPECT_NEAR(muscle["negative_work_low_J"].get<double>(), -21.0, 1e-9) << "the most negative";
  EXPECT_NEAR(muscle["negative_work_high_J"].get<double>(), -7.0, 1e-9);
  EXPECT_NEAR(muscle["share_of_knee_flexion_moment_high"].get<double>(), 0.54, 1e-9);
  EXPECT_NEAR(muscle["negative_work_J_per_kg"].get<double>(), -0.2, 1e-9);
  EXPECT_NEAR(muscle["most_tendon_strain_percent"].get<double>(), 3.0, 1e-9);
}

TEST(ForceJson, leaves_out_what_no_plate_measured) {
  const ForceReport forces = hamstring::testing::sample_forces(true);
  const auto json = force_json(forces.muscles[0], forces.mass_kg, true);
  EXPECT_TRUE(json.contains("late_swing_peak_low_N"));
  EXPECT_FALSE(json.contains("peak_N"));
  EXPECT_FALSE(json.contains("impulse_Ns"));
}

TEST(ForceJson, is_null_where_nothing_is_known) {
  const ForceSummary nothing{
      .side = Side::left, .what = "BFlh", .is_single = true, .middle = {}, .strides = {}};
  const auto json = force_json(nothing, 70.0, false);
  EXPECT_TRUE(json["peak_N"].is_null());
  EXPECT_TRUE(json["late_swing_peak_N_per_kg"].is_null());
}

}  // namespace
}  // namespace hamstring::report
