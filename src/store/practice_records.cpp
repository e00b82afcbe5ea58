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

Result<std::vector<NamedTemplate>> all_templates(const Database& database) {
  Statement s = database.prepare(
      "SELECT a.name, t.name, t.json, t.made_utc FROM template t JOIN account a ON a.id = t.account UNION "
      "ALL "
      "SELECT account, name, json, made_utc FROM template_waiting ORDER BY 1, 2");
  std::vector<NamedTemplate> rows;
  while (s.step())
    rows.push_back({.account = s.text(0), .name = s.text(1), .json = s.text(2), .made_utc = s.integer(3)});
  if (const Result<void> done = s.error(); !done) return failure(done.error());
  return rows;
}

Result<bool> bring_template(const Database& database, const NamedTemplate& row, std::int64_t import) {
  Statement there = database.prepare(
      "SELECT t.json FROM template t JOIN account a ON a.id = t.account WHERE a.name = ?1 AND t.name = ?2 "
      "UNION ALL SELECT json FROM template_waiting WHERE account = ?1 AND name = ?2");
  there.bind(row.account).bind(row.name);
  if (there.step()) return there.text(0) == row.json;
  if (const Result<void> done = there.error(); !done) return failure(done.error());
  Statement with_account = database.prepare(
      "INSERT INTO template (id, account, name, json, made_utc, import) SELECT (SELECT last + 1 FROM given "
      "WHERE kind = 'template'), id, ?2, ?3, ?4, ?5 FROM account WHERE name = ?1 AND role IN ('owner', "
      "'clinician') RETURNING id");
  with_account.bind(row.account).bind(row.name).bind(row.json).bind(row.made_utc).bind(import);
  const bool kept = with_account.step();
  if (const Result<void> done = with_account.error(); !done) return failure(done.error());
  if (kept) return true;
  const Result<void> waits =
      database
          .prepare(
              "INSERT INTO template_waiting (account, name, json, made_utc, import) VALUES (?, ?, ?, ?, ?)")
          .bind(row.account)
          .bind(row.name)
          .bind(row.json)
          .bind(row.made_utc)
          .bind(import)
          .run();
  if (!waits) return failure(waits.error());
  return true;
}

Result<void> bring_groups(const Database& database, const std::string& person,
                          const std::vector<std::string>& names, std::int64_t import) {
  for (const std::string& name : names) {
    const Result<void> added =
        database.prepare("INSERT OR IGNORE INTO person_group (person, name, import) VALUES (?, ?, ?)")
            .bind(person)
            .bind(name)
            .bind(import)
            .run();
    if (!added) return added;
  }
  return {};
}

}  // namespace hamstring::store
