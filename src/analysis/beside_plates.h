// Steps beside the plates: a foot stands on the ground and nothing measured what is under it.
#pragma once

#include <array>
#include <span>
#include <vector>

#include "analysis/ground_contacts.h"
#include "core/anatomy.h"
#include "dynamics/body_loads.h"
#include "dynamics/inverse_dynamics.h"
#include "kinematics/legs.h"
#include "model/model.h"

namespace hamstring::analysis {

/// Toe-off from a movement is that uncertain, and a step's leg is forgotten as much longer [s]:
/// docs/signal.md. Not earlier: late swing ends with the strike, as without plates.
inline constexpr double event_uncertainty_s = 0.05;
/// More than this share of the body's weight left over at the root: a force is missing. our_assumption, five
/// times what Hicks et al. 2015 accept.
inline constexpr double missing_force_share = 0.25;

struct StepBesidePlates {
  Side side = Side::left;
  double from_s = 0.0, to_s = 0.0;  ///< from foot strike to toe-off
};

/// Steps in most of whose middle no force acts on the foot that stands, while the root lacks one. `result`:
/// with `loads`. Nothing where the model does not float or no gait is found.
[[nodiscard]] std::vector<StepBesidePlates> steps_beside_plates(const model::Model& model,
                                                                const kinematics::Legs& legs,
                                                                const GroundContacts& contacts,
                                                                std::span<const dynamics::BodyLoad> loads,
                                                                const dynamics::InverseDynamics& result);

/// Makes the moments of that leg and of the root NaN while it stands: nobody knows them. The other leg's and
/// the trunk's do not depend on that foot.
void forget_steps(const model::Model& model, const kinematics::Legs& legs,
                  const std::vector<StepBesidePlates>& steps, dynamics::InverseDynamics& result);

/// The coordinates of a leg, from the foot up to where it leaves the pelvis.
[[nodiscard]] std::vector<CoordinateIndex> leg_coordinates(const model::Model& model,
                                                           const kinematics::Leg& leg);

}  // namespace hamstring::analysis
