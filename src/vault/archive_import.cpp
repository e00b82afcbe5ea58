// An archive into the database: new people as they were, known people entry by entry, all or nothing.
#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <string>
#include <string_view>

#include "core/try.h"
#include "history/merge.h"
#include "rehab/standing/assess.h"
#include "rehab/standing/check_case.h"
#include "service/own_entries.h"
#include "service/storage_problem.h"
#include "vault/archive.h"
#include "vault/archive_names.h"
#include "vault/sealed_file.h"
#include "vault/shown_text.h"
#include "view/moment.h"

namespace hamstring::service {
namespace {

/// File and field in one, for those who are told the field alone.
std::unexpected<Problem> unreadable(Error error) {
  if (!error.file.empty()) error.element = error.file + (error.element.empty() ? "" : ": ") + error.element;
  error.file.clear();
  return refuse(Code::bad_input, std::move(error));
}

store::EntryRow row_of(const rehab::Entry& entry) {
  return {.id = entry.id,
          .hash = entry.hash.text(),
          .day = day_text(entry.day),
          .recorded_s = entry.recorded_s,
          .json = rehab::write_entry(entry)};
}

Json listed(const std::vector<rehab::Entry>& entries) {
  Json list = Json::array();
  for (const rehab::Entry& entry : entries) list.push_back(Json::parse(rehab::write_entry(entry)));
  return list;
}

/// How much of an import is done when all of it has been looked at.
constexpr double checked_at = 0.4;

/// SHA-256 of a file of any size, as sha256_hex() tells it.
Result<std::string> digest_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::array<char, 65536> piece{};
  crypto_hash_sha256_state state;
  crypto_hash_sha256_init(&state);
  do {
    in.read(piece.data(), static_cast<std::streamsize>(piece.size()));
    crypto_hash_sha256_update(&state, reinterpret_cast<const unsigned char*>(piece.data()),
                              static_cast<unsigned long long>(in.gcount()));
  } while (in);
  if (!in.eof()) return failure(Error{.message = "the file cannot be read", .file = file.string()});
  std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
  crypto_hash_sha256_final(&state, hash.data());
  std::array<char, 2 * crypto_hash_sha256_BYTES + 1> text{};
  sodium_bin2hex(text.data(), text.size(), hash.data(), hash.size());
  return std::string(text.data());
}

bool is_database(const std::filesystem::path& file) {
  constexpr std::string_view wanted = "SQLite format 3";
  std::ifstream in(file, std::ios::binary);
  std::string begin(wanted.size(), '\0');
  return in.read(begin.data(), std::ssize(begin)) && begin == wanted;
}

Json differences_between(const store::PersonRow& here, const store::PersonRow& there) {
  Json list = Json::array();
  const auto compare = [&](const char* field, const std::string& a, const std::string& b) {
    if (a != b) list.push_back({{"field", field}, {"here", a}, {"there", b}});
  };
  compare("name", here.name, there.name);
  compare("zone", here.zone, there.zone);
  compare("language", here.language, there.language);
  return list;
}

}  // namespace

Outcome<void> Archives::check(const ArchivePerson& person, const rehab::Case& history, std::int64_t now) {
  const auto today = local_day(now, person.row.zone);
  if (!today) return refuse(Code::bad_input, today.error());
  const Day last = std::max(*today, rehab::latest_day(history).value_or(*today));
  Diagnostics diagnostics;
  if (const auto past = recorded_by_now(history.entries, now); !past) return past;
  const Result<void> good = rehab::check_case(knowledge_, history, last, diagnostics);
  if (good) return {};
  Error error = good.error();
  if (error.file.empty()) error.file = "people/" + person.row.id + "/case.json";
  return unreadable(std::move(error));
}

/// One archive on its way in: written in pieces that nobody reads, and there for all at once at its end.
struct Archives::Arrival {
  explicit Arrival(const store::Database& database) : database(database) {}
  ~Arrival() {
    // What cannot go now goes with the next start. A program reads in one archive at a time.
    if (!seen)
      (void)store::clear_unfinished(database,
                                    [](std::int64_t program) { return program == store::this_program(); });
  }
  Arrival(const Arrival&) = delete;
  Arrival& operator=(const Arrival&) = delete;

  struct Merged {
    std::string person;
    std::int64_t changes = 0;  ///< when they were read
    std::size_t entries = 0;
    std::vector<std::string> groups{};
  };
  const store::Database& database;
  store::ImportRow import{};
  std::vector<Merged> merged;
  std::map<std::string, People::Ahead> ahead;  ///< rows of the list, of everybody; without their histories
  Json told_added = Json::array(), told_merged = Json::array();
  Json templates_here = Json::array();  ///< that say something else than those that came
  bool seen = false;
};

