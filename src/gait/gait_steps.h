// The feet passing each other: the skeleton of a gait, found before any contact is.
#pragma once

#include <cstddef>
#include <vector>

#include "core/anatomy.h"
#include "gait/gait_tracks.h"

namespace hamstring {

/// Indices of samples, both ends included; empty where last < first.
struct ClosedSampleRange {
  std::ptrdiff_t first = 0;
  std::ptrdiff_t last = -1;
};

/// The samples within [from_s, to_s].
[[nodiscard]] ClosedSampleRange samples_within(const std::vector<double>& time_s, double from_s, double to_s);

/// One foot on the ground while the other passes it.
struct Step {
  Side side = Side::left;
  double passing_s = 0.0;   ///< when the other foot passes: around the middle of the contact
  double from_s = 0.0;      ///< the foot strike is searched from here to passing_s
  double to_s = 0.0;        ///< the toe-off is searched from passing_s to here
  double duration_s = 0.0;  ///< of the steps around this one
  bool is_cut = false;      ///< begins before or ends after the recording: passing_s is the recording's end
};

/// All steps in order of time; feet that do not pass each other by at least some centimeters give none. Where
/// they pass each other once, the step lasts from where they are farthest apart before that to where they are
/// after it, as far as it was recorded.
[[nodiscard]] std::vector<Step> find_steps(const GaitTracks& tracks);

}  // namespace hamstring
