#include "store/practice_records.h"

namespace hamstring::store {

Result<std::vector<TemplateRow>> templates_of(const Database& database, std::int64_t account) {
  Statement s = database.prepare(
      "SELECT id, account, name, json, made_utc FROM template WHERE account = ? ORDER BY name, id");
  s.bind(account);
  std::vector<TemplateRow> rows;
  while (s.step())
    rows.push_back({.id = s.integer(0),
                    .account = s.integer(1),
                    .name = s.text(2),
                    .json = s.text(3),
                    .made_utc = s.integer(4)});
  if (const Result<void> done = s.error(); !done) return failure(done.error());
  return rows;
}

Result<std::int64_t> keep_template(const Database& database, const TemplateRow& row) {
  Statement s = database.prepare(
      "INSERT INTO template (id, account, name, json, made_utc) VALUES "
      "((SELECT last + 1 FROM given WHERE kind = 'template'), ?, ?, ?, ?) ON CONFLICT (account, name) "
      "DO UPDATE SET json = excluded.json, made_utc = excluded.made_utc RETURNING id");
  s.bind(row.account).bind(row.name).bind(row.json).bind(row.made_utc);
  return s.returned_id();
}

Result<bool> remove_template(const Database& database, std::int64_t account, std::int64_t id) {
  Statement s = database.prepare("DELETE FROM template WHERE account = ? AND id = ? RETURNING id");
  s.bind(account).bind(id);
  const bool there = s.step();
  if (const Result<void> done = s.error(); !done) return failure(done.error());
  return there;
}

Result<std::map<std::string, std::vector<std::string>>> groups(const Database& database) {
  Statement s = database.prepare("SELECT person, name FROM person_group ORDER BY person, name");
  std::map<std::string, std::vector<std::string>> all;
  while (s.step()) all[s.text(0)].push_back(s.text(1));
  if (const Result<void> done = s.error(); !done) return failure(done.error());
  return all;
}

Result<void> set_groups(const Database& database, const std::string& person,
                        const std::vector<std::string>& names) {
  Transaction transaction(database);
  if (!transaction.begun()) return transaction.begun();
  const Result<void> cleared =
      database.prepare("DELETE FROM person_group WHERE person = ?").bind(person).run();
  if (!cleared) return cleared;
  for (const std::string& name : names) {
    const Result<void> added =
        database.prepare("INSERT OR IGNORE INTO person_group (person, name) VALUES (?, ?)")
            .bind(person)
            .bind(name)
            .run();
    if (!added) return added;
  }
  return transaction.commit();
}

}  // namespace hamstring::store
