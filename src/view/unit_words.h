// Units of tests as people write them: "°", " N", "-mal".
#pragma once

#include <string>

#include "view/words.h"

namespace hamstring::service {

/// What stands behind a number, with the space that belongs before it; the unit itself, after a space, where
/// the language has no word for it. Empty where there is no unit.
[[nodiscard]] std::string unit_words(const Words& words, const std::string& unit);
[[nodiscard]] std::string unit_words(const rehab::Catalog& catalog, const std::string& unit);

}  // namespace hamstring::service
