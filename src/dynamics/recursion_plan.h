// A model as the recursion over its tree reads it: plain numbers in the order in which they are needed. Made
// from the constant model by inverse_dynamics.cpp; the kernels of recursion_lanes_*.cpp know nothing else.
#pragma once

#include <cstddef>
#include <cstdint>

#include "model/function.h"

namespace hamstring::dynamics {

enum class PlanAxisKind : std::int32_t { none, constant, identity, function, sum };

/// One of the six axes of a joint, its sign folded into the numbers of what drives it.
struct PlanAxis {
  PlanAxisKind kind = PlanAxisKind::none;
  std::int32_t along = 3;      ///< 0-2: x, y or z of its frame; 3: see `axis`
  double axis[3] = {0, 0, 0};  ///< unit vector
  double scale = 1.0;          ///< constant: its value; identity: ±1; function: ±1 of the axis's direction
  double intercept = 0.0;      ///< of a sum
  std::int32_t arguments = 0;  ///< how many coordinates drive it
  std::int32_t argument[model::arguments_max] = {};
  double slope[model::arguments_max] = {};    ///< of a sum
  const model::Function* function = nullptr;  ///< of the model; lives as long as it
};

/// A rotation or none, rows first, and a position.
struct PlanPose {
  bool turns = false;  ///< false: the rotation is the identity
  double R[9] = {1, 0, 0, 0, 1, 0, 0, 0, 1};
  double p[3] = {0, 0, 0};
  bool moves = false;  ///< false: the position is zero
};

struct PlanJoint {
  std::int32_t parent = 0;  ///< body
  std::int32_t child = 0;
  PlanPose X_PF;
  PlanPose X_MB;
  PlanAxis axes[6];
  bool rotates = false;     ///< some of the first three axes is there
  bool translates = false;  ///< some of the last three axes is there
  /// In opensim mode, where one coordinate drives rotations 2 and 3: Simbody leaves out their product in the
  /// acceleration (docs/compatibility.md, D).
  bool lacks_product = false;
  bool needs_pose = false;  ///< a body with a load hangs on it: its pose in ground is kept
  // The child, about its own origin:
  double mass = 0.0;           ///< [kg]
  double mass_center[3] = {};  ///< mass times p_BoBcm_B [kg m]
  double inertia[6] = {};      ///< xx yy zz xy xz yz [kg m²]
  std::int32_t load = -1;      ///< position among the loads
};

/// What one call computes: frames first … first + N - 1 of columns that are each `frames` long.
struct RecursionInput {
  const PlanJoint* joints = nullptr;  ///< each after the joint that moves its parent
  std::size_t joint_count = 0;
  std::size_t body_count = 0;
  double gravity[3] = {};
  std::size_t frames = 0;
  const double* q = nullptr;  ///< [coordinate * frames + frame]
  const double* u = nullptr;
  const double* udot = nullptr;
  /// [(load * 6 + component) * frames + frame]: force, then moment about the ground's origin, in ground
  const double* loads = nullptr;
};

/// Doubles of scratch that a kernel of width N needs, to be aligned to 64 bytes: [..](joints, bodies).
inline constexpr std::size_t scratch_per_joint = 33;
inline constexpr std::size_t scratch_per_body = 27;

/// Generalized forces [coordinate * frames + frame] of N frames from `first` on. Allocates nothing.
template <int N>
void recursion(const RecursionInput& input, std::size_t first, double* scratch, double* generalized);

extern template void recursion<1>(const RecursionInput&, std::size_t, double*, double*);
extern template void recursion<2>(const RecursionInput&, std::size_t, double*, double*);
extern template void recursion<4>(const RecursionInput&, std::size_t, double*, double*);
extern template void recursion<8>(const RecursionInput&, std::size_t, double*, double*);

}  // namespace hamstring::dynamics
