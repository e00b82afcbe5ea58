#include "core/geometry.h"

#include <gtest/gtest.h>

#include <numbers>

namespace hamstring {
namespace {

TEST(Geometry, rotation_about_z_takes_x_to_y) {
  const Vec3 y = axis_angle_rotation(Vec3::UnitZ(), std::numbers::pi / 2) * Vec3::UnitX();
  EXPECT_NEAR((y - Vec3::UnitY()).norm(), 0.0, 1e-15);
}

TEST(Geometry, body_xyz_sequence_turns_about_the_moved_axes) {
  // After 90 degrees about x, the moved y axis is the parent's z: Rx(90) Ry(90) takes x to -z of Rx(90), i.e.
  // +y.
  const Mat3 R = body_xyz_rotation({std::numbers::pi / 2, std::numbers::pi / 2, 0.0});
  EXPECT_NEAR((R * Vec3::UnitX() - Vec3::UnitY()).norm(), 0.0, 1e-15);
}

TEST(Geometry, body_xyz_angles_undo_body_xyz_rotation) {
  const Vec3 angles(0.3, -1.2, 2.5);
  EXPECT_NEAR((body_xyz_angles(body_xyz_rotation(angles)) - angles).norm(), 0.0, 1e-14);
}

TEST(Geometry, body_xyz_angles_at_gimbal_lock_reproduce_the_rotation) {
  const Mat3 R = body_xyz_rotation({0.4, std::numbers::pi / 2, 0.2});
  EXPECT_NEAR((body_xyz_rotation(body_xyz_angles(R)) - R).norm(), 0.0, 1e-9);
}

TEST(Pose, product_with_inverse_is_identity) {
  const Pose X{body_xyz_rotation({0.1, 0.2, 0.3}), Vec3(1, 2, 3)};
  const Pose I = X * X.inverse();
  EXPECT_NEAR((I.R - Mat3::Identity()).norm() + I.p.norm(), 0.0, 1e-14);
}

TEST(Pose, composition_equals_moving_a_point_twice) {
  const Pose X_AB{body_xyz_rotation({0.1, 0.2, 0.3}), Vec3(1, 2, 3)};
  const Pose X_BC{body_xyz_rotation({-1.0, 0.5, 2.0}), Vec3(-1, 0, 4)};
  const Vec3 p_C(0.3, 0.2, 0.1);
  EXPECT_NEAR((X_AB * X_BC * p_C - X_AB * (X_BC * p_C)).norm(), 0.0, 1e-14);
}

}  // namespace
}  // namespace hamstring
