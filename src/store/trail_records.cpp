// What was shown to whom, what they agreed to, and who did what.
#include <map>

#include "core/file.h"
#include "store/delta.h"
#include "store/packed.h"
#include "store/records.h"

namespace hamstring::store {

namespace {

// A whole one is kept anew where the difference takes more than this part of it.
constexpr std::size_t whole_anew_above = 6;
// A day's own text to differ from is kept anew where the difference takes more bytes than this: measured on
// lives of half a year (tests/load/measure_growth.cpp), 150 and 350 take more room.
constexpr std::size_t part_anew_above = 250;
// As many of each are looked at: somebody may read in two languages by turns.
constexpr int bases_looked_at = 4;
// Half of a SHA-256: what is kept is told from other texts, not from forged ones.
constexpr std::size_t digest_length = 32;

struct Kept {
  std::optional<std::int64_t> base;
  std::string packed;
};

std::string digest_of(std::string_view text) {
  return sha256_hex(text).substr(0, digest_length);
}

bool shown_already(const Database& database, const std::string& person, const ShownRow& row,
                   const std::string& digest) {
  Statement s = database.prepare(
      "SELECT 1 FROM shown WHERE person = ? AND day = ? AND kind = ? AND program = ? AND knowledge = ? AND "
      "digest = ?");
  s.bind(person).bind(row.day).bind(row.kind).bind(row.program).bind(row.knowledge).bind(digest);
  return s.step();
}

/// A text that others differ from: whole, or itself the difference to a whole one. Errors: damaged.
Result<std::string> base_text(const Database& database, std::int64_t id) {
  Statement s = database.prepare(
      "SELECT b.packed, w.packed FROM shown_base b LEFT JOIN shown_base w ON w.id = b.base WHERE b.id = ?");
  s.bind(id);
  if (!s.step()) return failure("what others differ from is not there");
  Result<std::string> own = unpack(s.bytes(0));
  if (!own || s.is_null(1)) return own;
  const Result<std::string> whole = unpack(s.bytes(1));
  if (!whole) return whole;
  return apply_delta(*whole, *own);
}

/// The smallest difference to one of the last bases, whole or not, that came with the same import, which go
/// together.
Result<Kept> smallest(const Database& database, const std::string& person, const ShownRow& row, bool whole) {
  Statement s =
      database.prepare(whole ? "SELECT id FROM shown_base WHERE person = ? AND import IS ? AND base "
                               "IS NULL ORDER BY id DESC LIMIT ?"
                             : "SELECT id FROM shown_base WHERE person = ? AND import IS ? ORDER BY "
                               "id DESC LIMIT ?");
  s.bind(person).bind(row.import).bind(std::int64_t{bases_looked_at});
  Kept best;
  while (s.step()) {
    const Result<std::string> base = base_text(database, s.integer(0));
    if (!base) continue;  // a damaged one is no base for what comes
    std::string packed = pack(delta(*base, row.json));
    if (!packed.empty() && (!best.base || packed.size() < best.packed.size()))
      best = {.base = s.integer(0), .packed = std::move(packed)};
    if (best.base && best.packed.size() <= part_anew_above) break;
  }
  if (const Result<void> done = s.error(); !done) return failure(done.error());
  return best;
}

Result<Kept> new_base(const Database& database, const std::string& person, const ShownRow& row,
                      const Kept& kept) {
  Statement s = database.prepare(
      "INSERT INTO shown_base (person, packed, import, base) VALUES (?, ?, ?, ?) RETURNING id");
  s.bind(person).bind_bytes(kept.packed).bind(row.import).bind(kept.base);
  const Result<std::int64_t> id = s.returned_id();
  if (!id) return failure(id.error());
  return Kept{.base = *id, .packed = pack(delta(row.json, row.json))};
}

Result<Kept> kept_as(const Database& database, const std::string& person, const ShownRow& row) {
  Result<Kept> best = smallest(database, person, row, false);
  if (!best || (best->base && best->packed.size() <= part_anew_above)) return best;
  Result<Kept> part = smallest(database, person, row, true);
  if (!part) return part;
  const std::string whole = pack(row.json);
  if (whole.empty()) return failure("there is no memory to pack what was shown");
  if (part->base && part->packed.size() * whole_anew_above <= whole.size())
    return new_base(database, person, row, *part);
  return new_base(database, person, row, {.base = {}, .packed = whole});
}

/// Empty where it is not what was shown any more. `base`: what it is the difference to; null: it is whole.
std::string text_of(const std::string* base, const std::string& packed, const std::string& digest) {
  Result<std::string> text = unpack(packed);
  if (text && base != nullptr) text = apply_delta(*base, *text);
  if (!text) return {};
  // Rows of the first two formats have a number in the place of the digest.
  if (!digest.starts_with("before-v") && digest_of(*text) != digest) return {};
  return std::move(*text);
}

/// The last few texts that others differ from: a person of five years has thousands.
class Bases {
 public:
  explicit Bases(const Database& database) : database_(database) {}
  /// Null where it is damaged.
  const std::string* find(std::int64_t id) {
    auto found = texts_.find(id);
    if (found == texts_.end()) {
      while (texts_.size() >= 2 * static_cast<std::size_t>(bases_looked_at)) texts_.erase(texts_.begin());
      found = texts_.emplace(id, base_text(database_, id).value_or(std::string{})).first;
    }
    return found->second.empty() ? nullptr : &found->second;
  }

