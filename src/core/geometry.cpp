#include "core/geometry.h"

#include <cmath>

namespace hamstring {

Mat3 axis_angle_rotation(const Vec3& unit_axis, double angle_rad) {
  return Eigen::AngleAxisd(angle_rad, unit_axis).toRotationMatrix();
}

Mat3 body_xyz_rotation(const Vec3& angles_rad) {
  return axis_angle_rotation(Vec3::UnitX(), angles_rad.x()) *
         axis_angle_rotation(Vec3::UnitY(), angles_rad.y()) *
         axis_angle_rotation(Vec3::UnitZ(), angles_rad.z());
}

Vec3 body_xyz_angles(const Mat3& R) {
  const double cos_b = std::hypot(R(0, 0), R(0, 1));
  const double b = std::atan2(R(0, 2), cos_b);
  if (cos_b < 1e-12) return {std::atan2(R(1, 0), R(1, 1)), b, 0.0};  // gimbal lock: the third angle is free
  return {std::atan2(-R(1, 2), R(2, 2)), b, std::atan2(-R(0, 1), R(0, 0))};
}

}  // namespace hamstring
