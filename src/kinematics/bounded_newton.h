// The minimum of a frame's cost within the bounds of its coordinates.
#pragma once

#include <span>
#include <vector>

#include "kinematics/marker_fit.h"

namespace hamstring::kinematics {

struct NewtonOutcome {
  double cost = 0.0;
  double gradient = 0.0;  ///< largest slope along an unknown that is not held by a bound
  int iterations = 0;
  bool is_solved = false;  ///< the slope is below what was asked for, or below what numbers resolve
};

/// Newton's method on the coordinates that no bound holds (projected active set: Bertsekas 1982, SIAM J
/// Control Optim 20:221), with the markers' arcs where the curvature allows it and without them elsewhere;
/// steps of at most 0.5 rad, halved until the cost falls. `values`: [coordinate] start and result; those of
/// clamped coordinates are put into their range.
NewtonOutcome minimize_fit(const FitProblem& problem, std::span<const Vec3> targets, double gradient_max,
                           int iterations_max, std::span<double> values, FitState& state);

}  // namespace hamstring::kinematics
