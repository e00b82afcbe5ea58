// What of a day's work is done.
#pragma once

#include <cstddef>
#include <string>

#include "knowledge/protocol.h"
#include "rehab/standing/state.h"

namespace hamstring::rehab {

[[nodiscard]] bool trained_on(const State& state, Day day);

/// Whether anything of the session is an exercise of the phase.
[[nodiscard]] bool done_for(const SessionRecord& session, const Phase& phase);

/// Done lately enough, or as often on the day as the line asks for.
[[nodiscard]] bool line_is_done(const State& state, const ContentLine& line, Day day);

/// Lines of the phase that were done on the day and do not come again on it.
[[nodiscard]] std::size_t lines_done_on(const State& state, const Phase& phase, Day day);

/// What is remembered of the line where it is this exercise that is done for it; null where nothing is.
[[nodiscard]] const LineState* line_memory(const State& state, const ContentLine& line,
                                           const std::string& exercise);

/// Whether what was done on the day belongs to neither the present phase nor the one before: then that was
/// the day.
[[nodiscard]] bool day_is_over(const State& state, Day day);

/// The present phase, which there must be. Where it was passed into on this day, after a session of the one
/// before (by what only one of the two asks for), that one: what is done is done, the next begins tomorrow.
[[nodiscard]] const Phase& phase_of_day(const State& state, Day day);

/// Pain in it above which a tolerated run opens no harder one: fast runs have a limit of their own.
[[nodiscard]] double most_pain_to_go_up(const Protocol& protocol, const Rung& rung);

}  // namespace hamstring::rehab
