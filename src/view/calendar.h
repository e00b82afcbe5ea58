// Days that the plan can foresee, as a calendar file (RFC 5545): when to train, when to measure again, when
// the watch after return ends. A date of recovery is never one of them.
#pragma once

#include <string>
#include <vector>

#include "knowledge/message.h"
#include "rehab/plan/plan.h"

namespace hamstring::rehab {

struct CalendarEvent {
  Day day{};
  std::string id;  ///< the same event keeps it from one export to the next
  Message title;
};

/// Events of the `days` days from the plan's own day on. While a plan rests, asks or is suspended there are
/// no sessions in it; a table program's days are spread over the week on the person's training days.
[[nodiscard]] std::vector<CalendarEvent> calendar_events(const Knowledge& knowledge, const Case& history,
                                                         const Plan& plan, int days);

/// The file: all-day events, lines folded at 75 octets, CRLF; `stamp` is the day that stands as DTSTAMP.
[[nodiscard]] std::string calendar_file(const Catalog& catalog, const std::vector<CalendarEvent>& events,
                                        Day stamp);

}  // namespace hamstring::rehab
