// The forces under the feet from a movement alone, where no plate measured them: whole-body Newton-Euler.
// Method: docs/dynamics.md, "Without force plates".
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "core/result.h"
#include "dynamics/body_loads.h"
#include "kinematics/legs.h"
#include "model/model.h"
#include "record/coordinate_motion.h"
#include "signal/time_span.h"

namespace hamstring::dynamics {

/// When a foot stands on the ground, and when that is known.
struct FootContacts {
  std::vector<TimeSpan> standing;  ///< from foot strike to toe-off, in order of time
  std::vector<TimeSpan> unknown;   ///< in which nobody knows
};

enum class Support : std::uint8_t {
  unknown,
  flight,
  left,
  right,
  both,  ///< also, where somebody walks, the moment between a toe-off and a strike: walking has no flight
};

struct GroundEstimate {
  std::vector<BodyLoad> loads;   ///< left and right foot; NaN in frames in which nobody knows who stands
  std::vector<Support> support;  ///< [frame]
  /// What Newton-Euler asks for in flight, where nothing can give it: the check of the rest. RMS and largest;
  /// NaN without flight.
  double flight_force_rms_n = 0.0, flight_force_peak_n = 0.0;
  std::size_t flight_frames = 0, single_frames = 0, double_frames = 0, unknown_frames = 0;
  double weight_n = 0.0;
};

/// The sum of all forces from outside follows from the movement: it is what the root would have to bear. One
/// foot on the ground bears all of it; none, nothing. Two: the force goes over from the foot that leaves to
/// the one that landed as 3u² − 2u³ of their common time (our assumption); it acts under the toes of the one
/// that leaves and under the heel of the other, and what moment that leaves open is shared like the force.
/// `contacts` by Side. Errors: a model that hangs on the ground or whose root's movement is not that of a
/// body; a leg without a foot; those of inverse_dynamics().
[[nodiscard]] Result<GroundEstimate> estimate_ground(const model::Model& model, const kinematics::Legs& legs,
                                                     const CoordinateMotion& motion,
                                                     const std::array<FootContacts, 2>& contacts, bool walks);

/// One plain sentence of how the forces were found, and what is left in flight.
[[nodiscard]] std::string ground_sentence(const GroundEstimate& estimate);

}  // namespace hamstring::dynamics
