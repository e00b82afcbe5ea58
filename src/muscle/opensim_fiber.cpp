#include "muscle/opensim_fiber.h"

#include <algorithm>
#include <cmath>

namespace hamstring::muscle::opensim {
namespace {

/// Velocities and forces of a fiber, before they are put together. Forces in maximum forces.
struct Parts {
  double length_m, angle, cosine, sine;
  double tendon_length_m;
  double velocity_m_per_s = 0.0, angle_velocity = 0.0, tendon_velocity = 0.0;
  double active = 0.0, elastic = 0.0, damping = 0.0, whole = 0.0, tendon = 0.0;
};

FiberState put_together(const MuscleMechanics& m, const FiberInput& in, const Parts& p) {
  const double force = m.max_force_n;
  FiberState s{.status = FiberStatus::solved};
  s.fiber_length_m = p.length_m;
  s.fiber_length = p.length_m / m.optimal_length_m;
  s.pennation_rad = p.angle;
  s.tendon_length_m = p.tendon_length_m;
  s.tendon_strain = p.tendon_length_m / m.slack_length_m - 1.0;
  s.fiber_velocity_m_per_s = p.velocity_m_per_s;
  s.fiber_velocity = p.velocity_m_per_s / m.max_speed_m_per_s;
  s.pennation_velocity_rad_per_s = p.angle_velocity;
  s.tendon_velocity_m_per_s = p.tendon_velocity;
  s.active_force_n = force * p.active;
  s.passive_force_n = force * (p.elastic + p.damping);
  s.fiber_force_n = force * p.whole;
  s.active_force_along_tendon_n = s.active_force_n * p.cosine;
  s.passive_force_along_tendon_n = s.passive_force_n * p.cosine;
  s.tendon_force_n = force * p.tendon;
  s.active_power_w = -force * (p.active + p.damping) * p.velocity_m_per_s;
  s.passive_power_w = -force * p.elastic * p.velocity_m_per_s;
  s.tendon_power_w = -s.tendon_force_n * p.tendon_velocity;
  s.muscle_power_w = -s.tendon_force_n * in.lengthening_speed_m_per_s;
  return s;
}

Parts lengths(const MuscleMechanics& m, const FiberInput& in, double fiber_length_m) {
  Parts p{};
  p.length_m = fiber_length_m;
  p.angle = m.pennation.angle_rad(fiber_length_m);
  p.cosine = std::cos(p.angle);
  p.sine = std::sin(p.angle);
  p.tendon_length_m = in.length_m - fiber_length_m * p.cosine;
  return p;
}

/// The velocity of the angle, and what of the path's speed is left to the tendon.
void velocities(const MuscleMechanics& m, const FiberInput& in, Parts& p) {
  p.angle_velocity = m.pennation.is_pennate ? -(p.velocity_m_per_s / p.length_m) * std::tan(p.angle) : 0.0;
  p.tendon_velocity =
      in.lengthening_speed_m_per_s - p.velocity_m_per_s * p.cosine + p.length_m * p.sine * p.angle_velocity;
}

void stand_still(const FiberInput& in, Parts& p) {
  p.velocity_m_per_s = p.angle_velocity = 0.0;
  p.tendon_velocity = in.lengthening_speed_m_per_s;
}

/// Millard's damped fiber: the velocity at which active, elastic and damping force hold the tendon's. NaN
/// where twenty steps are not enough.
double damped_velocity(const MuscleMechanics& m, const Millard2012Curves& c, double activation, double active,
                       double elastic, double tendon, double cosine) {
  const double start =
      (tendon / std::max(cosine, 0.01) - elastic) / (std::max(activation, 0.01) * std::max(active, 0.01));
  double velocity = std::clamp(c.velocity.at(start).value, -1.0, 1.0);
  const double tolerance = std::max(1e-10, 100.0 * significant / m.max_force_n);
  double error = 1e10;
  for (int i = 0; i < 20 && std::abs(error) > tolerance; ++i) {
    const CurveValue fv = c.force_velocity.at(velocity);
    error = (activation * active * fv.value + elastic + m.fiber_damping * velocity) * cosine - tendon;
    const double slope = (activation * active * fv.slope + m.fiber_damping) * cosine;
    if (std::abs(error) > tolerance) velocity -= error / slope;
  }
  return std::abs(error) > tolerance ? FiberState::nan : velocity;
}

}  // namespace

double held_activation(const MuscleMechanics& m, double activation) {
  return std::clamp(activation, std::clamp(m.defaults.minimum_activation, 0.0, 1.0), 1.0);
}

double thelen_force_velocity(const Thelen2003Curves& curves, double activation, double active,
                             double velocity, double tolerance) {
  const double isometric = activation * active;
  double force = isometric, error = 1.0;
  for (int i = 0; i < 100 && std::abs(error) >= tolerance; ++i) {
    const CurveValue v = curves.velocity(force, isometric, activation);
    error = v.value - velocity;
    if (std::abs(v.slope) > significant) force -= error / v.slope;
  }
  return std::abs(error) < tolerance ? std::max(0.0, force / isometric) : FiberState::nan;
}

FiberState evaluate(const MuscleMechanics& m, const Thelen2003Curves& c, const FiberInput& in,
                    double fiber_length_m) {
  const double a = held_activation(m, in.activation);
  Parts p = lengths(m, in, std::max(fiber_length_m, m.pennation.shortest_m));
  const double l = p.length_m / m.optimal_length_m;
  const double active = c.active(l).value;
  p.elastic = c.passive(l).value;
  p.tendon = c.tendon(p.tendon_length_m / m.slack_length_m).value;
  const double needed = p.tendon / p.cosine - p.elastic;
  const double velocity = c.velocity(needed, a * active, a).value;
  if (fiber_length_m <= m.pennation.shortest_m && velocity <= 0.0) {
    stand_still(in, p);
    // The passive force is reported all the same.
    return put_together(m, in, p);
  }
  p.velocity_m_per_s = velocity * m.max_speed_m_per_s;
  velocities(m, in, p);
  p.active = needed;
  p.whole = needed + p.elastic;
  return put_together(m, in, p);
}

FiberState evaluate(const MuscleMechanics& m, const Millard2012Curves& c, const FiberInput& in,
                    double fiber_length_m) {
  const double a = held_activation(m, in.activation);
  if (m.rigid_tendon) {
    const double along = in.length_m - m.slack_length_m;
    fiber_length_m = along >= m.pennation.shortest_along_tendon_m() ? std::hypot(m.pennation.height_m, along)
                                                                    : m.pennation.shortest_m;
  }
  Parts p = lengths(m, in, std::max(fiber_length_m, m.shortest_fiber_m));
  const double l = p.length_m / m.optimal_length_m;
  const double active = c.active.at(l).value, elastic = c.passive.at(l).value;
  const double tendon = c.tendon.at(p.tendon_length_m / m.slack_length_m).value;
  double velocity = 0.0, multiplier = 1.0;
  if (m.rigid_tendon) {
    if (p.tendon_length_m >= m.slack_length_m - significant) {
      velocity = in.lengthening_speed_m_per_s * p.cosine / m.max_speed_m_per_s;
      multiplier = c.force_velocity.at(velocity).value;
    }
  } else if (m.fiber_damping > 0.0) {
    velocity = damped_velocity(m, c, a, active, elastic, tendon, p.cosine);
    multiplier = c.force_velocity.at(velocity).value;
  } else {
    multiplier = (tendon / p.cosine - elastic) / (a * active);
    velocity = c.velocity.at(multiplier).value;
  }
  p.velocity_m_per_s = velocity * m.max_speed_m_per_s;
  velocities(m, in, p);
  if (m.rigid_tendon) p.tendon_velocity = 0.0;
  if (p.length_m <= m.shortest_fiber_m && velocity <= 0.0) {
    stand_still(in, p);
  } else {
    p.active = a * active * multiplier;
    p.elastic = elastic;
    p.damping = m.fiber_damping * velocity;
    p.whole = p.active + p.elastic + p.damping;
    if (m.rigid_tendon && p.whole < 0.0) {
      p.whole = 0.0;
      p.damping = -p.active - p.elastic;
    }
  }
  p.tendon = m.rigid_tendon ? p.whole * p.cosine : tendon;
  return put_together(m, in, p);
}

FiberState evaluate(const MuscleMechanics& m, const DeGrooteFregly2016Curves& c, const FiberInput& in,
                    double tendon_force) {
  const double a = in.activation;  // this class holds it within nothing
  Parts p{};
  p.tendon_length_m = m.slack_length_m * (m.rigid_tendon ? 1.0 : c.tendon_length(tendon_force));
  const double along = in.length_m - p.tendon_length_m;
  p.length_m = std::hypot(along, m.pennation.height_m);
  p.cosine = along / p.length_m;
  p.sine = m.pennation.height_m / p.length_m;
  p.angle = std::asin(p.sine);
  const double l = p.length_m / m.optimal_length_m;
  const double active = c.active(l).value;
  p.elastic = c.passive(l).value;
  double velocity = 0.0, multiplier = 0.0;
  if (m.rigid_tendon || m.implicit_tendon) {
    // The tendon's force is taken not to change: it stands still, and the fiber takes all of the path's
    // speed.
    velocity = in.lengthening_speed_m_per_s * p.cosine / m.max_speed_m_per_s;
    multiplier = c.force_velocity(velocity).value;
    p.velocity_m_per_s = velocity * m.max_speed_m_per_s;
  } else {
    multiplier = (tendon_force / p.cosine - p.elastic) / (a * active);
    velocity = c.velocity(multiplier).value;
    p.velocity_m_per_s = velocity * m.max_speed_m_per_s;
    p.tendon_velocity = in.lengthening_speed_m_per_s - p.velocity_m_per_s / p.cosine;
  }
  p.angle_velocity = -p.velocity_m_per_s / p.length_m * (m.pennation.height_m / along);
  p.active = a * active * multiplier;
  p.damping = m.fiber_damping * velocity;
  p.whole = p.active + p.elastic + p.damping;
  p.tendon = m.rigid_tendon ? p.whole * p.cosine : tendon_force;
  return put_together(m, in, p);
}

}  // namespace hamstring::muscle::opensim