namespace {

std::unexpected<Problem> changed_meanwhile() {
  return refuse(Code::conflict, "something was added meanwhile", "Look at both again, then merge.");
}

}  // namespace

Outcome<void> Archives::add_trail(const ArchivePerson& there, std::int64_t import, store::Pieces& pieces) {
  const std::string& person = there.row.id;
  const auto consents = store::consents_of(database_, person);
  if (!consents) return storage(consents);
  for (store::ConsentRow row : there.consents) {
    const bool known = std::ranges::any_of(*consents, [&](const store::ConsentRow& c) {
      return c.text_version == row.text_version && c.given_by == row.given_by && c.at == row.at;
    });
    row.import = import;
    if (known) continue;
    if (const auto done = store::add_consent(database_, person, row); !done) return storage(done);
  }
  for (store::ShownSourceRow row : there.sources) {
    row.import = import;
    if (const auto done = store::add_shown_source(database_, person, row); !done) return storage(done);
  }
  const auto shown =
      read_shown(there.shown, "people/" + person + "/shown.json", [&](store::ShownRow& row) -> Result<void> {
        row.import = import;
        HAMSTRING_TRY_DO(store::add_shown(database_, person, row));
        return pieces.breathe();
      });
  if (!shown) return storage(shown);
  const auto audit = store::audit_of(database_, person);
  if (!audit) return storage(audit);
  for (store::AuditRow row : there.audit) {
    const bool known = std::ranges::any_of(*audit, [&](const store::AuditRow& a) {
      return a.at == row.at && a.account == row.account && a.action == row.action && a.detail == row.detail;
    });
    row.import = import;
    if (known) continue;
    if (const auto done = store::add_audit(database_, row); !done) return storage(done);
  }
  return {};
}

void Archives::look_ahead(Arrival& arrival, const store::PersonRow& person, rehab::Case history,
                          std::int64_t now) {
  const auto today = local_day(now, person.zone);
  if (!today) return;
  People::Ahead ahead = people_.made_ahead(person, std::move(history), *today);
  ahead.history.reset();  // of one person at a time
  ahead.plan.reset();
  arrival.ahead.insert_or_assign(person.id, std::move(ahead));
}

Outcome<Json> Archives::add_new(const ArchivePerson& there, Arrival& arrival, std::int64_t now) {
  store::PersonRow person = there.row;
  person.import = arrival.import.id;
  person.pending = store::this_program();
  std::map<std::pair<std::string, std::string>, const rehab::Entry*> entries;
  for (const rehab::Entry& entry : there.history.entries) entries[{entry.id, entry.hash.text()}] = &entry;
  // All that takes time is done before the first piece begins.
  std::vector<std::vector<store::EntryRow>> rows;
  for (const ArchiveBatch& batch : there.batches) {
    rows.emplace_back();
    for (const auto& key : batch.entries) rows.back().push_back(row_of(*entries.at(key)));
  }
  look_ahead(arrival, person, there.history, now);
  store::Pieces pieces(database_);
  if (!pieces.begun()) return storage(pieces.begun());
  if (const auto done = store::add_person(database_, person); !done) return storage(done);
  for (std::size_t i = 0; i < there.batches.size(); ++i) {
    store::BatchRow row = there.batches[i].row;
    row.import = arrival.import.id;
    const auto id = store::add_batch(database_, person.id, row);
    if (!id) return storage(id);
    const auto done = store::add_entries_in_pieces(database_, pieces, person.id, *id, rows[i]);
    if (!done) return storage(done);
  }
  HAMSTRING_TRY_DO(add_trail(there, arrival.import.id, pieces));
  if (const auto done = store::bring_groups(database_, person.id, there.groups, arrival.import.id); !done)
    return storage(done);
  if (const auto done = pieces.finish(); !done) return storage(done);
  ++arrival.import.people_new;
  arrival.import.entries += static_cast<std::int64_t>(there.history.entries.size());
  return Json{{"id", person.id}, {"name", person.name}, {"entries", there.history.entries.size()}};
}

