// The demonstration club: invented people whose days are lived with the plans that the program itself gives.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "history/case.h"
#include "knowledge/knowledge.h"
#include "store/records.h"

namespace hamstring::service {

struct DemoPerson {
  store::PersonRow person;
  rehab::Case history;  ///< raw records only; checked as any case is
};

/// Everybody of data/demo/club.toml as of `utc_s`, each on the day it is where they live. The same instant
/// and data give the same people. Errors: the file does not fit its schema; an entry that cannot be.
[[nodiscard]] Result<std::vector<DemoPerson>> demo_club(const rehab::Knowledge& knowledge,
                                                        const std::filesystem::path& data_folder,
                                                        std::int64_t utc_s);

/// Saves them, each marked as invented, all or none.
[[nodiscard]] Result<void> save_demo_club(const store::Database& database,
                                          const std::vector<DemoPerson>& club, std::int64_t utc_s);

}  // namespace hamstring::service
