// What somebody may do on a day without a session, and which answers are asked for again.
#pragma once

#include <string>
#include <vector>

#include "knowledge/knowledge.h"
#include "rehab/plan/plan.h"
#include "rehab/standing/state.h"

namespace hamstring::rehab {

/// Exercises that every rule which keeps this day free of a session allows; never a dose. `sore`: pain or the
/// last session was too much, so that a gate's list does not count.
[[nodiscard]] std::vector<std::string> allowed_today(const Knowledge& knowledge, const Plan& plan, bool sore);

/// A rest rule that keeps the day free of a session.
[[nodiscard]] bool keeps_free(const Knowledge& knowledge, const Reason& reason);

/// What may be tested on the day. None: an emergency, a doctor of today, or a day of rest on which nothing
/// else is allowed either. Light ones, which neither load nor stretch: whatever else asks nothing of the leg.
[[nodiscard]] TestsToday tests_today(const Knowledge& knowledge, const Plan& plan);
[[nodiscard]] bool waits(TestsToday tests, const ClinicalTest& test);
/// Writes `plan.tests`, and of what is needed what waits; nobody is invited to begin further on by a test
/// that waits.
void let_tests_wait(const Knowledge& knowledge, Plan& plan);
/// What stands beside the training loads the leg too: where `plan.tests` spares it, or on a `light` day, its
/// exercises have a day off, and none of its tests is made that waits. After let_tests_wait().
void let_care_wait(const Knowledge& knowledge, Plan& plan, bool light);

/// Questions about what somebody can do today on which a gate holds. Asked again, one press: no danger sign
/// and no health gate is among them.
[[nodiscard]] std::vector<std::string> function_questions(const Knowledge& knowledge,
                                                          const Assessment& assessment);
/// Those of them that are asked on the day: told today while pain may be hidden, asking once more would
/// change nothing before tomorrow.
[[nodiscard]] std::vector<std::string> asked_again(const Knowledge& knowledge, const State& state,
                                                   const Assessment& assessment, Day today);

/// Danger signs that were answered 'unsure': they hold until this very question is answered or a clinician
/// has looked.
[[nodiscard]] std::vector<std::string> unsure_questions(const Knowledge& knowledge, const State& state,
                                                        const Assessment& assessment);

}  // namespace hamstring::rehab
