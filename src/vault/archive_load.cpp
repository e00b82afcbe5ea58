// From the database to an archive: one consistent state, in an order that does not depend on the database.
#include <algorithm>

#include "core/try.h"
#include "service/kept_case.h"
#include "service/storage_problem.h"
#include "vault/archive.h"
#include "vault/archive_names.h"
#include "vault/archive_tables.h"
#include "vault/shown_text.h"

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

}  // namespace

Result<ArchivePerson> load_person(const store::Database& database, const store::PersonRow& row) {
  ArchivePerson made;
  made.row = row;
  std::vector<store::EntryRow> rows;
  Error error;
  if (!take(store::entries_of(database, row.id), rows, error)) return failure(std::move(error));
  // One damaged entry keeps nobody from taking all others along.
  made.damaged = damaged_of(store::take_damaged(rows));
  if (!take(service::kept_case(row.id, rows), made.history, error) ||
      !take(batches_of(database, row.id, rows), made.batches, error) ||
      !take(store::consents_of(database, row.id), made.consents, error) ||
      !take(store::sources_shown_to(database, row.id), made.sources, error) ||
      !take(store::audit_of(database, row.id), made.audit, error))
    return failure(std::move(error));
  HAMSTRING_TRY(groups, store::groups(database));
  if (const auto found = groups.find(row.id); found != groups.end()) made.groups = found->second;
  std::ranges::reverse(made.audit);
  return made;
}

namespace {

Result<std::vector<store::AuditRow>> receipts_of(const store::Database& database) {
  HAMSTRING_TRY(rows, store::audit_of_instance(database));
  std::erase_if(rows, [](const store::AuditRow& row) { return row.action != erased_action; });
  std::ranges::reverse(rows);
  return rows;
}

/// Whom it is about, without what is theirs; accounts and receipts where it is about everybody.
Outcome<Archive> load_head(const store::Database& database, const std::string& person) {
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
        !take(store::all_templates(database), archive.templates, error) ||
        !take(store::accounts(database), archive.accounts, error))
      return storage(error);
    std::ranges::sort(archive.accounts, {}, &store::AccountRow::name);
  }
  std::ranges::sort(*people, {}, &store::PersonRow::id);
  for (store::PersonRow& row : *people) {
    if (!names_a_folder(row.id))
      return refuse(Code::storage,
                    Error{.message = "the id of a person can be no folder", .element = row.id});
    archive.people.emplace_back().row = std::move(row);
  }
  return archive;
}

/// What could not be read in again is not an export.
Outcome<void> can_come_back(const ZipWriter& zip) {
  const ZipLimits limits = archive_limits();
  if (zip.packed() <= limits.packed_max && zip.unpacked() <= limits.unpacked_max &&
      zip.largest() <= limits.file_max && zip.files() <= limits.files_max)
    return {};
  return refuse(Code::conflict, "this export would be larger than what an import reads",
                "Export people one by one; hamstring backup keeps everything whatever its size.");
}

Result<void> write_person(const store::Database& database, const store::PersonRow& row, ZipWriter& zip) {
  const auto person = load_person(database, row);
  if (!person) return failure(person.error());
  for (const auto& [name, content] : person_files(*person)) zip.add(name, content);
  zip.begin("people/" + row.id + "/shown.json");
  ShownText text([&](std::string_view piece) { zip.write(piece); });
  const auto done = store::each_shown(database, row.id, [&](store::ShownRow& shown) {
    text.add(shown);
    return true;
  });
  text.end();
  zip.end();
  return done;
}

/// The tables, in the order of their names.
Result<void> write_tables(const store::Database& database, const Archive& archive,
                          const std::vector<store::PersonRow>& people, const EntryHeaders& headers,
                          const std::map<std::string, std::string>& units, ZipWriter& zip) {
  const auto* accounts = archive.scope == "instance" ? &archive.accounts : nullptr;
  if (auto done = write_people_tables(database, people, accounts, zip); !done) return done;
  for (const std::string& kind : headers.kinds())
    if (auto done = write_entries(database, people, headers, kind, units, zip); !done) return done;
  return write_shown_tables(database, people, zip);
}

}  // namespace

ZipLimits archive_limits() {
  // A club of forty over five years is a tenth of it (tests/load); what is unpacked is unpacked a person at a
  // time.
  return {.packed_max = std::size_t{2} << 30,
          .unpacked_max = std::size_t{16} << 30,
          .file_max = std::size_t{512} << 20,
          .files_max = 20'000};
}

Outcome<std::size_t> write_archive(const store::Database& database, const std::string& person,
                                   const std::map<std::string, std::string>& units, ZipWriter& zip,
                                   const Progress& progress) {
  const auto tell = [&](std::string_view stage, double done) {
    if (progress) progress(stage, done);
  };
  const store::Snapshot snapshot(database);
  if (!snapshot.begun()) return storage(snapshot.begun());
  Outcome<Archive> archive = load_head(database, person);
  if (!archive) return std::unexpected(archive.error());
  std::vector<store::PersonRow> people;
  EntryHeaders headers;
  // Where the time goes: a tenth to look, two tenths for the tables, the rest for the people.
  constexpr double looked = 0.1, tables = 0.3;
  const auto all = static_cast<double>(std::max<std::size_t>(archive->people.size(), 1));
  for (ArchivePerson& one : archive->people) {
    auto rows = store::entries_of(database, one.row.id);
    if (!rows) return storage(rows);
    one.damaged = damaged_of(store::take_damaged(*rows));
    for (const store::EntryRow& row : *rows) headers.add(one.row.id, row, units);
    people.push_back(one.row);
    tell("reading", looked * static_cast<double>(people.size()) / all);
  }
  Files head = head_files(*archive);
  const auto put = [&](const char* name) {
    if (const auto found = head.find(name); found != head.end()) zip.add(name, found->second);
  };
  put("README.txt");
  put("accounts.json");
  if (const auto done = write_tables(database, *archive, people, headers, units, zip); !done)
    return storage(done);
  put("manifest.json");
  std::size_t count = 0;
  for (const store::PersonRow& row : people) {
    tell("writing", tables + (1 - tables) * static_cast<double>(count++) / all);
    if (const auto done = write_person(database, row, zip); !done) return storage(done);
    HAMSTRING_TRY_DO(can_come_back(zip));
  }
  put("receipts.json");
  put("templates.json");
  return count;
}

}  // namespace hamstring::service
