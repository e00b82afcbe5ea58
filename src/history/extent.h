// How far a history may reach and how many entries it may hold: what bounds the work of everything that goes
// through it day by day.
#pragma once

#include <cstddef>

#include "core/result.h"
#include "history/case.h"

namespace hamstring::rehab {

/// A plan is folded day by day from the first entry: longer or larger histories than these would keep
/// everybody waiting for one request. Forty years from the first entry to the day that is asked for [days],
/// as many entries as eleven years of ten a day.
inline constexpr int history_days_max = 14610;
inline constexpr std::size_t history_entries_max = 40'000;
/// How far behind today a plan can be asked for [days].
inline constexpr int plan_ahead_days_max = 366;

/// Errors: the history up to `as_of` is longer or larger than that, with the entry it begins with.
[[nodiscard]] Result<void> check_extent(const Case& history, Day as_of);

}  // namespace hamstring::rehab
