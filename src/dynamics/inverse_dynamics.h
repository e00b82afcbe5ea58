// Which generalized forces a movement needs: recursive Newton-Euler over the whole model, many frames at
// once. Equations, and what differs from OpenSim: docs/dynamics.md.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/diagnostics.h"
#include "core/provenance.h"
#include "core/result.h"
#include "dynamics/body_loads.h"
#include "model/model.h"
#include "record/coordinate_motion.h"

namespace hamstring::dynamics {

/// One array a quantity, in the order of the model's coordinates.
struct InverseDynamics {
  std::vector<double> time_s;  ///< [frame]
  std::size_t coordinates = 0;
  /// [coordinate * frames() + frame]: N m for rotations, N for translations, what the coordinate's speed
  /// turns into watts for others; filled by inverse_dynamics(). NaN where a load that a coordinate carries is
  /// not known, and, in physics mode, in coordinates that a coupler sets: what they need is in those that
  /// they follow.
  std::vector<double> generalized;

  [[nodiscard]] std::size_t frames() const { return time_s.size(); }
  [[nodiscard]] std::span<const double> of(std::size_t coordinate) const {
    return std::span(generalized).subspan(coordinate * frames(), frames());
  }
  [[nodiscard]] std::span<double> of(std::size_t coordinate) {
    return std::span(generalized).subspan(coordinate * frames(), frames());
  }
};

struct InverseDynamicsOptions {
  /// opensim: constraints and couplers ask for nothing, and the accelerations are Simbody's
  /// (docs/compatibility.md, D). physics: right, and what a coupled coordinate needs is given by those it
  /// follows, by virtual work.
  Compatibility mode = Compatibility::physics;
  int lanes = 0;  ///< 1, 2, 4 or 8 frames at once; 0: what the machine carries. The numbers are the same.
};

/// Solves every frame. Errors: a model none of whose moving bodies has a mass; a joint function of several
/// coordinates whose second derivative is not known; a joint that is written from the outside in.
[[nodiscard]] Result<InverseDynamics> inverse_dynamics(const model::Model& model,
                                                       const CoordinateMotion& motion,
                                                       std::span<const BodyLoad> loads,
                                                       const InverseDynamicsOptions& options = {});

/// Coordinates from the root outwards, joint by joint in the order of the file and level by level: OpenSim's
/// 'multibody tree order', in which its result files have them.
[[nodiscard]] std::vector<CoordinateIndex> tree_order(const model::Model& model);

/// The mass of everything that joints move [kg].
[[nodiscard]] double moving_mass_kg(const model::Model& model);

}  // namespace hamstring::dynamics
