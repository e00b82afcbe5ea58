// One entry each for many people at once: a squad is saved whole or not at all.
#include <algorithm>
#include <map>

#include "core/try.h"
#include "rehab/standing/check_case.h"
#include "service/people.h"
#include "service/storage_problem.h"
#include "view/moment.h"

namespace hamstring::service {
namespace {

struct Ready {
  store::PersonRow who;
  std::uint64_t epoch = 0;
  rehab::Case whole;
  std::vector<store::EntryRow> rows;
};

rehab::Who writer(const Caller& caller) {
  return caller.role().name == "clinician" ? rehab::Who::clinician : rehab::Who::helper;
}

}  // namespace

Outcome<void> People::add_for_many(const Caller& caller,
                                   const std::vector<std::pair<std::string, rehab::Entry>>& entries,
                                   std::int64_t now) {
  std::map<std::string, Ready> ready;
  for (const auto& [person, given] : entries) {
    auto [at, first] = ready.try_emplace(person);
    Ready& one = at->second;
    if (first) {
      HAMSTRING_TRY(who, find(person));
      one.who = who;
      one.epoch = epoch_of(person);
      HAMSTRING_TRY(before, history(person));
      one.whole = *before;
    }
    rehab::Entry entry = given;
    entry.id = new_id('e');
    entry.by = writer(caller);
    entry.recorded_at = local_stamp(now, one.who.zone).value_or("");
    rehab::finish_entry(entry);
    for (store::EntryRow& row : rows_to_keep({entry})) one.rows.push_back(std::move(row));
    one.whole.entries.push_back(std::move(entry));
  }
  for (auto& [person, one] : ready) {
    rehab::sort_entries(one.whole);
    const auto today = local_day(now, one.who.zone);
    if (!today) return refuse(Code::bad_input, today.error());
    Diagnostics diagnostics;
    const Day last = std::max(*today, rehab::latest_day(one.whole).value_or(*today));
    auto good = rehab::check_case(knowledge_, one.whole, last, diagnostics);
    if (good) continue;
    Error error = good.error();
    error.element = person;
    return refuse(Code::bad_input, std::move(error));
  }
  store::Transaction transaction(database_);
  if (!transaction.begun()) return storage(transaction.begun());
  for (const auto& [person, one] : ready) {
    if (moved_on(person, one.epoch))
      return refuse(Code::conflict, "something was added meanwhile", "Look at both again, then merge.");
    HAMSTRING_TRY_DO(save(caller, person, one.rows, "app", "squad", now));
    note(caller, person, "entered", "1 entries", now);
  }
  if (const auto done = transaction.commit(); !done) return storage(done);
  for (auto& [person, one] : ready) {
    const auto written = store::find_person(database_, person);
    replace(person, one.epoch, std::move(one.whole),
            written && *written ? std::optional((**written).changes) : std::nullopt);
  }
  return {};
}

}  // namespace hamstring::service
