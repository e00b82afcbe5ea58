// The whole instance, or one person, as one zip that explains itself, and the way back from it.
#pragma once

#include <cstdint>
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
#include "store/records.h"
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
  std::vector<store::ShownRow> shown;
  std::vector<store::AuditRow> audit;  ///< earliest first
  std::vector<Damaged> damaged;        ///< what is damaged here and so is not in `history`; told, never read
};

struct Archive {
  std::string scope = "instance";           ///< or "person"
  std::vector<ArchivePerson> people;        ///< sorted by id
  std::vector<store::AuditRow> receipts;    ///< of people who were erased; earliest first
  std::vector<store::AccountRow> accounts;  ///< written, never read: an import brings data, not access
};

/// What stands in the database now, as one consistent state. `person` empty: everybody.
/// Errors: the database, no such person, an id that can be no folder's name.
[[nodiscard]] Outcome<Archive> load_archive(const store::Database& database, const std::string& person = {});

/// The files of the zip; equal archives give equal files. `units`: of each test, for the tables.
[[nodiscard]] Files archive_files(const Archive& archive, const std::map<std::string, std::string>& units);
[[nodiscard]] std::map<std::string, std::string> units_of_tests(const rehab::Knowledge& knowledge);

/// Strict: an unknown file or field, a text that is too long, an entry without its batch is an error that
/// names file and field. Tables (csv/) and accounts are passed over. Nothing is written.
[[nodiscard]] Result<Archive> read_archive(const Files& files);

/// Export and import, one transaction each.
class Archives {
 public:
  Archives(const store::Database& database, const rehab::Knowledge& knowledge, People& people)
      : database_(database), knowledge_(knowledge), people_(people) {}

  /// The zip; noted in the audit.
  Outcome<std::string> pack(const Caller& caller, const std::string& person, std::int64_t now);
  /// Imported of api/openapi.json. People who are here by their id are merged entry by entry: the union is
  /// kept, what contradicts is listed, names and zones stay as they are here. All or nothing.
  Outcome<Json> bring_in(const Caller& caller, std::string_view zip, std::int64_t now);
  /// [Import], latest first.
  Outcome<Json> list();
  /// Undone: takes back all that came with it. A person who came with it and got entries or an account since
  /// stays, with those.
  Outcome<Json> undo(const Caller& caller, std::int64_t import, std::int64_t now);

 private:
  Outcome<Json> add_new(const ArchivePerson& there, store::ImportRow& import);
  Outcome<Json> merge_with(const Caller& caller, const store::PersonRow& here, const ArchivePerson& there,
                           store::ImportRow& import, std::int64_t now);
  Outcome<void> add_trail(const ArchivePerson& there, std::int64_t import);
  Outcome<void> check(const ArchivePerson& person, const rehab::Case& history, std::int64_t now);
  Outcome<bool> used_since(const store::PersonRow& person, std::int64_t import);

  const store::Database& database_;
  const rehab::Knowledge& knowledge_;
  People& people_;
};

}  // namespace hamstring::service
