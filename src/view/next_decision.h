// What is decided next about a person, and when, for the list of those who are looked after.
#pragma once

#include "rehab/plan/plan.h"
#include "view/words.h"

namespace hamstring::service {

/// Whether there is something to do or a rest that belongs to the plan.
[[nodiscard]] bool trains(const rehab::Plan& plan);
/// Every criterion of the phase is met and nothing holds the plan back.
[[nodiscard]] bool is_ready(const rehab::Plan& plan);

/// {what, when}: when as a range of days, or when something is tested or answered. `asked`: sessions a week.
[[nodiscard]] Json next_decision_json(const Words& words, const rehab::Plan& plan, int asked);

}  // namespace hamstring::service
