// Two protocols over one history: on which days would they have decided differently, and why.
#pragma once

#include <string>
#include <vector>

#include "history/case.h"
#include "knowledge/knowledge.h"
#include "rehab/plan/plan.h"

namespace hamstring::rehab {

struct DayDifference {
  Day day{};
  enum class What { status, running, exercises, dose, pain_limit, phase_step } what = What::exercises;
  Message a, b;                      ///< what each side decided
  std::vector<Reason> why_a, why_b;  ///< the rules behind it
};

struct Replay {
  std::string protocol_a, protocol_b;
  std::vector<DayState> a, b;
  std::vector<DayDifference> differences;  ///< ascending by day, then by `what`
  int days_compared = 0;
};

/// Each day from onset to `until`, each side knowing only entries about days up to that day.
/// The history is the same for both: what was really done, not what either would have prescribed.
[[nodiscard]] Result<Replay> replay(const Knowledge& knowledge, const Case& history,
                                    const std::string& protocol_a, const std::string& protocol_b, Day until);

}  // namespace hamstring::rehab
