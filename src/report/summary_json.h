// summary.json: the whole result for programs. Format: data/schemas/summary.schema.json, versioned.
#pragma once

#include <nlohmann/json.hpp>

#include "report/motion_report.h"

namespace hamstring::report {

/// Value of "schema_version". It grows when a field changes its meaning or leaves; new fields do not change
/// it.
inline constexpr int summary_schema_version = 1;

/// Numbers in the units their keys name; null where a number is not known. Text is passed on as it is: dump
/// it with error_handler_t::replace, since names in files need not be UTF-8.
[[nodiscard]] nlohmann::ordered_json summary_json(const MotionReport& report);

}  // namespace hamstring::report
