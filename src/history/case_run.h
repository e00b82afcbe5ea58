// A run of a watch in a case file. Internal to its reader and its writer.
#pragma once

#include <nlohmann/json.hpp>

#include "history/case_fields.h"
#include "load/recorded_run.h"

namespace hamstring::rehab {

/// What is wrong with it is added to the faults of `parent`.
[[nodiscard]] load::RecordedRun read_recorded_run(const Json& json, const Fields& parent);

/// Canonical: what is not known does not stand there.
[[nodiscard]] Json recorded_run_json(const load::RecordedRun& run);

}  // namespace hamstring::rehab
