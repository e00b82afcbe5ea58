// An illness somebody told of, and its end.
#pragma once

#include <optional>

#include "history/case.h"
#include "rehab/standing/state.h"

namespace hamstring::rehab {

/// The illness that lies on the day.
[[nodiscard]] std::optional<IllnessEntry> illness_on(const Ledger& ledger, Day day);

/// That it is over: it lasted until the day before, or, where it began on this very day, until its end.
[[nodiscard]] IllnessEntry well_again(const IllnessEntry& illness, Day today);

}  // namespace hamstring::rehab
