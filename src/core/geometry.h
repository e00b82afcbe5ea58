// Vectors, rotations and poses. Frame notation (after Drake's monogram notation; docs/notation.md):
//   p_AB_W  position of point B from point A, expressed in frame W (p_B_W from W's own origin)
//   R_AB    rotation: v_A = R_AB * v_B          X_AB  pose of frame B in frame A: p_A = X_AB * p_B
#pragma once

#include <Eigen/Core>
#include <Eigen/Geometry>

namespace hamstring {

using Vec3 = Eigen::Vector3d;  ///< m, m/s or dimensionless, as its name says
using Mat3 = Eigen::Matrix3d;

/// A rigid pose X_AB: rotation R_AB and position p_AB of B's origin in A [m].
struct Pose {
  Mat3 R = Mat3::Identity();
  Vec3 p = Vec3::Zero();

  [[nodiscard]] Vec3 operator*(const Vec3& p_B) const { return R * p_B + p; }
  [[nodiscard]] Pose operator*(const Pose& X_BC) const { return {R * X_BC.R, R * X_BC.p + p}; }
  [[nodiscard]] Pose inverse() const { return {R.transpose(), -(R.transpose() * p)}; }
};

/// Rotation about a unit axis by an angle [rad] (Rodrigues).
[[nodiscard]] Mat3 axis_angle_rotation(const Vec3& unit_axis, double angle_rad);

/// Body-fixed X-Y-Z sequence: Rx(a) Ry(b) Rz(c), angles in radians, as OpenSim's `orientation`.
[[nodiscard]] Mat3 body_xyz_rotation(const Vec3& angles_rad);

/// The body-fixed X-Y-Z angles [rad] of a rotation, each in (-π, π]; middle angle in [-π/2, π/2].
[[nodiscard]] Vec3 body_xyz_angles(const Mat3& R);

}  // namespace hamstring
