// Criteria of phases and rungs, as of a day: met, not met, not known. docs/rehab.md, 5.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "knowledge/knowledge.h"
#include "rehab/standing/facts.h"
#include "rehab/standing/measure.h"
#include "rehab/standing/state.h"

namespace hamstring::rehab {

/// `owner` is the part of the rule's name before the criterion: "default_runner.settle".
[[nodiscard]] CriterionReport judge_criterion(const Criterion& criterion, const Knowledge& knowledge,
                                              const State& state, Day today, const std::string& owner);
/// The criterion where its latest look says clearly that it is not met, whoever passed it before: a number
/// with its whole bar beyond the line, a word, a pain in a test above the limit or by more than two ratings
/// of one pain differ. Nothing otherwise, and for criteria that look at no test and no answer. A look counts
/// until the next one, whatever setback came after it; with `while_valid` only while it is valid.
[[nodiscard]] std::optional<CriterionReport> clearly_not_met(const Criterion& criterion,
                                                             const Knowledge& knowledge, const State& state,
                                                             Day today, const std::string& owner,
                                                             bool while_valid);
[[nodiscard]] bool all_met(const std::vector<Criterion>& criteria, const Knowledge& knowledge,
                           const State& state, Day today, const std::string& owner);

}  // namespace hamstring::rehab
