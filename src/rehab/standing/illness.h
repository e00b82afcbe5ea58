// An illness somebody told of, and its end.
#pragma once

#include <optional>

#include "history/case.h"
#include "rehab/standing/state.h"

namespace hamstring::rehab {

/// The illness that lies on the day; null where none does.
[[nodiscard]] const Illness* illness_lying_on(const Ledger& ledger, Day day);
/// What was said of it.
[[nodiscard]] std::optional<IllnessEntry> illness_on(const Ledger& ledger, Day day);

/// That it is over: it lasted until the day before, or, where it began on this very day, until its end.
[[nodiscard]] IllnessEntry well_again(const IllnessEntry& illness, Day today);

}  // namespace hamstring::rehab
