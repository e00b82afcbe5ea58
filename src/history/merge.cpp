#include "history/merge.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "core/try.h"
#include "history/case_order.h"
#include "history/timeline.h"

namespace hamstring::rehab {
namespace {

std::vector<Entry> missing_in(const Case& a, const Case& b) {
  std::set<std::pair<std::string, EntryHash>> there;
  for (const Entry& entry : b.entries) there.emplace(entry.id, entry.hash);
  std::vector<Entry> result;
  std::ranges::copy_if(a.entries, std::back_inserter(result),
                       [&](const Entry& entry) { return !there.contains({entry.id, entry.hash}); });
  return result;
}

}  // namespace

Result<MergeResult> merge(const Case& a, const Case& b) {
  if (a.case_id != b.case_id) {
    return failure(
        {.message = fmt::format("these are two people's cases: '{}' and '{}'", a.case_id, b.case_id),
         .advice = "Only copies of one case can be merged."});
  }
  MergeResult result;
  result.only_in_a = missing_in(a, b);
  result.only_in_b = missing_in(b, a);
  result.merged = a;
  result.merged.entries.insert(result.merged.entries.end(), result.only_in_b.begin(), result.only_in_b.end());
  sort_entries(result.merged);
  // Each side may be good and both together a ring.
  Diagnostics unsaid;
  HAMSTRING_TRY_DO(check_order(result.merged, unsaid));
  result.conflicts = conflicts_of(result.merged);
  return result;
}

std::vector<Conflict> conflicts_of(const Case& value) {
  std::vector<Conflict> result;
  const std::optional<Day> last = latest_day(value);
  if (!last) return result;
  for (const LiveEntry& live : whole_timeline_of(value, *last).entries) {
    if (!live.in_conflict()) continue;
    Conflict conflict{.entry = live.entry().replaces.empty() ? live.entry().id : live.entry().replaces.text(),
                      .versions = {}};
    for (const Entry* version : live.versions) conflict.versions.push_back(*version);
    result.push_back(std::move(conflict));
  }
  std::ranges::sort(result, {}, &Conflict::entry);
  return result;
}

}  // namespace hamstring::rehab
