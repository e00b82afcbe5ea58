// From a folded state to an assessment and a plan; what assess(), plan(), next_test() and replay() share.
#pragma once

#include <optional>
#include <string>

#include "knowledge/fact.h"
#include "rehab/course/fold.h"
#include "rehab/course/protocol_choice.h"
#include "rehab/plan/plan.h"

namespace hamstring::rehab {

[[nodiscard]] Plan plan_of(const Knowledge& knowledge, const State& state, const Timeline& timeline,
                           const ProtocolChoice& choice, Day today, bool with_prognosis = true);

/// The rung in the person's own speeds [m/s]; nothing where it is told by effort or the speed is not known.
[[nodiscard]] std::optional<Range> speed_of(const Knowledge& knowledge, const Rung& rung,
                                            const FactView& facts);

}  // namespace hamstring::rehab
