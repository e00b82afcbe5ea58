#include "history/case_order.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "history/case_words.h"

namespace hamstring::rehab {
namespace {

using Steps =
    std::map<std::string, std::set<std::string>, std::less<>>;  ///< id → ids that its versions amend

Result<void> refuse_entry(const Entry& entry, const std::string& what, Diagnostics& out) {
  std::string message = fmt::format("entry {} {}", entry.id, what);
  out.error(message, entry.id);
  return failure({.message = std::move(message),
                  .element = entry.id,
                  .advice = "A correction is a new entry that names an earlier one; leave this one out."});
}

/// Ids from which no way leads into a ring, each looked at once: whatever order they come in.
std::set<std::string> lead_nowhere(const Steps& steps) {
  std::map<std::string_view, std::size_t> open;                  // steps of an id that may yet lead somewhere
  std::map<std::string_view, std::vector<std::string_view>> by;  // id → those that amend it
  std::vector<std::string_view> ends;
  for (const auto& [id, to] : steps) {
    open[id] = to.size();
    for (const std::string& target : to) {
      by[target].push_back(id);
      if (!steps.contains(target) && by[target].size() == 1) ends.push_back(target);
    }
  }
  std::set<std::string> left;
  while (!ends.empty()) {
    const std::string_view end = ends.back();
    ends.pop_back();
    left.emplace(end);
    for (const std::string_view id : by[end])
      if (--open.at(id) == 0) ends.push_back(id);
  }
  return left;
}

/// Whether corrections lead from the entry back to itself. `left` are ids known to lead nowhere.
bool leads_back(const std::string& id, const Steps& steps, std::set<std::string>& left) {
  std::set<std::string> seen;
  std::vector<std::string> open{id};
  if (left.contains(id)) return false;
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

const std::optional<Rescreen>* rescreen_in(const EntryBody& body) {
  if (const auto* e = body.as<PainEntry>()) return &e->rescreen;
  if (const auto* e = body.as<SessionEntry>()) return &e->rescreen;
  if (const auto* e = body.as<MorningEntry>()) return &e->rescreen;
  if (const auto* e = body.as<TestEntry>()) return &e->rescreen;
  return nullptr;
}

/// A sign told in the short set of `before` about which `after` says nothing; empty where there is none.
std::string silent_about(const EntryBody& before, const EntryBody& after) {
  const std::optional<Rescreen>* told = rescreen_in(before);
  const std::optional<Rescreen>* now = rescreen_in(after);
  if (told == nullptr || !*told) return {};
  for (const auto& [question, reply] : (*told)->replies) {
    if (reply == Reply::no) continue;
    const bool answered =
        now != nullptr && *now && ((*now)->none_of_these || (*now)->replies.contains(question));
    if (!answered) return question;
  }
  return {};
}

/// Why an entry is no correction of another: a correction says the same thing anew, and hides nothing.
std::string no_correction(const Entry& after, const Entry& before) {
  if (after.body.index() != before.body.index()) return "corrects an entry of another kind";
  const auto* answer = after.as<AnswerEntry>();
  if (answer != nullptr && answer->question != before.as<AnswerEntry>()->question)
    return fmt::format("corrects an answer to '{}'", before.as<AnswerEntry>()->question);
  const auto* test = after.as<TestEntry>();
  if (test != nullptr && test->test != before.as<TestEntry>()->test)
    return fmt::format("corrects a test of '{}'", before.as<TestEntry>()->test);
  const auto* setting = after.as<SettingEntry>();
  if (setting != nullptr && setting->key != before.as<SettingEntry>()->key)
    return fmt::format("corrects the setting '{}'",
                       to_word(setting_key_words, before.as<SettingEntry>()->key));
  const std::string sign = silent_about(before.body, after.body);
  return sign.empty() ? sign
                      : fmt::format("corrects an entry that told of '{}' and says nothing of it", sign);
}

/// Each correction against what it corrects, where that is there; one version of it is enough.
Result<void> check_corrections(const Case& history, Diagnostics& out) {
  std::map<std::string_view, std::vector<const Entry*>> by_id;
  for (const Entry& entry : history.entries) by_id[entry.id].push_back(&entry);
  for (const Entry& entry : history.entries) {
    if (entry.replaces.empty()) continue;
    if (entry.as<RetractEntry>() != nullptr || entry.as<ResolveEntry>() != nullptr)
      return refuse_entry(entry, "takes out or decides, and corrects as well", out);
    const auto there = by_id.find(entry.replaces);
    if (there == by_id.end()) continue;
    std::string why;
    for (const Entry* before : there->second) {
      why = no_correction(entry, *before);
      if (why.empty()) break;
    }
    if (!why.empty()) return refuse_entry(entry, fmt::format("{}: '{}'", why, entry.replaces.view()), out);
  }
  return {};
}

}  // namespace

std::string amended_by(const Entry& entry) {
  if (const auto* retract = entry.as<RetractEntry>()) return retract->of;
  if (const auto* resolve = entry.as<ResolveEntry>()) return resolve->of;
  return entry.replaces.text();
}

Result<void> check_order(const Case& history, Diagnostics& out) {
  Steps steps;
  std::map<std::string, std::int64_t, std::less<>> written;  // the first time an id was written down
  for (const Entry& entry : history.entries) {
    const auto [it, first] = written.try_emplace(entry.id, entry.recorded_s);
    if (!first) it->second = std::min(it->second, entry.recorded_s);
  }
  const auto amends = [](const Entry& entry) {
    std::set<std::string> ids{entry.replaces.text(), amended_by(entry)};
    ids.erase(std::string{});
    return ids;
  };
  for (const Entry& entry : history.entries) {
    for (const std::string& of : amends(entry)) {
      if (of == entry.id) return refuse_entry(entry, "corrects, takes out or decides about itself", out);
      const auto there = written.find(of);
      if (there != written.end() && there->second > entry.recorded_s + clocks_apart_max_s)
        return refuse_entry(entry, fmt::format("speaks of '{}', which was written down later", of), out);
      if (entry.as<ResolveEntry>() == nullptr || of == entry.replaces) steps[entry.id].insert(of);
    }
  }
  std::set<std::string> left = lead_nowhere(steps);
  for (const Entry& entry : history.entries) {
    if (leads_back(entry.id, steps, left))
      return refuse_entry(entry, "is part of a ring of entries that correct or take out one another", out);
  }
  return check_corrections(history, out);
}

Result<void> check_written_by(const Case& history, Day today, Diagnostics& out) {
  for (const Entry& entry : history.entries) {
    const Day written = std::chrono::floor<std::chrono::days>(
        std::chrono::sys_seconds(std::chrono::seconds(entry.recorded_s)));
    if (days_between(today, written) <= written_ahead_days_max) continue;
    return refuse_entry(entry,
                        fmt::format("was written down on {}, which is not yet here: it is {}",
                                    day_text(written), day_text(today)),
                        out);
  }
  return {};
}

}  // namespace hamstring::rehab
