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

TEST(MotionKind, tables_without_a_coordinate_are_named_by_their_columns) {
  const auto table_of = [](const std::vector<std::string>& labels) {
    StorageTable table = walking();
    table.table = TimeSeries(std::vector<double>{0.0, 0.1, 0.2}, labels);
    return table;
  };
  EXPECT_EQ(kind(table_of({"1_ground_force_vx", "1_ground_force_vy", "1_ground_force_vz", "1_torque_x"})),
            "forces of the ground");
  EXPECT_EQ(kind(table_of({"R.ASIS_tx", "R.ASIS_ty", "R.ASIS_tz"})), "positions of points");
  EXPECT_EQ(kind(table_of({"emg_vx", "emg_2"})), "") << "the reader says that no column is a coordinate";
}

/// The same rows at other times, `dt` apart.
StorageTable with_rows_apart(const StorageTable& table, double dt) {
  StorageTable made = table;
  std::vector<double> time_s;
  for (std::size_t row = 0; row < table.table.rows(); ++row) time_s.push_back(dt * static_cast<double>(row));
  made.table = TimeSeries(time_s, {});
  for (std::size_t c = 0; c < table.table.columns(); ++c)
    made.table.add_column(table.table.labels()[c], table.table.column(c));
  return made;
}

TEST(MotionKind, rows_that_no_leg_could_run_through_are_no_movement_at_that_rate) {
  for (const bool in_degrees : {true, false}) {
    // Random poses, each plausible: a hip between -30 and 30 degrees, a knee between 0 and 90.
    StorageTable poses = walking(in_degrees);
    const double unit = in_degrees ? 1.0 : rad_per_deg;
    for (std::size_t row = 0; row < poses.table.rows(); ++row) {
      const double n = static_cast<double>(row);
      poses.table.column(0)[row] = 30.0 * unit * std::sin(12.9898 * n * n);
      poses.table.column(1)[row] = 45.0 * unit * (1.0 + std::sin(78.233 * n * n));
    }
    EXPECT_NE(kind(poses), "") << in_degrees;
    EXPECT_EQ(kind(with_rows_apart(poses, 1.0)), "") << "single poses, a second apart";
    EXPECT_EQ(kind(with_rows_apart(walking(in_degrees), 0.001)), "") << "a leg of 1900 degrees a second";
    EXPECT_NE(kind(with_rows_apart(walking(in_degrees), 0.0002)), "") << "and one of 9400";
  }
}

TEST(MotionKind, controls_and_small_errors_bend_a_knee_as_far_forwards_as_backwards) {
  for (const bool in_degrees : {true, false}) {
    const double unit = in_degrees ? 1.0 : rad_per_deg;
    StorageTable controls = walking(in_degrees);
    for (std::size_t row = 0; row < controls.table.rows(); ++row)
      controls.table.column(1)[row] = 10.0 * unit * std::sin(0.3 * static_cast<double>(row));
    EXPECT_NE(kind(controls), "") << in_degrees;
    StorageTable standing = walking(in_degrees);  // a knee that gives a little both ways stands
    for (double& value : standing.table.column(1)) value = 0.15 * value;
    EXPECT_EQ(kind(standing), "") << in_degrees;
  }
  StorageTable errors = walking(true);  // without a pelvis, in degrees: 4 at most
  for (std::size_t c = 0; c < 2; ++c)
    for (double& value : errors.table.column(c)) value *= 0.07;
  EXPECT_EQ(kind(errors), "tracking errors or controls");
}

TEST(MotionKind, a_pelvis_above_every_roof_is_measured_in_another_unit) {
  model::ModelSpecification s = leg();
  s.bodies.push_back({.name = "pelvis"});
  s.joints.push_back({.name = "root",
                      .kind = model::JointKind::slider,
                      .parent_frame = "ground",
                      .child_frame = "pelvis",
                      .coordinates = {{.name = "pelvis_ty"}}});
  const model::Model model = compiled(s);
  for (const auto& [height, refused] :
       {std::pair{0.95, false}, std::pair{8.0, false}, std::pair{95.0, true}, std::pair{950.0, true}}) {
    StorageTable table = walking();
    table.table.add_column("pelvis_ty", std::vector<double>(201, height));
    const auto other = other_kind_of(table, model);
    EXPECT_EQ(other.has_value(), refused) << height;
    if (other) {
      EXPECT_NE(other->advice.find("meters"), std::string::npos);
    }
  }
}

TEST(MotionKind, the_unit_given_by_hand_is_the_one_that_is_judged) {
  static const model::Model model = compiled(leg());
  StorageTable table = walking(true);  // radians under a header that says degrees: a knee of 23 both ways
  for (double& value : table.table.column(1)) value = 0.4 * std::sin(value);
  EXPECT_FALSE(other_kind_of(table, model));
  EXPECT_TRUE(other_kind_of(table, model, false));
}

TEST(MotionKind, rows_half_a_second_apart_are_questioned) {
  EXPECT_EQ(strange_times(walking()), "");
  EXPECT_NE(strange_times(with_rows_apart(walking(), 10.0)).find("10 s apart"), std::string::npos);
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
