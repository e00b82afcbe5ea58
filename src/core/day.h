// Calendar days without a clock: the engine is told which day it is.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "core/result.h"

namespace hamstring {

/// Days since 1970-01-01, in the person's own calendar.
using Day = std::chrono::sys_days;

/// "2025-03-09" → Day; an error names the text and what was expected.
[[nodiscard]] Result<Day> parse_day(std::string_view text);
[[nodiscard]] std::string day_text(Day day);
/// Whole days from `from` to `to`; negative when `to` is earlier.
[[nodiscard]] int days_between(Day from, Day to);
/// Monday of the day's week; the day itself where it is one.
[[nodiscard]] Day monday_of(Day day);

}  // namespace hamstring
