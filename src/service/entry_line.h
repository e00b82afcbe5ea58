// One entry of a history as one line for people.
#pragma once

#include <string>

#include "rehab/case.h"
#include "service/words.h"

namespace hamstring::service {

/// What was told, without who and when. Never empty.
[[nodiscard]] std::string entry_line(const Words& words, const rehab::Entry& entry);

}  // namespace hamstring::service
