// Runs of a watch as weeks, by muscle and by kind, and one by one. Bounds everywhere; what is not known is
// null and never zero.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "history/case.h"
#include "view/words.h"

namespace hamstring::service {

/// RunLedger of api/openapi.json. `batch_of`: with which batch each entry came, by its id.
[[nodiscard]] Json run_ledger_json(const Words& words, const rehab::Case& history, Day today,
                                   bool from_sunday, const std::map<std::string, std::int64_t>& batch_of);

/// The last six weeks of it, for whoever looks after many: LedgerWeek each; `so_far`: this week as it is now
/// over a usual one.
[[nodiscard]] Json recent_weeks_json(const rehab::Case& history, Day today, bool from_sunday);

}  // namespace hamstring::service
