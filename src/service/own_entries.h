// What somebody may do to entries that others made.
#pragma once

#include <vector>

#include "rehab/case.h"
#include "service/accounts.h"
#include "service/problem.h"

namespace hamstring::service {

/// An athlete corrects, takes out and decides about what they told themselves; what a clinician said stays,
/// and nobody speaks in a clinician's name by way of a file. Errors: Code::forbidden, with the entry's id.
[[nodiscard]] Outcome<void> may_add(const Caller& caller, const rehab::Case& before,
                                    const std::vector<rehab::Entry>& news);

/// An athlete takes back what their own account entered. Errors: Code::forbidden.
[[nodiscard]] Outcome<void> may_take_back(const Caller& caller, const store::BatchRow& batch);

}  // namespace hamstring::service
