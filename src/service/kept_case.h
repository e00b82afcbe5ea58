// A person's history out of the rows of the database.
#pragma once

#include <string>
#include <vector>

#include "history/case.h"
#include "store/records.h"

namespace hamstring::service {

/// As read_kept().
[[nodiscard]] Result<rehab::Case> kept_case(const std::string& person,
                                            const std::vector<store::EntryRow>& rows);

}  // namespace hamstring::service
