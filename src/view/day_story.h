// What is said of a day beside its one word: a sentence that names what made this day the one it is, what
// comes next and when, the week around it, how it goes. Facts are chosen here; the page only shows them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "history/timeline.h"
#include "rehab/plan/foresee.h"
#include "rehab/plan/plan.h"
#include "rehab/standing/state.h"
#include "view/words.h"

namespace hamstring::service {

/// Everything that a day's sentences are chosen from. The timeline points into the history.
struct DayFacts {
  const Words& words;
  const rehab::Plan& plan;
  rehab::Timeline timeline;
  rehab::State state;                     ///< at the end of the plan's day
  std::vector<rehab::ForeseenDay> ahead;  ///< to the end of the week, and never less than two days
};

/// The day's own sentence, in parts: what was, and what follows for today. Empty where what has to be seen,
/// or asked, stands on its own.
[[nodiscard]] std::vector<rehab::Message> lead_of(const DayFacts& facts);
/// What comes next and what it still needs; on a day without a session, when the next one is.
[[nodiscard]] std::vector<rehab::Message> next_of(const DayFacts& facts);

/// The safety question of this day: one sentence that names every sign of the short set, since when, and
/// whether pain asks for the whole list. Of api/openapi.json: Safety.
[[nodiscard]] Json safety_json(const DayFacts& facts);

/// Of api/openapi.json: DayStory, and beside it Safety as `safety`.
[[nodiscard]] Json day_story_json(const Words& words, const rehab::Case& history, const rehab::Plan& plan,
                                  rehab::FoldMemory* memory);

/// "yesterday's session", "Tuesday's session", "your last session": as an id of data/messages.
[[nodiscard]] std::string session_named(Day of, Day today);
/// Whether the days since it began can be counted: not where its day was only about told.
[[nodiscard]] bool day_is_counted(const rehab::Timeline& timeline);
/// "Day 12", "For about 6 months"; nothing where nothing is hurt.
[[nodiscard]] std::optional<rehab::Message> since_of(const DayFacts& facts);
/// "entry.weekday.tue"
[[nodiscard]] std::string weekday_named(Day day);

}  // namespace hamstring::service
