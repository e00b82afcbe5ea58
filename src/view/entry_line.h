// One entry of a history as one line for people.
#pragma once

#include <optional>
#include <string>

#include "history/case.h"
#include "view/words.h"

namespace hamstring::service {

/// What was told, without who and when. Never empty.
[[nodiscard]] std::string entry_line(const Words& words, const rehab::Entry& entry);

/// The worst pain a session tells: what was left after it was there, too, whatever stands under "worst".
[[nodiscard]] std::optional<double> worst_told(const rehab::SessionEntry& session);

}  // namespace hamstring::service
