// What OpenSim 4.6.1 makes of a fiber whose length stands: velocity and forces. Internal to src/muscle.
#pragma once

#include "muscle/equilibrium.h"

namespace hamstring::muscle::opensim {

/// Where OpenSim's differences of numbers stop being differences: machine precision to the power 7/8.
inline constexpr double significant = 2.0049868217014e-14;
inline constexpr double square_root_of_precision = 1.4901161193847656e-8;

/// As OpenSim holds a muscle's activation before it computes with it.
[[nodiscard]] double held_activation(const MuscleMechanics& m, double activation);

/// Thelen's force-velocity multiplier by OpenSim's own Newton steps; NaN where it gives up.
[[nodiscard]] double thelen_force_velocity(const Thelen2003Curves& curves, double activation, double active,
                                           double velocity, double tolerance);

[[nodiscard]] FiberState evaluate(const MuscleMechanics& m, const Thelen2003Curves& c, const FiberInput& in,
                                  double fiber_length_m);
[[nodiscard]] FiberState evaluate(const MuscleMechanics& m, const Millard2012Curves& c, const FiberInput& in,
                                  double fiber_length_m);
[[nodiscard]] FiberState evaluate(const MuscleMechanics& m, const DeGrooteFregly2016Curves& c,
                                  const FiberInput& in, double tendon_force);

}  // namespace hamstring::muscle::opensim
