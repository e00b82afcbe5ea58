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

/// The curve on one side of an activation, from three points.
struct OneSide {
  double next_n = 0.0;  ///< force one step away
  double slope_n = 0.0, bend = 0.0;
};

OneSide side_of(const MuscleMechanics& muscle, const FiberInput& path, double activation, double force,
                double step) {
  OneSide side{.next_n = force_at(muscle, path, activation + step)};
  const double second = force_at(muscle, path, activation + 2.0 * step);
  side.slope_n = (-3.0 * force + 4.0 * side.next_n - second) / (2.0 * step);
  side.bend = (force - 2.0 * side.next_n + second) / (step * step);
  return side;
}

}  // namespace

ForceTangent tangent_at(const MuscleMechanics& muscle, const FiberInput& path, double activation,
                        const ActivationBounds& bounds, const TangentCost& cost) {
  // Neither the third derivative nor the rounding of the equilibrium, 1e-12 of the maximum, shows before the
  // sixth digit of what comes from differences over this step.
  constexpr double h = 1e-4;
  ForceTangent tangent;
  if (std::isnan(bounds.upper)) {
    tangent.force_n = FiberState::nan;
    return tangent;
  }
  tangent.force_n = force_at(muscle, path, activation);
  const bool has_below = activation - 2.0 * h >= bounds.lower;
  const bool has_above = activation + 2.0 * h <= bounds.upper;
  const OneSide below = has_below ? side_of(muscle, path, activation, tangent.force_n, -h) : OneSide{};
  const OneSide above = has_above ? side_of(muscle, path, activation, tangent.force_n, h) : OneSide{};
  if (!has_below && !has_above) return tangent;  // no room to move
  // The side that bends less has no corner in it.
  const OneSide& clean =
      !has_above || (has_below && std::abs(below.bend) < std::abs(above.bend)) ? below : above;
  tangent.slope_below_n = has_below ? below.slope_n : above.slope_n;
  tangent.slope_above_n = has_above ? above.slope_n : below.slope_n;
  double bend = clean.bend;
  tangent.slope_n = clean.slope_n;
  if (has_below && has_above && !has_corner(tangent)) {
    tangent.slope_n = (above.next_n - below.next_n) / (2.0 * h);
    tangent.slope_below_n = tangent.slope_above_n = tangent.slope_n;
    bend = (above.next_n - 2.0 * tangent.force_n + below.next_n) / (h * h);
  }
  // What is flat to rounding gives nothing for more activation: only less of it costs less.
  constexpr double flat = 1e-7;
  if (tangent.slope_n < flat * muscle.max_force_n) tangent.slope_n = 0.0;
  bend_cost(activation, bend, cost, tangent);
  return tangent;
}

bool has_corner(const ForceTangent& tangent) {
  const double most = std::max(std::abs(tangent.slope_below_n), std::abs(tangent.slope_above_n));
  return std::abs(tangent.slope_above_n - tangent.slope_below_n) > 1e-5 * most + 1e-6;
}

namespace {

/// Whether the corner lies within a millionth of the activation.
bool stands_on_corner(const MuscleMechanics& muscle, const FiberInput& path, double activation,
                      const ForceTangent& tangent) {
  if (!has_corner(tangent)) return false;
  constexpr double near = 1e-6;
  const double below = (tangent.force_n - force_at(muscle, path, activation - near)) / near;
  const double above = (force_at(muscle, path, activation + near) - tangent.force_n) / near;
  const double jump = 0.5 * std::abs(tangent.slope_above_n - tangent.slope_below_n);
  return std::abs(below - tangent.slope_below_n) < jump && std::abs(above - tangent.slope_above_n) < jump;
}

}  // namespace

double projected_step(const MuscleMechanics& muscle, const FiberInput& path, double activation,
                      const ActivationBounds& bounds, double exponent, double pull) {
  constexpr double nothing = 1e-9;
  const ForceTangent tangent = tangent_at(muscle, path, activation, bounds, {.exponent = exponent});
  const auto step = [&](double slope) {
    const double uphill = exponent * std::pow(activation, exponent - 1.0) - pull * slope;
    return std::clamp(activation - uphill, bounds.lower, bounds.upper) - activation;
  };
  const double here = std::abs(step(tangent.slope_n));
  if (here <= nothing || !stands_on_corner(muscle, path, activation, tangent)) return here;
  const double below = step(tangent.slope_below_n), above = step(tangent.slope_above_n);
  return below * above < 0.0 ? 0.0 : std::min(std::abs(below), std::abs(above));
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
