// What the days ahead will ask, as long as every session is done and borne and nothing new comes: the plan
// itself, day after day. It promises nothing; Today's week and the calendar file show the same of it.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "history/case.h"
#include "knowledge/knowledge.h"
#include "rehab/plan/plan.h"

namespace hamstring::rehab {

struct ForeseenDay {
  Day day{};
  bool session = false;  ///< else a day of rest that belongs to the plan
  std::string phase;
  std::size_t exercises = 0;
  std::string rung;     ///< the run of that day; empty where there is none
  std::string program;  ///< the table program that asks for that day; empty where none does
  int week = 0;         ///< of that program
};

/// From tomorrow on, at most `days` of them; it ends where nobody can say: nothing while somebody has to be
/// seen, is ill or has to answer first. `today` is the plan of its day over the same history.
[[nodiscard]] std::vector<ForeseenDay> foresee(const Knowledge& knowledge, const Case& history,
                                               const Plan& today, int days, FoldMemory* memory = nullptr);

}  // namespace hamstring::rehab
