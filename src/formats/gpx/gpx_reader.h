// Reads tracks of GPS devices (.gpx 1.0 and 1.1, with the extensions for heart rate, cadence and speed);
// docs/watch.md says what is read, repaired and refused.
#pragma once

#include <string_view>

#include "core/diagnostics.h"
#include "core/result.h"
#include "record/activity.h"

namespace hamstring {

/// Every track of the file as an activity; the gap between two segments of a track is a pause. Routes and
/// way points were planned, not run: `content` names them. Points without a time are kept, with a warning.
/// Outcomes and errors as those of parse_tcx.
[[nodiscard]] Result<ActivityFile> parse_gpx(std::string_view content, std::string_view file_name,
                                             Diagnostics& diagnostics);

}  // namespace hamstring
