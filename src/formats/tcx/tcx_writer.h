// Writes activities as TCX.
#pragma once

#include <span>
#include <string>

#include "core/diagnostics.h"
#include "record/activity.h"

namespace hamstring {

/// A track a lap; records before the first lap belong to it. A TCX point needs a time: records without one
/// are left out with a warning.
[[nodiscard]] std::string write_tcx(std::span<const Activity> activities, Diagnostics& diagnostics);

}  // namespace hamstring
