// Days that the plan can foresee, as a calendar file (RFC 5545): when to train and when to rest, when to
// measure again, when the watch after return ends. A date of recovery is never one of them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/result.h"
#include "knowledge/message.h"
#include "rehab/plan/plan.h"

namespace hamstring::rehab {

/// How far a file looks ahead: longer than that, plans are wishes.
inline constexpr int calendar_days = 28;

struct CalendarEvent {
  enum class Kind {
    day,       ///< all day, and quiet
    session,   ///< at the time of one's own, with an alarm
    cancelled  ///< stood in an earlier file perhaps, and is taken out of the calendar again
  };
  Day day{};
  std::string id;  ///< the same event keeps it from one export to the next
  Message title;
  Kind kind = Kind::day;
};

/// One entry for each of the `days` days from the plan's own day on, whatever it holds, so that a new import
/// takes the place of the one before on every day; and what is measured again. While a plan is on hold or
/// asks first there are no sessions in it: what an earlier file said of these days is cancelled.
[[nodiscard]] std::vector<CalendarEvent> calendar_events(const Knowledge& knowledge, const Case& history,
                                                         const Plan& plan, int days);

/// A copy stays what it was until it is fetched again; what is subscribed to is read again by itself.
enum class CalendarWay { copy, subscribed };

struct CalendarFile {
  std::string owner;                  ///< whose plan: two people in one calendar never share an entry
  std::int64_t made_s = 0;            ///< seconds since 1970; a later file has a higher SEQUENCE
  std::optional<int> session_minute;  ///< of the day, local; nothing: sessions are all-day too
  CalendarWay way = CalendarWay::copy;
};

/// In the place of all days where nobody knows any more what was told: look at the app first. What stood in a
/// calendar goes, since a subscribed one holds what it last read and nothing else.
[[nodiscard]] std::vector<CalendarEvent> calendar_of_a_damaged_history(Day today);

/// "18:30" → 1110; an error says what can be.
[[nodiscard]] Result<int> parse_minute_of_day(std::string_view text);

/// The file: lines folded at 75 octets, CRLF.
[[nodiscard]] std::string calendar_file(const Catalog& catalog, const std::vector<CalendarEvent>& events,
                                        const CalendarFile& file);

}  // namespace hamstring::rehab
