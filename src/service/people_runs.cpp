// Recordings of a watch in a history: kept together, undone together.
#include <fmt/format.h>

#include <algorithm>

#include "core/text.h"
#include "core/try.h"
#include "rehab/standing/check_case.h"
#include "service/access.h"
#include "service/own_entries.h"
#include "service/people.h"
#include "service/storage_problem.h"
#include "store/practice_records.h"
#include "view/moment.h"
#include "view/run_ledger_view.h"

namespace hamstring::service {

Outcome<Json> People::keep_recordings(const Caller& caller, const std::string& person,
                                      std::vector<rehab::Entry> entries, std::int64_t now) {
  HAMSTRING_TRY(who, find(person));
  if (entries.empty())
    return refuse(Code::bad_input, "there is no new run in these files", "Nothing was kept.");
  // A recording and the run that it tells are one run to whoever keeps them.
  const auto recordings = std::ranges::count_if(
      entries, [](const rehab::Entry& entry) { return entry.as<rehab::LoadEntry>() != nullptr; });
  const std::uint64_t epoch = epoch_of(person);
  HAMSTRING_TRY(before, history(person));
  const auto stamp = local_stamp(now, who.zone);
  const auto today = local_day(now, who.zone);
  if (!stamp || !today) return refuse(Code::bad_input, stamp ? today.error() : stamp.error());
  rehab::Case whole = *before;
  for (rehab::Entry& entry : entries) {
    entry.recorded_at = *stamp;
    rehab::finish_entry(entry);
    whole.entries.push_back(entry);
  }
  HAMSTRING_TRY(others, entered_by_others(database_, caller, who));
  HAMSTRING_TRY_DO(may_add(caller, *before, others, entries));
  rehab::sort_entries(whole);
  Diagnostics diagnostics;
  const Day last = std::max(*today, rehab::latest_day(whole).value_or(*today));
  if (const auto good = rehab::check_case(knowledge_, whole, last, diagnostics); !good)
    return refuse(Code::bad_input, good.error());
  const std::size_t count = whole.entries.size();
  const std::vector<store::EntryRow> rows = rows_to_keep(entries);
  store::Transaction transaction(database_);
  if (!transaction.begun()) return storage(transaction.begun());
  if (moved_on(person, epoch))
    return refuse(Code::conflict, "something was added meanwhile", "Look at both again, then merge.");
  HAMSTRING_TRY(batch, save(caller, person, rows, "app", "watch", now));
  note(caller, person, "entered", fmt::format("{} entries", entries.size()), now);
  const auto written = store::find_person(database_, person);
  if (const auto done = transaction.commit(); !done) return storage(done);
  replace(person, epoch, std::move(whole),
          written && *written ? std::optional((**written).changes) : std::nullopt);
  return Json{{"batch", batch}, {"count", count}, {"kept", recordings}};
}

Outcome<Json> People::run_ledger(const std::string& person, const std::string& week_start,
                                 const std::string& language, std::int64_t now) {
  HAMSTRING_TRY(who, find(person));
  HAMSTRING_TRY(found, history(person));
  const auto today = local_day(now, who.zone);
  if (!today) return refuse(Code::bad_input, today.error());
  const auto batches = store::batch_of_entries(database_, person);
  if (!batches) return storage(batches);
  std::map<std::string, std::int64_t> batch_of;
  for (const auto& [entry, batch] : *batches) batch_of[entry.first] = batch;
  const Words words(knowledge_, catalog_of(knowledge_, language.empty() ? who.language : language));
  return run_ledger_json(words, *found, *today, week_start == "sunday", batch_of);
}

namespace {

/// The least by which this week or the last one is surely above usual; what is not known comes last.
double stepped_up(const Json& row) {
  const Json& weeks = row["weeks"];
  double most = -1.0;
  for (const Json& against : {row["so_far"], weeks[weeks.size() - 2]["strides_against_usual"]})
    if (against.is_array()) most = std::max(most, against[0].get<double>());
  return most;
}

}  // namespace

Outcome<Json> People::run_weeks(const Caller& caller, const std::string& week_start, std::int64_t now) {
  const auto all = store::people(database_);
  if (!all) return storage(all);
  const auto groups = store::groups(database_);
  if (!groups) return storage(groups);
  std::vector<Json> rows;
  for (const store::PersonRow& person : *all) {
    if (!may(caller.role(), Access::see_person, person.id)) continue;
    const auto today = local_day(now, person.zone);
    const auto known = history(person.id);
    if (!today || !known) continue;  // one history that cannot be read hides nobody else
    Json row = recent_weeks_json(**known, *today, week_start == "sunday");
    row["id"] = person.id;
    row["name"] = person.name;
    const auto own = groups->find(person.id);
    row["groups"] = own == groups->end() ? Json::array() : Json(own->second);
    rows.push_back(std::move(row));
  }
  std::ranges::stable_sort(rows, {},
                           [](const Json& row) { return to_lower(row["name"].get<std::string>()); });
  std::ranges::stable_sort(rows, std::ranges::greater{}, stepped_up);
  return Json{{"people", std::move(rows)}};
}

}  // namespace hamstring::service
