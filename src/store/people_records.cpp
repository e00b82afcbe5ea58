#include <algorithm>
#include <iterator>

#include "core/file.h"
#include "store/packed.h"
#include "store/records.h"

namespace hamstring::store {
namespace {

constexpr std::string_view person_columns =
    "SELECT id, name, zone, language, created_utc, invented, import, changes FROM person";

PersonRow person_row(const Statement& s) {
  return {.id = s.text(0),
          .name = s.text(1),
          .zone = s.text(2),
          .language = s.text(3),
          .created_utc = s.integer(4),
          .invented = s.integer(5) != 0,
          .import = s.optional_integer(6),
          .changes = s.integer(7)};
}

/// What is still being written is not there for readers.
constexpr std::string_view entries_there =
    "FROM entry WHERE person = ? AND batch NOT IN (SELECT id FROM batch WHERE pending <> 0)";

/// The hash of an entry is the beginning of its text's (history/case.h).
bool is_whole(const EntryRow& row) {
  constexpr std::size_t hash_length = 16;
  return row.hash.size() == hash_length && sha256_hex(row.json).starts_with(row.hash);
}

}  // namespace

Result<void> add_person(const Database& database, const PersonRow& person) {
  return database
      .prepare(
          "INSERT INTO person (id, name, zone, language, created_utc, invented, import, pending) VALUES "
          "(?, ?, ?, ?, ?, ?, ?, ?)")
      .bind(person.id)
      .bind(person.name)
      .bind(person.zone)
      .bind(person.language)
      .bind(person.created_utc)
      .bind(std::int64_t{person.invented})
      .bind(person.import)
      .bind(person.pending)
      .run();
}

Result<std::vector<PersonRow>> people(const Database& database) {
  std::vector<PersonRow> rows;
  Statement s =
      database.prepare(std::string(person_columns) + " WHERE pending = 0 ORDER BY name COLLATE NOCASE, id");
  while (s.step()) rows.push_back(person_row(s));
  if (const Result<void> done = s.error(); !done) return failure(done.error());
  return rows;
}

Result<std::optional<PersonRow>> find_person(const Database& database, const std::string& id) {
  Statement s = database.prepare(std::string(person_columns) + " WHERE id = ? AND pending = 0");
  s.bind(id);
  if (s.step()) return person_row(s);
  if (const Result<void> done = s.error(); !done) return failure(done.error());
  return std::nullopt;
}

Result<void> change_person(const Database& database, const PersonRow& person) {
  return database.prepare("UPDATE person SET name = ?, zone = ?, language = ? WHERE id = ?")
      .bind(person.name)
      .bind(person.zone)
      .bind(person.language)
      .bind(person.id)
      .run();
}

Result<std::optional<std::string>> board_of(const Database& database, const std::string& person,
                                            const std::string& day, const std::string& made_with) {
  Statement s = database.prepare(
      "SELECT b.packed FROM board b JOIN person p ON p.id = b.person WHERE b.person = ? AND b.day = ? AND "
      "b.made_with = ? AND b.changes = p.changes");
  s.bind(person).bind(day).bind(made_with);
  if (s.step()) {
    // A damaged one is as good as none: it is made again.
    auto text = unpack(s.bytes(0));
    return text ? std::optional(std::move(*text)) : std::nullopt;
  }
  if (const Result<void> done = s.error(); !done) return failure(done.error());
  return std::nullopt;
}

Result<void> keep_board(const Database& database, const std::string& person, std::int64_t changes,
                        const std::string& day, const std::string& made_with, const std::string& text) {
  const std::string packed = pack(text);
  if (packed.empty()) return failure("there is no memory to pack what the list says");
  return database
      .prepare(
          "INSERT INTO board (person, day, changes, made_with, packed) SELECT id, ?, changes, ?, ? FROM "
          "person WHERE id = ? AND changes = ? ON CONFLICT DO UPDATE SET changes = excluded.changes, "
          "made_with = excluded.made_with, packed = excluded.packed")
      .bind(day)
      .bind(made_with)
      .bind_bytes(packed)
      .bind(person)
      .bind(changes)
      .run();
}

Result<void> clear_board_before(const Database& database, const std::string& day) {
  return database.prepare("DELETE FROM board WHERE day < ?").bind(day).run();
}

Result<void> erase_person(const Database& database, const std::string& id) {
  const Result<void> audit = database.prepare("DELETE FROM audit WHERE person = ?").bind(id).run();
  if (!audit) return audit;
  return database.prepare("DELETE FROM person WHERE id = ?").bind(id).run();
}

Result<std::int64_t> add_batch(const Database& database, const std::string& person, const BatchRow& batch) {
  Statement s = database.prepare(
      "INSERT INTO batch (id, person, kind, account, made_utc, note, made_by, import, made_role, "
      "pending) VALUES ((SELECT last + 1 FROM given WHERE kind = 'batch'), ?, ?, ?, ?, ?, ?, ?, ?, ?) "
      "RETURNING id");
  s.bind(person).bind(batch.kind).bind(batch.account).bind(batch.made_utc).bind(batch.note);
  s.bind(batch.made_by).bind(batch.import).bind(batch.made_role).bind(batch.pending);
  return s.returned_id();
}

Result<void> add_entries(const Database& database, const std::string& person, std::int64_t batch,
                         const std::vector<EntryRow>& entries) {
  // One that somebody else's unfinished batch brought already is this batch's now: that one may yet go.
  constexpr std::string_view unfinished = "entry.batch IN (SELECT id FROM batch WHERE pending <> 0)";
  static const std::string sql =
      std::string(
          "INSERT INTO entry (person, id, hash, day, recorded_s, json, batch) VALUES (?, ?, ?, ?, ?, ?, ?) "
          "ON CONFLICT DO UPDATE SET json = excluded.json, day = excluded.day, recorded_s = "
          "excluded.recorded_s, batch = CASE WHEN ")
          .append(unfinished)
          .append(" THEN excluded.batch ELSE entry.batch END WHERE json IS NOT excluded.json OR ")
          .append(unfinished);
  Statement insert = database.prepare(sql);
  for (const EntryRow& entry : entries) {
    const Result<void> done = insert.bind(person)
                                  .bind(entry.id)
                                  .bind(entry.hash)
                                  .bind(entry.day)
                                  .bind(entry.recorded_s)
                                  .bind(entry.json)
                                  .bind(batch)
                                  .run();
    if (!done) return done;
    insert.again();
  }
  return {};
}

Result<std::vector<EntryRow>> entries_of(const Database& database, const std::string& person) {
  std::vector<EntryRow> rows;
  Statement s =
      database.prepare(std::string("SELECT id, hash, day, recorded_s, json, batch ").append(entries_there) +
                       " ORDER BY day, recorded_s, id, hash");
  s.bind(person);
  while (s.step()) {
    rows.push_back({.id = s.text(0),
                    .hash = s.text(1),
                    .day = s.text(2),
                    .recorded_s = s.integer(3),
                    .json = s.text(4),
                    .batch = s.integer(5)});
    rows.back().whole = is_whole(rows.back());
  }
  if (const Result<void> done = s.error(); !done) return failure(done.error());
  return rows;
}

Result<void> each_entry_of_type(const Database& database, const std::string& person, const std::string& type,
                                const std::function<bool(const EntryRow&)>& take) {
  // Of a damaged text nobody knows whether it is JSON; what looks like none has no type.
  Statement s = database.prepare(
      std::string("SELECT id, hash, day, recorded_s, json, batch ").append(entries_there) +
      " AND json_valid(json) AND json_extract(json, '$.type') = ? ORDER BY day, recorded_s, id, hash");
  s.bind(person).bind(type);
  while (s.step()) {
    EntryRow row{.id = s.text(0),
                 .hash = s.text(1),
                 .day = s.text(2),
                 .recorded_s = s.integer(3),
                 .json = s.text(4),
                 .batch = s.integer(5)};
    row.whole = is_whole(row);
    if (row.whole && !take(row)) return {};
  }
  return s.error();
}

std::vector<EntryRow> take_damaged(std::vector<EntryRow>& rows) {
  const auto rest = std::ranges::stable_partition(rows, &EntryRow::whole);
  std::vector<EntryRow> damaged(std::make_move_iterator(rest.begin()), std::make_move_iterator(rest.end()));
  rows.erase(rest.begin(), rest.end());
  return damaged;
}

Result<bool> remove_damaged(const Database& database, const std::string& person, const std::string& entry) {
  const auto rows = entries_of(database, person);
  if (!rows) return failure(rows.error());
  const auto found =
      std::ranges::find_if(*rows, [&](const EntryRow& row) { return row.id == entry && !row.whole; });
  if (found == rows->end()) return false;
  const auto done = database.prepare("DELETE FROM entry WHERE person = ? AND id = ? AND hash = ?")
                        .bind(person)
                        .bind(found->id)
                        .bind(found->hash)
                        .run();
  if (!done) return failure(done.error());
  return true;
}

Result<std::vector<BatchRow>> batches_of(const Database& database, const std::string& person) {
  std::vector<BatchRow> rows;
  Statement s = database.prepare(
      "SELECT b.id, b.kind, b.account, b.made_utc, b.note, (SELECT count(*) FROM entry e WHERE e.batch = "
      "b.id), b.made_by, b.import, b.made_role FROM batch b WHERE b.person = ? AND b.pending = 0 "
      "ORDER BY b.id DESC");
  s.bind(person);
  while (s.step()) {
    BatchRow row{.id = s.integer(0),
                 .kind = s.text(1),
                 .account = s.optional_integer(2),
                 .made_utc = s.integer(3),
                 .note = s.text(4),
                 .entries = s.integer(5),
                 .made_by = s.text(6),
                 .import = s.optional_integer(7),
                 .made_role = s.text(8)};
    rows.push_back(std::move(row));
  }
  if (const Result<void> done = s.error(); !done) return failure(done.error());
  return rows;
}

Result<std::map<std::pair<std::string, std::string>, std::int64_t>> batch_of_entries(
    const Database& database, const std::string& person) {
  std::map<std::pair<std::string, std::string>, std::int64_t> found;
  Statement s = database.prepare(std::string("SELECT id, hash, batch ").append(entries_there));
  s.bind(person);
  while (s.step()) found[{s.text(0), s.text(1)}] = s.integer(2);
  if (const Result<void> done = s.error(); !done) return failure(done.error());
  return found;
}

Result<void> remove_batch(const Database& database, const std::string& person, std::int64_t batch) {
  return database.prepare("DELETE FROM batch WHERE id = ? AND person = ?").bind(batch).bind(person).run();
}

}  // namespace hamstring::store
