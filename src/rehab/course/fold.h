// One pass over the days: what was told and done moves phases, rungs and doses. docs/rehab.md, 6 and 7.
#pragma once

#include <span>
#include <string>

#include "history/timeline.h"
#include "knowledge/knowledge.h"
#include "rehab/standing/state.h"

namespace hamstring::rehab {

/// Folds one day with the entries that are about it. Days are given in order, none left out.
void step_day(const Knowledge& knowledge, State& state, Day day, std::span<const LiveEntry> entries);

/// Folds all days from the first entry up to and including `until`.
[[nodiscard]] State fold(const Knowledge& knowledge, const Timeline& timeline, Day until,
                         const Protocol* protocol);
/// Goes on with a state that was folded over a beginning of the same timeline.
void fold_on(const Knowledge& knowledge, const Timeline& timeline, State& state, Day until);

}  // namespace hamstring::rehab
