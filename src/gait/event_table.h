// Foot strikes and toe-offs as a small table: what was found is written so, and what somebody knows better is
// given so.
#pragma once

#include <string>
#include <string_view>

#include "core/result.h"
#include "gait/gait_events.h"

namespace hamstring {

/// Events of both sides, by time.
struct EventTable {
  SideEvents left, right;
};

/// CSV with the columns side, event, time_s and source, a row an event in order of time; `source` is "found"
/// (by the program) or "given".
[[nodiscard]] std::string write_event_table(const EventTable& events, std::string_view source);

/// Reads such a table: side (left, right, l, r), event (foot_strike, toe_off; also heel_strike, strike, foot
/// off and the like) and time_s, in any order of columns and rows; commas, semicolons or tabs; further
/// columns are left alone. Errors, with the line: no such column, a word or a time that is none, a time
/// twice, more than 100 000 rows, no row at all.
[[nodiscard]] Result<EventTable> parse_event_table(std::string_view content, std::string_view file_name);

/// Walking where feet stand for half of the stride or longer, over all strides that the events hold. Where
/// they hold no stride with a toe-off: walking where the other foot stands at a foot strike; none where
/// nothing says whether it does.
[[nodiscard]] GaitKind gait_kind_of(const EventTable& events);

}  // namespace hamstring
