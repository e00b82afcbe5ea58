// What a program has not written to its end: written in pieces, seen once all of it is there, and gone again
// where the program went first.
#include "core/try.h"
#include "store/records.h"

namespace hamstring::store {

Result<void> publish_batch(const Database& database, std::int64_t batch) {
  return database.prepare("UPDATE batch SET pending = 0 WHERE id = ?").bind(batch).run();
}

Result<void> publish_import(const Database& database, std::int64_t import) {
  for (const char* sql : {"UPDATE person SET pending = 0 WHERE import = ? AND pending <> 0",
                          "UPDATE batch SET pending = 0 WHERE import = ? AND pending <> 0",
                          "UPDATE import SET pending = 0 WHERE id = ?"}) {
    HAMSTRING_TRY_DO(database.prepare(sql).bind(import).run());
  }
  return {};
}

Result<bool> has_pending(const Database& database, const std::string& person) {
  Statement s = database.prepare("SELECT 1 FROM batch WHERE person = ? AND pending <> 0");
  s.bind(person);
  const bool found = s.step();
  HAMSTRING_TRY_DO(s.error());
  return found;
}

Result<std::int64_t> remove_some_entries(const Database& database, std::int64_t batch, std::int64_t most) {
  Statement s = database.prepare(
      "DELETE FROM entry WHERE batch = ?1 AND (person, id, hash) IN (SELECT person, id, hash FROM entry "
      "WHERE batch = ?1 LIMIT ?2)");
  HAMSTRING_TRY_DO(s.bind(batch).bind(most).run());
  Statement gone = database.prepare("SELECT changes()");
  return gone.step() ? gone.integer(0) : 0;
}

Result<Pending> pending_of(const Database& database,
                           const std::function<bool(std::int64_t program)>& wanted) {
  Pending found;
  Statement batches = database.prepare("SELECT pending, id, person FROM batch WHERE pending <> 0");
  while (batches.step())
    if (wanted(batches.integer(0))) found.batches.emplace_back(batches.integer(1), batches.text(2));
  HAMSTRING_TRY_DO(batches.error());
  Statement people = database.prepare("SELECT pending, id FROM person WHERE pending <> 0");
  while (people.step())
    if (wanted(people.integer(0))) found.people.push_back(people.text(1));
  HAMSTRING_TRY_DO(people.error());
  Statement imports = database.prepare("SELECT pending, id FROM import WHERE pending <> 0");
  while (imports.step())
    if (wanted(imports.integer(0))) found.imports.push_back(imports.integer(1));
  HAMSTRING_TRY_DO(imports.error());
  return found;
}

Result<std::vector<std::int64_t>> batches_of_pending_person(const Database& database,
                                                            const std::string& person) {
  std::vector<std::int64_t> found;
  Statement s = database.prepare(
      "SELECT id FROM batch WHERE person = (SELECT id FROM person WHERE id = ? AND pending <> 0)");
  s.bind(person);
  while (s.step()) found.push_back(s.integer(0));
  HAMSTRING_TRY_DO(s.error());
  return found;
}

Result<void> remove_pending_import(const Database& database, std::int64_t import) {
  HAMSTRING_TRY_DO(remove_imported(database, import, 0));
  return database.prepare("DELETE FROM import WHERE id = ? AND pending <> 0").bind(import).run();
}

}  // namespace hamstring::store
