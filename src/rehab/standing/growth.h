// How much of an exercise may be asked: never more than one step above what was tolerated, and clearly less
// after it hurt, in whatever phase and by whatever line. docs/rehab.md, 6.
#pragma once

#include <cstddef>
#include <string>

#include "history/case.h"
#include "rehab/standing/dose.h"
#include "rehab/standing/state.h"

namespace hamstring::rehab {

/// Whether somebody ran before that day in the present episode, or was set back: no test lets them begin
/// further on.
[[nodiscard]] bool has_begun(const State& state, Day before);

/// Share by which a line may grow in one step: the smaller of the protocol's and the person's own.
[[nodiscard]] double step_of(const State& state);

/// What was done, in the unit in which the exercise is asked: a load counts only where one was asked.
/// Where no repetitions were told, those that were asked.
[[nodiscard]] Dose done_dose(const DoneLine& done, const Dose& asked);

/// Volume one step above what was done: the share, but at least one whole repetition or half a kilogram.
[[nodiscard]] double volume_one_step_up(const Dose& done, double step);

void note_tolerated(State& state, const std::string& exercise, const Dose& done, bool may_grow);
void note_hurt(State& state, const std::string& exercise, const Dose& done);
/// A session of which only the pain is known: every exercise steps back.
void note_all_hurt(State& state);

/// `wanted`, or as much less of it as the exercise's memory demands; `light` on a light day.
[[nodiscard]] Dose dose_allowed(const State& state, const ContentLine& line, const std::string& exercise,
                                const Dose& wanted, bool light);

/// `wanted` where nothing may get heavier today: no more than was asked last time, or was done then and
/// tolerated, in whatever phase that was, so that whoever fell back and came up again is held like whoever
/// did not.
[[nodiscard]] Dose dose_held(const State& state, const ContentLine& line, const std::string& exercise,
                             const Dose& wanted);

/// The word for a prescription beside what was done the last time; true of the two, whatever led to them.
[[nodiscard]] DoseChange change_of(const Dose& now, const ExerciseMemory* known);

/// The session that was too much, as long as none was tolerated after it: until then every day is a light
/// one. Null where there is none.
[[nodiscard]] const SessionRecord* unsettled_setback(const State& state);

/// How many exercises a light day has: no more than any session lately had, and at most half the phase's.
[[nodiscard]] std::size_t lines_of_light_day(const State& state, const Phase& phase, Day today);

/// The highest rung of a light day: below every one that was too much and below the highest that was borne;
/// 0 where that leaves none.
[[nodiscard]] int rung_of_light_day(const State& state);

/// Whether the exercise was done in this episode; a light day begins nothing new.
[[nodiscard]] const ExerciseMemory* memory_of_exercise(const State& state, const std::string& exercise);

}  // namespace hamstring::rehab
