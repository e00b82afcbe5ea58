// One line about a person for those who look after many: who needs a look, and why in a few words.
#pragma once

#include <map>
#include <string>

#include "history/case.h"
#include "rehab/plan/plan.h"
#include "store/records.h"
#include "view/words.h"

namespace hamstring::service {

/// PersonRow. Without `clinical` the reason does not tell what was answered.
[[nodiscard]] Json person_row_json(const Words& words, const store::PersonRow& person,
                                   const rehab::Case& history, Day today, bool clinical);

/// The same for every language and reader, from the plan of the day; by row_key().
[[nodiscard]] std::map<std::string, Json> person_rows_json(const rehab::Knowledge& knowledge,
                                                           const store::PersonRow& person,
                                                           const rehab::Case& history,
                                                           const rehab::Plan& plan);
/// A language without words of its own reads those of catalog_of().
[[nodiscard]] std::string row_key(const rehab::Knowledge& knowledge, const std::string& language,
                                  bool clinical);

}  // namespace hamstring::service