Outcome<Json> Archives::merge_with(const Caller& caller, const store::PersonRow& here,
                                   const ArchivePerson& there, Arrival& arrival, std::int64_t now) {
  HAMSTRING_TRY(history, people_.history(here.id));
  auto merged = rehab::merge(*history, there.history);
  if (!merged) return refuse(Code::bad_input, merged.error());
  HAMSTRING_TRY_DO(check(there, merged->merged, now));
  HAMSTRING_TRY_DO(may_clear(knowledge_, caller, here.name, merged->only_in_b));
  HAMSTRING_TRY_DO(speaks_for_nobody_else(knowledge_, caller, here.name, *history, merged->only_in_b,
                                          Brought::with_a_file));
  const std::vector<store::EntryRow> rows = rows_to_keep(merged->only_in_b);
  const auto harm = people_.damaged(here.id);
  if (!rows.empty() && harm && harm->empty()) look_ahead(arrival, here, std::move(merged->merged), now);
  store::Pieces pieces(database_);
  if (!pieces.begun()) return storage(pieces.begun());
  if (!rows.empty()) {
    const auto other = store::has_pending(database_, here.id);
    if (!other) return storage(other);
    if (*other) return changed_meanwhile();
    const auto id = store::add_batch(
        database_, here.id,
        {.kind = "import",
         .account = caller.account ? std::optional(caller.account->id) : std::optional<std::int64_t>(),
         .made_utc = now,
         .note = "archive",
         .made_by = caller.name(),
         .import = arrival.import.id,
         .made_role = caller.role().name,
         .pending = store::this_program()});
    if (!id) return storage(id);
    const auto done = store::add_entries_in_pieces(database_, pieces, here.id, *id, rows);
    if (!done) return storage(done);
  }
  HAMSTRING_TRY_DO(add_trail(there, arrival.import.id, pieces));
  if (const auto done = pieces.finish(); !done) return storage(done);
  std::int64_t changes = here.changes;
  if (!harm || !harm->empty()) {  // what was damaged here has its text again, which counts as a change
    const auto healed = store::find_person(database_, here.id);
    if (!healed) return storage(healed);
    if (*healed) changes = (**healed).changes;
  }
  arrival.merged.push_back(
      {.person = here.id, .changes = changes, .entries = rows.size(), .groups = there.groups});
  ++arrival.import.people_merged;
  arrival.import.entries += static_cast<std::int64_t>(rows.size());
  Json conflicts = Json::array();
  for (const rehab::Conflict& c : merged->conflicts)
    conflicts.push_back({{"entry", c.entry}, {"versions", listed(c.versions)}});
  return Json{{"id", here.id},
              {"name", here.name},
              {"entries", rows.size()},
              {"only_here", merged->only_in_a.size()},
              {"conflicts", std::move(conflicts)},
              {"differences", differences_between(here, there.row)}};
}

Outcome<void> Archives::check_all(const ArchiveReader& archive, const Progress& progress, std::int64_t now) {
  for (std::size_t i = 0; i < archive.people().size(); ++i) {
    const Result<ArchivePerson> person = archive.person(archive.people()[i]);
    if (!person) return unreadable(person.error());
    if (const auto good = check(*person, person->history, now); !good) return good;
    if (progress)
      progress("reading",
               checked_at * static_cast<double>(i + 1) / static_cast<double>(archive.people().size()));
  }
  return {};
}

Outcome<void> Archives::add_templates(const ArchiveReader& archive, Arrival& arrival) {
  for (const store::NamedTemplate& row : archive.templates()) {
    const auto kept = store::bring_template(database_, row, arrival.import.id);
    if (!kept) return storage(kept);
    if (!*kept) arrival.templates_here.push_back({{"account", row.account}, {"name", row.name}});
  }
  return {};
}

Outcome<void> Archives::add_receipts(const ArchiveReader& archive, std::int64_t import) {
  const auto receipts = store::audit_of_instance(database_);
  if (!receipts) return storage(receipts);
  for (store::AuditRow row : archive.receipts()) {
    row.import = import;
    if (std::ranges::find(*receipts, row.person, &store::AuditRow::person) != receipts->end()) continue;
    if (const auto kept = store::add_audit(database_, row); !kept) return storage(kept);
  }
  return {};
}

Outcome<void> Archives::write_unseen(const Caller& caller, const ArchiveReader& archive, Arrival& arrival,
                                     std::int64_t now, const Progress& progress) {
  const auto id = store::add_import(database_, arrival.import);
  if (!id) return storage(id);
  arrival.import.id = *id;
  for (std::size_t i = 0; i < archive.people().size(); ++i) {
    const Result<ArchivePerson> person = archive.person(archive.people()[i]);
    if (!person) return unreadable(person.error());
    const auto here = store::find_person(database_, person->row.id);
    if (!here) return storage(here);
    HAMSTRING_TRY(done,
                  *here ? merge_with(caller, **here, *person, arrival, now) : add_new(*person, arrival, now));
    (*here ? arrival.told_merged : arrival.told_added).push_back(std::move(done));
    if (progress)
      progress("writing", checked_at + (1 - checked_at) * static_cast<double>(i + 1) /
                                           static_cast<double>(archive.people().size()));
  }
  return {};
}

