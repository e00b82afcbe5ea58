// Packing, and taking an import back.
#include <fmt/format.h>

#include <algorithm>

#include "core/try.h"
#include "service/storage_problem.h"
#include "vault/archive.h"
#include "view/moment.h"

namespace hamstring::service {
namespace {

/// What could not be read in again is not an export.
bool can_come_back(const Files& files, const std::string& zip) {
  const ZipLimits limits;
  std::size_t unpacked = 0, largest = 0;
  for (const auto& [name, content] : files) {
    unpacked += content.size();
    largest = std::max(largest, content.size());
  }
  return zip.size() <= limits.packed_max && unpacked <= limits.unpacked_max && largest <= limits.file_max &&
         files.size() <= limits.files_max;
}

}  // namespace

Outcome<std::string> Archives::pack(const Caller& caller, const std::string& person, std::int64_t now) {
  HAMSTRING_TRY(archive, load_archive(database_, person));
  const Files files = archive_files(archive, units_of_tests(knowledge_));
  auto zip = write_zip(files);
  if (!zip) return storage(zip);
  if (!can_come_back(files, *zip))
    return refuse(Code::conflict, "this export would be larger than what an import reads",
                  "Export people one by one; hamstring backup keeps everything whatever its size.");
  people_.note(caller, person, "exported", fmt::format("{} people", archive.people.size()), now);
  return std::move(*zip);
}

Outcome<Json> Archives::list() {
  const auto rows = store::imports(database_);
  if (!rows) return storage(rows);
  Json list = Json::array();
  for (const store::ImportRow& row : *rows) {
    list.push_back({{"id", row.id},
                    {"made", utc_stamp(row.made_utc)},
                    {"account", row.account},
                    {"digest", row.digest},
                    {"people_new", row.people_new},
                    {"people_merged", row.people_merged},
                    {"entries", row.entries},
                    {"undone", row.undone_utc ? Json(utc_stamp(*row.undone_utc)) : Json(nullptr)}});
  }
  return list;
}

Outcome<bool> Archives::used_since(const store::PersonRow& person, std::int64_t import) {
  const auto batches = store::batches_of(database_, person.id);
  if (!batches) return storage(batches);
  const auto accounts = store::accounts(database_);
  if (!accounts) return storage(accounts);
  return std::ranges::any_of(*batches, [&](const store::BatchRow& b) { return b.import != import; }) ||
         std::ranges::any_of(*accounts, [&](const store::AccountRow& a) { return a.person == person.id; });
}

Outcome<Json> Archives::undo(const Caller& caller, std::int64_t import, std::int64_t now) {
  store::Transaction transaction(database_);
  if (!transaction.begun()) return storage(transaction.begun());
  const auto rows = store::imports(database_);
  if (!rows) return storage(rows);
  const auto found = std::ranges::find(*rows, import, &store::ImportRow::id);
  if (found == rows->end()) return refuse(Code::not_found, "there is no such import");
  if (found->undone_utc) return refuse(Code::conflict, "this import was undone already");
  const auto people = store::people(database_);
  if (!people) return storage(people);
  Json removed = Json::array(), kept = Json::array();
  for (const store::PersonRow& person : *people) {
    if (person.import != import) continue;
    HAMSTRING_TRY(used, used_since(person, import));
    (used ? kept : removed).push_back({{"id", person.id}, {"name", person.name}});
    const auto done =
        used ? store::keep_imported_person(database_, person.id) : store::erase_person(database_, person.id);
    if (!done) return storage(done);
  }
  if (const auto done = store::remove_imported(database_, import, now); !done) return storage(done);
  people_.note(caller, "", "import undone", fmt::format("import {}", import), now);
  if (const auto done = transaction.commit(); !done) return storage(done);
  people_.forget_all();
  return Json{{"import", import}, {"removed", std::move(removed)}, {"kept", std::move(kept)}};
}

}  // namespace hamstring::service
