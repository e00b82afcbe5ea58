// How the entries of a case stand to one another and to the day it is: what corrects what, and what cannot
// have been told yet. Needs no knowledge; every way into a history goes through here.
#pragma once

#include <cstdint>
#include <string>

#include "core/diagnostics.h"
#include "core/result.h"
#include "history/case.h"

namespace hamstring::rehab {

/// A case may be asked about as it was some days before its end, and a device's clock may be wrong; what was
/// written down later than this after the day it is was never written down [days]. Our assumption.
inline constexpr int written_ahead_days_max = 31;

/// Clocks of two devices may differ by this [s]; what one wrote to correct the other may seem to be earlier.
inline constexpr std::int64_t clocks_apart_max_s = 86400;

/// Refuses by name an entry that corrects, takes out or decides about itself, rings of entries that correct
/// or take out one another, and a correction of something that was written down only later: each would count
/// for nothing, or make something told count for nothing.
[[nodiscard]] Result<void> check_order(const Case& history, Diagnostics& out);

/// Refuses by name what was written down more than `written_ahead_days_max` days after `today`.
[[nodiscard]] Result<void> check_written_by(const Case& history, Day today, Diagnostics& out);

/// The entry that this one corrects, takes out or decides about; empty where it stands for itself.
[[nodiscard]] std::string amended_by(const Entry& entry);

}  // namespace hamstring::rehab
