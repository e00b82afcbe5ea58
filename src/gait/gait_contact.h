// One contact of a foot: when it comes to rest on the surface and when the toe leaves it.
#pragma once

#include <limits>
#include <vector>

#include "gait/gait_events.h"
#include "gait/gait_steps.h"
#include "gait/gait_tracks.h"

namespace hamstring {

/// Velocity of the surface in the frame of the input: of the belt, or zero on the floor; where the pelvis has
/// no translation, minus that of the pelvis, known while a foot stands and linear in between.
struct SurfaceVelocity {
  std::vector<double> time_s;  ///< one entry where it is constant
  std::vector<double> forward_m_per_s;
  std::vector<double> upward_m_per_s;
};

struct Contact {
  static constexpr double not_known = std::numeric_limits<double>::quiet_NaN();

  Step step;
  GaitKind kind = GaitKind::none;
  double rough_strike_s = not_known;
  double rough_toe_off_s = not_known;
  double flat_forward_m_per_s = not_known;  ///< of the foot while it lies flat
  double flat_upward_m_per_s = not_known;
  SurfaceVelocity standing;          ///< of the point of the foot that stands, while it surely does
  double speed_m_per_s = not_known;  ///< of the pelvis over the surface
  double foot_strike_s = not_known;
  double toe_off_s = not_known;

  [[nodiscard]] double rough_duty_factor() const {
    return (rough_toe_off_s - rough_strike_s) / (2.0 * step.duration_s);
  }
};

/// A first look: the foot is slower than half the body's speed over the surface.
[[nodiscard]] Contact rough_contact(const GaitTracks& tracks, const Step& step);

/// Gives contacts that the recording cuts the speeds of their neighbor.
void borrow_for_cut_contacts(std::vector<Contact>& contacts);

/// Sets foot_strike_s, toe_off_s and speed_m_per_s of all contacts, whose kind must be known.
void refine_contacts(const GaitTracks& tracks, std::vector<Contact>& contacts);

}  // namespace hamstring
