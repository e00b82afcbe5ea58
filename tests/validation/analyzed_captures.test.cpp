// From raw markers to joint angles without any setup file, against the inverse kinematics that others made of
// the same captures with models they scaled by hand.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "analysis/capture_person.h"
#include "core/units.h"
#include "formats/storage/storage_reader.h"
#include "tests/support/shared_data.h"

namespace hamstring {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;

const std::string rbds = "aaronsfox+pfjrf-methods/data/";
const std::string hamner = "aaronsfox+zmp-opensim/datasets/HamnerDelp2013/data/subject01/";
const std::string schreiber = "aaronsfox+zmp-opensim/datasets/SchreiberMoissenet2019/data/2014001/";
const std::string subject4 = "keenon+nimblephysics/data/grf/Subject4/";

Result<analysis::CapturedPerson> person_of(const std::string& capture, const std::string& standing) {
  Diagnostics diagnostics;
  return analysis::person_of_capture(
      {.capture = testing::shared_data(capture),
       .static_trial = testing::shared_data(standing),
       .model = std::filesystem::path(HAMSTRING_PROJECT_DIR) / "data" / "models" / "lower_body.osim",
       .model_is_generic = true},
      diagnostics);
}

/// Mean difference of an angle from theirs, and root mean square of what is left after it [degrees].
struct Agreement {
  double offset_deg = 0.0, rms_deg = 0.0;
  std::size_t frames = 0;
};

Agreement agreement(const analysis::CapturedPerson& person, const TimeSeries& theirs,
                    const std::string& coordinate) {
  const auto column = theirs.find(coordinate);
  const CoordinateIndex own = person.model.find_coordinate(coordinate);
  EXPECT_TRUE(column && own.is_valid()) << coordinate;
  double largest = 0.0;
  for (std::size_t row = 0; row < theirs.rows(); ++row)
    largest = std::max(largest, std::abs(theirs(row, *column)));
  double unit = largest < 3.5 ? deg_per_rad : 1.0;
  // Families of models count the flexion of the knee with opposite signs; it bends one way in both.
  double sum = 0.0;
  for (std::size_t row = 0; row < theirs.rows(); ++row) sum += theirs(row, *column);
  if (coordinate.starts_with("knee") && sum < 0.0) unit = -unit;
  const std::vector<double>& time_s = person.fitting.motion.time_s;
  std::vector<double> differences;
  for (std::size_t row = 0; row < theirs.rows(); ++row) {
    const auto at = std::ranges::lower_bound(time_s, theirs.time_s()[row] - 1e-3) - time_s.begin();
    const auto frame = static_cast<std::size_t>(at);
    if (frame >= time_s.size() || std::abs(time_s[frame] - theirs.time_s()[row]) > 1e-3) continue;
    differences.push_back(person.fitting.motion.values_at(frame)[own.value()] * deg_per_rad -
                          unit * theirs(row, *column));
  }
  Agreement result{.frames = differences.size()};
  for (const double d : differences) result.offset_deg += d / static_cast<double>(differences.size());
  for (const double d : differences)
    result.rms_deg += std::pow(d - result.offset_deg, 2.0) / static_cast<double>(differences.size());
  result.rms_deg = std::sqrt(result.rms_deg);
  return result;
}

struct Case {
  std::string name, capture, standing, theirs;
};

class AnalyzedCapture : public ::testing::TestWithParam<Case> {};

// Offsets come from where a model has its zero (the pelvis is tilted by 5 degrees between these models'
// marker sets, and the hip with it); what is left is how both follow the movement. Measured: hips 0.6 to 2.9,
// knees 0.2 to 3.4 degrees about offsets of at most 5.0; a degree is kept in reserve.
TEST_P(AnalyzedCapture, hips_and_knees_follow_the_angles_that_others_found) {
  HAMSTRING_NEEDS_DATA(GetParam().capture);
  const auto person = person_of(GetParam().capture, GetParam().standing);
  ASSERT_TRUE(person) << person.error().text();
  Diagnostics diagnostics;
  const auto theirs = read_storage(testing::shared_data(GetParam().theirs), diagnostics);
  ASSERT_TRUE(theirs) << theirs.error().text();
  for (const char* coordinate : {"hip_flexion_r", "hip_flexion_l", "knee_angle_r", "knee_angle_l"}) {
    const Agreement agrees = agreement(*person, theirs->table, coordinate);
    EXPECT_GT(agrees.frames, 20U);
    EXPECT_LT(agrees.rms_deg, 4.5) << coordinate;
    EXPECT_LT(std::abs(agrees.offset_deg), 6.0) << coordinate;
  }
}

INSTANTIATE_TEST_SUITE_P(
    Recordings, AnalyzedCapture,
    ::testing::Values(Case{"RBDS03_run_3_5", rbds + "RBDS03/RBDS03runT35.c3d",
                           rbds + "RBDS03/RBDS03static.c3d",
                           rbds + "RBDS03/ik/T35/RBDS03_T35_ik_complex.mot"},
                      Case{"RBDS09_run_3_5", rbds + "RBDS09/RBDS09runT35.c3d",
                           rbds + "RBDS09/RBDS09static.c3d",
                           rbds + "RBDS09/ik/T35/RBDS09_T35_ik_complex.mot"},
                      Case{"Hamner_run_4", hamner + "expData/Run_4.trc", hamner + "model/static.trc",
                           hamner + "ik/Run_4.mot"},
                      Case{"Schreiber_walk", schreiber + "dynamic/2014001_C4_05.c3d",
                           schreiber + "static/2014001_ST.c3d", schreiber + "ik/C4_05/C4_05_ik.mot"},
                      Case{"Subject4_walk", subject4 + "MarkerData/walking1.trc",
                           subject4 + "MarkerData/static1.trc", subject4 + "IK/walking1_ik.mot"}),
    [](const auto& of) { return of.param.name; });

TEST(AnalyzedCaptures, toe_markers_that_are_swapped_are_named) {
  const std::string capture = rbds + "RBDS001/RBDS001runT25.c3d";
  HAMSTRING_NEEDS_DATA(capture);
  const auto person = person_of(capture, rbds + "RBDS001/RBDS001static.c3d");
  ASSERT_TRUE(person) << person.error().text();
  EXPECT_THAT(person->culprits, Contains(::testing::AllOf(HasSubstr("R.MT1"), HasSubstr("R.MT5"))));
}

}  // namespace
}  // namespace hamstring
