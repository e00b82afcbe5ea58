// What must be seen by a doctor, what probably happened, how long it may take: for a history, or for a folded
// state.
#pragma once

#include "history/case.h"
#include "history/timeline.h"
#include "rehab/course/protocol_choice.h"
#include "rehab/standing/assess.h"

namespace hamstring::rehab {

/// Reads only entries about days up to `as_of`. Total and deterministic.
[[nodiscard]] Assessment assess(const Knowledge& knowledge, const Case& history, Day as_of);

/// Not owning; `timeline` notes go into the assessment, and what `choice` leaves to a clinician.
[[nodiscard]] Assessment assessment_of(const Knowledge& knowledge, const State& state,
                                       const Timeline& timeline, const ProtocolChoice& choice, Day as_of,
                                       bool with_prognosis = true);

}  // namespace hamstring::rehab
