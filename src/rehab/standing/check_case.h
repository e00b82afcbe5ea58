// Whether a history can be: docs/rehab.md, 2.
#pragma once

#include "core/diagnostics.h"
#include "core/result.h"
#include "history/case.h"
#include "knowledge/knowledge.h"

namespace hamstring::rehab {

/// Refuses what cannot be: unknown ids, values outside their range, days before birth or after `as_of`.
[[nodiscard]] Result<void> check_case(const Knowledge& knowledge, const Case& history, Day as_of,
                                      Diagnostics& out);

}  // namespace hamstring::rehab
