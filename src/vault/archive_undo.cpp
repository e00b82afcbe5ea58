// Packing, and taking an import back.
#include <fmt/format.h>

#include <algorithm>

#include "core/file.h"
#include "core/try.h"
#include "service/storage_problem.h"
#include "vault/archive.h"
#include "vault/sealed_file.h"
#include "view/moment.h"

namespace hamstring::service {
Outcome<void> Archives::pack(const Caller& caller, const std::string& person, const std::filesystem::path& to,
                             const std::optional<std::string>& pass_phrase, std::int64_t now,
                             const Progress& progress) {
  std::optional<SealedWriter> sealed;
  std::optional<FileWriter> plain;
  if (pass_phrase) {
    auto made = SealedWriter::create(to, *pass_phrase);
    if (!made) return refuse(Code::bad_input, made.error());
    sealed.emplace(std::move(*made));
  } else {
    plain.emplace(to, Readers::owner);
  }
  ZipWriter zip([&](std::string_view piece) {
    if (sealed) return sealed->write(piece);
    plain->write(piece);
    return plain->good();
  });
  HAMSTRING_TRY(count, write_archive(database_, person, units_of_tests(knowledge_), zip, progress));
  if (const auto done = zip.finish(); !done) return storage(done);
  if (const auto done = sealed ? sealed->commit() : plain->commit(); !done) return storage(done);
  people_.note(caller, person, "exported", fmt::format("{} people", count), now);
  return {};
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
