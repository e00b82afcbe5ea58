// The order that the safety properties speak of.
#pragma once

#include "rehab/plan/plan.h"

namespace hamstring::rehab {

/// Nothing about `a` asks more than `b`.
[[nodiscard]] bool not_harder(const Plan& a, const Plan& b, const Protocol& protocol);

}  // namespace hamstring::rehab
