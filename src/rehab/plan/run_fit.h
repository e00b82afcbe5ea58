// Whether a run that somebody tells of may have been the one that the plan asked for.
#pragma once

#include "knowledge/policy.h"
#include "rehab/plan/plan.h"

namespace hamstring::rehab {

/// Yes only where what was told fits the form, the time or distance, and the speed of the rung; what was not
/// told fits nothing. An easy long run is no sprint, however many minutes it took.
[[nodiscard]] bool fits(const DoneRun& told, const RunLine& asked, const RunFitPolicy& policy);

}  // namespace hamstring::rehab
