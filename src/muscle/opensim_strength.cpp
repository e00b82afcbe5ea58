// What OpenSim 4.6.1's static optimization takes for the force of a fully active muscle.
#include <algorithm>
#include <cmath>

#include "muscle/moment_sharing.h"
#include "muscle/opensim_fiber.h"

namespace hamstring::muscle {
namespace {

/// Length of the fiber on a rigid tendon [m], and whether OpenSim gives it a force.
struct RigidFiber {
  double length_m = 0.0;
  double cosine = 1.0;
  bool carries = false;
};

RigidFiber rigid_fiber(const MuscleMechanics& m, double length_m) {
  const double along = length_m - m.slack_length_m;
  RigidFiber fiber;
  fiber.length_m = along >= m.pennation.shortest_along_tendon_m() ? std::hypot(m.pennation.height_m, along)
                                                                  : m.pennation.shortest_m;
  fiber.carries = fiber.length_m > m.pennation.shortest_m;
  fiber.cosine = std::cos(m.pennation.angle_rad(fiber.length_m));
  return fiber;
}

double strength(const MuscleMechanics& m, const Thelen2003Curves& c, double length_m, double speed) {
  const RigidFiber fiber = rigid_fiber(m, length_m);
  if (!fiber.carries) return 0.0;
  constexpr double tolerance = 1e-6;  // OpenSim's
  const double active = c.active(fiber.length_m / m.optimal_length_m).value;
  const double multiplier =
      opensim::thelen_force_velocity(c, 1.0, active, speed * fiber.cosine / m.max_speed_m_per_s, tolerance);
  return m.max_force_n * active * multiplier * fiber.cosine;
}

double strength(const MuscleMechanics& m, const Millard2012Curves& c, double length_m, double speed) {
  const RigidFiber fiber = rigid_fiber(m, length_m);
  if (!fiber.carries || fiber.length_m <= m.shortest_fiber_m) return 0.0;
  const double l = fiber.length_m / m.optimal_length_m;
  // Deviation B: the angle of a fiber as long as the number of its optimal lengths, in meters.
  const double cosine = std::cos(m.pennation.angle_rad(l));
  return m.max_force_n * c.active.at(l).value *
         c.force_velocity.at(speed * fiber.cosine / m.max_speed_m_per_s).value * cosine;
}

/// Deviation O: along the fiber, not along the tendon.
double strength(const MuscleMechanics& m, const DeGrooteFregly2016Curves& c, double length_m, double speed) {
  const double along = length_m - m.slack_length_m;
  const double fiber = std::hypot(along, m.pennation.height_m);
  return m.max_force_n * c.active(fiber / m.optimal_length_m).value *
         c.force_velocity(speed * (along / fiber) / m.max_speed_m_per_s).value;
}

}  // namespace

double strength_as_opensim(const MuscleMechanics& muscle, double length_m, double lengthening_speed_m_per_s) {
  return std::visit(
      [&](const auto& curves) { return strength(muscle, curves, length_m, lengthening_speed_m_per_s); },
      muscle.curves);
}

}  // namespace hamstring::muscle
