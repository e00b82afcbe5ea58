// One line about a person for those who look after many: who needs a look, and why in a few words.
#pragma once

#include "rehab/case.h"
#include "service/words.h"
#include "store/records.h"

namespace hamstring::service {

/// PersonRow. Without `clinical` the reason does not tell what was answered.
[[nodiscard]] Json person_row_json(const Words& words, const store::PersonRow& person,
                                   const rehab::Case& history, rehab::Day today, bool clinical);

}  // namespace hamstring::service
