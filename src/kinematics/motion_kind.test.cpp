#include "kinematics/motion_kind.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "core/units.h"
#include "tests/support/small_models.h"

namespace hamstring {
namespace {

using testing::compiled;
using testing::leg;

/// Two seconds of a hip that swings by 30 degrees and a knee that bends by 60, at 100 Hz, in the unit that
/// the header says.
StorageTable walking(bool in_degrees = true) {
  const double unit = in_degrees ? 1.0 : rad_per_deg;
  std::vector<double> time_s, hip, knee;
  for (int i = 0; i <= 200; ++i) {
    time_s.push_back(0.01 * i);
    const double turn = 2.0 * std::numbers::pi * time_s.back();
    hip.push_back(30.0 * unit * std::sin(turn));
    knee.push_back(30.0 * unit * (1.0 - std::cos(turn)) - 5.0 * unit);
  }
  StorageTable table{
      .table = TimeSeries(time_s, {}), .in_degrees = in_degrees, .version = 1, .file_name = "walk.mot"};
  table.table.add_column("hip", hip);
  table.table.add_column("knee", knee);
  return table;
}

std::string kind(const StorageTable& table) {
  static const model::Model model = compiled(leg());
  const auto other = other_kind_of(table, model);
  EXPECT_TRUE(!other || !other->because.empty());
  return other ? other->what : std::string();
}

TEST(MotionKind, joint_angles_pass_in_degrees_in_radians_and_under_any_title_of_a_recording) {
  EXPECT_EQ(kind(walking(true)), "");
  EXPECT_EQ(kind(walking(false)), "");
  for (const char* title : {"Coordinates", "top speed run", "name force_plate_3.mot", "static pose", ""}) {
    StorageTable table = walking();
    table.title = title;
    EXPECT_EQ(kind(table), "") << title;
  }
}

TEST(MotionKind, degrees_under_a_header_that_says_radians_are_left_to_the_question_of_the_unit) {
  StorageTable table = walking(true);
  table.in_degrees = false;
  EXPECT_EQ(kind(table), "");
}

TEST(MotionKind, the_titles_that_openSim_gives_its_results_are_refused_by_what_they_are) {
  for (const auto& [title, what] :
       {std::pair{"Speeds", "speeds"}, std::pair{"Accelerations", "accelerations"},
        std::pair{"ActuatorForces", "actuator forces"}, std::pair{"ModelForces", "forces"},
        std::pair{"PositionErrors", "tracking errors"},
        std::pair{"Inverse Dynamics Generalized Forces", "joint moments and forces"},
        std::pair{" controls ", "controls"}}) {
    StorageTable table = walking();
    table.title = title;
    EXPECT_EQ(kind(table), what);
  }
}

TEST(MotionKind, columns_that_only_results_have_are_refused) {
  for (const char* label : {"knee_moment", "hip_reserve", "hip_force"}) {
    StorageTable table = walking();
    table.table.add_column(label, std::vector<double>(201, 0.1));
    EXPECT_NE(kind(table), "") << label;
  }
  StorageTable table = walking();
  for (const char* label : {"FX", "FY", "FZ", "MX", "MY", "MZ"})
    table.table.add_column(label, std::vector<double>(201, 0.1));
  EXPECT_EQ(kind(table), "actuator forces");
  table = walking();
  table.table.add_column("R.ASIS_tx", std::vector<double>(201, 0.1));
  table.table.add_column("ground_force_vx", std::vector<double>(201, 0.1));
  EXPECT_EQ(kind(table), "") << "markers and plates often stand beside angles";
}

TEST(MotionKind, values_that_no_leg_reaches_are_refused) {
  for (const bool in_degrees : {true, false}) {
    StorageTable speeds = walking(in_degrees);
    for (std::size_t c = 0; c < 2; ++c) {
      const std::vector<double> angle(speeds.table.column(c).begin(), speeds.table.column(c).end());
      for (std::size_t row = 0; row + 1 < angle.size(); ++row)
        speeds.table.column(c)[row] = (angle[row + 1] - angle[row]) / 0.01;
      speeds.table.column(c)[200] = 0.0;
    }
    EXPECT_NE(kind(speeds), "") << in_degrees;
  }
  StorageTable still = walking();
  for (std::size_t c = 0; c < 2; ++c)
    for (double& value : still.table.column(c)) value = 0.0;
  EXPECT_NE(kind(still), "");
  StorageTable glitch = walking();
  glitch.table.column(1)[7] = 5000.0;
  EXPECT_EQ(kind(glitch), "") << "one bad frame is a bad frame";
}

}  // namespace
}  // namespace hamstring
