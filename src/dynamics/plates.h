// Who stands on which force plate, and whether a force is on the foot it is said to be on.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/diagnostics.h"
#include "core/result.h"
#include "kinematics/legs.h"
#include "model/model.h"
#include "record/coordinate_motion.h"
#include "record/external_loads.h"

namespace hamstring::dynamics {

/// A foot is no further than this from the center of pressure under it: longer than a foot, so that a marker
/// set that is a hand off still counts. our_assumption.
inline constexpr double foot_distance_m_max = 0.3;
/// Two feet that differ by less cannot be told apart by where they are. our_assumption.
inline constexpr double feet_apart_m_min = 0.1;
/// A share of a contact's force that is nearer to the other foot from which on two feet stand there.
/// our_assumption.
inline constexpr double other_foot_share_max = 0.2;

/// From landing to leaving: the time in which a plate carries more than the contact force.
struct PlateContact {
  std::string plate;
  double from_s = 0.0, to_s = 0.0;
  std::string body;               ///< that it is taken to act on; empty: not known
  double distance_m = 0.0;        ///< mean distance of its center of pressure from that foot …
  double other_distance_m = 0.0;  ///< … and from the other one
  std::string doubt{};            ///< why it is not known; empty where it is
};

struct AssignedPlates {
  ExternalLoads loads;  ///< one a plate and foot; NaN in contacts of which nobody knows whose they are
  std::vector<PlateContact> contacts;  ///< in the order of plates and time, for people to see
};

/// Gives every contact of every plate to the foot that is nearest to its center of pressure. `chosen`: plates
/// that somebody gave to a body by hand. Contacts near no foot, and those on which two feet stand, are not
/// known, and named. Errors: a chosen plate or body that there is not; no plate; legs without feet where no
/// plate is chosen.
[[nodiscard]] Result<AssignedPlates> assign_plates(const model::Model& model, const kinematics::Legs& legs,
                                                   const CoordinateMotion& motion,
                                                   const ExternalLoads& plates,
                                                   const std::map<std::string, std::string>& chosen,
                                                   double contact_force_n, Diagnostics& diagnostics);

/// Loads that act on one foot while their center of pressure lies under the other one, named in
/// `diagnostics`: positions in loads.loads.
[[nodiscard]] std::vector<std::size_t> loads_on_wrong_foot(const model::Model& model,
                                                           const kinematics::Legs& legs,
                                                           const CoordinateMotion& motion,
                                                           const ExternalLoads& loads, double contact_force_n,
                                                           Diagnostics& diagnostics);

}  // namespace hamstring::dynamics
