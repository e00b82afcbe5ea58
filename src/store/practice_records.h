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

/// Groups by person, each sorted; who is in none is not there.
[[nodiscard]] Result<std::map<std::string, std::vector<std::string>>> groups(const Database& database);
/// In the place of all groups the person was in.
[[nodiscard]] Result<void> set_groups(const Database& database, const std::string& person,
                                      const std::vector<std::string>& names);

}  // namespace hamstring::store
