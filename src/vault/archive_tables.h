// The tables of an archive, for people: written, never read back. A table at a time, a few rows of it in
// memory.
#pragma once

#include <set>

#include "vault/archive.h"

namespace hamstring::service {

/// Which columns the tables of entries have: what any entry of the kind has.
class EntryHeaders {
 public:
  void add(const std::string& person, const store::EntryRow& entry,
           const std::map<std::string, std::string>& units);
  [[nodiscard]] std::vector<std::string> kinds() const;
  [[nodiscard]] std::vector<std::string> of(const std::string& kind) const;

 private:
  std::map<std::string, std::set<std::string>> by_kind_;
};

/// csv/entries_KIND.csv. `units`: of each test.
[[nodiscard]] Result<void> write_entries(const store::Database& database,
                                         const std::vector<store::PersonRow>& people, const EntryHeaders& all,
                                         const std::string& kind,
                                         const std::map<std::string, std::string>& units, ZipWriter& zip);
/// Accounts (where they are told), audit, batches, consents: what comes before the entries by name.
[[nodiscard]] Result<void> write_people_tables(const store::Database& database,
                                               const std::vector<store::PersonRow>& people,
                                               const std::vector<store::AccountRow>* accounts,
                                               ZipWriter& zip);
/// People, answers shown, sources: what comes after them.
[[nodiscard]] Result<void> write_shown_tables(const store::Database& database,
                                              const std::vector<store::PersonRow>& people, ZipWriter& zip);

}  // namespace hamstring::service
