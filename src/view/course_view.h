// What lies between a person and the next phase, as the app shows it: what was, what would have been, what
// stands before return, and the runs. Named after the schemas in api/openapi.json.
#pragma once

#include <string>

#include "history/case.h"
#include "rehab/course/program.h"
#include "rehab/plan/prevention_report.h"
#include "rehab/plan/return_decision.h"
#include "view/words.h"

namespace hamstring::service {

/// Course: day by day from the first entry, three years at most. What was told stands as it is known on
/// `today`; status and phase are those the program gave on that day, knowing what it knew then.
[[nodiscard]] Json course_json(const Words& words, const rehab::Case& history, Day today);

/// SideBySide: where two protocols would have decided differently.
[[nodiscard]] Result<Json> side_by_side_json(const Words& words, const rehab::Case& history,
                                             const std::string& a, const std::string& b, Day today);

/// Return: the ladder, the last criteria, experts, reinjury.
[[nodiscard]] Json return_json(const Words& words, const rehab::ReturnReport& report, Day today);

/// Prevention: the programs with this week and the last four, the watch after return.
[[nodiscard]] Json prevention_json(const Words& words, const rehab::PreventionReport& report, Day today);

/// Runs: the list, and sums by weeks that begin on Monday or Sunday.
[[nodiscard]] Json runs_json(const Words& words, const rehab::Case& history, Day today, bool from_sunday);

}  // namespace hamstring::service
