// Writes activities as GPX 1.1, with the extensions that Garmin's and Cluetrust's schemas name.
#pragma once

#include <span>
#include <string>

#include "core/diagnostics.h"
#include "record/activity.h"

namespace hamstring {

/// A track an activity, a segment between two pauses. GPX has no point without a place: such records, and
/// what GPX cannot hold, are left out with a warning.
[[nodiscard]] std::string write_gpx(std::span<const Activity> activities, Diagnostics& diagnostics);

}  // namespace hamstring
