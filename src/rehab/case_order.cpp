#include "rehab/case_order.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>
#include <vector>

namespace hamstring::rehab {
namespace {

using Steps =
    std::map<std::string, std::set<std::string>, std::less<>>;  ///< id → ids that its versions amend

Result<void> refuse(const Entry& entry, const std::string& what, Diagnostics& out) {
  std::string message = fmt::format("entry {} {}", entry.id, what);
  out.error(message, entry.id);
  return failure({.message = std::move(message),
                  .element = entry.id,
                  .advice = "A correction is a new entry that names an earlier one; leave this one out."});
}

/// Whether corrections lead from the entry back to itself. `left` are ids known to lead nowhere.
bool leads_back(const std::string& id, const Steps& steps, std::set<std::string>& left) {
  std::set<std::string> seen;
  std::vector<std::string> open{id};
  while (!open.empty()) {
    const std::string at = std::move(open.back());
    open.pop_back();
    const auto next = steps.find(at);
    if (next == steps.end()) continue;
    for (const std::string& to : next->second) {
      if (to == id) return true;
      if (!left.contains(to) && seen.insert(to).second) open.push_back(to);
    }
  }
  left.insert(id);
  return false;
}

}  // namespace

const std::string& amended_by(const Entry& entry) {
  if (const auto* retract = entry.as<RetractEntry>()) return retract->of;
  if (const auto* resolve = entry.as<ResolveEntry>()) return resolve->of;
  return entry.replaces;
}

Result<void> check_order(const Case& history, Diagnostics& out) {
  Steps steps;
  std::map<std::string, std::int64_t, std::less<>> written;  // the first time an id was written down
  for (const Entry& entry : history.entries) {
    const auto [it, first] = written.try_emplace(entry.id, entry.recorded_s);
    if (!first) it->second = std::min(it->second, entry.recorded_s);
  }
  const auto amends = [](const Entry& entry) {
    std::set<std::string> ids{entry.replaces, amended_by(entry)};
    ids.erase(std::string{});
    return ids;
  };
  for (const Entry& entry : history.entries) {
    for (const std::string& of : amends(entry)) {
      if (of == entry.id) return refuse(entry, "corrects, takes out or decides about itself", out);
      const auto there = written.find(of);
      if (there != written.end() && there->second > entry.recorded_s + clocks_apart_max_s)
        return refuse(entry, fmt::format("speaks of '{}', which was written down later", of), out);
      if (entry.as<ResolveEntry>() == nullptr || of == entry.replaces) steps[entry.id].insert(of);
    }
  }
  std::set<std::string> left;
  for (const Entry& entry : history.entries) {
    if (leads_back(entry.id, steps, left))
      return refuse(entry, "is part of a ring of entries that correct or take out one another", out);
  }
  return {};
}

Result<void> check_written_by(const Case& history, Day today, Diagnostics& out) {
  for (const Entry& entry : history.entries) {
    const Day written = std::chrono::floor<std::chrono::days>(
        std::chrono::sys_seconds(std::chrono::seconds(entry.recorded_s)));
    if (days_between(today, written) <= written_ahead_days_max) continue;
    return refuse(entry,
                  fmt::format("was written down on {}, which is not yet here: it is {}", day_text(written),
                              day_text(today)),
                  out);
  }
  return {};
}

}  // namespace hamstring::rehab
