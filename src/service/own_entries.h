// What somebody may add to a history, and do to entries that others made.
#pragma once

#include <cstdint>
#include <vector>

#include "rehab/case.h"
#include "service/accounts.h"
#include "service/problem.h"

namespace hamstring::service {

/// An athlete corrects, takes out and decides about what they told themselves; what a clinician said,
/// corrected, took out or decided stays, and nobody speaks in a clinician's name by way of a file. Errors:
/// Code::forbidden, with the entry's id.
[[nodiscard]] Outcome<void> may_add(const Caller& caller, const rehab::Case& before,
                                    const std::vector<rehab::Entry>& news);

/// What comes later counts more: an entry of the far future would stand against all that follows. Errors:
/// Code::bad_input where one was recorded more than a day ahead (a device's clock or zone may be wrong by
/// that).
[[nodiscard]] Outcome<void> recorded_by_now(const std::vector<rehab::Entry>& news, std::int64_t now);

/// An athlete takes back what their own account entered. Errors: Code::forbidden.
[[nodiscard]] Outcome<void> may_take_back(const Caller& caller, const store::BatchRow& batch);

}  // namespace hamstring::service
