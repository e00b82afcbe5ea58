// Days on which pain may have been hidden, by a painkiller: they prove no tolerance and clear nothing.
#pragma once

#include "knowledge/knowledge.h"
#include "rehab/standing/ledger.h"

namespace hamstring::rehab {

/// Whether somebody told, on the day itself, that something was taken in the 24 hours before; 'not sure'
/// counts as yes.
[[nodiscard]] bool pain_was_masked(const Knowledge& knowledge, const Ledger& ledger, Day day);

[[nodiscard]] bool was_ever_masked(const Knowledge& knowledge, const Ledger& ledger);

/// Whether what was borne on `day` proves nothing: pain was masked on it, or on the morning after.
[[nodiscard]] bool proves_no_tolerance(const Knowledge& knowledge, const Ledger& ledger, Day day);

/// Days of the last two weeks, `today` among them, on which pain was masked.
[[nodiscard]] int masked_days(const Knowledge& knowledge, const Ledger& ledger, Day today);

}  // namespace hamstring::rehab
