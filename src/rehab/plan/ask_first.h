// What has to be answered before a plan can say more.
#pragma once

#include <string>
#include <vector>

#include "knowledge/fact.h"
#include "knowledge/knowledge.h"
#include "rehab/plan/plan.h"
#include "rehab/standing/facts.h"
#include "rehab/standing/state.h"

namespace hamstring::rehab {

/// Questions to answer first, in order: what an open flag or a holding gate waits for, the short set where it
/// is due, and what would name a picture where none leads.
[[nodiscard]] std::vector<std::string> questions_first(const Knowledge& knowledge, const State& state,
                                                       const Plan& plan, const CaseFacts& facts);

/// Pain above the limit soon after return: whether it is a new injury is asked before anything else.
void ask_for_relapse(const Knowledge& knowledge, Plan& plan);

/// What is asked beside a pain or a test that is told today: where it can concern the person and was not
/// answered today.
[[nodiscard]] std::vector<std::string> beside_pain(const Knowledge& knowledge, const State& state, Day today,
                                                   const FactView& facts);

}  // namespace hamstring::rehab
