// The steps of one day of the fold, in the order in which fold.cpp takes them. Internal to the fold.
//
// Whoever is set back more often is never ahead of the same person set back less (docs/rehab.md, 16). Each
// step keeps that order: phases, rungs and doses are compared one by one, and every step is non-decreasing in
// each of them.
#pragma once

#include <string>

#include "rehab/course/fold.h"

namespace hamstring::rehab {

struct DayStep {
  const Knowledge& knowledge;
  State& state;
  Day day;
  const Phase* passed_from = nullptr;  ///< the phase that was passed on this day, where one was
};

[[nodiscard]] Reason because(const DayStep& step, std::string rule, std::string message,
                             const Evidence& evidence);

// fold_phases.cpp
void begin_episode(const DayStep& step);
void begin_phase(const DayStep& step);
/// To the phase before, or anew into the first one.
void phase_back(const DayStep& step);
/// At most one rung and one phase, where all is met and nothing forbids it.
void advance(DayStep& step);

// fold_rest.cpp
/// Day from which a gap counts: the last session done, else the onset.
[[nodiscard]] Day gap_anchor(const State& state);
/// Applies what rest rules do to the plan's memory; true where today nothing may get heavier.
[[nodiscard]] bool apply_rest_rules(const DayStep& step);

// fold_sessions.cpp
/// Marks sessions from index `from` on with the phase and the rules of the day on which they were done.
void note_new_sessions(const DayStep& step, std::size_t from, bool no_progress);
/// Judges sessions [from, to) as far as they can be judged today, and draws the consequences.
void judge_sessions(const DayStep& step, std::size_t from, std::size_t to);
/// Whether a session of today or yesterday went wrong: nothing is passed on such a day.
[[nodiscard]] bool was_hurt(const DayStep& step);

// fold_lines.cpp
void lower_all(const DayStep& step, double share);
/// After a step back: lines that the phase has too carry over, lowered; the others are forgotten.
void carry_lines_back(const DayStep& step);
/// Memory of the line that prescribes the exercise; made new where another exercise stood there.
struct LineMemory {
  LineState* state = nullptr;
  const ContentLine* line = nullptr;
};
[[nodiscard]] LineMemory memory_of(const DayStep& step, const std::string& exercise);
void lower(const DayStep& step, const LineMemory& memory, double share);
/// Counts a tolerated session of the line; after enough of them it grows.
void grow(const DayStep& step, const LineMemory& memory, const DoneLine& done, const SessionRecord& session);
/// On Mondays: table lines go one week on after a week whose sessions were all tolerated, else they repeat
/// it.
void follow_tables(const DayStep& step);

}  // namespace hamstring::rehab
