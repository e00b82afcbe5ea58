// From a folded state to an assessment and a plan; what assess(), plan(), next_test() and replay() share.
#pragma once

#include <string>

#include "rehab/fold.h"
#include "rehab/plan.h"

namespace hamstring::rehab {

/// Not owning; `timeline` notes go into the assessment.
[[nodiscard]] Assessment assessment_of(const Knowledge& knowledge, const State& state,
                                       const Timeline& timeline, Day as_of, bool with_prognosis = true);
[[nodiscard]] Plan plan_of(const Knowledge& knowledge, const State& state, const Timeline& timeline,
                           const ProtocolChoice& choice, Day today, bool with_prognosis = true);

/// The protocol of that id, or the person's own choice as of the state.
[[nodiscard]] ProtocolChoice chosen(const Knowledge& knowledge, const State& without_protocol, Day today,
                                    const std::string& id);

}  // namespace hamstring::rehab