Outcome<void> Archives::let_be_seen(const Caller& caller, const ArchiveReader& archive, Arrival& arrival,
                                    std::int64_t now) {
  store::Transaction transaction(database_);
  if (!transaction.begun()) return storage(transaction.begun());
  for (const Arrival::Merged& one : arrival.merged) {
    const auto now_there = store::find_person(database_, one.person);
    if (!now_there) return storage(now_there);
    if (!*now_there || (**now_there).changes != one.changes) return changed_meanwhile();
    if (const auto done = store::bring_groups(database_, one.person, one.groups, arrival.import.id); !done)
      return storage(done);
    people_.note(caller, one.person, "imported", fmt::format("{} entries", one.entries), now);
  }
  HAMSTRING_TRY_DO(add_receipts(archive, arrival.import.id));
  if (const auto done = add_templates(archive, arrival); !done) return done;
  if (const auto done = store::finish_import(database_, arrival.import); !done) return storage(done);
  if (const auto done = store::publish_import(database_, arrival.import.id); !done) return storage(done);
  for (const auto& [person, ahead] : arrival.ahead) HAMSTRING_TRY_DO(people_.keep_ahead(person, ahead));
  people_.note(caller, "", "imported",
               fmt::format("import {}, {} entries", arrival.import.id, arrival.import.entries), now);
  if (const auto done = transaction.commit(); !done) return storage(done);
  arrival.seen = true;
  return {};
}

Outcome<Json> Archives::bring_in(const Caller& caller, const ZipReader& zip, const std::string& digest,
                                 std::int64_t now, const Progress& progress) {
  const auto archive =
      ArchiveReader::open(zip.names(), [&](const std::string& name) { return zip.content(name); });
  if (!archive) return unreadable(archive.error());
  // All are looked at before anything is written, so that nobody who writes waits for what is refused.
  HAMSTRING_TRY_DO(check_all(*archive, progress, now));
  if (const auto cleared = store::clear_unfinished_of_the_dead(database_); !cleared) return storage(cleared);
  Arrival arrival(database_);
  arrival.import = {
      .made_utc = now, .account = caller.name(), .digest = digest, .pending = store::this_program()};
  HAMSTRING_TRY_DO(write_unseen(caller, *archive, arrival, now, progress));
  HAMSTRING_TRY_DO(let_be_seen(caller, *archive, arrival, now));
  people_.forget_all();
  const store::ImportRow& import = arrival.import;
  return Json{{"import", import.id},
              {"made", utc_stamp(now)},
              {"digest", import.digest},
              {"entries", import.entries},
              {"added", std::move(arrival.told_added)},
              {"merged", std::move(arrival.told_merged)},
              {"templates_here", std::move(arrival.templates_here)}};
}

Outcome<Json> Archives::bring_in_file(const Caller& caller, const std::filesystem::path& file,
                                      const std::optional<std::string>& pass_phrase, std::int64_t now,
                                      const Progress& progress) {
  if (is_database(file))
    return refuse(Code::bad_input,
                  Error{.message = "this is a backup of the whole database and no export",
                        .element = "file",
                        .advice = "Put it in the place of the database with: hamstring restore FILE."});
  if (!is_sealed(file)) {
    const auto digest = digest_of(file);
    if (!digest) return refuse(Code::bad_input, digest.error());
    const auto zip = ZipReader::open(file, archive_limits());
    if (!zip) return refuse(Code::bad_input, zip.error());
    return bring_in(caller, *zip, *digest, now, progress);
  }
  if (!pass_phrase)
    return refuse(Code::bad_input, Error{.message = "this export is encrypted: a pass phrase is needed",
                                         .element = "pass_phrase"});
  // What is only read needs no name: whatever ends this program, nothing lies open beside the database.
  const auto open = unseal_hidden(file, database_.path().parent_path(), *pass_phrase);
  if (!open)
    return refuse(
        Code::bad_input,
        Error{.message = open.error().message, .element = "pass_phrase", .advice = open.error().advice});
  return bring_in_file(caller, open->path(), std::nullopt, now, progress);
}

}  // namespace hamstring::service
