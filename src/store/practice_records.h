// What whoever looks after others keeps beside the histories: groups of people, templates of their own.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/result.h"
#include "store/database.h"

namespace hamstring::store {

struct TemplateRow {
  std::int64_t id = 0, account = 0;
  std::string name, json;  ///< the lines of a prescription
  std::int64_t made_utc = 0;
};
/// Of one account, by name.
[[nodiscard]] Result<std::vector<TemplateRow>> templates_of(const Database& database, std::int64_t account);
/// One of the same name is replaced.
[[nodiscard]] Result<std::int64_t> keep_template(const Database& database, const TemplateRow& row);
/// False where the account has no such template.
[[nodiscard]] Result<bool> remove_template(const Database& database, std::int64_t account, std::int64_t id);

/// A template as it goes out and comes in: an account is known by its name.
struct NamedTemplate {
  std::string account, name, json;
  std::int64_t made_utc = 0;
};
/// Of all accounts, those that wait for theirs among them, by account and name.
[[nodiscard]] Result<std::vector<NamedTemplate>> all_templates(const Database& database);
/// With the account of that name, where it may have any; else it waits for one. One that is there stays as it
/// is: false where it says something else.
[[nodiscard]] Result<bool> bring_template(const Database& database, const NamedTemplate& row,
                                          std::int64_t import);
/// Beside the groups the person is in.
[[nodiscard]] Result<void> bring_groups(const Database& database, const std::string& person,
                                        const std::vector<std::string>& names, std::int64_t import);

/// Groups by person, each sorted; who is in none is not there.
[[nodiscard]] Result<std::map<std::string, std::vector<std::string>>> groups(const Database& database);
/// In the place of all groups the person was in.
[[nodiscard]] Result<void> set_groups(const Database& database, const std::string& person,
                                      const std::vector<std::string>& names);

}  // namespace hamstring::store
