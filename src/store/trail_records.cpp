// What was shown to whom, what they agreed to, and who did what.
#include <map>

#include "core/file.h"
#include "core/try.h"
#include "store/delta.h"
#include "store/packed.h"
#include "store/records.h"

namespace hamstring::store {

namespace {

// A whole one is kept anew where the difference takes more than this part of it.
constexpr std::size_t whole_anew_above = 6;
// As many whole ones are looked at: somebody may read in two languages by turns.
constexpr int bases_looked_at = 4;

struct Kept {
  std::optional<std::int64_t> base;
  std::string packed;
};

bool shown_already(const Database& database, const std::string& person, const ShownRow& row,
                   const std::string& digest) {
  Statement s = database.prepare(
      "SELECT 1 FROM shown WHERE person = ? AND day = ? AND kind = ? AND program = ? AND knowledge = ? AND "
      "digest = ?");
  s.bind(person).bind(row.day).bind(row.kind).bind(row.program).bind(row.knowledge).bind(digest);
  return s.step();
}

/// The smallest difference to a whole one that came with the same import, which go together.
Result<Kept> smallest(const Database& database, const std::string& person, const ShownRow& row) {
  Statement s = database.prepare(
      "SELECT id, packed FROM shown_base WHERE person = ? AND import IS ? ORDER BY id DESC LIMIT ?");
  s.bind(person).bind(row.import).bind(std::int64_t{bases_looked_at});
  Kept best;
  while (s.step()) {
    const Result<std::string> base = unpack(s.bytes(1));
    if (!base) continue;  // a damaged one is no base for what comes
    std::string packed = pack(delta(*base, row.json));
    if (!packed.empty() && (!best.base || packed.size() < best.packed.size()))
      best = {.base = s.integer(0), .packed = std::move(packed)};
  }
  HAMSTRING_TRY_DO(s.error());
  return best;
}

Result<Kept> kept_as(const Database& database, const std::string& person, const ShownRow& row) {
  HAMSTRING_TRY(best, smallest(database, person, row));
  const std::string whole = pack(row.json);
  if (whole.empty()) return failure("there is no memory to pack what was shown");
  if (best.base && best.packed.size() * whole_anew_above <= whole.size()) return best;
  Statement s =
      database.prepare("INSERT INTO shown_base (person, packed, import) VALUES (?, ?, ?) RETURNING id");
  s.bind(person).bind_bytes(whole).bind(row.import);
  HAMSTRING_TRY(id, s.returned_id());
  return Kept{.base = id, .packed = pack(delta(row.json, row.json))};
}

/// Empty where it is not what was shown any more.
std::string text_of(const std::map<std::int64_t, std::string>& bases, const std::optional<std::int64_t>& base,
                    const std::string& packed, const std::string& digest) {
  Result<std::string> text = unpack(packed);
  if (text && base) {
    const auto found = bases.find(*base);
    if (found == bases.end()) return {};
    text = apply_delta(found->second, *text);
  }
  if (!text) return {};
  // Rows of the first two formats have a number in the place of the digest.
  if (!digest.starts_with("before-v") && sha256_hex(*text) != digest) return {};
  return std::move(*text);
}

}  // namespace

Result<void> add_shown(const Database& database, const std::string& person, const ShownRow& row) {
  const std::string digest = sha256_hex(row.json);
  if (shown_already(database, person, row, digest)) return {};
  HAMSTRING_TRY(kept, kept_as(database, person, row));
  return database
      .prepare(
          "INSERT INTO shown (person, day, kind, program, knowledge, made_utc, packed, digest, import, base) "
          "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING")
      .bind(person)
      .bind(row.day)
      .bind(row.kind)
      .bind(row.program)
      .bind(row.knowledge)
      .bind(row.made_utc)
      .bind_bytes(kept.packed)
      .bind(digest)
      .bind(row.import)
      .bind(kept.base)
      .run();
}

Result<std::vector<ShownRow>> shown_to(const Database& database, const std::string& person) {
  std::map<std::int64_t, std::string> bases;
  Statement whole = database.prepare("SELECT id, packed FROM shown_base WHERE person = ?");
  whole.bind(person);
  while (whole.step()) {
    if (auto text = unpack(whole.bytes(1))) bases[whole.integer(0)] = std::move(*text);
  }
  HAMSTRING_TRY_DO(whole.error());
  std::vector<ShownRow> rows;
  Statement s = database.prepare(
      "SELECT day, kind, program, knowledge, made_utc, packed, import, base, digest FROM shown WHERE person "
      "= ? "
      "ORDER BY id");
  s.bind(person);
  while (s.step()) {
    std::string text = text_of(bases, s.optional_integer(7), s.bytes(5), s.text(8));
    if (text.empty()) continue;
    rows.push_back({.day = s.text(0),
                    .kind = s.text(1),
                    .program = s.text(2),
                    .knowledge = s.text(3),
                    .made_utc = s.integer(4),
                    .json = std::move(text),
                    .import = s.optional_integer(6)});
  }
  HAMSTRING_TRY_DO(s.error());
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
  HAMSTRING_TRY_DO(s.error());
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
  HAMSTRING_TRY_DO(s.error());
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
  HAMSTRING_TRY_DO(s.error());
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
