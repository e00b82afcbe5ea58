#include "history/extent.h"

#include <fmt/format.h>

#include <algorithm>

namespace hamstring::rehab {

Result<void> check_extent(const Case& history, Day as_of) {
  if (history.entries.size() > history_entries_max) {
    return failure({.message = fmt::format("the history has {} entries; at most {} are read",
                                           history.entries.size(), history_entries_max),
                    .advice = "Split it into the injuries it holds."});
  }
  if (history.entries.empty()) return {};
  const Entry& first = std::ranges::min(history.entries, {}, &Entry::day);
  const int days = days_between(first.day, as_of);
  if (days <= history_days_max) return {};
  return failure({.message = fmt::format("entry {} is about {}, more than {} years before {}", first.id,
                                         day_text(first.day), history_days_max * 4 / 1461, day_text(as_of)),
                  .element = first.id,
                  .advice = "Correct its day, or ask for an earlier one."});
}

}  // namespace hamstring::rehab