 private:
  const Database& database_;
  std::map<std::int64_t, std::string> texts_;
};

}  // namespace

Result<void> add_shown(const Database& database, const std::string& person, const ShownRow& row) {
  const std::string digest = digest_of(row.json);
  if (shown_already(database, person, row, digest)) return {};
  const Result<Kept> kept = kept_as(database, person, row);
  if (!kept) return failure(kept.error());
  return database
      .prepare(
          "INSERT INTO shown (person, day, kind, program, knowledge, made_utc, packed, digest, import, base) "
          "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
      .bind(person)
      .bind(row.day)
      .bind(row.kind)
      .bind(row.program)
      .bind(row.knowledge)
      .bind(row.made_utc)
      .bind_bytes(kept->packed)
      .bind(digest)
      .bind(row.import)
      .bind(kept->base)
      .run();
}

Result<void> each_shown(const Database& database, const std::string& person,
                        const std::function<bool(ShownRow&)>& take) {
  Bases bases(database);
  Statement s = database.prepare(
      "SELECT day, kind, program, knowledge, made_utc, packed, import, base, digest FROM shown WHERE person "
      "= ? "
      "ORDER BY id");
  s.bind(person);
  while (s.step()) {
    const auto id = s.optional_integer(7);
    const std::string* base = id ? bases.find(*id) : nullptr;
    if (id && base == nullptr) continue;
    std::string text = text_of(base, s.bytes(5), s.text(8));
    if (text.empty()) continue;
    ShownRow row{.day = s.text(0),
                 .kind = s.text(1),
                 .program = s.text(2),
                 .knowledge = s.text(3),
                 .made_utc = s.integer(4),
                 .json = std::move(text),
                 .import = s.optional_integer(6)};
    if (!take(row)) return {};
  }
  return s.error();
}

Result<std::vector<ShownRow>> shown_to(const Database& database, const std::string& person) {
  std::vector<ShownRow> rows;
  const auto done = each_shown(database, person, [&](ShownRow& row) {
    rows.push_back(std::move(row));
    return true;
  });
  if (!done) return failure(done.error());
  return rows;
}

Result<std::vector<ShownRow>> shown_heads(const Database& database, const std::string& person) {
  std::vector<ShownRow> rows;
  Statement s = database.prepare(
      "SELECT day, kind, program, knowledge, made_utc, import FROM shown WHERE person = ? ORDER BY id");
  s.bind(person);
  while (s.step()) {
    rows.push_back({.day = s.text(0),
                    .kind = s.text(1),
                    .program = s.text(2),
                    .knowledge = s.text(3),
                    .made_utc = s.integer(4),
                    .json = {},
                    .import = s.optional_integer(5)});
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
