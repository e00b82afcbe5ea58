// What a day is about, in one word: the one place that decides it. Today, the list of people, the file for
// the phone, the calendar, the terminal, the first result and the copy without a connection all show this
// word.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/day.h"

namespace hamstring::rehab {

struct Plan;
struct Knowledge;
struct Timeline;

enum class DayHead {
  suspended,        ///< something that a clinician has to look at was told
  refused,          ///< no plan from here
  clinician_first,  ///< a clinician before any load
  morning,          ///< the morning after the last session is asked, before everything else
  check,            ///< the short set is asked
  ask_first,        ///< other questions are open
  session,          ///< there is something to do and nothing was done yet
  left,             ///< something was done and something is still open
  done,             ///< something was done and nothing is open
  rest,             ///< nothing was done and nothing is asked
};

/// What is asked of the pain before everything else: the morning after a session that nobody told yet, or how
/// it is now where what was told last was above the limit.
struct MorningQuestion {
  std::string session;             ///< the last one in force of its day; empty: it is asked how it is now
  Day day{};                       ///< on which it was done, or on which the pain was told last
  double rest_above = 0;           ///< with more than this, the session was too much, or there is none today
  std::optional<double> was = {};  ///< the pain told last, where it is the reason
};

struct DayStatus {
  DayHead head = DayHead::ask_first;
  DayHead after_morning = DayHead::ask_first;  ///< once the morning is told, or nobody knows it
  std::optional<MorningQuestion> morning;
  bool trained = false;  ///< a session of this day is in force
};

/// Over what stands: what was retracted or corrected does not count. `plan` is the finished plan of its day.
[[nodiscard]] DayStatus day_status(const Knowledge& knowledge, const Plan& plan, const Timeline& timeline);
[[nodiscard]] std::string_view word_of(DayHead head);
/// All of them, in the order above.
[[nodiscard]] const std::vector<DayHead>& all_day_heads();

}  // namespace hamstring::rehab
