// What is known of the forces in the hamstrings, for programs: a part of summary.json.
#pragma once

#include <nlohmann/json.hpp>

#include "report/force_report.h"

namespace hamstring::report {

/// One muscle for programs; numbers that `swing_only` hides are left out.
[[nodiscard]] nlohmann::ordered_json force_json(const ForceSummary& summary, double mass_kg, bool swing_only);

/// All of it for programs.
[[nodiscard]] nlohmann::ordered_json forces_json(const ForceReport& forces);

}  // namespace hamstring::report
