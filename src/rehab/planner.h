// From a folded state to an assessment and a plan; what assess(), plan(), next_test() and replay() share.
#pragma once

#include <optional>
#include <string>

#include "rehab/fact.h"
#include "rehab/fold.h"
#include "rehab/plan.h"

namespace hamstring::rehab {

/// Not owning; `timeline` notes go into the assessment, and what `choice` leaves to a clinician.
[[nodiscard]] Assessment assessment_of(const Knowledge& knowledge, const State& state,
                                       const Timeline& timeline, const ProtocolChoice& choice, Day as_of,
                                       bool with_prognosis = true);
[[nodiscard]] Plan plan_of(const Knowledge& knowledge, const State& state, const Timeline& timeline,
                           const ProtocolChoice& choice, Day today, bool with_prognosis = true);

/// The rung in the person's own speeds [m/s]; nothing where it is told by effort or the speed is not known.
[[nodiscard]] std::optional<Range> speed_of(const Rung& rung, const FactView& facts);

/// The protocol of that id, or the person's own choice as of the state.
[[nodiscard]] ProtocolChoice chosen(const Knowledge& knowledge, const State& without_protocol, Day today,
                                    const std::string& id);

}  // namespace hamstring::rehab
