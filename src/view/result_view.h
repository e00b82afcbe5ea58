// The answer that the story leads to: what it most likely is and how sure that is, what else it could be,
// when one may run, and what to do with everyday things meanwhile.
#pragma once

#include "history/case.h"
#include "rehab/plan/plan.h"
#include "view/words.h"

namespace hamstring::service {

/// Result of api/openapi.json; null where nothing is hurt. What one may do meanwhile is left out wherever a
/// sign has to be looked at first, and what loads the leg on every day that has no session.
[[nodiscard]] Json result_json(const Words& words, const rehab::Case& history, const rehab::Plan& plan);

}  // namespace hamstring::service
