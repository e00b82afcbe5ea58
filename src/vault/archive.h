// The whole instance, or one person, as one zip that explains itself, and the way back from it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "history/case.h"
#include "knowledge/knowledge.h"
#include "service/accounts.h"
#include "service/people.h"
#include "service/problem.h"
#include "store/pieces.h"
#include "store/practice_records.h"
#include "store/records.h"
#include "vault/progress.h"
#include "vault/zip.h"
#include "view/words.h"

namespace hamstring::service {

/// A batch within one person: 1, 2, … in the order they came.
struct ArchiveBatch {
  store::BatchRow row;                                       ///< `id` is that number
  std::vector<std::pair<std::string, std::string>> entries;  ///< id and hash, sorted
};

struct ArchivePerson {
  store::PersonRow row;
  rehab::Case history;
  std::vector<ArchiveBatch> batches;
  std::vector<store::ConsentRow> consents;
  std::vector<store::ShownSourceRow> sources;
  std::string shown;  ///< shown.json: as it is read, checked; what was shown may be many times that
  std::vector<std::string> groups;     ///< sorted
  std::vector<store::AuditRow> audit;  ///< earliest first
  std::vector<Damaged> damaged;        ///< what is damaged here and so is not in `history`; told, never read
};

struct Archive {
  std::string scope = "instance";               ///< or "person"
  std::vector<ArchivePerson> people;            ///< sorted by id
  std::vector<store::AuditRow> receipts;        ///< of people who were erased; earliest first
  std::vector<store::NamedTemplate> templates;  ///< of the accounts, by account and name
  std::vector<store::AccountRow> accounts;      ///< written, never read: an import brings data, not access
};

/// README, manifest, accounts and receipts; of `people` their ids and what is damaged. Equal archives give
/// equal files.
[[nodiscard]] Files head_files(const Archive& archive);
/// person.json and case.json of one person; shown.json where it is there.
[[nodiscard]] Files person_files(const ArchivePerson& person);
[[nodiscard]] std::map<std::string, std::string> units_of_tests(const rehab::Knowledge& knowledge);

/// Somebody as they are in the database, but for what was shown (shown_text.h).
[[nodiscard]] Result<ArchivePerson> load_person(const store::Database& database, const store::PersonRow& row);

/// Writes what stands in the database now, as one consistent state, person by person: no more than one is in
/// memory. `person` empty: everybody. Gives how many. Errors: the database, no such person, an id that can be
/// no folder's name, larger than what an import reads. finish() of the zip is the caller's.
[[nodiscard]] Outcome<std::size_t> write_archive(const store::Database& database, const std::string& person,
                                                 const std::map<std::string, std::string>& units,
                                                 ZipWriter& zip, const Progress& progress);

/// What an import reads at most: what an export may be.
[[nodiscard]] ZipLimits archive_limits();

/// An archive whose people are read one at a time. Strict: an unknown file or field, a text that is too long,
/// an entry without its batch is an error that names file and field. Tables (csv/) and accounts are passed
/// over.
class ArchiveReader {
 public:
  using Content = std::function<Result<std::string>(const std::string& name)>;
  /// `names`: of all files.
  [[nodiscard]] static Result<ArchiveReader> open(const std::vector<std::string>& names, Content content);

  [[nodiscard]] const std::string& scope() const { return scope_; }
  [[nodiscard]] const std::vector<std::string>& people() const { return people_; }  ///< ids, sorted
  [[nodiscard]] const std::vector<store::AuditRow>& receipts() const { return receipts_; }
  [[nodiscard]] const std::vector<store::NamedTemplate>& templates() const { return templates_; }
  [[nodiscard]] Result<ArchivePerson> person(const std::string& id) const;

 private:
  ArchiveReader() = default;
  Content content_;
  std::string scope_;
  std::vector<std::string> people_;
  std::vector<store::AuditRow> receipts_;
  std::vector<store::NamedTemplate> templates_;
};
/// All of it at once.
[[nodiscard]] Result<Archive> read_archive(const Files& files);

/// Export and import, one transaction each.
class Archives {
 public:
  Archives(const store::Database& database, const rehab::Knowledge& knowledge, People& people)
      : database_(database), knowledge_(knowledge), people_(people) {}

  /// The zip as the file `to`, readable by its owner alone and there when all of it is; sealed where there is
  /// a pass phrase. Noted in the audit.
  Outcome<void> pack(const Caller& caller, const std::string& person, const std::filesystem::path& to,
                     const std::optional<std::string>& pass_phrase, std::int64_t now,
                     const Progress& progress = {});
  /// Imported of api/openapi.json. People who are here by their id are merged entry by entry: the union is
  /// kept, what contradicts is listed, names and zones stay as they are here. All or nothing. `digest`: of
  /// the file.
  Outcome<Json> bring_in(const Caller& caller, const ZipReader& zip, const std::string& digest,
                         std::int64_t now, const Progress& progress = {});
  /// The same of a file; one that is sealed needs its pass phrase, and is unsealed beside the database for as
  /// long as it is read.
  Outcome<Json> bring_in_file(const Caller& caller, const std::filesystem::path& file,
                              const std::optional<std::string>& pass_phrase, std::int64_t now,
                              const Progress& progress = {});
  /// [Import], latest first.
  Outcome<Json> list();
  /// Undone: takes back all that came with it. A person who came with it and got entries or an account since
  /// stays, with those.
  Outcome<Json> undo(const Caller& caller, std::int64_t import, std::int64_t now);

 private:
  struct Arrival;
  /// What the list will say of them, before they are there for all.
  void look_ahead(Arrival& arrival, const store::PersonRow& person, rehab::Case history, std::int64_t now);
  Outcome<Json> add_new(const ArchivePerson& there, Arrival& arrival, std::int64_t now);
  Outcome<Json> merge_with(const Caller& caller, const store::PersonRow& here, const ArchivePerson& there,
                           Arrival& arrival, std::int64_t now);
  Outcome<void> write_unseen(const Caller& caller, const ArchiveReader& archive, Arrival& arrival,
                             std::int64_t now, const Progress& progress);
  Outcome<void> let_be_seen(const Caller& caller, const ArchiveReader& archive, Arrival& arrival,
                            std::int64_t now);
  Outcome<void> check_all(const ArchiveReader& archive, const Progress& progress, std::int64_t now);
  Outcome<void> add_templates(const ArchiveReader& archive, Arrival& arrival);
  Outcome<void> add_receipts(const ArchiveReader& archive, std::int64_t import);
  Outcome<void> add_trail(const ArchivePerson& there, std::int64_t import, store::Pieces& pieces);
  Outcome<void> check(const ArchivePerson& person, const rehab::Case& history, std::int64_t now);
  Outcome<bool> used_since(const store::PersonRow& person, std::int64_t import);

  const store::Database& database_;
  const rehab::Knowledge& knowledge_;
  People& people_;
};

}  // namespace hamstring::service
