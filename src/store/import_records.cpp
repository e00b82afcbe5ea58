// Archives that were read in, and how what came with one goes again.
#include <array>

#include "store/records.h"

#include "core/try.h"

namespace hamstring::store {

Result<std::int64_t> add_import(const Database& database, const ImportRow& row) {
  Statement s = database.prepare(
      "INSERT INTO import (made_utc, account, digest, people_new, people_merged, entries, pending) VALUES "
      "(?, ?, ?, ?, ?, ?, ?) RETURNING id");
  s.bind(row.made_utc).bind(row.account).bind(row.digest);
  s.bind(row.people_new).bind(row.people_merged).bind(row.entries).bind(row.pending);
  return s.returned_id();
}

Result<void> finish_import(const Database& database, const ImportRow& row) {
  return database.prepare("UPDATE import SET people_new = ?, people_merged = ?, entries = ? WHERE id = ?")
      .bind(row.people_new)
      .bind(row.people_merged)
      .bind(row.entries)
      .bind(row.id)
      .run();
}

Result<std::vector<ImportRow>> imports(const Database& database) {
  std::vector<ImportRow> rows;
  Statement s = database.prepare(
      "SELECT id, made_utc, account, digest, people_new, people_merged, entries, undone_utc FROM import "
      "WHERE pending = 0 ORDER BY id DESC");
  while (s.step()) {
    rows.push_back({.id = s.integer(0),
                    .made_utc = s.integer(1),
                    .account = s.text(2),
                    .digest = s.text(3),
                    .people_new = s.integer(4),
                    .people_merged = s.integer(5),
                    .entries = s.integer(6),
                    .undone_utc = s.optional_integer(7)});
  }
  HAMSTRING_TRY_DO(s.error());
  return rows;
}

Result<void> remove_imported(const Database& database, std::int64_t import, std::int64_t utc) {
  // Entries go with their batches.
  constexpr std::array deletions{
      "DELETE FROM batch WHERE import = ?",           "DELETE FROM consent WHERE import = ?",
      "DELETE FROM shown WHERE import = ?",           "DELETE FROM shown_base WHERE import = ?",
      "DELETE FROM shown_source WHERE import = ?",    "DELETE FROM audit WHERE import = ?",
      "DELETE FROM person_group WHERE import = ?",    "DELETE FROM template WHERE import = ?",
      "DELETE FROM template_waiting WHERE import = ?"};
  for (const char* sql : deletions) {
    HAMSTRING_TRY_DO(database.prepare(sql).bind(import).run());
  }
  return database.prepare("UPDATE import SET undone_utc = ? WHERE id = ?").bind(utc).bind(import).run();
}

Result<void> keep_imported_person(const Database& database, const std::string& person) {
  return database.prepare("UPDATE person SET import = NULL WHERE id = ?").bind(person).run();
}

}  // namespace hamstring::store
