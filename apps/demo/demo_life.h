// One invented athlete's days: does what the plan says, feels pain that fades, tests now and then.
#pragma once

#include <nlohmann/json.hpp>

#include "history/case.h"
#include "knowledge/knowledge.h"

namespace hamstring::service {

/// Lives up to `today`. `athlete` and `quiet` as data/schemas/demo.schema.json has them. Errors: an entry
/// that cannot be, named.
[[nodiscard]] Result<rehab::Case> live_demo(const rehab::Knowledge& knowledge, const nlohmann::json& athlete,
                                            const nlohmann::json& quiet, Day today);

}  // namespace hamstring::service
