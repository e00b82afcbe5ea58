// Frames of a capture from which a person's size is taken, and whether left is left in them.
#pragma once

#include <string>
#include <vector>

#include "core/diagnostics.h"
#include "core/result.h"
#include "personalize/assign_markers.h"
#include "record/marker_trajectories.h"

namespace hamstring::analysis {

struct ReferenceFrames {
  MarkerTrajectories markers;
  std::string what;  ///< "the mean of 0.5 s from 1.2 s on, in which it moves least"
};

/// One frame: the mean over the half second (or what there is) in which the markers move least.
[[nodiscard]] ReferenceFrames quietest_frames(const MarkerTrajectories& markers);

/// Frames of a movement that tell how large a person is: the quietest, where the person stands still and
/// upright in them, else up to 24 spread over the recording, those with most markers.
[[nodiscard]] ReferenceFrames reference_frames(const MarkerTrajectories& markers,
                                               const std::vector<personalize::MarkerAssignment>& assignments);

/// `count` frames or fewer, spread over the recording, in each stretch the one with most markers.
[[nodiscard]] MarkerTrajectories spread_over(const MarkerTrajectories& markers, std::size_t count);

/// Takes out what a marker that was lost goes on showing: ten frames or more at one place to the last digit
/// while the others move by 2 cm (in the median). Named with a warning.
void blank_frozen(MarkerTrajectories& markers, Diagnostics& diagnostics);

/// Errors: what is called left lies on the right in nearly every frame: labels exchanged or an axis mirrored.
[[nodiscard]] Result<void> check_sides(const MarkerTrajectories& markers,
                                       const std::vector<personalize::MarkerAssignment>& assignments);

}  // namespace hamstring::analysis
