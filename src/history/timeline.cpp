#include "history/timeline.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>

namespace hamstring::rehab {
namespace {

/// Ids of all visible entries that a retraction names, unless that retraction was itself retracted.
std::set<std::string, std::less<>> retracted_ids(const std::vector<const Entry*>& visible) {
  std::set<std::string, std::less<>> withdrawn, result;
  std::set<std::string, std::less<>> retractions;
  for (const Entry* e : visible) {
    if (e->as<RetractEntry>() != nullptr) retractions.insert(e->id);
  }
  for (const Entry* e : visible) {
    const auto* retract = e->as<RetractEntry>();
    if (retract != nullptr && retractions.contains(retract->of)) withdrawn.insert(retract->of);
  }
  for (const Entry* e : visible) {
    const auto* retract = e->as<RetractEntry>();
    if (retract != nullptr && !withdrawn.contains(e->id)) result.insert(retract->of);
  }
  return result;
}

using ById = std::map<std::string, const Entry*, std::less<>>;

/// Follows corrections to the entry they began with, so that competing corrections meet.
std::string root_of(const Entry& entry, const ById& by_id) {
  const Entry* at = &entry;
  std::string id = entry.id;
  for (std::size_t steps = 0; !at->replaces.empty() && steps < by_id.size() + 1; ++steps) {
    id = at->replaces;
    const auto found = by_id.find(id);
    if (found == by_id.end()) break;
    at = found->second;
  }
  return id;
}

/// Entries that correct themselves or one another are refused on every way in (case_order.h). Where a history
/// from before that holds them, none of them takes another away.
bool in_ring(const Entry& entry, const ById& by_id) {
  const Entry* at = &entry;
  for (std::size_t steps = 0; !at->replaces.empty() && steps < by_id.size() + 1; ++steps) {
    if (at->replaces == entry.id) return true;
    const auto found = by_id.find(at->replaces);
    if (found == by_id.end()) return false;
    at = found->second;
  }
  return false;
}

/// The version that was decided for, and those that were written down since: nobody decided about them.
void keep_decided(std::vector<const Entry*>& versions, const Entry& decision) {
  const std::string& keep = decision.as<ResolveEntry>()->keep;
  if (std::ranges::find(versions, keep, &Entry::hash) == versions.end()) return;
  std::erase_if(versions, [&](const Entry* version) {
    return version->hash != keep && version->recorded_s <= decision.recorded_s;
  });
}

bool is_bookkeeping(const Entry& entry) {
  return entry.as<RetractEntry>() != nullptr || entry.as<ResolveEntry>() != nullptr;
}

}  // namespace

Timeline timeline_of(const Case& history, Day as_of) {
  std::vector<const Entry*> visible;
  for (const Entry& entry : history.entries) {
    if (entry.day <= as_of) visible.push_back(&entry);
  }
  Timeline result;
  ById decided;  // the latest decision by id
  bool any_amendment = false;
  ById by_id;
  for (const Entry* entry : visible) {
    const bool same_id = !by_id.emplace(entry->id, entry).second;
    if (is_bookkeeping(*entry) || !entry->replaces.empty() || same_id) {
      any_amendment = true;
      result.amended.push_back(entry->day);
    }
  }
  if (!any_amendment) {
    for (const Entry* entry : visible) result.entries.push_back({.day = entry->day, .versions = {entry}});
    return result;
  }
  const auto retracted = retracted_ids(visible);
  for (const Entry* entry : visible) {
    const auto* resolve = entry->as<ResolveEntry>();
    if (resolve != nullptr && !retracted.contains(entry->id)) decided[resolve->of] = entry;
  }
  std::set<std::string, std::less<>> replaced;
  for (const Entry* entry : visible) {
    if (!entry->replaces.empty() && !retracted.contains(entry->id) && !in_ring(*entry, by_id))
      replaced.insert(entry->replaces);
  }
  std::map<std::string, std::vector<const Entry*>, std::less<>> groups;
  for (const Entry* entry : visible) {
    if (is_bookkeeping(*entry) || retracted.contains(entry->id) || replaced.contains(entry->id)) continue;
    groups[in_ring(*entry, by_id) ? entry->id : root_of(*entry, by_id)].push_back(entry);
  }
  for (auto& [root, versions] : groups) {
    std::ranges::sort(versions, {}, &Entry::hash);
    for (const std::string* id : {&root, &versions.front()->id}) {
      const auto decision = decided.find(*id);
      if (decision != decided.end()) keep_decided(versions, *decision->second);
    }
    LiveEntry live{.day = as_of, .versions = versions};
    for (const Entry* version : versions) live.day = std::min(live.day, version->day);
    if (live.in_conflict()) {
      result.notes.warn(
          fmt::format("entry {} has {} versions and nobody has said which is right", root, versions.size()),
          root);
    }
    result.entries.push_back(std::move(live));
  }
  const auto key = [](const LiveEntry& e) {
    return std::tuple(e.day, e.entry().recorded_s, e.entry().id, e.entry().hash);
  };
  std::ranges::sort(result.entries, [&](const LiveEntry& a, const LiveEntry& b) { return key(a) < key(b); });
  return result;
}

}  // namespace hamstring::rehab
