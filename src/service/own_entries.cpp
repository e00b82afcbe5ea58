#include "service/own_entries.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <variant>

#include "core/text.h"
#include "core/try.h"
#include "history/case_order.h"
#include "rehab/standing/ledger.h"
#include "service/same_name.h"
#include "service/storage_problem.h"
#include "view/words.h"

namespace hamstring::service {
namespace {

using rehab::amended_by;

constexpr std::int64_t clock_ahead_max_s = 86400;

/// Entries that stand or fall together, by the one at their beginning: corrections of corrections, and what
/// was taken out or decided about them.
class Groups {
 public:
  void add(const rehab::Entry& entry) {
    if (const std::string of = amended_by(entry); !of.empty()) of_.emplace(entry.id, of);
  }
  [[nodiscard]] std::string root(std::string id) const {
    for (std::size_t steps = 0; steps <= of_.size(); ++steps) {
      const auto found = of_.find(id);
      if (found == of_.end()) break;
      id = found->second;
    }
    return id;
  }

 private:
  std::map<std::string, std::string> of_;
};

/// Whether somebody else than the athlete sat at the keys. Before there were accounts nobody was told apart.
bool typed_by_another(const Caller& caller, const store::PersonRow& person, const store::BatchRow& batch) {
  if (batch.kind != "app" || batch.made_role == "athlete") return false;
  if (batch.account && caller.account && *batch.account == caller.account->id) return false;
  if (!batch.made_role.empty()) return true;
  // An account that is gone, or one of another instance: nobody knows what it was, so its name has to say.
  if (batch.made_by.empty() || batch.made_by == Caller{}.name()) return false;
  return !same_name(batch.made_by, caller.name()) && !same_name(batch.made_by, person.name);
}

}  // namespace

Outcome<std::set<std::string>> entered_by_others(const store::Database& database, const Caller& caller,
                                                 const store::PersonRow& person) {
  std::set<std::string> others;
  if (caller.role().name != "athlete") return others;
  const auto batches = store::batches_of(database, person.id);
  if (!batches) return storage(batches);
  std::set<std::int64_t> of_others;
  for (const store::BatchRow& batch : *batches)
    if (typed_by_another(caller, person, batch)) of_others.insert(batch.id);
  const auto entries = store::batch_of_entries(database, person.id);
  if (!entries) return storage(entries);
  for (const auto& [entry, batch] : *entries)
    if (of_others.contains(batch)) others.insert(entry.first);
  return others;
}

Outcome<void> may_add(const Caller& caller, const rehab::Case& before, const std::set<std::string>& others,
                      const std::vector<rehab::Entry>& news) {
  if (caller.role().name != "athlete") return {};
  Groups groups;
  for (const rehab::Entry& entry : before.entries) groups.add(entry);
  for (const rehab::Entry& entry : news) groups.add(entry);
  std::set<std::string> said, entered;  // groups in which a clinician said something, or others typed
  for (const rehab::Entry& entry : before.entries)
    if (entry.by == rehab::Who::clinician) said.insert(groups.root(entry.id));
  for (const std::string& id : others) entered.insert(groups.root(id));
  const auto touches = [&](const rehab::Entry& entry, const std::set<std::string>& theirs) {
    // Its own id counts too: a second entry under a clinician's id would put theirs in doubt.
    const std::string changed = amended_by(entry);
    return theirs.contains(groups.root(entry.id)) ||
           (!changed.empty() && theirs.contains(groups.root(changed)));
  };
  for (const rehab::Entry& entry : news) {
    if (entry.by == rehab::Who::clinician)
      return refuse(Code::forbidden, {.message = "an entry in a clinician's name is theirs to make",
                                      .element = entry.id,
                                      .advice = "Ask them to bring this file in."});
    const auto* setting = entry.as<rehab::SettingEntry>();
    if (setting != nullptr && setting->key == rehab::SettingKey::supervised)
      return refuse(Code::forbidden,
                    Error{.message = "who leads a plan is for a clinician to say", .element = "supervised"});
    const bool clinicians = touches(entry, said);
    if (clinicians || touches(entry, entered))
      return refuse(Code::forbidden,
                    {.message = clinicians ? "a clinician said something about this"
                                           : "this was entered by somebody who looks after you",
                     .element = entry.id,
                     .advice = "Ask them to change it; you can add what you think beside it."});
  }
  return {};
}

namespace {

/// Whether this names a clinician who is neither of these, in any language: whoever writes may read another
/// one.
bool names_another(const rehab::Knowledge& knowledge, std::string_view name) {
  return std::ranges::all_of(knowledge.catalogs, [&](const auto& catalog) {
    return names_somebody(name, Words(knowledge, catalog.second)("clearance.nobodys"));
  });
}

}  // namespace

bool is_own_account(const Caller& caller, const std::string& person_name) {
  const std::string role = caller.role().name;
  return role == "athlete" || (role == "owner" && same_name(caller.name(), person_name));
}

Outcome<void> speaks_for_nobody_else(const rehab::Knowledge& knowledge, const Caller& caller,
                                     const std::string& person_name, const rehab::Case& before,
                                     const std::vector<rehab::Entry>& news, Brought brought) {
  if (!is_own_account(caller, person_name)) return {};
  const bool file_of_owner = brought == Brought::with_a_file && caller.role().name == "owner";
  Groups groups;
  for (const rehab::Entry& entry : before.entries) groups.add(entry);
  for (const rehab::Entry& entry : news) groups.add(entry);
  std::set<std::string> theirs;  // groups in which somebody else said something of the kind, yes or no
  for (const rehab::Entry& entry : before.entries)
    if (rehab::is_said_by_another(entry) && rehab::is_about_anothers_word(entry, knowledge))
      theirs.insert(groups.root(entry.id));
  for (const rehab::Entry& entry : news) {
    const bool by_clinician = entry.by == rehab::Who::clinician;
    const bool touches = !rehab::amended_by(entry).empty() && theirs.contains(groups.root(entry.id));
    if (file_of_owner && by_clinician) continue;
    if (touches || rehab::is_anothers_to_say(entry, knowledge))
      return refuse(Code::forbidden,
                    {.message = "this is for somebody else to say",
                     .element = entry.id,
                     .advice = "A parent or guardian, or the clinician who leads, enters it with an account "
                               "of their own."});
  }
  return {};
}

void speak_as_another(const rehab::Knowledge& knowledge, const Caller& caller, const std::string& person_name,
                      std::vector<rehab::Entry>& news) {
  if (!caller.account || is_own_account(caller, person_name)) return;
  for (rehab::Entry& entry : news) {
    if (rehab::is_said_by_another(entry) || !rehab::is_anothers_to_say(entry, knowledge)) continue;
    entry.by = caller.role().name == "clinician" ? rehab::Who::clinician : rehab::Who::helper;
    rehab::finish_entry(entry);
  }
}

namespace {

/// What is only a clinician's to say: the name under it, and the words of a refusal.
struct Signed {
  const std::string* name = nullptr;
  Error not_yours, unsigned_, own;
};

Signed signed_by(const rehab::Entry& entry) {
  if (const auto* clearance = entry.as<rehab::ClearanceEntry>())
    return {.name = &clearance->clinician,
            .not_yours = {.message = "only a clinician lifts this",
                          .element = entry.id,
                          .advice = "Show it to a clinician; they enter it with an account of their own."},
            .unsigned_ = {.message = "only a clinician lifts this, and no clinician is named",
                          .element = entry.id,
                          .advice = "A clinician enters it with an account of their own, or you enter the "
                                    "name of the clinician who examined the person."},
            .own = {.message = "nobody clears themselves",
                    .element = entry.id,
                    .advice = "Enter the name of the clinician who examined the person."}};
  if (const auto* prescription = entry.as<rehab::PrescriptionEntry>())
    return {.name = &prescription->clinician,
            .not_yours = {.message = "only a clinician prescribes",
                          .element = entry.id,
                          .advice = "Show your clinician what you would like to change; they enter it with "
                                    "an account of their own."},
            .unsigned_ = {.message = "only a clinician prescribes, and no clinician is named",
                          .element = entry.id,
                          .advice = "A clinician enters it with an account of their own, or you enter the "
                                    "name of the clinician who prescribes."},
            .own = {.message = "nobody prescribes to themselves",
                    .element = entry.id,
                    .advice = "Enter the name of the clinician who prescribes."}};
  return {};
}

}  // namespace

Outcome<void> may_clear(const rehab::Knowledge& knowledge, const Caller& caller,
                        const std::string& person_name, const std::vector<rehab::Entry>& news) {
  if (caller.role().name == "clinician") return {};
  for (const rehab::Entry& entry : news) {
    const Signed said = signed_by(entry);
    if (said.name == nullptr) continue;
    // Kept and never counted, it would look like a yes to whoever sent it.
    if (caller.role().name == "athlete") return refuse(Code::forbidden, said.not_yours);
    if (entry.by != rehab::Who::clinician) continue;
    if (!names_another(knowledge, *said.name)) return refuse(Code::forbidden, said.unsigned_);
    if (same_name(*said.name, person_name)) return refuse(Code::forbidden, said.own);
    if (same_name(*said.name, caller.name()))
      return refuse(Code::forbidden, {.message = "this account is no clinician's",
                                      .element = entry.id,
                                      .advice = "Who signs it has an account as a clinician: add one for "
                                                "yourself under Settings, and enter it with that."});
  }
  return {};
}

Outcome<void> clears_something(const std::vector<rehab::Entry>& news) {
  for (const rehab::Entry& entry : news) {
    const Signed said = signed_by(entry);
    if (said.name != nullptr && entry.by != rehab::Who::clinician)
      return refuse(Code::forbidden, said.not_yours);
  }
  return {};
}

void sign_clearances(const Caller& caller, std::vector<rehab::Entry>& news) {
  if (caller.role().name != "clinician") return;
  for (rehab::Entry& entry : news) {
    if (auto* clearance = entry.body.change<rehab::ClearanceEntry>()) {
      if (clearance->clinician.empty()) clearance->clinician = caller.name();
    } else if (auto* prescription = entry.body.change<rehab::PrescriptionEntry>()) {
      prescription->clinician = caller.name();  // nobody prescribes in another's name
    } else {
      continue;
    }
    rehab::finish_entry(entry);
  }
}

Outcome<void> recorded_by_now(const std::vector<rehab::Entry>& news, std::int64_t now) {
  for (const rehab::Entry& entry : news) {
    if (entry.recorded_s <= now + clock_ahead_max_s) continue;
    return refuse(Code::bad_input, {.message = "this was recorded at a time that is not yet here",
                                    .element = entry.id,
                                    .advice = "Set the clock of the device, and enter it again."});
  }
  return {};
}

Outcome<void> may_take_back(const Caller& caller, const store::BatchRow& batch) {
  if (caller.role().name != "athlete" || (caller.account && batch.account == caller.account->id)) return {};
  return refuse(Code::forbidden, "these entries were made by somebody else",
                "Ask them to take them back; you can take out your own one by one.");
}

Outcome<void> forgets_no_sign(const rehab::Knowledge& knowledge, const store::Database& database,
                              const Caller& caller, const store::BatchRow& batch, const std::string& person,
                              const rehab::Case& before) {
  if (batch.kind != "app" || caller.role().name == "clinician") return {};
  const auto came_with = store::batch_of_entries(database, person);
  if (!came_with) return storage(came_with);
  for (const rehab::Entry& entry : before.entries) {
    const auto found = came_with->find({entry.id, entry.hash.text()});
    if (found == came_with->end() || found->second != batch.id || rehab::signs_told(entry, knowledge).empty())
      continue;
    return refuse(Code::conflict, "a danger sign was told with these",
                  "If it was a slip, take out that one entry: its question is then asked again.");
  }
  return {};
}

namespace {

using CameWith = std::map<std::pair<std::string, std::string>, std::int64_t>;

/// Batches on which something hangs that came later: a correction, or that it was taken out.
std::set<std::int64_t> spoken_of_elsewhere(const CameWith& came_with, const rehab::Case& history) {
  std::multimap<std::string, std::int64_t> batch_of;
  for (const auto& [entry, batch] : came_with) batch_of.emplace(entry.first, batch);
  std::set<std::int64_t> result;
  for (const rehab::Entry& entry : history.entries) {
    const std::string of = amended_by(entry);
    const auto own = came_with.find({entry.id, entry.hash.text()});
    if (of.empty() || own == came_with.end()) continue;
    // Where two batches hold a version of it, one is left when the other goes.
    if (batch_of.count(of) != 1) continue;
    const std::int64_t batch = batch_of.find(of)->second;
    if (batch != own->second) result.insert(batch);
  }
  return result;
}

/// Batches that told a danger sign.
std::set<std::int64_t> with_a_sign(const rehab::Knowledge& knowledge, const CameWith& came_with,
                                   const rehab::Case& history) {
  std::set<std::int64_t> result;
  for (const rehab::Entry& entry : history.entries) {
    const auto own = came_with.find({entry.id, entry.hash.text()});
    if (own != came_with.end() && !rehab::signs_told(entry, knowledge).empty()) result.insert(own->second);
  }
  return result;
}

}  // namespace

Outcome<MayGo> what_may_go(const rehab::Knowledge& knowledge, const store::Database& database,
                           const Caller* caller, const store::PersonRow& person,
                           const std::vector<store::BatchRow>& batches, const rehab::Case& history) {
  const Caller anybody;
  const Caller& who = caller != nullptr ? *caller : anybody;
  const bool athlete = who.role().name == "athlete", clinician = who.role().name == "clinician";
  HAMSTRING_TRY(others, entered_by_others(database, who, person));
  const auto read = store::batch_of_entries(database, person.id);
  if (!read) return storage(read);
  const CameWith came_with(read->begin(), read->end());
  Groups groups;
  for (const rehab::Entry& entry : history.entries) groups.add(entry);
  std::set<std::string> closed, gone;
  for (const rehab::Entry& entry : history.entries) {
    if (athlete && (entry.by == rehab::Who::clinician || others.contains(entry.id)))
      closed.insert(groups.root(entry.id));
    if (std::string of = amended_by(entry); !of.empty()) gone.insert(std::move(of));
  }
  MayGo may;
  for (const rehab::Entry& entry : history.entries)
    if (!gone.contains(entry.id) && !closed.contains(groups.root(entry.id))) may.entries.insert(entry.id);
  const std::set<std::int64_t> bound = spoken_of_elsewhere(came_with, history);
  const std::set<std::int64_t> signs = with_a_sign(knowledge, came_with, history);
  for (const store::BatchRow& batch : batches) {
    if (!may_take_back(who, batch) || bound.contains(batch.id)) continue;
    if (batch.kind == "app" && !clinician && signs.contains(batch.id)) continue;
    may.batches.insert(batch.id);
  }
  return may;
}

}  // namespace hamstring::service
