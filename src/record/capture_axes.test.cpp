#include "record/capture_axes.h"

#include <gtest/gtest.h>

namespace hamstring {
namespace {

TEST(CaptureAxes, z_upwards_becomes_y_and_x_stays) {
  const Mat3 R = turn_to_y_up({.axis = 2, .sign = 1}, 0);
  EXPECT_EQ(R * Vec3(1, 2, 3), Vec3(1, 3, -2));
}

TEST(CaptureAxes, every_turn_is_a_rotation_that_lifts_the_axis_to_y) {
  for (int axis = 0; axis < 3; ++axis) {
    for (const int sign : {-1, 1}) {
      for (int quarters = -1; quarters < 5; ++quarters) {
        const Mat3 R = turn_to_y_up({.axis = axis, .sign = sign}, quarters);
        Vec3 up = Vec3::Zero();
        up[axis] = sign;
        EXPECT_EQ(R * up, Vec3::UnitY());
        EXPECT_DOUBLE_EQ(R.determinant(), 1.0);
        EXPECT_TRUE((R * R.transpose()).isIdentity(0.0));
      }
    }
  }
}

TEST(CaptureAxes, a_quarter_turn_makes_what_went_along_z_go_along_x) {
  EXPECT_EQ(turn_to_y_up({.axis = 1, .sign = 1}, 1) * Vec3(0, 0, 1), Vec3(1, 0, 0));
}

TEST(CaptureAxes, plates_decide_before_the_screen) {
  Capture capture;
  EXPECT_EQ(axis_name(find_up(capture).up), "+z");
  capture.up_in_file = "-Z";
  EXPECT_EQ(axis_name(find_up(capture).up), "-z");
  capture.plates.plates.push_back({.name = "1", .normal = Vec3(0, 1, 0)});
  EXPECT_EQ(axis_name(find_up(capture).up), "+y");
}

TEST(CaptureAxes, who_stands_on_their_feet_decides_before_a_plate_that_is_upside_down) {
  Capture capture;
  capture.markers.names = {"RASI", "RHEE"};
  capture.markers.time_s = {0.0};
  capture.markers.positions_m = {Vec3(0.1, 0.9, 0), Vec3(0.1, 0.1, 0)};
  EXPECT_EQ(axis_name(find_up(capture).up), "+y");
  capture.plates.plates.push_back({.name = "1", .normal = Vec3(0, -1, 0)});
  EXPECT_EQ(axis_name(find_up(capture).up), "+y");
  EXPECT_NE(find_up(capture).why.find("although for -y the force plates face it"), std::string::npos);
  capture.markers.positions_m[0] = Vec3(0.9, 0.9, 0);  // lying on the back tells nothing
  EXPECT_EQ(axis_name(find_up(capture).up), "-y");
}

TEST(CaptureAxes, words_for_axes) {
  EXPECT_EQ(laboratory_axis("-Y")->sign, -1);
  EXPECT_EQ(laboratory_axis("z")->axis, 2);
  EXPECT_FALSE(laboratory_axis(""));
  EXPECT_FALSE(laboratory_axis("up"));
}

}  // namespace
}  // namespace hamstring
