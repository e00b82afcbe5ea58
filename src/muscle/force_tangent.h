// A muscle's force as a function of its activation, path and speed given: what sharing needs of it near one
// activation.
#pragma once

#include "muscle/fiber_state.h"
#include "muscle/muscle_mechanics.h"

namespace hamstring::muscle {

/// Force along the tendon in equilibrium, and its straight line. The cost of an activation a, aᵖ, comes as a
/// parabola weight · (a − center)² that bends as the cost of the *force* does; weight 0: aᵖ as it is.
struct ForceTangent {
  double force_n = 0.0;  ///< NaN where the muscle has no equilibrium
  double slope_n = 0.0;  ///< by activation
  double weight = 0.0, center = 0.0;
  /// By activation, downwards and upwards. They differ where the curve has a corner within a few steps of the
  /// activation; `slope_n` is then that of the side which the activation itself is on.
  double slope_below_n = 0.0, slope_above_n = 0.0;
};

struct ActivationBounds {
  double lower = 0.0, upper = 1.0;
};

/// The parabola's second derivative is held above `caution` times that of aᵖ: where the force bends more than
/// the cost, there is no least one.
struct TangentCost {
  double exponent = 2.0;
  double caution = 0.1;
};

/// `path`: length and speed; its activation is not looked at. An upper bound that is NaN: no equilibrium.
[[nodiscard]] ForceTangent tangent_at(const MuscleMechanics& muscle, const FiberInput& path,
                                      double activation, const ActivationBounds& bounds,
                                      const TangentCost& cost);

/// Where a force bends sharply: a fiber that reaches the foot of its passive curve, a tendon the end of its
/// toe, a velocity the end of its range. Beyond, forces may stay flat.
[[nodiscard]] bool has_corner(const ForceTangent& tangent);

/// How far a step down the gradient of aᵖ − pull · force would move an activation within its bounds; `pull`:
/// what a newton is worth. Where a corner lies within a millionth of the activation, by that slope between
/// those of its two sides which moves it least (Clarke's generalized gradient).
[[nodiscard]] double projected_step(const MuscleMechanics& muscle, const FiberInput& path, double activation,
                                    const ActivationBounds& bounds, double exponent, double pull);

/// The last activation between two that has an equilibrium: a fiber may pull harder than its tendon at every
/// length that its class knows. NaN: not even the lower one has.
[[nodiscard]] double largest_activation(const MuscleMechanics& muscle, const FiberInput& path, double lower,
                                        double upper);

}  // namespace hamstring::muscle
