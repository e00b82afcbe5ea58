// Two copies of one person's history become one; nothing is lost and nothing is decided silently.
#pragma once

#include <string>
#include <vector>

#include "core/result.h"
#include "history/case.h"

namespace hamstring::rehab {

/// Several live versions of one entry: same id with different content, or several corrections of one entry.
struct Conflict {
  std::string entry;            ///< id they compete for
  std::vector<Entry> versions;  ///< sorted by hash; both sides are shown
};

struct MergeResult {
  Case merged;
  std::vector<Entry> only_in_a, only_in_b;
  std::vector<Conflict> conflicts;  ///< of the merged case, sorted by entry
};

/// Union of entries by (id, hash). merge(a,b).merged == merge(b,a).merged, merge(a,a).merged == a,
/// associative. Different case ids are an error.
[[nodiscard]] Result<MergeResult> merge(const Case& a, const Case& b);

/// Live conflicts of a case: those no resolve entry settles.
[[nodiscard]] std::vector<Conflict> conflicts_of(const Case& value);

}  // namespace hamstring::rehab
