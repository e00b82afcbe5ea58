// From the database to an archive: one consistent state, in an order that does not depend on the database.
#include <algorithm>

#include "core/try.h"
#include "service/storage_problem.h"
#include "vault/archive.h"
#include "vault/archive_names.h"

namespace hamstring::service {
namespace {

/// Moves the value out, or says what failed.
template <class T>
bool take(Result<T>&& from, T& into, Error& error) {
  if (!from) {
    error = from.error();
    return false;
  }
  into = std::move(*from);
  return true;
}

Result<std::vector<ArchiveBatch>> batches_of(const store::Database& database, const std::string& person,
                                             const std::vector<store::EntryRow>& rows) {
  HAMSTRING_TRY(batches, store::batches_of(database, person));
  std::ranges::reverse(batches);
  std::map<std::int64_t, std::size_t> number;
  std::vector<ArchiveBatch> made;
  for (store::BatchRow& row : batches) {
    number[row.id] = made.size();
    row.id = static_cast<std::int64_t>(made.size()) + 1;
    made.push_back({.row = std::move(row), .entries = {}});
  }
  for (const store::EntryRow& row : rows) {
    const auto found = number.find(row.batch);
    if (found == number.end()) return failure("an entry of the database has no batch");
    made[found->second].entries.emplace_back(row.id, row.hash);
  }
  for (ArchiveBatch& batch : made) std::ranges::sort(batch.entries);
  return made;
}

Result<rehab::Case> case_of(const std::string& person, const std::vector<store::EntryRow>& rows) {
  std::string text =
      R"({"schema":"hamstring.case","version":1,"case_id":)" + Json(person).dump() + R"(,"entries":[)";
  for (std::size_t i = 0; i < rows.size(); ++i) text += (i == 0 ? "\n" : ",\n") + rows[i].json;
  text += "\n]}\n";
  Diagnostics diagnostics;
  return rehab::read_case(text, "database", diagnostics, rehab::Reading::kept);
}

Result<ArchivePerson> load_person(const store::Database& database, const store::PersonRow& row) {
  ArchivePerson made;
  made.row = row;
  std::vector<store::EntryRow> rows;
  Error error;
  if (!take(store::entries_of(database, row.id), rows, error)) return failure(std::move(error));
  // One damaged entry keeps nobody from taking all others along.
  made.damaged = damaged_of(store::take_damaged(rows));
  if (!take(case_of(row.id, rows), made.history, error) ||
      !take(batches_of(database, row.id, rows), made.batches, error) ||
      !take(store::consents_of(database, row.id), made.consents, error) ||
      !take(store::sources_shown_to(database, row.id), made.sources, error) ||
      !take(store::shown_to(database, row.id), made.shown, error) ||
      !take(store::audit_of(database, row.id), made.audit, error))
    return failure(std::move(error));
  std::ranges::reverse(made.audit);
  return made;
}

Result<std::vector<store::AuditRow>> receipts_of(const store::Database& database) {
  HAMSTRING_TRY(rows, store::audit_of_instance(database));
  std::erase_if(rows, [](const store::AuditRow& row) { return row.action != erased_action; });
  std::ranges::reverse(rows);
  return rows;
}

}  // namespace

Outcome<Archive> load_archive(const store::Database& database, const std::string& person) {
  const store::Snapshot snapshot(database);
  if (!snapshot.begun()) return storage(snapshot.begun());
  auto people = store::people(database);
  if (!people) return storage(people);
  Archive archive;
  if (!person.empty()) {
    archive.scope = "person";
    std::erase_if(*people, [&](const store::PersonRow& row) { return row.id != person; });
    if (people->empty()) return refuse(Code::not_found, "there is no such person here");
  } else {
    Error error;
    if (!take(receipts_of(database), archive.receipts, error) ||
        !take(store::accounts(database), archive.accounts, error))
      return storage(error);
    std::ranges::sort(archive.accounts, {}, &store::AccountRow::name);
  }
  std::ranges::sort(*people, {}, &store::PersonRow::id);
  for (const store::PersonRow& row : *people) {
    if (!names_a_folder(row.id))
      return refuse(Code::storage,
                    Error{.message = "the id of a person can be no folder", .element = row.id});
    auto made = load_person(database, row);
    if (!made) return storage(made);
    archive.people.push_back(std::move(*made));
  }
  return archive;
}

}  // namespace hamstring::service
