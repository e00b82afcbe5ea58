// Was it tolerated, and what follows from that for rungs and phases.
#include <algorithm>
#include <cstdlib>
#include <iterator>

#include "rehab/course/fold_steps.h"
#include "rehab/standing/done_today.h"
#include "rehab/standing/dose.h"
#include "rehab/standing/facts.h"
#include "rehab/standing/growth.h"
#include "rehab/standing/held.h"
#include "rehab/standing/masked.h"
#include "rehab/standing/pain_today.h"
#include "rehab/standing/run_done.h"

namespace hamstring::rehab {
namespace {

constexpr int judged_within_days = 30;  // a morning told later than this changes nothing any more
constexpr int two_setbacks_within_days = 7;

double limit_of(const State& state) {
  return pain_limit_of(settings_of(state.ledger), *state.protocol);
}

bool in_present_phase(const State& state, const SessionRecord& session) {
  const Phase* phase = state.current_phase();
  return phase != nullptr && session.body != nullptr && session.phase == phase->id &&
         session.day >= state.phase_since;
}

void fall_back(State& state) {
  const auto& rungs = state.protocol->rungs;
  const auto present = std::ranges::find(rungs, state.rung, &Rung::order);
  if (present == rungs.end()) return;
  const auto steps = std::min<std::ptrdiff_t>(present->fallback, present - rungs.begin());
  state.rung = (present - steps)->order;
  state.rung_tolerated = state.rung_ahead = 0;
}

void tolerated_run(State& state, const SessionRecord& session, double limit) {
  const DoneRun& run = *session.body->run;
  const Rung* rung = rung_of(*state.protocol, state.rung);
  if (rung == nullptr || !run.completed || session.no_progress) return;
  // Who bore a higher rung bore this one too.
  const Rung* done = rung_of(*state.protocol, session.rung_reached.value_or(0));
  if (done == nullptr || !session.before || *session.before > state.protocol->run_before_max) return;
  const std::optional<double> worst = run.worst.or_else(session.worst);
  if (tolerance_of(session.before, worst, session.morning, limit) == Tolerance::tolerated) {
    state.rung_borne = std::max(state.rung_borne, std::min(done->order, rung->order));
    if (done->order < rung->order || *worst > most_pain_to_go_up(*state.protocol, *rung)) return;
    ++state.rung_tolerated;
    if (done->order > rung->order) {
      state.rung_tolerated = std::max(state.rung_tolerated, rung->tolerated_needed);
      // It hurts too much to open the one above itself, wherever the present rung lies: of two people the one
      // who was set back is not the first to go on.
      if (*worst <= most_pain_to_go_up(*state.protocol, *done))
        state.rung_ahead = std::max(state.rung_ahead, done->order);
    }
  }
}

/// What was done of an exercise, in the unit in which it was asked last.
Dose dose_of(const State& state, const DoneLine& done) {
  const ExerciseMemory* known = memory_of_exercise(state, done.exercise);
  return done_dose(done, known != nullptr && known->asked ? *known->asked : Dose{});
}

void tolerated(const DayStep& step, const SessionRecord& session, double limit) {
  if (session.body == nullptr) return;
  const bool may_grow =
      !session.no_progress && session.before && *session.before <= step.state.protocol->progress_before_max;
  for (const DoneLine& done : session.body->lines) {
    const std::optional<double> worst = done.worst.or_else(session.worst);
    if (tolerance_of(session.before, worst, session.morning, limit) != Tolerance::tolerated) continue;
    note_tolerated(step.state, done.exercise, dose_of(step.state, done), may_grow);
    if (!in_present_phase(step.state, session)) continue;
    const LineMemory memory = memory_of(step, done.exercise);
    if (memory.state != nullptr) grow(step, memory, done, session);
  }
  if (session.body->run) tolerated_run(step.state, session, limit);
}

void lower_what_hurt(const DayStep& step, const SessionRecord& session, double limit) {
  State& state = step.state;
  if (session.body == nullptr) {
    lower_all(step, state.protocol->dose_back);
    note_all_hurt(state);
    fall_back(state);
    return;
  }
  const auto hurt = [&](const std::optional<double>& own_worst) {
    return tolerance_of(session.before, own_worst ? own_worst : session.worst, session.morning, limit) ==
           Tolerance::not_tolerated;
  };
  for (const DoneLine& done : session.body->lines) {
    if (!hurt(done.worst)) continue;
    note_hurt(state, done.exercise, dose_of(state, done));
    if (!in_present_phase(state, session)) continue;
    const LineMemory memory = memory_of(step, done.exercise);
    if (memory.state != nullptr) lower(step, memory, state.protocol->dose_back);
  }
  const auto& run = session.body->run;
  if (run && hurt(run->worst)) fall_back(state);
}

void not_tolerated(const DayStep& step, const SessionRecord& session, double limit) {
  State& state = step.state;
  state.changes.push_back(because(step, "protocol." + state.protocol->id + ".progress",
                                  "tolerance.not_tolerated", state.protocol->progress_evidence));
  lower_what_hurt(step, session, limit);
  // Each setback with another one close by costs a phase: were the pair forgotten once it has, an earlier
  // setback would soften a later one.
  // Two sessions of one day share their morning: one bad morning is one setback.
  const bool second = std::ranges::any_of(state.not_tolerated, [&](Day d) {
    return d != session.day && std::abs(days_between(d, session.day)) <= two_setbacks_within_days;
  });
  state.not_tolerated.push_back(session.day);
  if (!second) return;
  state.rest_on = step.day > session.day ? step.day : step.day + std::chrono::days(1);
  phase_back(step);
  // What was done before the setback does not undo it. What tests have shown stands: two bad mornings cost
  // days, not the weeks that noisy looks take.
  const Day after = session.day + std::chrono::days(1);
  state.sessions_count_from = std::max(state.sessions_count_from.value_or(after), after);
}

/// What the plan asked of the exercise on the day of the session; what was done, where it did not ask for it.
void note_asked(const DayStep& step, const SessionRecord& session, const DoneLine& done, bool light,
                const Phase* held_to) {
  State& state = step.state;
  if (held_to != nullptr) {
    for (const ContentLine& line : held_to->content) {
      if (std::ranges::find(line.options, done.exercise) == line.options.end()) continue;
      Dose asked = dose_allowed(state, line, done.exercise, first_dose(line), light);
      state.exercises[done.exercise].asked = std::move(asked);
      return;
    }
  }
  const LineMemory memory = memory_of(step, done.exercise);
  ExerciseMemory& exercise = state.exercises[done.exercise];
  if (memory.state == nullptr || memory.line->progress == ContentLine::Progress::table) {
    Dose own = done_dose(done, exercise.asked.value_or(Dose{}));
    if (own.volume() > 0.0) exercise.asked = std::move(own);
    return;
  }
  Dose asked = dose_allowed(state, *memory.line, done.exercise, memory.state->next, light);
  const auto pain = pain_before_sessions(state, session.day, limit_of(state));
  const bool held = session.no_progress || !pain || *pain > state.protocol->progress_before_max;
  if (held) asked = dose_held(state, *memory.line, done.exercise, asked);
  exercise.asked = std::move(asked);
}

/// What was done on the day on which a phase was passed belongs to the new one only where it holds some of
/// it.
const Phase* phase_of(const DayStep& step, const SessionRecord& session) {
  const State& state = step.state;
  const Phase* present = state.current_phase();
  if (present == nullptr || step.passed_from == nullptr) return present;
  return done_for(session, *present) ? present : step.passed_from;
}

/// What the run was beside what was allowed. After a return, and for who was never hurt, nothing is too far.
void note_run(const DayStep& step, SessionRecord& session, bool held) {
  State& state = step.state;
  const DoneRun& run = *session.body->run;
  const RunFitPolicy& policy = step.knowledge.policy.run_fit;
  const ToldSpeeds speeds = told_speeds(step.knowledge, CaseFacts(step.knowledge, state, step.day));
  session.rung_reached = rung_reached(run, *state.protocol, policy, speeds);
  if (!session.done || !state.phase || state.ledger.episodes.empty() || state.returned_on) return;
  const Rung* allowed = rung_allowed(state, step.day, held);
  session.far =
      far_run(run, *state.protocol, allowed, is_distance_open(state, allowed, policy), policy, speeds);
}

/// Nothing of such a day makes anything harder, and the count for the next rung begins anew.
void hold_after_far_run(State& state, Day day) {
  if (!ran_far_on(state.ledger, day)) return;
  for (SessionRecord& session : state.ledger.sessions)
    if (session.day == day) session.no_progress = true;
  state.rung_tolerated = state.rung_ahead = 0;
}

}  // namespace

void note_new_sessions(const DayStep& step, std::size_t from, bool no_progress) {
  State& state = step.state;
  if (from == state.ledger.sessions.size()) return;
  const bool light = unsettled_setback(state) != nullptr;
  const Held held = state.phase ? held_back(step.knowledge, state, step.day, *state.phase) : Held{};
  const Phase* held_to = held.holds() ? &state.protocol->phases[*held.phase] : nullptr;
  for (std::size_t i = from; i < state.ledger.sessions.size(); ++i) {
    SessionRecord& session = state.ledger.sessions[i];
    session.no_progress = no_progress;
    const Phase* phase = phase_of(step, session);
    session.phase = phase == nullptr ? "" : phase->id;
    if (session.body == nullptr) continue;
    for (const DoneLine& done : session.body->lines) {
      if (done.sets <= 0) continue;
      note_asked(step, session, done, light, held_to);
      ExerciseMemory& memory = state.exercises[done.exercise];
      Dose last = done_dose(done, memory.asked.value_or(Dose{}));
      if (last.volume() > 0.0) memory.done = std::move(last);
    }
    if (!session.body->run) continue;
    note_run(step, session, held.holds());
    state.rung_last_run = state.rung;
  }
  hold_after_far_run(state, step.day);
}

bool was_hurt(const DayStep& step) {
  const State& state = step.state;
  const double limit = limit_of(state);
  const auto& sessions = state.ledger.sessions;
  for (auto it = sessions.rbegin(); it != sessions.rend() && days_between(it->day, step.day) <= 1; ++it) {
    if (it->tolerance == Tolerance::not_tolerated || (it->worst && *it->worst > limit)) return true;
  }
  return false;
}

void judge_sessions(const DayStep& step, std::size_t from, std::size_t to) {
  State& state = step.state;
  const double limit = limit_of(state);
  auto& sessions = state.ledger.sessions;
  for (std::size_t i = std::max(from, state.sessions_judged_until); i < to; ++i) {
    SessionRecord& session = sessions[i];
    if (session.morning_next_day && step.day > session.day) {
      session.morning = std::max(session.morning.value_or(0.0), *session.morning_next_day);
    }
    if (session.tolerance != Tolerance::not_known || (!session.done && session.body != nullptr)) continue;
    Tolerance tolerance = tolerance_of(session.before, session.worst, session.morning, limit);
    const bool shows_nothing = session.body == nullptr || ran_far_on(state.ledger, session.day) ||
                               proves_no_tolerance(step.knowledge, state.ledger, session.day);
    if (shows_nothing && tolerance == Tolerance::tolerated) tolerance = Tolerance::not_known;
    session.tolerance = tolerance;
    if (tolerance == Tolerance::tolerated) tolerated(step, session, limit);
    if (tolerance == Tolerance::not_tolerated) not_tolerated(step, session, limit);
  }
  while (state.sessions_judged_until < sessions.size() &&
         days_between(sessions[state.sessions_judged_until].day, step.day) > judged_within_days) {
    ++state.sessions_judged_until;
  }
}

}  // namespace hamstring::rehab
