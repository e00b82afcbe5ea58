// The interview of the terminal: one question at a time, in plain words, answers kept as a case.
#pragma once

#include <iosfwd>

#include "history/case.h"
#include "knowledge/knowledge.h"

namespace hamstring::cli {

/// Asks until there is nothing left, 'stop' or the end of the input; what was answered by then is the case.
/// Enter alone is 'unsure' where a question allows it. Nothing is asked that `ask_when` makes needless.
[[nodiscard]] rehab::Case interview(const rehab::Knowledge& knowledge, const rehab::Catalog& catalog,
                                    Day today, std::istream& in, std::ostream& out);

}  // namespace hamstring::cli
