// The corners of Millard's four curves, from the few numbers in a model file.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "muscle/curves.h"

namespace hamstring::muscle {
namespace {

using model::Millard2012Parameters;

CurveCorner corner(double x0, double y0, double slope0, double x1, double y1, double slope1,
                   double curviness) {
  return {.x0 = x0, .y0 = y0, .slope0 = slope0, .x1 = x1, .y1 = y1, .slope1 = slope1, .curviness = curviness};
}

Result<BezierCurve> active_curve(const Millard2012Parameters::ActiveForceLength& p, double ends) {
  const double x0 = p.min_length, x1 = p.transition_length, x3 = p.max_length;
  const double around_one = 0.05;  // half the width of the flat top, in optimal lengths
  const double shoulder = 1.0 - around_one;
  const double y1 = 1.0 - p.shallow_slope * (shoulder - x1);
  const double steep = 1.25 * y1 / (x1 - x0);
  const double x01 = x0 + 0.5 * (x1 - x0), y01 = 0.5 * y1;
  const double x12 = x1 + 0.5 * (shoulder - x1), y12 = y1 + 0.5 * (1.0 - y1);
  const double x23 = (1.0 + around_one) + 0.5 * (x3 - (1.0 + around_one));
  const double descent = -1.0 / ((x3 - around_one) - (1.0 + around_one));
  const double c = 1.0;
  return BezierCurve::from_corners(std::array{
      corner(x0, ends, 0.0, x01, y01, steep, c), corner(x01, y01, steep, x12, y12, p.shallow_slope, c),
      corner(x12, y12, p.shallow_slope, 1.0, 1.0, 0.0, c), corner(1.0, 1.0, 0.0, x23, 0.5, descent, c),
      corner(x23, 0.5, descent, x3, ends, 0.0, c)});
}

Result<BezierCurve> force_velocity_curve(const Millard2012Parameters::ForceVelocity& p, double concentric_end,
                                         double eccentric_end) {
  const double y_near = 0.5 * p.concentric_slope_near_vmax * 0.1 + 0.5 * concentric_end * 0.1;
  const double top = p.max_eccentric_force;
  const double y_far = top - 0.5 * p.eccentric_slope_near_vmax * 0.1 - 0.5 * eccentric_end * 0.1;
  const double in = p.concentric_curviness, out = p.eccentric_curviness;
  return BezierCurve::from_corners(
      std::array{corner(-1.0, 0.0, concentric_end, -0.9, y_near, p.concentric_slope_near_vmax, in),
                 corner(-0.9, y_near, p.concentric_slope_near_vmax, 0.0, 1.0, p.isometric_slope, in),
                 corner(0.0, 1.0, p.isometric_slope, 0.9, y_far, p.eccentric_slope_near_vmax, out),
                 corner(0.9, y_far, p.eccentric_slope_near_vmax, 1.0, top, eccentric_end, out)});
}

Result<BezierCurve> passive_curve(const Millard2012Parameters::PassiveForceLength& p) {
  const double e0 = p.strain_at_zero_force, e1 = p.strain_at_one_force;
  const bool whole = p.stiffness_at_low_force && p.stiffness_at_one_force && p.curviness;
  const double low = whole ? *p.stiffness_at_low_force : 0.2;
  const double one = whole ? *p.stiffness_at_one_force : 2.0 / (e1 - e0);
  const double c = whole ? *p.curviness : 0.75;
  const double step = std::min(0.1 / one, 0.1 * (e1 - e0));
  const double x_low = 1.0 + e0 + step, x_foot = 1.0 + e0 + 0.5 * step;
  const double y_low = low * (x_low - x_foot);
  return BezierCurve::from_corners(std::array{corner(1.0 + e0, 0.0, 0.0, x_low, y_low, low, c),
                                              corner(x_low, y_low, low, 1.0 + e1, 1.0, one, c)});
}

Result<BezierCurve> tendon_curve(const Millard2012Parameters::TendonForceLength& p) {
  const double strain = p.strain_at_one_force;
  const bool whole = p.stiffness_at_one_force && p.force_at_toe_end && p.curviness;
  const double stiff = whole ? *p.stiffness_at_one_force : 1.375 / strain;
  const double toe = whole ? *p.force_at_toe_end : 2.0 / 3.0;
  const double c = whole ? *p.curviness : 0.5;
  const double x_toe = (toe - 1.0) / stiff + 1.0 + strain;
  const double x_foot = 1.0 + (x_toe - 1.0) / 10.0;
  const double y_middle = 0.5 * toe;
  const double x_middle = (y_middle - 1.0) / stiff + 1.0 + strain;
  const double slope = y_middle / (x_middle - x_foot);
  const double x = x_foot + 0.5 * (x_middle - x_foot);
  const double y = slope * (x - x_foot);
  return BezierCurve::from_corners(
      std::array{corner(1.0, 0.0, 0.0, x, y, slope, c), corner(x, y, slope, x_toe, toe, stiff, c)});
}

}  // namespace

Result<Millard2012Curves> Millard2012Curves::make(const Millard2012Parameters& p, bool rigid_tendon) {
  constexpr double smallest_damping = 0.001;
  Millard2012Curves curves;
  if (!(p.fiber_damping >= 0.0) || !std::isfinite(p.fiber_damping))
    return failure(fmt::format("fiber_damping must be 0 or more; found {}", p.fiber_damping));
  if (p.fiber_damping >= smallest_damping) curves.fiber_damping = p.fiber_damping;
  const bool undamped = !rigid_tendon && curves.fiber_damping == 0.0;
  const double in_half = 0.5 * p.velocity.concentric_slope_near_vmax;
  const double out_half = 0.5 * p.velocity.eccentric_slope_near_vmax;
  const double in = undamped ? std::max(p.velocity.concentric_slope_at_vmax, in_half) : 0.0;
  const double out = undamped ? std::max(p.velocity.eccentric_slope_at_vmax, out_half) : 0.0;
  struct Part {
    const char* name;
    Result<BezierCurve> made;
    BezierCurve& into;
  };
  const auto invertible = force_velocity_curve(p.velocity, in_half, out_half);
  for (Part part :
       {Part{"ActiveForceLengthCurve",
             active_curve(p.active, undamped ? std::max(p.active.min_value, 0.1) : 0.0), curves.active},
        Part{"ForceVelocityCurve", force_velocity_curve(p.velocity, in, out), curves.force_velocity},
        Part{"ForceVelocityCurve", invertible ? invertible->inverse() : invertible, curves.velocity},
        Part{"FiberForceLengthCurve", passive_curve(p.passive), curves.passive},
        Part{"TendonForceLengthCurve", tendon_curve(p.tendon), curves.tendon}}) {
    if (!part.made) return failure(fmt::format("{}: {}", part.name, part.made.error().message));
    part.into = std::move(*part.made);
  }
  return curves;
}

}  // namespace hamstring::muscle
