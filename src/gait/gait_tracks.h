// The feet seen along the direction of walking or running: what gait events are read from.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <vector>

#include "core/anatomy.h"
#include "core/geometry.h"
#include "gait/gait_events.h"

namespace hamstring {

/// One point of a foot; vectors have one entry per time, NaN where the point is not known.
struct PointTrack {
  std::vector<double> height_m;
  std::vector<double> forward_m_per_s;
  std::vector<double> upward_m_per_s;
};

struct FootTrack {
  bool is_given = false;
  PointTrack heel, toe;           ///< the same point twice where only one was given
  std::vector<TimeSpan> missing;  ///< gaps too long to bridge
};

/// Smoothed and projected onto the horizontal direction the feet point to (averaged over about a stride, so
/// that a person may turn). Speeds are in the frame of the input: on a treadmill the belt moves backward.
struct GaitTracks {
  std::vector<double> time_s;
  std::array<FootTrack, 2> feet;  ///< by Side
  std::vector<double> pelvis_forward_m_per_s;
  std::vector<double>
      left_ahead_m;                 ///< how far the left foot is ahead of the right (of the pelvis, if alone)
  bool pelvis_keeps_place = false;  ///< horizontally: no translations were recorded
  bool pelvis_keeps_height = false;
  Vec3 forward = Vec3::Zero();  ///< mean direction, unit vector

  [[nodiscard]] const FootTrack& foot(Side side) const { return feet[static_cast<std::size_t>(side)]; }
};

/// Prepares the tracks; what had to be done without is added to `remarks`. Requires times that rise, at least
/// one foot, and a pelvis where only one foot is given.
[[nodiscard]] GaitTracks make_gait_tracks(const GaitInput& input, std::vector<std::string>& remarks);

/// Correlation of the feet's height with their forward speed past the pelvis, -1 to 1: a foot swings in the
/// direction of travel and is lifted then, so it is clearly positive in forward gait and negative in backward
/// gait.
[[nodiscard]] double swing_sense(const GaitTracks& tracks);

/// Turns the direction around: forward becomes backward.
void reverse_direction(GaitTracks& tracks);

/// The middle value of the finite ones; NaN where there is none.
[[nodiscard]] double median_of(std::vector<double> values);

}  // namespace hamstring
