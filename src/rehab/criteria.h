// Criteria of phases and rungs, as of a day: met, not met, not known. docs/rehab.md, 5.
#pragma once

#include <string>
#include <vector>

#include "rehab/facts.h"
#include "rehab/knowledge.h"
#include "rehab/measure.h"
#include "rehab/state.h"

namespace hamstring::rehab {

/// `owner` is the part of the rule's name before the criterion: "default_runner.settle".
[[nodiscard]] CriterionReport judge_criterion(const Criterion& criterion, const Knowledge& knowledge,
                                              const State& state, Day today, const std::string& owner);
[[nodiscard]] bool all_met(const std::vector<Criterion>& criteria, const Knowledge& knowledge,
                           const State& state, Day today, const std::string& owner);

}  // namespace hamstring::rehab
