// --hamstring SLOT=NAME, as the user types it.
#pragma once

#include <string>
#include <vector>

#include "core/result.h"
#include "muscle/hamstrings.h"

namespace hamstring::cli {

/// "BFlh_r=biceps_long_r" … to a map. Error: an entry without '='.
[[nodiscard]] inline Result<muscle::HamstringChoices> parse_hamstring_choices(
    const std::vector<std::string>& entries) {
  muscle::HamstringChoices choices;
  for (const std::string& entry : entries) {
    const std::size_t equals = entry.find('=');
    if (equals == std::string::npos) {
      return failure({.message = "expected SLOT=MUSCLE, found '" + entry + "'",
                      .element = "--hamstring",
                      .advice = "For example BFlh_r=biceps_long_r."});
    }
    choices[entry.substr(0, equals)] = entry.substr(equals + 1);
  }
  return choices;
}

}  // namespace hamstring::cli
