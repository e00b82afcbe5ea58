#include "service/people.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "core/random_hex.h"
#include "core/text.h"
#include "core/try.h"
#include "history/merge.h"
#include "rehab/plan/plan.h"
#include "rehab/standing/assess.h"
#include "rehab/standing/check_case.h"
#include "service/kept_case.h"
#include "service/leftovers.h"
#include "service/own_entries.h"
#include "service/practice.h"
#include "service/storage_problem.h"
#include "store/practice_records.h"
#include "view/calendar.h"
#include "view/moment.h"
#include "view/people_row.h"
#include "view/versions.h"

namespace hamstring::service {
namespace {

Json audit_json(const std::vector<store::AuditRow>& rows, bool with_about) {
  Json list = Json::array();
  for (const auto& r : rows) {
    list.push_back({{"at", r.at}, {"account", r.account}, {"action", r.action}, {"detail", r.detail}});
    if (with_about) list.back()["about"] = r.person;
  }
  return list;
}

}  // namespace

std::string new_id(char letter) {
  return letter + random_hex(8);
}

void People::note(const Caller& caller, const std::string& person, const std::string& action,
                  const std::string& detail, std::int64_t now) {
  // What was done, never what was answered. A full disk does not undo what was saved before it.
  (void)store::add_audit(
      database_,
      {.at = utc_stamp(now), .account = caller.name(), .person = person, .action = action, .detail = detail});
}

Outcome<store::PersonRow> People::find(const std::string& person) {
  const auto found = store::find_person(database_, person);
  if (!found) return storage(found);
  if (!*found) return refuse(Code::not_found, "there is no such person here");
  return **found;
}

Outcome<People::Read> People::read_history(const std::string& person) {
  auto rows = store::entries_of(database_, person);
  if (!rows) return storage(rows);
  const std::vector<store::EntryRow> damaged = store::take_damaged(*rows);
  Result<rehab::Case> read = kept_case(person, *rows);
  if (!read) return storage(read);
  read->entries.shrink_to_fit();  // kept for long, for everybody
  return Read{.history = std::make_shared<const rehab::Case>(std::move(*read)),
              .damaged = damaged_of(damaged)};
}

std::optional<People::Read> People::remembered_history(const std::string& person) {
  forget_if_others_wrote();
  const std::scoped_lock lock(lock_);
  const auto found = remembered_.find(person);
  if (found == remembered_.end() || !found->second.history) return std::nullopt;
  const Remembered& known = found->second;
  return Read{.history = known.history, .damaged = known.damaged, .changes = known.changes};
}

Outcome<People::Read> People::read_or_remembered(const std::string& person) {
  if (auto known = remembered_history(person)) return std::move(*known);
  const std::scoped_lock one(reading_[person]);
  if (auto known = remembered_history(person)) return std::move(*known);
  const std::uint64_t epoch = epoch_of(person);
  // Nobody, and somebody who was erased, has no history: not an empty one.
  HAMSTRING_TRY(who, find(person));
  auto read = read_history(person);
  if (!read) return read;
  // Counted before it was read: what somebody wrote between the two makes it too old, never too young.
  read->changes = who.changes;
  const std::scoped_lock lock(lock_);
  // Somebody may have written meanwhile; then this is already old and is not kept.
  if (epoch_now(person) == epoch) {
    Remembered& kept = remembered_[person];
    kept.history = read->history;
    kept.damaged = read->damaged;
    kept.changes = read->changes;
    // What the database kept of the list did not know of the damage.
    if (!kept.damaged.empty()) kept.rows.clear();
  }
  return read;
}

Outcome<std::shared_ptr<const rehab::Case>> People::history(const std::string& person) {
  HAMSTRING_TRY(read, read_or_remembered(person));
  return std::move(read.history);
}

Outcome<std::vector<Damaged>> People::damaged(const std::string& person) {
  HAMSTRING_TRY(read, read_or_remembered(person));
  return std::move(read.damaged);
}

std::vector<store::EntryRow> rows_to_keep(const std::vector<rehab::Entry>& entries) {
  std::vector<store::EntryRow> rows;
  rows.reserve(entries.size());
  for (const rehab::Entry& entry : entries) {
    rows.push_back({.id = entry.id,
                    .hash = entry.hash.text(),
                    .day = day_text(entry.day),
                    .recorded_s = entry.recorded_s,
                    .json = rehab::write_entry(entry)});
  }
  return rows;
}

Outcome<std::int64_t> People::save(const Caller& caller, const std::string& person,
                                   const std::vector<store::EntryRow>& entries, const std::string& kind,
                                   const std::string& note_text, std::int64_t now) {
  store::BatchRow batch{
      .kind = kind, .account = {}, .made_utc = now, .note = note_text, .made_by = caller.name()};
  if (caller.account) batch.account = caller.account->id;
  batch.made_role = caller.role().name;
  const auto id = store::add_batch(database_, person, batch);
  if (!id) return storage(id);
  const auto done = store::add_entries(database_, person, *id, entries);
  if (!done) return storage(done);
  return *id;
}

Outcome<Json> People::add(const Caller& caller, const Json& request, std::int64_t now) {
  if (request.is_object() && request.contains("case")) return add_case(caller, request, now);
  if (!request.is_object() || !request.contains("story") || !request.contains("consent"))
    return refuse(Code::bad_input, "name, story and consent were expected");
  const Outcome<std::string> name = name_in(request);
  if (!name) return std::unexpected(name.error());
  const Result<Story> story = read_story(request["story"], knowledge_);
  if (!story) return refuse(Code::bad_input, story.error());
  const int year =
      static_cast<int>(std::chrono::year_month_day(local_day(now, story->zone).value_or(Day{})).year());
  const Outcome<std::string> given_by = consent_in(caller, *name, request, story->birth_year, year);
  if (!given_by) return std::unexpected(given_by.error());
  const std::string person = new_id('p');
  Result<rehab::Case> entries = case_of(*story, knowledge_, person, now);
  if (!entries) return refuse(Code::bad_input, entries.error());
  // What was said from the person's own account stays and does not count: it is asked of the other one.
  speak_as_another(knowledge_, caller, *name, entries->entries);
  store::Transaction transaction(database_);
  if (!transaction.begun()) return storage(transaction.begun());
  const auto added = store::add_person(
      database_,
      {.id = person, .name = *name, .zone = story->zone, .language = story->language, .created_utc = now});
  if (!added) return storage(added);
  const auto agreed = store::add_consent(database_, person,
                                         {.text_version = consent_version,
                                          .given_by = *given_by,
                                          .at = local_stamp(now, story->zone).value_or("")});
  if (!agreed) return storage(agreed);
  HAMSTRING_TRY_DO(save(caller, person, rows_to_keep(entries->entries), "app", "story", now));
  note(caller, person, "added", fmt::format("{} entries", entries->entries.size()), now);
  if (const auto done = transaction.commit(); !done) return storage(done);
  return Json{{"id", person}};
}

Outcome<bool> People::looks_after_others(const Caller& caller) const {
  if (!caller.account) return false;
  if (caller.account->role != "owner") return caller.account->role != "athlete";
  const auto here = store::people(database_);
  if (!here) return storage(here);
  return here->size() > 1 || (here->size() == 1 && here->front().name != caller.account->name);
}

Outcome<Json> People::describe(const std::string& person) {
  HAMSTRING_TRY(found, find(person));
  const auto consents = store::consents_of(database_, person);
  if (!consents) return storage(consents);
  Json list = Json::array();
  for (const auto& c : *consents)
    list.push_back({{"text_version", c.text_version}, {"given_by", c.given_by}, {"at", c.at}});
  return Json{{"id", found.id},
              {"name", found.name},
              {"zone", found.zone},
              {"language", found.language},
              {"invented", found.invented},
              {"consents", std::move(list)}};
}

Outcome<Json> People::change(const Caller& caller, const std::string& person, const Json& request,
                             std::int64_t now) {
  HAMSTRING_TRY(found, find(person));
  if (!request.is_object()) return refuse(Code::bad_input, "an object was expected");
  std::string changed;
  for (const auto& [field, value] : request.items()) {
    if (!value.is_string())
      return refuse(Code::bad_input, Error{.message = "a text was expected", .element = field});
    changed += (changed.empty() ? "" : ", ") + field;
    if (field == "name") {
      HAMSTRING_TRY(name, name_in(request));
      found.name = name;
    } else if (field == "zone" && zone_known(value.get<std::string>())) {
      found.zone = value.get<std::string>();
    } else if (field == "groups") {
      HAMSTRING_TRY(names, groups_in(value.get<std::string>()));
      if (const auto done = store::set_groups(database_, person, names); !done) return storage(done);
    } else if (field == "language" && knowledge_.catalogs.contains(value.get<std::string>())) {
      found.language = value.get<std::string>();
    } else {
      return refuse(Code::bad_input, Error{.message = "this is not known", .element = field});
    }
  }
  const auto done = store::change_person(database_, found);
  if (!done) return storage(done);
  forget(person);
  note(caller, person, "changed", changed, now);
  return describe(person);
}

Outcome<Json> People::erase(const Caller& caller, const std::string& person, std::int64_t now) {
  HAMSTRING_TRY(found, find(person));
  const auto rows = store::entries_of(database_, person);
  if (!rows) return storage(rows);
  store::Transaction transaction(database_);
  if (!transaction.begun()) return storage(transaction.begun());
  if (const auto done = store::erase_person(database_, person); !done) return storage(done);
  // Whoever is erased is in the copies from before a change of format, too. Before the commit: should it
  // fail, a copy is gone and nobody is; the other way round somebody would be left who was said to be erased.
  if (const auto done = remove_old_formats(database_.path()); !done) return storage(done);
  if (const auto done = erase_from_replaced(database_.path(), person); !done) return storage(done);
  const std::string receipt = new_id('r');
  note(caller, receipt, "erased", fmt::format("{} entries", rows->size()), now);
  if (const auto done = transaction.commit(); !done) return storage(done);
  // What was overwritten leaves the log file, too.
  (void)database_.execute("PRAGMA wal_checkpoint(TRUNCATE)");
  forget_erased(person);
  return Json{{"receipt", receipt}, {"at", utc_stamp(now)}, {"entries", rows->size()}};
}

namespace {

/// By batch, the day and the words of its first entries: a row of what was saved together says what it was.
/// `lines`: entries_json() of the history; each is told its batch.
Result<std::map<std::int64_t, Json>> said_together(const store::Database& database, const std::string& person,
                                                   const rehab::Case& history, Json& lines) {
  constexpr std::size_t said_max = 3;
  HAMSTRING_TRY(came_with, store::batch_of_entries(database, person));
  std::map<std::int64_t, Json> said;
  for (std::size_t i = 0; i < history.entries.size(); ++i) {
    const auto batch = came_with.find({history.entries[i].id, history.entries[i].hash.text()});
    if (batch == came_with.end()) continue;
    lines[i]["batch"] = batch->second;
    Json& says = said.try_emplace(batch->second, Json::array()).first->second;
    if (says.size() < said_max) says.push_back({{"day", lines[i]["day"]}, {"line", lines[i]["line"]}});
  }
  return said;
}

}  // namespace

Outcome<Json> People::entries(const std::string& person, const std::string& language, const Caller* caller) {
  HAMSTRING_TRY(who, find(person));
  const Words words(knowledge_, catalog_of(knowledge_, language.empty() ? who.language : language));
  const auto batches = store::batches_of(database_, person);
  if (!batches) return storage(batches);
  HAMSTRING_TRY(found, read_or_remembered(person));
  Json entries = entries_json(words, found.history->entries);
  const auto said = said_together(database_, person, *found.history, entries);
  if (!said) return storage(said);
  HAMSTRING_TRY(own, what_may_go(knowledge_, database_, caller, who, *batches, *found.history));
  for (std::size_t i = 0; i < entries.size(); ++i)
    entries[i]["may_take_out"] = own.entries.contains(found.history->entries[i].id);
  Json list = Json::array();
  for (const auto& b : *batches) {
    const auto lines = said->find(b.id);
    list.push_back({{"id", b.id},
                    {"may_take_back", own.batches.contains(b.id)},
                    {"role", b.made_role},
                    {"kind", b.kind},
                    {"made", utc_stamp(b.made_utc)},
                    {"note", b.note},
                    {"by", b.made_by},
                    {"entries", b.entries},
                    {"says", lines == said->end() ? Json::array() : lines->second}});
  }
  return Json{{"count", found.history->entries.size()},
              {"entries", std::move(entries)},
              {"batches", std::move(list)},
              {"conflicts", conflicts_json(words, rehab::conflicts_of(*found.history))},
              {"damaged", damaged_json(found.damaged)}};
}

Outcome<void> People::take_back(const Caller& caller, const std::string& person, std::int64_t batch,
                                std::int64_t now) {
  store::Transaction transaction(database_);
  if (!transaction.begun()) return storage(transaction.begun());
  const auto batches = store::batches_of(database_, person);
  if (!batches) return storage(batches);
  const auto found = std::ranges::find(*batches, batch, &store::BatchRow::id);
  if (found == batches->end()) return refuse(Code::not_found, "these entries were taken back already");
  if (const auto allowed = may_take_back(caller, *found); !allowed) return allowed;
  HAMSTRING_TRY(before, read_history(person));
  if (const auto kept = forgets_no_sign(knowledge_, database_, caller, *found, person, *before.history);
      !kept)
    return kept;
  const auto done = store::remove_batch(database_, person, batch);
  if (!done) return storage(done);
  // What is left has to stand without it: a correction of nothing would bar every later entry.
  HAMSTRING_TRY(left, read_history(person));
  Diagnostics diagnostics;
  const Day last = rehab::latest_day(*left.history).value_or(Day{});
  if (const auto good = rehab::check_case(knowledge_, *left.history, last, diagnostics); !good)
    return refuse(Code::conflict, "later entries correct these, take them out or speak of them",
                  "Take those back first, or take out single entries.");
  note(caller, person, "took back", fmt::format("batch {}", batch), now);
  if (const auto kept = transaction.commit(); !kept) return storage(kept);
  forget(person);
  return {};
}

Outcome<std::string> People::case_file(const std::string& person) {
  HAMSTRING_TRY(found, history(person));
  return rehab::write_case(*found);
}

Outcome<std::string> People::calendar(const std::string& person, const std::string& language,
                                      const std::string& at, std::int64_t now) {
  std::optional<int> minute;
  if (!at.empty()) {
    const auto read = rehab::parse_minute_of_day(at);
    if (!read) return refuse(Code::bad_input, read.error());
    minute = *read;
  }
  HAMSTRING_TRY(who, find(person));
  HAMSTRING_TRY(found, read_or_remembered(person));
  if (!found.damaged.empty()) return refuse_damaged();
  const auto today = local_day(now, who.zone);
  if (!today) return refuse(Code::bad_input, today.error());
  const rehab::Plan plan = rehab::plan(knowledge_, *found.history, *today);
  return rehab::calendar_file(catalog_of(knowledge_, language.empty() ? who.language : language),
                              rehab::calendar_events(knowledge_, *found.history, plan, rehab::calendar_days),
                              {.owner = person, .made_s = now, .session_minute = minute});
}

Outcome<std::string> People::subscribed_calendar(const std::string& person, const std::string& language,
                                                 std::optional<int> minute, std::int64_t now) {
  const auto who = find(person);
  if (!who) return std::unexpected(who.error());
  const auto found = read_or_remembered(person);
  if (!found) return std::unexpected(found.error());
  const auto today = local_day(now, who->zone);
  if (!today) return refuse(Code::bad_input, today.error());
  // A refusal would leave the sessions of before in the calendar, and they would ring.
  const auto events =
      found->damaged.empty()
          ? rehab::calendar_events(knowledge_, *found->history,
                                   rehab::plan(knowledge_, *found->history, *today), rehab::calendar_days)
          : rehab::calendar_of_a_damaged_history(*today);
  return rehab::calendar_file(
      catalog_of(knowledge_, language.empty() ? who->language : language), events,
      {.owner = person, .made_s = now, .session_minute = minute, .way = rehab::CalendarWay::subscribed});
}

Outcome<Json> People::audit(const std::string& person) {
  HAMSTRING_TRY_DO(find(person));
  const auto rows = store::audit_of(database_, person);
  if (!rows) return storage(rows);
  return audit_json(*rows, false);
}

Outcome<Json> People::audit_of_instance() {
  const auto rows = store::audit_of_instance(database_);
  if (!rows) return storage(rows);
  return audit_json(*rows, true);
}

}  // namespace hamstring::service
