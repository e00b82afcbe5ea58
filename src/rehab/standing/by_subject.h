// One entry of which several versions stand: what each of them is about.
#pragma once

#include <vector>

#include "history/timeline.h"

namespace hamstring::rehab {

/// The versions of one entry by what they are about: its kind, and of answers, tests and settings which one.
/// More than one where they are about different things.
[[nodiscard]] std::vector<LiveEntry> by_subject(const LiveEntry& live);

/// Whether an entry can tell a danger sign: by its answer, or by the short set that goes with it.
[[nodiscard]] bool tells_signs(const EntryBody& body);

}  // namespace hamstring::rehab
