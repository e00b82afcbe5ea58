// Fiber length, velocity and forces of a muscle from its path and its activation: the fiber, at its angle,
// pulls as hard as the tendon.
#pragma once

#include "muscle/fiber_state.h"
#include "muscle/muscle_mechanics.h"

namespace hamstring::muscle {

/// The equilibrium of fiber and tendon in one frame. Length: the fiber's force along the tendon equals the
/// tendon's. Velocity: with activation held, both forces go on being equal, so that fiber and tendon share
/// the path's speed by their compliance. A fiber that yields when it is stretched takes all of it, none of it
/// is taken back. A rigid tendon leaves fiber length and velocity to the path. Found by Newton's method in a
/// bracket; the fiber is never shorter than its class knows. Activation is held within 0 and 1. Equations:
/// docs/muscle.md.
[[nodiscard]] FiberState solve_equilibrium(const MuscleMechanics& muscle, const FiberInput& input);

/// The same as OpenSim 4.6.1's `computeFiberEquilibrium` leaves it, with its tolerances, failures and
/// deviations: Millard at rest whatever the path does (C), Thelen with a velocity one step behind, default
/// states where it gave up.
[[nodiscard]] FiberState solve_equilibrium_as_opensim(const MuscleMechanics& muscle, const FiberInput& input);

/// What OpenSim reports for a given fiber length [m] (for DeGrooteFregly2016: tendon force in maximum
/// forces), as it stands in a states file. Rigid tendons do not look at it.
[[nodiscard]] FiberState evaluate_as_opensim(const MuscleMechanics& muscle, const FiberInput& input,
                                             double fiber_state);

}  // namespace hamstring::muscle
