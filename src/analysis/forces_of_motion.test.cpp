#include "analysis/forces_of_motion.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "analysis/write_motion.h"
#include "tests/support/run_with_forces.h"

namespace hamstring::analysis {
namespace {

using ::testing::HasSubstr;

TEST(ForcesOfMotion, stand_in_every_file_of_the_report) {
  MotionRequest request = hamstring::testing::run_without_plates().motion;
  request.lowpass_hz.reset();
  Diagnostics diagnostics;
  auto analysis = analyze_motion(request, diagnostics);
  ASSERT_TRUE(analysis) << analysis.error().text();
  ASSERT_TRUE(add_forces(*analysis, request, {.without_plates = true}));
  ASSERT_TRUE(analysis->report.forces);
  EXPECT_THAT(analysis->report.forces->settings, HasSubstr("low-passed at 12 Hz"));
  const auto files = motion_files(*analysis, {.muscles = {"hamstrings"}, .quantities = {"stretch"}});
  ASSERT_TRUE(files);
  for (const ResultFile& file : *files) {
    if (file.name == "report.html") {
      EXPECT_THAT(file.text, HasSubstr("How hard the muscles pulled"));
    }
    if (file.name == "strides.csv") {
      EXPECT_THAT(file.text, HasSubstr("late_swing_force_low_N_per_kg"));
    }
    if (file.name == "summary.json") {
      EXPECT_THAT(file.text, HasSubstr("\"late_swing_peak_high_N\""));
    }
  }
}

TEST(ForcesOfMotion, may_come_from_plates_that_lie_in_no_file_and_are_named_all_the_same) {
  MotionRequest request = hamstring::testing::run_without_plates().motion;
  Diagnostics diagnostics;
  auto analysis = analyze_motion(request, diagnostics);
  ASSERT_TRUE(analysis) << analysis.error().text();
  const auto before = analysis->report.diagnostics.entries().size();
  // One plate that nobody stands on: a table as the capture's converter writes it.
  std::string table = "forces\nversion=1\nnRows=4\nnColumns=10\ninDegrees=no\nendheader\ntime";
  for (const char* column : {"force_1_vx", "force_1_vy", "force_1_vz", "force_1_px", "force_1_py",
                             "force_1_pz", "torque_1_x", "torque_1_y", "torque_1_z"})
    table += std::string("\tground_") + column;
  for (const char* time : {"0", "1", "2", "3"})
    table += std::string("\n") + time + "\t0\t0\t0\t9\t0\t9\t0\t0\t0";
  ASSERT_TRUE(add_forces(*analysis, request, {.forces = "run_forces.mot", .forces_content = table + "\n"}));
  ASSERT_TRUE(analysis->report.forces);
  EXPECT_FALSE(analysis->report.forces->swing_only);
  EXPECT_EQ(analysis->report.provenance.inputs.back().name, "run_forces.mot");
  // Nobody stands there, so the residuals are the body's weight: too much, and said.
  ASSERT_FALSE(analysis->report.forces->cautions.empty());
  EXPECT_THAT(analysis->report.forces->cautions.back(), HasSubstr("too much"));
  EXPECT_GE(analysis->report.diagnostics.entries().size(), before);
  const auto refused =
      add_forces(*analysis, request, {.forces = "run_forces.mot", .forces_content = "no table"});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().file, "run_forces.mot");
}

TEST(ForcesOfMotion, that_cannot_be_computed_are_an_error_and_leave_no_zero) {
  MotionRequest request = hamstring::testing::run_without_plates().motion;
  request.motion = hamstring::testing::project_data / "movements" / "squat.toml";
  request.from_s.reset();
  request.to_s.reset();
  Diagnostics diagnostics;
  auto analysis = analyze_motion(request, diagnostics);
  ASSERT_TRUE(analysis) << analysis.error().text();
  EXPECT_FALSE(add_forces(*analysis, request, {.without_plates = true}));
  EXPECT_FALSE(analysis->report.forces);
}

}  // namespace
}  // namespace hamstring::analysis
