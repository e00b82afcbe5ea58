// Reads Garmin's Training Center files (.tcx), as many watches and services export them; docs/watch.md says
// what is read, repaired and refused.
#pragma once

#include <string_view>

#include "core/diagnostics.h"
#include "core/result.h"
#include "record/activity.h"

namespace hamstring {

/// Every Activity of the file; also the TrainingCenterDatabase without one (courses, workouts: `content` says
/// so). Whole: no warning; in part: a warning for everything that was lost; refused: an Error with line and
/// path: not XML, cut off, no TCX, larger than the limits of formats/text/xml.h.
[[nodiscard]] Result<ActivityFile> parse_tcx(std::string_view content, std::string_view file_name,
                                             Diagnostics& diagnostics);

}  // namespace hamstring
