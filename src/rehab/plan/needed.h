// What is needed beside the exit of the present phase: for the next rung, to begin further on, and what takes
// so many looks that it is begun early. One list with the exit, wherever it is shown: before the next phase,
// --why, Measure, next_test.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "rehab/plan/day_ground.h"
#include "rehab/standing/measure.h"

namespace hamstring::rehab {

/// `exit`: the phase's own criteria, judged. Only what is not met yet; each names what settles it, nothing
/// twice and nothing of the exit. There must be a protocol.
[[nodiscard]] std::vector<CriterionReport> needed_beside(const DayGround& ground, const Phase& phase,
                                                         std::span<const CriterionReport> exit);

/// By what would settle it, in the order of every page: what is not known first; what is met needs nothing.
[[nodiscard]] std::vector<std::string> settled_by(std::span<const CriterionReport> criteria);

}  // namespace hamstring::rehab
