// What a clinician writes is looked at before it is kept: named where it cannot be, asked about once where it
// is more than was borne.
#pragma once

#include <string>
#include <vector>

#include "history/case.h"
#include "knowledge/knowledge.h"
#include "service/problem.h"
#include "view/words.h"

namespace hamstring::service {

/// The numbers of every prescription among entries that were sent, before they are read: those beyond what
/// can be, each beside its line. Errors: bad_input, as below.
[[nodiscard]] Outcome<void> look_at_numbers(const rehab::Knowledge& knowledge, const Json& entries,
                                            const std::string& language);

/// Looks at every prescription among the new entries. `confirm`: the numbers were seen and are meant; then
/// the lines are marked as confirmed. Errors: bad_input with all that cannot be, beside its line; conflict
/// with what has to be confirmed. In `extra`, each as {line, field, text}.
[[nodiscard]] Outcome<void> look_at_prescriptions(const rehab::Knowledge& knowledge,
                                                  const rehab::Case& before, std::vector<rehab::Entry>& news,
                                                  Day today, bool confirm, const std::string& language);

/// Looks at every visit to a therapist among the new entries: what is not for this person is asked about
/// before it is kept, and kept once it is confirmed that it was done. Errors: bad_input, with the entry's id.
[[nodiscard]] Outcome<void> look_at_visits(const rehab::Knowledge& knowledge, const rehab::Case& before,
                                           const std::vector<rehab::Entry>& news, Day today);

}  // namespace hamstring::service
