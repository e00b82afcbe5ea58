// What somebody may add to a history, and do to entries that others made.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "history/case.h"
#include "knowledge/knowledge.h"
#include "service/accounts.h"
#include "service/problem.h"

namespace hamstring::service {

/// Entries of the person that were typed in under somebody else's account, by their ids: a story that a
/// clinician wrote down with the athlete stands in the athlete's name and is the clinician's word all the
/// same. Empty for who is no athlete. What came with a file is whose it says.
[[nodiscard]] Outcome<std::set<std::string>> entered_by_others(const store::Database& database,
                                                               const Caller& caller,
                                                               const store::PersonRow& person);

/// An athlete corrects, takes out and decides about what they told themselves; what a clinician said,
/// corrected, took out or decided stays, and so does what somebody else entered (`others`:
/// entered_by_others()); nobody speaks in a clinician's name by way of a file. Errors: Code::forbidden, with
/// the entry's id.
[[nodiscard]] Outcome<void> may_add(const Caller& caller, const rehab::Case& before,
                                    const std::set<std::string>& others,
                                    const std::vector<rehab::Entry>& news);

/// Whether the account is the person's own: an athlete's, or that of whoever set this up under the person's
/// name.
[[nodiscard]] bool is_own_account(const Caller& caller, const std::string& person_name);

enum class Brought { entered_now, with_a_file };
/// What counts only when somebody else says it (a guardian agrees, a clinician leads) is not said from the
/// person's own account, nor corrected, taken out or decided about where somebody else said it. A file that
/// whoever set this up brings may hold what a clinician said elsewhere. Errors: Code::forbidden, with the
/// entry's id.
[[nodiscard]] Outcome<void> speaks_for_nobody_else(const rehab::Knowledge& knowledge, const Caller& caller,
                                                   const std::string& person_name, const rehab::Case& before,
                                                   const std::vector<rehab::Entry>& news, Brought brought);
/// Writes under what counts only from somebody else that it was the caller, where the account is not the
/// person's own and nobody else is named.
void speak_as_another(const rehab::Knowledge& knowledge, const Caller& caller, const std::string& person_name,
                      std::vector<rehab::Entry>& news);

/// What only a clinician lifts is lifted by one who is named. A clinician's account is one by its name;
/// whoever owns the instance writes down what a clinician said, with that clinician's name, and is never the
/// clinician themself: neither their own name nor that of the person will do, however it is written, nor a
/// word for oneself. An athlete lifts nothing. Errors: Code::forbidden, with the entry's id.
[[nodiscard]] Outcome<void> may_clear(const rehab::Knowledge& knowledge, const Caller& caller,
                                      const std::string& person_name, const std::vector<rehab::Entry>& news);
/// What a clinician prescribes is theirs in the same way; may_clear() looks at both.
/// For what is entered now, not for files of before: what would lift nothing is refused, not kept in silence.
/// Errors: Code::forbidden, with the entry's id.
[[nodiscard]] Outcome<void> clears_something(const std::vector<rehab::Entry>& news);
/// Writes the name of a clinician's account under what they clear and prescribe.
void sign_clearances(const Caller& caller, std::vector<rehab::Entry>& news);

/// What comes later counts more: an entry of the far future would stand against all that follows. Errors:
/// Code::bad_input where one was recorded more than a day ahead (a device's clock or zone may be wrong by
/// that).
[[nodiscard]] Outcome<void> recorded_by_now(const std::vector<rehab::Entry>& news, std::int64_t now);

/// An athlete takes back what their own account entered. Errors: Code::forbidden.
[[nodiscard]] Outcome<void> may_take_back(const Caller& caller, const store::BatchRow& batch);
/// A danger sign is not forgotten with the batch that told it: taken out entry by entry it is asked anew.
/// What a file brought goes with it, and a clinician may.
[[nodiscard]] Outcome<void> forgets_no_sign(const rehab::Knowledge& knowledge,
                                            const store::Database& database, const Caller& caller,
                                            const store::BatchRow& batch, const std::string& person,
                                            const rehab::Case& before);

/// What whoever asks may take out of a history (entries, by id) and take back (what was saved together): a
/// page offers that and nothing else. `caller` null: whoever may do everything.
struct MayGo {
  std::set<std::string> entries;
  std::set<std::int64_t> batches;
};
[[nodiscard]] Outcome<MayGo> what_may_go(const rehab::Knowledge& knowledge, const store::Database& database,
                                         const Caller* caller, const store::PersonRow& person,
                                         const std::vector<store::BatchRow>& batches,
                                         const rehab::Case& history);

}  // namespace hamstring::service
