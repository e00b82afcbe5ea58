// Where every body of the model is, and how each coordinate moves it.
#pragma once

#include <span>
#include <vector>

#include "core/geometry.h"
#include "model/model.h"

namespace hamstring::kinematics {

/// The motion of everything outboard of a joint per unit speed of one coordinate, in ground: a body-fixed
/// point that is momentarily at p moves with w × p + v.
struct MotionAxis {
  Vec3 w = Vec3::Zero();  ///< angular velocity [rad/s per rad/s or m/s]
  Vec3 v = Vec3::Zero();  ///< velocity of the body-fixed point at the ground's origin [m/s per …]
};

/// Results of one frame. Sized once by the constructor; what compute_poses() was not asked for is NaN.
struct Poses {
  explicit Poses(const model::Model& model);

  std::vector<double> q;  ///< [coordinate] values after couplers; filled by compute_poses()
  /// [body] pose in ground; filled by compute_poses(). NaN beyond a joint that was not selected; a body that
  /// no joint moves stays at ground's origin.
  std::vector<Pose> X_WB;
  std::vector<MotionAxis> axes;          ///< [coordinate]; filled by compute_poses(); NaN as X_WB
  std::vector<double> coupler_partials;  ///< [coupler, independent] ∂q_dep/∂q_ind; filled by compute_poses()
};

/// Which joints to compute: all of them, or only those that a few muscles need.
struct JointSelection {
  std::vector<JointIndex> joints;      ///< in the model's order
  std::vector<JointIndex> left_out{};  ///< all others
};

[[nodiscard]] JointSelection all_joints(const model::Model& model);
/// The joints between ground and every body that one of `muscles` touches, and those that couplers need.
[[nodiscard]] JointSelection joints_of(const model::Model& model, std::span<const MuscleIndex> muscles);
/// The joints between ground and every one of `bodies`; invalid ones ask for nothing.
[[nodiscard]] JointSelection joints_to(const model::Model& model, std::span<const BodyIndex> bodies);

/// Forward kinematics of one frame: sets dependent coordinates by their couplers, then poses and motion axes.
/// `values`: [coordinate], rad and m; those of dependent coordinates are ignored. Poses and axes of joints
/// that are left out become NaN, whatever was in them: an earlier frame is never taken for this one.
/// Allocates nothing.
void compute_poses(const model::Model& model, const JointSelection& selection, std::span<const double> values,
                   Poses& poses);

/// Sets the speeds of dependent coordinates to Σ ∂q_dep/∂q_ind q̇_ind, in place. Needs compute_poses() first.
void apply_couplers_to_speeds(const model::Model& model, const Poses& poses, std::span<double> speeds);

/// Velocity of a body in ground.
struct BodyVelocity {
  Vec3 w_WB = Vec3::Zero();   ///< angular velocity [rad/s]
  Vec3 v_WBo = Vec3::Zero();  ///< velocity of the body's origin [m/s]
};

/// Velocities of all bodies, [body], for the coordinate speeds given ([coordinate], rad/s and m/s).
/// Needs compute_poses() over all joints first. `velocities` must have one entry a body.
void compute_velocities(const model::Model& model, const Poses& poses, std::span<const double> speeds,
                        std::span<BodyVelocity> velocities);

}  // namespace hamstring::kinematics
