// Everything a plan says, as one text: what two plans are compared by, and what golden cases look into. Ids
// and arguments instead of sentences; programs get the sentences (view/today_view.h).
#pragma once

#include <string>

#include "rehab/plan/next_test.h"
#include "rehab/plan/plan.h"

namespace hamstring::rehab {

/// JSON on one line, with sorted keys: equal plans, equal bytes.
[[nodiscard]] std::string plan_dump(const Plan& plan, const NextTest& next);

}  // namespace hamstring::rehab
