#include <algorithm>
#include <iterator>

#include "core/file.h"
#include "core/try.h"
#include "store/records.h"

namespace hamstring::store {
namespace {

constexpr std::string_view person_columns =
    "SELECT id, name, zone, language, created_utc, invented, import FROM person";

PersonRow person_row(const Statement& s) {
  return {.id = s.text(0),
          .name = s.text(1),
          .zone = s.text(2),
          .language = s.text(3),
          .created_utc = s.integer(4),
          .invented = s.integer(5) != 0,
          .import = s.optional_integer(6)};
}

/// The hash of an entry is the beginning of its text's (history/case.h).
bool is_whole(const EntryRow& row) {
  constexpr std::size_t hash_length = 16;
  return row.hash.size() == hash_length && sha256_hex(row.json).starts_with(row.hash);
}

}  // namespace

Result<void> add_person(const Database& database, const PersonRow& person) {
  return database
      .prepare(
          "INSERT INTO person (id, name, zone, language, created_utc, invented, import) VALUES (?, ?, ?, ?, "
          "?, ?, "
          "?)")
      .bind(person.id)
      .bind(person.name)
      .bind(person.zone)
      .bind(person.language)
      .bind(person.created_utc)
      .bind(std::int64_t{person.invented})
      .bind(person.import)
      .run();
}

Result<std::vector<PersonRow>> people(const Database& database) {
  std::vector<PersonRow> rows;
  Statement s = database.prepare(std::string(person_columns) + " ORDER BY name COLLATE NOCASE, id");
  while (s.step()) rows.push_back(person_row(s));
  HAMSTRING_TRY_DO(s.error());
  return rows;
}

Result<std::optional<PersonRow>> find_person(const Database& database, const std::string& id) {
  Statement s = database.prepare(std::string(person_columns) + " WHERE id = ?");
  s.bind(id);
  if (s.step()) return person_row(s);
  HAMSTRING_TRY_DO(s.error());
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

Result<void> erase_person(const Database& database, const std::string& id) {
  HAMSTRING_TRY_DO(database.prepare("DELETE FROM audit WHERE person = ?").bind(id).run());
  return database.prepare("DELETE FROM person WHERE id = ?").bind(id).run();
}

Result<std::int64_t> add_batch(const Database& database, const std::string& person, const BatchRow& batch) {
  Statement s = database.prepare(
      "INSERT INTO batch (person, kind, account, made_utc, note, made_by, import) VALUES (?, ?, ?, ?, ?, ?, "
      "?) "
      "RETURNING id");
  s.bind(person).bind(batch.kind).bind(batch.account).bind(batch.made_utc).bind(batch.note);
  s.bind(batch.made_by).bind(batch.import);
  return s.returned_id();
}

Result<void> add_entries(const Database& database, const std::string& person, std::int64_t batch,
                         const std::vector<EntryRow>& entries) {
  for (const EntryRow& entry : entries) {
    HAMSTRING_TRY_DO(
        database
            .prepare(
                "INSERT INTO entry (person, id, hash, day, recorded_s, json, batch) VALUES "
                "(?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET json = excluded.json, day = excluded.day, "
                "recorded_s = excluded.recorded_s WHERE json IS NOT excluded.json")
            .bind(person)
            .bind(entry.id)
            .bind(entry.hash)
            .bind(entry.day)
            .bind(entry.recorded_s)
            .bind(entry.json)
            .bind(batch)
            .run());
  }
  return {};
}

Result<std::vector<EntryRow>> entries_of(const Database& database, const std::string& person) {
  std::vector<EntryRow> rows;
  Statement s = database.prepare(
      "SELECT id, hash, day, recorded_s, json, batch FROM entry WHERE person = ? ORDER BY day, recorded_s, "
      "id, "
      "hash");
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
  HAMSTRING_TRY_DO(s.error());
  return rows;
}

std::vector<EntryRow> take_damaged(std::vector<EntryRow>& rows) {
  const auto rest = std::ranges::stable_partition(rows, &EntryRow::whole);
  std::vector<EntryRow> damaged(std::make_move_iterator(rest.begin()), std::make_move_iterator(rest.end()));
  rows.erase(rest.begin(), rest.end());
  return damaged;
}

Result<bool> remove_damaged(const Database& database, const std::string& person, const std::string& entry) {
  HAMSTRING_TRY(rows, entries_of(database, person));
  const auto found =
      std::ranges::find_if(rows, [&](const EntryRow& row) { return row.id == entry && !row.whole; });
  if (found == rows.end()) return false;
  HAMSTRING_TRY_DO(database.prepare("DELETE FROM entry WHERE person = ? AND id = ? AND hash = ?")
                       .bind(person)
                       .bind(found->id)
                       .bind(found->hash)
                       .run());
  return true;
}

Result<std::vector<BatchRow>> batches_of(const Database& database, const std::string& person) {
  std::vector<BatchRow> rows;
  Statement s = database.prepare(
      "SELECT b.id, b.kind, b.account, b.made_utc, b.note, (SELECT count(*) FROM entry e WHERE e.batch = "
      "b.id), b.made_by, b.import FROM batch b WHERE b.person = ? ORDER BY b.id DESC");
  s.bind(person);
  while (s.step()) {
    BatchRow row{.id = s.integer(0),
                 .kind = s.text(1),
                 .account = s.optional_integer(2),
                 .made_utc = s.integer(3),
                 .note = s.text(4),
                 .entries = s.integer(5),
                 .made_by = s.text(6),
                 .import = s.optional_integer(7)};
    rows.push_back(std::move(row));
  }
  HAMSTRING_TRY_DO(s.error());
  return rows;
}

Result<void> remove_batch(const Database& database, const std::string& person, std::int64_t batch) {
  return database.prepare("DELETE FROM batch WHERE id = ? AND person = ?").bind(batch).bind(person).run();
}

}  // namespace hamstring::store
