// A prescription in words, for the page and the terminal.
#pragma once

#include "rehab/plan/plan.h"
#include "view/words.h"

namespace hamstring::service {

/// Prescription of api/openapi.json; null where nobody prescribed anything for the day.
[[nodiscard]] Json prescription_json(const Words& words, const rehab::Plan& plan);
/// "Prescribed by Dr. Huber"
[[nodiscard]] std::string prescribed_by(const Words& words, const rehab::PrescriptionToday& prescription);
/// Prescribing: what there is to prescribe from, what the published protocol leaves blank in this phase, and
/// the prescription that stands, as it was written.
[[nodiscard]] Json prescribing_json(const Words& words, const rehab::Case& history, const rehab::Plan& plan);

}  // namespace hamstring::service
