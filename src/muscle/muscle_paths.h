// Length, lengthening speed and moment arms of muscles: what a pose and its speeds do to them.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/provenance.h"
#include "kinematics/poses.h"
#include "model/model.h"
#include "muscle/path_solver.h"

namespace hamstring::muscle {

/// Which muscles, and the joints that they need.
struct MuscleSelection {
  std::vector<MuscleIndex> muscles;
  kinematics::JointSelection joints;
};

[[nodiscard]] MuscleSelection all_muscles(const model::Model& model);
[[nodiscard]] MuscleSelection select_muscles(const model::Model& model, std::vector<MuscleIndex> muscles);

/// Results of one frame, NaN until computed; muscles that cannot be computed stay NaN (Muscle::not_computed).
struct MusclePaths {
  explicit MusclePaths(const model::Model& model);

  std::vector<double> length_m;                   ///< [muscle]; filled by compute_muscle_paths()
  std::vector<double> lengthening_speed_m_per_s;  ///< [muscle] positive when lengthening; NaN without speeds
  /// [Muscle::moment_arms] about Model::moment_arm_coordinates [m or m/m]; positive: tension drives +q. NaN
  /// about a dependent coordinate where its coupler stands still: no tension drives it there.
  std::vector<double> moment_arm_m;
  std::vector<std::uint64_t>
      topology;  ///< [muscle] conditional points and wraps in use; changes mark switching

  /// Moment arm of a muscle about a coordinate: 0 if its path does not cross it.
  [[nodiscard]] double moment_arm(const model::Model& model, MuscleIndex muscle,
                                  CoordinateIndex coordinate) const;
};

/// Scratch memory of compute_muscle_paths(); one a thread.
struct MusclePathWorkspace {
  explicit MusclePathWorkspace(const model::Model& model);
  Course course;
  std::vector<double> generalized;  ///< [coordinate] generalized force of unit tension, before couplers
};

/// Computes the selected muscles at the poses given. Moment arms as OpenSim defines them: generalized force
/// per unit tension, with everything that couplers move along. With `speeds` ([coordinate], rad/s and m/s,
/// those of dependent coordinates included; may be empty) also lengthening speeds, -Σ generalized force ·
/// speed. In `physics` mode a moment arm equals -∂length/∂q; `opensim` reproduces OpenSim 4.6
/// (docs/compatibility.md). Allocates nothing.
void compute_muscle_paths(const model::Model& model, const MuscleSelection& selection,
                          const kinematics::Poses& poses, std::span<const double> speeds, Compatibility mode,
                          MusclePathWorkspace& workspace, MusclePaths& results);

/// Hands generalized forces on dependent coordinates ([coordinate], in place) to those that they follow, by
/// the couplers' slopes; those on the dependent ones stay as they were. Needs compute_poses() first.
void fold_couplers(const model::Model& model, const kinematics::Poses& poses, std::span<double> generalized);

}  // namespace hamstring::muscle
