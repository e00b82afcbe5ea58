#include "muscle/force_tangent.h"

#include <algorithm>
#include <cmath>

#include "muscle/equilibrium.h"

namespace hamstring::muscle {
namespace {

double force_at(const MuscleMechanics& muscle, FiberInput path, double activation) {
  path.activation = activation;
  return solve_equilibrium(muscle, path).tendon_force_n;
}

/// With F the force, d²(aᵖ)/dF² = p aᵖ⁻² ((p − 1) − a F″/F′)/F′²; the parabola has that second derivative.
void bend_cost(double a, double bend, const TangentCost& cost, ForceTangent& tangent) {
  const double p = cost.exponent;
  if (!(a > 0.0) || !(tangent.slope_n > 0.0)) return;
  const double curvature =
      p * std::pow(a, p - 2.0) * std::max(p - 1.0 - a * bend / tangent.slope_n, cost.caution * (p - 1.0));
  tangent.weight = 0.5 * curvature;
  tangent.center = a - p * std::pow(a, p - 1.0) / curvature;
}

}  // namespace

ForceTangent tangent_at(const MuscleMechanics& muscle, const FiberInput& path, double activation,
                        const ActivationBounds& bounds, const TangentCost& cost) {
  // Neither the third derivative nor the rounding of the equilibrium, 1e-12 of the maximum, shows before the
  // sixth digit of what comes from differences over this step.
  constexpr double step = 1e-4;
  ForceTangent tangent;
  if (std::isnan(bounds.upper)) {
    tangent.force_n = FiberState::nan;
    return tangent;
  }
  tangent.force_n = force_at(muscle, path, activation);
  if (bounds.upper - bounds.lower < 3.0 * step) return tangent;  // no room to move
  const double middle = std::min(activation, bounds.upper - step);
  const double at_middle = middle == activation ? tangent.force_n : force_at(muscle, path, middle);
  const double above = force_at(muscle, path, middle + step);
  const double below = force_at(muscle, path, middle - step);
  const double bend = (above - 2.0 * at_middle + below) / (step * step);
  tangent.slope_n = (above - below) / (2.0 * step) + bend * (activation - middle);
  bend_cost(activation, bend, cost, tangent);
  return tangent;
}

double largest_activation(const MuscleMechanics& muscle, const FiberInput& path, double lower, double upper) {
  if (std::isfinite(force_at(muscle, path, upper))) return upper;
  if (!std::isfinite(force_at(muscle, path, lower))) return FiberState::nan;
  double known = lower, unknown = upper;
  for (int i = 0; i < 40 && unknown - known > 1e-9; ++i) {
    const double middle = 0.5 * (known + unknown);
    (std::isfinite(force_at(muscle, path, middle)) ? known : unknown) = middle;
  }
  return known;
}

}  // namespace hamstring::muscle
