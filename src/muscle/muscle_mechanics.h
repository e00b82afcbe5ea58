// A muscle ready to be solved: its sizes, its pennation and its curves, checked.
#pragma once

#include <variant>

#include "core/result.h"
#include "model/model.h"
#include "muscle/curves.h"

namespace hamstring::muscle {

/// Fibers side by side between two parallel plates: the distance of the plates stays, so that the angle grows
/// as fibers shorten (Zajac 1989, Crit Rev Biomed Eng 17:359).
struct FixedWidthPennation {
  double height_m = 0.0;  ///< distance of the plates: optimal length times sine of the angle there
  double max_angle_rad = 0.0;
  double max_sine = 0.0;
  double shortest_m = 0.0;  ///< fiber length at the largest angle
  bool is_pennate = false;

  [[nodiscard]] double angle_rad(double fiber_length_m) const;
  [[nodiscard]] double shortest_along_tendon_m() const;
};

using Curves = std::variant<Thelen2003Curves, Millard2012Curves, DeGrooteFregly2016Curves>;

struct MuscleMechanics {
  double max_force_n = 0.0;
  double optimal_length_m = 0.0;
  double slack_length_m = 0.0;
  double max_speed_m_per_s = 0.0;  ///< maximum contraction velocity
  FixedWidthPennation pennation{};
  double shortest_fiber_m = 0.0;  ///< below it the class has no fiber
  bool rigid_tendon = false;
  double fiber_damping = 0.0;  ///< [maximum force at maximum contraction velocity]
  Curves curves;
  model::FiberDefaults defaults{};
  bool implicit_tendon = false;       ///< DeGrooteFregly2016 only
  double default_tendon_force = 0.5;  ///< DeGrooteFregly2016 only, in maximum forces
};

/// Errors, with the muscle's name: a class of which no force is computed; a force, length or velocity of 0; a
/// pennation that no fiber has; curve parameters that contradict each other.
[[nodiscard]] Result<MuscleMechanics> make_mechanics(const model::Muscle& muscle);

}  // namespace hamstring::muscle
