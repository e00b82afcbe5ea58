// Prevention: which programs are offered and followed, this week of them, and what was done of them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "history/case.h"
#include "knowledge/knowledge.h"
#include "rehab/plan/follow_up.h"

namespace hamstring::rehab {

/// Seven days of a program. Weeks are counted back from today.
struct ProgramWeek {
  Day from{}, to{};
  int days_told = 0;           ///< days about which anything was told; 0: nothing is known of this week
  int done = 0;                ///< sessions with the program's exercise
  std::optional<Range> asked;  ///< nothing before the first session of the program
};

struct ProgramReport {
  const Prevention* program = nullptr;  ///< into the knowledge
  Truth offered = Truth::unknown;       ///< no: not now; unknown: something has to be answered first
  bool chosen = false;                  ///< by the person's setting, or by the protocol of return
  bool followed = false;                ///< a line of the present phase follows it
  int week = 0;                         ///< of the table, from 1; 0 where it is not followed
  int done_this_week = 0;               ///< since Monday
  std::vector<std::string> missing;     ///< equipment of its exercise that was not told to be there
  std::vector<ProgramWeek> weeks;       ///< the last four, ascending; empty for programs without a table
};

struct PreventionReport {
  std::vector<ProgramReport> programs;  ///< the chosen one first, then by id
  std::optional<WatchReport> watch;
};

/// As of `today`.
[[nodiscard]] PreventionReport prevention_report(const Knowledge& knowledge, const Case& history, Day today);

}  // namespace hamstring::rehab
