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
    if (file.name == "report.html") EXPECT_THAT(file.text, HasSubstr("What each muscle bore"));
    if (file.name == "strides.csv") EXPECT_THAT(file.text, HasSubstr("late_swing_force_low_N_per_kg"));
    if (file.name == "summary.json") EXPECT_THAT(file.text, HasSubstr("\"late_swing_peak_high_N\""));
  }
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
