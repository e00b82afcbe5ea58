// What of a case is in force as of a day: corrections applied, mistakes left out, conflicts marked.
#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <vector>

#include "core/diagnostics.h"
#include "history/case.h"

namespace hamstring::rehab {

/// One entry in force, or several versions of it that nobody has decided between.
struct LiveEntry {
  Day day{};                              ///< the earliest day of its versions
  std::vector<const Entry*> versions;     ///< one; or several, sorted by hash
  const Entry* taken_back = nullptr;      ///< what a retraction took out; null for anything else
  std::vector<std::string> earlier = {};  ///< ids of what it corrects: others may speak of it by these
  [[nodiscard]] const Entry& entry() const { return *versions.front(); }
  [[nodiscard]] bool in_conflict() const { return versions.size() > 1; }
  /// Whether this id means it: of one of its versions, or of what they correct.
  [[nodiscard]] bool is_named(std::string_view id) const;
};

/// Points into the case it was made from, which must outlive it.
struct Timeline {
  std::vector<LiveEntry> entries;  ///< canonical order; for plans with the retractions that count
  std::vector<Day>
      amended;        ///< days of entries that correct, retract or resolve something earlier, ascending
  Diagnostics notes;  ///< conflicts, by entry
};

/// Everything in force, for those who decide between versions or show what there is.
[[nodiscard]] Timeline whole_timeline_of(const Case& history, Day as_of);

/// What plans read: without loads. No rule reads one yet, and a day is no day of the plan because somebody
/// looked at a recording of it.
[[nodiscard]] Timeline timeline_of(const Case& history, Day as_of);

}  // namespace hamstring::rehab
