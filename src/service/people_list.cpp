// The list of those who are looked after: its rows are kept in memory until somebody changes, and in the
// database for the next start.
#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>

#include "core/try.h"
#include "rehab/plan/plan.h"
#include "service/damage.h"
#include "service/people.h"
#include "service/storage_problem.h"
#include "view/moment.h"
#include "view/people_row.h"
#include "view/versions.h"

namespace hamstring::service {
namespace {

/// What a row of the list was made with besides the person and the day: what is known, and this very program,
/// whatever it calls its version.
std::string made_with(const rehab::Knowledge& knowledge) {
  static const std::string program = [] {
    struct stat about{};
    if (::stat("/proc/self/exe", &about) != 0) return std::string("unknown");
    return fmt::format("{} {} {}.{}", program_version, about.st_size, about.st_mtim.tv_sec,
                       about.st_mtim.tv_nsec);
  }();
  return fmt::format("{} {}", program, knowledge.version);
}

}  // namespace

Outcome<Json> People::row(const store::PersonRow& person, bool clinical, const std::string& language,
                          std::int64_t now) {
  const auto day = local_day(now, person.zone);
  if (!day) return refuse(Code::bad_input, day.error());
  const std::string today = day_text(*day), key = row_key(knowledge_, language, clinical);
  forget_if_others_wrote();
  {
    const std::scoped_lock lock(lock_);
    if (const auto there = remembered_.find(person.id); there != remembered_.end()) {
      const auto known = there->second.rows.find(key);
      if (there->second.day == today && known != there->second.rows.end()) return known->second;
    }
  }
  if (auto kept = kept_rows(person.id, today)) return kept->at(key);
  HAMSTRING_TRY(found, read_or_remembered(person.id));
  auto rows = make_rows(person, found, *plan_of(person.id, found.history, *day));
  Json made = rows[key];
  const std::scoped_lock lock(lock_);
  const auto there = remembered_.find(person.id);
  // Somebody may have written meanwhile; then these rows are already old and are not kept.
  if (there != remembered_.end() && there->second.history == found.history) {
    there->second.day = today;
    there->second.rows = std::move(rows);
    // What was made of this name, zone and history is what the database calls by this number, or it is not
    // kept.
    there->second.rows_kept = there->second.changes != person.changes;
  }
  return made;
}

std::map<std::string, Json> People::make_rows(const store::PersonRow& person, const Read& read,
                                              const rehab::Plan& plan) const {
  auto rows = person_rows_json(knowledge_, person, *read.history, plan);
  if (read.damaged.empty()) return rows;
  for (const auto& [reader, catalog] : knowledge_.catalogs)
    for (const bool for_clinician : {true, false})
      hold_back_row(rows[row_key(knowledge_, reader, for_clinician)], Words(knowledge_, catalog));
  return rows;
}

People::Ahead People::made_ahead(const store::PersonRow& person, rehab::Case history, Day today) const {
  history.entries.shrink_to_fit();
  Ahead ahead{.history = std::make_shared<const rehab::Case>(std::move(history)),
              .plan = {},
              .day = day_text(today),
              .rows = {}};
  ahead.plan = std::make_shared<const rehab::Plan>(rehab::plan(knowledge_, *ahead.history, today));
  ahead.rows = make_rows(person, Read{.history = ahead.history, .damaged = {}}, *ahead.plan);
  return ahead;
}

Outcome<void> People::keep_ahead(const std::string& person, const Ahead& ahead) {
  const auto who = store::find_person(database_, person);
  if (!who) return storage(who);
  if (!*who) return refuse(Code::not_found, "there is no such person here");
  const auto kept = store::keep_board(database_, person, (**who).changes, ahead.day, made_with(knowledge_),
                                      Json(ahead.rows).dump(-1, ' ', false, Json::error_handler_t::replace));
  if (!kept) return storage(kept);
  return {};
}

std::optional<std::map<std::string, Json>> People::kept_rows(const std::string& person,
                                                             const std::string& day) {
  const std::uint64_t epoch = epoch_of(person);
  {
    // A history that is in memory was held against its hashes: what is damaged in it is known.
    const std::scoped_lock lock(lock_);
    const auto there = remembered_.find(person);
    if (there != remembered_.end() && there->second.history) return std::nullopt;
  }
  const auto text = store::board_of(database_, person, day, made_with(knowledge_));
  if (!text || !*text) return std::nullopt;
  const Json read = Json::parse(**text, nullptr, false);
  if (!read.is_object()) return std::nullopt;
  std::map<std::string, Json> rows;
  for (const auto& [reader, catalog] : knowledge_.catalogs) {
    for (const bool clinical : {true, false}) {
      const std::string key = row_key(knowledge_, reader, clinical);
      const auto found = read.find(key);
      if (found == read.end() || !found->is_object()) return std::nullopt;
      rows[key] = *found;
    }
  }
  const std::scoped_lock lock(lock_);
  if (epoch_now(person) != epoch) return std::nullopt;  // somebody wrote meanwhile
  Remembered& kept = remembered_[person];
  if (kept.history) return std::nullopt;
  kept.day = day;
  kept.rows = rows;
  kept.rows_kept = true;
  return rows;
}

void People::keep_rows(const std::vector<store::PersonRow>& people) {
  struct One {
    std::string person, day, text;
    std::int64_t changes = 0;
    std::shared_ptr<const rehab::Case> history{};
  };
  std::vector<One> all;
  {
    const std::scoped_lock lock(lock_);
    for (const store::PersonRow& person : people) {
      const auto there = remembered_.find(person.id);
      if (there == remembered_.end()) continue;
      const Remembered& known = there->second;
      if (known.rows_kept || known.rows.empty() || !known.changes || !known.history) continue;
      all.push_back({.person = person.id,
                     .day = known.day,
                     .text = Json(known.rows).dump(-1, ' ', false, Json::error_handler_t::replace),
                     .changes = *known.changes,
                     .history = known.history});
    }
  }
  if (all.empty()) return;
  store::Transaction transaction(database_, std::chrono::milliseconds(0));
  if (!transaction.begun()) return;
  for (const One& one : all) {
    const auto kept =
        store::keep_board(database_, one.person, one.changes, one.day, made_with(knowledge_), one.text);
    if (!kept) return;
  }
  if (!transaction.commit()) return;
  const std::scoped_lock lock(lock_);
  for (const One& one : all) {
    const auto there = remembered_.find(one.person);
    if (there != remembered_.end() && there->second.history == one.history && there->second.day == one.day)
      there->second.rows_kept = true;
  }
}

void People::keep_rows_of_tomorrow(const std::vector<store::PersonRow>& people, std::int64_t now,
                                   const std::stop_token& stop) {
  constexpr int zones_apart = 1;  // where one person's day is over, another's may last
  std::string first;
  for (const store::PersonRow& person : people) {
    const auto today = local_day(now, person.zone);
    if (!today) continue;
    const std::string before = day_text(*today - std::chrono::days(zones_apart));
    if (first.empty() || before < first) first = before;
    if (stop.stop_requested()) return;
    // Who is telling something just now has no row of today there yet: tomorrow's waits until they are done.
    const auto now_there = store::board_of(database_, person.id, day_text(*today), made_with(knowledge_));
    if (!now_there || !*now_there) continue;
    const Day tomorrow = *today + std::chrono::days(1);
    const std::string day = day_text(tomorrow);
    const auto there = store::board_of(database_, person.id, day, made_with(knowledge_));
    if (!there || *there) continue;
    const auto read = read_or_remembered(person.id);
    if (!read || read->changes != person.changes) continue;  // somebody writes: the next time
    const Json rows(make_rows(person, *read, rehab::plan(knowledge_, *read->history, tomorrow)));
    store::Transaction transaction(database_, std::chrono::milliseconds(0));
    if (!transaction.begun()) return;
    const auto kept = store::keep_board(database_, person.id, person.changes, day, made_with(knowledge_),
                                        rows.dump(-1, ' ', false, Json::error_handler_t::replace));
    if (!kept || !transaction.commit()) return;
  }
  store::Transaction transaction(database_, std::chrono::milliseconds(0));
  if (!transaction.begun() || first.empty()) return;
  if (store::clear_board_before(database_, first)) (void)transaction.commit();
}

void People::warm(std::int64_t now, const std::stop_token& stop, bool backwards) {
  auto all = store::people(database_);
  if (!all) return;  // the one who asks for the list is told why
  if (backwards) std::ranges::reverse(*all);
  if (!backwards) settle();
  for (const store::PersonRow& person : *all) {
    if (stop.stop_requested()) return;
    (void)row(person, true, person.language, now);
    if (backwards) continue;
    // Reads what the database kept a row of, too: only the history itself tells whether it is still whole.
    const auto found = damaged(person.id);
    if (!found || found->empty()) continue;
    note_damage(person.id, *found, now);
    (void)row(person, true, person.language, now);
  }
  if (backwards) return;
  keep_rows_of_tomorrow(*all, now, stop);
  keep_rows(*all);
}

Outcome<Json> People::list(const Caller& caller, const std::string& language, std::int64_t now) {
  const auto all = store::people(database_);
  if (!all) return storage(all);
  const Role role = caller.role();
  std::vector<Json> rows;
  for (const store::PersonRow& person : *all) {
    if (!may(role, Access::see_person, person.id)) continue;
    const std::string& reader = language.empty() ? person.language : language;
    auto made = row(person, role.name != "coach", reader, now);
    // One history that cannot be read hides nobody else.
    if (!made)
      made = unreadable_row(Words(knowledge_, catalog_of(knowledge_, reader)), person,
                            day_text(local_day(now, person.zone).value_or(Day{})));
    rows.push_back(std::move(*made));
  }
  std::ranges::stable_sort(rows, [](const Json& a, const Json& b) { return a["urgency"] > b["urgency"]; });
  return Json(rows);
}

}  // namespace hamstring::service
