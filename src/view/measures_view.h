// What can be measured in one person: tests, questionnaires, alignment and its programs.
#pragma once

#include "history/case.h"
#include "view/words.h"

namespace hamstring::service {

/// Measures of api/openapi.json, as of `today`.
[[nodiscard]] Json measures_json(const Words& words, const rehab::Case& history, Day today);

}  // namespace hamstring::service
