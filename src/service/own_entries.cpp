#include "service/own_entries.h"

#include <algorithm>
#include <string>

namespace hamstring::service {
namespace {

/// The entry that this one changes the standing of; empty where it stands for itself.
std::string changed_by(const rehab::Entry& entry) {
  if (const auto* retract = entry.as<rehab::RetractEntry>()) return retract->of;
  if (const auto* resolve = entry.as<rehab::ResolveEntry>()) return resolve->of;
  return entry.replaces;
}

}  // namespace

Outcome<void> may_add(const Caller& caller, const rehab::Case& before,
                      const std::vector<rehab::Entry>& news) {
  if (caller.role().name != "athlete") return {};
  for (const rehab::Entry& entry : news) {
    if (entry.by == rehab::Who::clinician)
      return refuse(Code::forbidden, {.message = "an entry in a clinician's name is theirs to make",
                                      .element = entry.id,
                                      .advice = "Ask them to bring this file in."});
    const auto* setting = entry.as<rehab::SettingEntry>();
    if (setting != nullptr && setting->key == "supervised")
      return refuse(Code::forbidden,
                    Error{.message = "who leads a plan is for a clinician to say", .element = "supervised"});
    const std::string changed = changed_by(entry);
    const bool theirs = !changed.empty() && std::ranges::any_of(before.entries, [&](const auto& there) {
      return there.by == rehab::Who::clinician && (there.id == changed || there.replaces == changed);
    });
    if (theirs)
      return refuse(Code::forbidden,
                    {.message = "this was entered by a clinician",
                     .element = changed,
                     .advice = "Ask them to change it; you can add what you think beside it."});
  }
  return {};
}

Outcome<void> may_take_back(const Caller& caller, const store::BatchRow& batch) {
  if (caller.role().name != "athlete" || (caller.account && batch.account == caller.account->id)) return {};
  return refuse(Code::forbidden, "these entries were made by somebody else",
                "Ask them to take them back; you can take out your own one by one.");
}

}  // namespace hamstring::service
