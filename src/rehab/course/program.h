// Prevention: which table a line follows.
#pragma once

#include "knowledge/knowledge.h"
#include "rehab/standing/state.h"

namespace hamstring::rehab {

/// The table of the setting `program` where it is one for an exercise of this line, else the protocol's own;
/// null where the line follows none.
[[nodiscard]] const Prevention* program_of(const Knowledge& knowledge, const Ledger& ledger,
                                           const ContentLine& line);

}  // namespace hamstring::rehab
