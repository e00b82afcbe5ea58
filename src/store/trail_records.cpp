// What was shown to whom, what they agreed to, and who did what.
#include "core/file.h"
#include "store/records.h"

namespace hamstring::store {

Result<void> add_shown(const Database& database, const std::string& person, const ShownRow& row) {
  return database
      .prepare(
          "INSERT INTO shown (person, day, kind, program, knowledge, made_utc, packed, digest, import) "
          "VALUES (?, ?, ?, ?, ?, ?, packed(?), ?, ?) ON CONFLICT DO NOTHING")
      .bind(person)
      .bind(row.day)
      .bind(row.kind)
      .bind(row.program)
      .bind(row.knowledge)
      .bind(row.made_utc)
      .bind(row.json)
      .bind(sha256_hex(row.json))
      .bind(row.import)
      .run();
}

Result<std::vector<ShownRow>> shown_to(const Database& database, const std::string& person) {
  std::vector<ShownRow> rows;
  Statement s = database.prepare(
      "SELECT day, kind, program, knowledge, made_utc, unpacked(packed), import FROM shown WHERE person = ? "
      "ORDER BY id");
  s.bind(person);
  while (s.step()) {
    rows.push_back({.day = s.text(0),
                    .kind = s.text(1),
                    .program = s.text(2),
                    .knowledge = s.text(3),
                    .made_utc = s.integer(4),
                    .json = s.text(5),
                    .import = s.optional_integer(6)});
  }
  if (const Result<void> done = s.error(); !done) return failure(done.error());
  return rows;
}

Result<void> add_shown_source(const Database& database, const std::string& person,
                              const ShownSourceRow& row) {
  return database
      .prepare(
          "INSERT INTO shown_source (person, source, knowledge, first_day, import) VALUES (?, ?, ?, ?, ?) "
          "ON CONFLICT DO NOTHING")
      .bind(person)
      .bind(row.source)
      .bind(row.knowledge)
      .bind(row.first_day)
      .bind(row.import)
      .run();
}

Result<std::vector<ShownSourceRow>> sources_shown_to(const Database& database, const std::string& person) {
  std::vector<ShownSourceRow> rows;
  Statement s = database.prepare(
      "SELECT source, knowledge, first_day, import FROM shown_source WHERE person = ? ORDER BY source, "
      "knowledge");
  s.bind(person);
  while (s.step()) {
    rows.push_back({.source = s.text(0),
                    .knowledge = s.text(1),
                    .first_day = s.text(2),
                    .import = s.optional_integer(3)});
  }
  if (const Result<void> done = s.error(); !done) return failure(done.error());
  return rows;
}

Result<void> add_consent(const Database& database, const std::string& person, const ConsentRow& row) {
  return database
      .prepare("INSERT INTO consent (person, text_version, given_by, at, import) VALUES (?, ?, ?, ?, ?)")
      .bind(person)
      .bind(row.text_version)
      .bind(row.given_by)
      .bind(row.at)
      .bind(row.import)
      .run();
}

Result<std::vector<ConsentRow>> consents_of(const Database& database, const std::string& person) {
  std::vector<ConsentRow> rows;
  Statement s =
      database.prepare("SELECT text_version, given_by, at, import FROM consent WHERE person = ? ORDER BY id");
  s.bind(person);
  while (s.step()) {
    rows.push_back(
        {.text_version = s.text(0), .given_by = s.text(1), .at = s.text(2), .import = s.optional_integer(3)});
  }
  if (const Result<void> done = s.error(); !done) return failure(done.error());
  return rows;
}

Result<void> add_audit(const Database& database, const AuditRow& row) {
  return database
      .prepare("INSERT INTO audit (at, account, person, action, detail, import) VALUES (?, ?, ?, ?, ?, ?)")
      .bind(row.at)
      .bind(row.account)
      .bind(row.person)
      .bind(row.action)
      .bind(row.detail)
      .bind(row.import)
      .run();
}

namespace {

Result<std::vector<AuditRow>> audit_rows(Statement& s) {
  std::vector<AuditRow> rows;
  while (s.step()) {
    rows.push_back({.at = s.text(0),
                    .account = s.text(1),
                    .person = s.text(2),
                    .action = s.text(3),
                    .detail = s.text(4),
                    .import = s.optional_integer(5)});
  }
  if (const Result<void> done = s.error(); !done) return failure(done.error());
  return rows;
}

}  // namespace

Result<std::vector<AuditRow>> audit_of(const Database& database, const std::string& person) {
  Statement s = database.prepare(
      "SELECT at, account, person, action, detail, import FROM audit WHERE person = ? ORDER BY id DESC");
  s.bind(person);
  return audit_rows(s);
}

Result<std::vector<AuditRow>> audit_of_instance(const Database& database) {
  Statement s = database.prepare(
      "SELECT at, account, person, action, detail, import FROM audit a WHERE NOT EXISTS (SELECT 1 FROM "
      "person p WHERE p.id = a.person) ORDER BY id DESC");
  return audit_rows(s);
}

}  // namespace hamstring::store
