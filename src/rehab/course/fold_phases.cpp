// Which phase and which rung: begun, passed, lost again.
#include <algorithm>
#include <iterator>
#include <utility>

#include "rehab/course/fold_steps.h"
#include "rehab/standing/criteria.h"
#include "rehab/standing/facts.h"
#include "rehab/standing/growth.h"
#include "rehab/standing/held.h"
#include "rehab/standing/judge.h"
#include "rehab/standing/masked.h"

namespace hamstring::rehab {
namespace {

void enter(const DayStep& step, std::size_t index) {
  State& state = step.state;
  state.phase = index;
  state.phase_since = step.day;
  const Phase& phase = state.protocol->phases[index];
  if (phase.is_return && !state.ledger.episodes.empty() && !state.returned_on) {
    // Somebody who says that they are back was back on that day, and is let in on the next.
    const bool told = !state.ledger.returned.empty() && state.ledger.returned.back() <= step.day &&
                      state.ledger.returned.back() >= state.onset_or(step.day);
    state.returned_on = told ? state.ledger.returned.back() : step.day;
  }
  int lowest = 0, highest = 0;
  for (const Rung& rung : state.protocol->rungs) {
    if (std::ranges::find(phase.rungs, rung.id) == phase.rungs.end()) continue;
    if (lowest == 0) lowest = rung.order;
    highest = rung.order;
  }
  const int before = state.rung;
  state.rung = state.rung == 0 ? lowest : highest == 0 ? state.rung : std::min(state.rung, highest);
  if (state.rung != before) state.rung_tolerated = state.rung_ahead = 0;
}

void pass(const DayStep& step, const Phase& phase, const std::string& owner) {
  State& state = step.state;
  const auto& phases = state.protocol->phases;
  const auto to = std::ranges::find(phases, phase.next, &Phase::id);
  if (to == phases.end()) return;
  std::vector<Reason> reasons;
  for (const Criterion& criterion : phase.exit) {
    const std::string name = "protocol." + owner + ".exit." + criterion.id;
    reasons.push_back(because(step, name, "protocol." + state.protocol->id + ".criterion." + criterion.id,
                              criterion.evidence));
  }
  state.changes.insert(state.changes.end(), reasons.begin(), reasons.end());
  state.entered = std::move(reasons);
  state.lines.clear();
  ++state.phases_passed;
  state.most_phases = std::max(state.most_phases, state.phases_passed);
  enter(step, static_cast<std::size_t>(to - phases.begin()));
}

const Rung* next_rung(const DayStep& step, const Phase& phase) {
  const State& state = step.state;
  const Rung* rung = rung_of(*state.protocol, state.rung);
  if (rung == nullptr || state.rung_tolerated < rung->tolerated_needed) return nullptr;
  const auto& rungs = state.protocol->rungs;
  const auto next = std::ranges::upper_bound(rungs, rung->order, {}, &Rung::order);
  if (next == rungs.end() || !opens(*state.protocol, phase, next->order)) return nullptr;
  const std::string owner = state.protocol->id + ".rung." + next->id;
  return all_met(next->needs, step.knowledge, state, step.day, owner) ? &*next : nullptr;
}

/// What closed a door again keeps the next one shut, whatever its own criteria say.
bool held_before(const DayStep& step, const std::string& next) {
  const auto& phases = step.state.protocol->phases;
  const auto to = std::ranges::find(phases, next, &Phase::id);
  return held_back(step.knowledge, step.state, step.day, static_cast<std::size_t>(to - phases.begin()))
      .holds();
}

bool may_advance(const DayStep& step) {
  const State& state = step.state;
  // What alone forbids it comes first: the verdict weighs all flags and gates.
  if (!state.ledger.alarms.empty() || !rescreen_is_current(step.knowledge, state, step.day)) return false;
  if (std::ranges::any_of(state.flags, [](const auto& flag) { return flag.second.raised; })) return false;
  return verdict_of(flag_reports(step.knowledge, state, step.day),
                    gate_reports(step.knowledge, state, step.day), step.knowledge, state,
                    step.day) == Verdict::self_rehab;
}

/// Both what was told and what was told with nothing hiding pain say so.
bool may_begin(const std::optional<Condition>& start_when, const CaseFacts& facts) {
  if (!start_when || truth_of(*start_when, facts) != Truth::yes) return false;
  return !facts.any_masked() || truth_of(*start_when, facts.unmasked()) == Truth::yes;
}

/// The latest phase at which the person may begin, as of today's facts; the present one where there is none.
std::size_t start_phase(const DayStep& step, const CaseFacts& facts) {
  const State& state = step.state;
  const auto& phases = state.protocol->phases;
  std::size_t at = *state.phase;
  for (std::size_t i = at + 1; i < phases.size(); ++i) {
    if (may_begin(phases[i].start_when, facts) && !held_back(step.knowledge, state, step.day, i).holds())
      at = i;
  }
  return at;
}

/// The highest rung of the present phase at which the person may begin; 0 where there is none.
int start_rung(const State& state, const CaseFacts& facts) {
  int order = 0;
  for (const Rung& rung : state.protocol->rungs) {
    if (opens(*state.protocol, *state.current_phase(), rung.order) && may_begin(rung.start_when, facts))
      order = rung.order;
  }
  return order;
}

/// Nobody is asked to prove by weeks of walking what a test shows today: until the first run of an episode
/// the plan begins where the person's function is. Afterwards rungs and phases are gone up one by one. Runs
/// are the same however much they hurt, and who was set back begins nowhere, so of two people the one who
/// hurts more is never ahead.
void begin_where_function_allows(const DayStep& step) {
  State& state = step.state;
  if (!state.phase || has_begun(state, step.day) || !may_advance(step)) return;
  if (pain_was_masked(step.knowledge, state.ledger, step.day)) return;
  const CaseFacts facts(step.knowledge, state, step.day);
  if (const std::size_t to = start_phase(step, facts); to != *state.phase) {
    state.phases_passed += static_cast<int>(to - *state.phase);
    state.most_phases = std::max(state.most_phases, state.phases_passed);
    const Phase& phase = state.protocol->phases[to];
    state.entered = {because(step, "protocol." + state.protocol->id + ".phase." + phase.id,
                             "status.begins_further_on", phase.evidence)};
    state.changes.insert(state.changes.end(), state.entered.begin(), state.entered.end());
    state.lines.clear();
    enter(step, to);
  }
  const int order = start_rung(state, facts);
  if (order <= state.rung) return;
  state.rung = order;
  state.rung_tolerated = state.rung_ahead = 0;
}

}  // namespace

void begin_episode(const DayStep& step) {
  State& state = step.state;
  if (state.ledger.episodes.size() <= state.episodes_seen) return;
  state.episodes_seen = state.ledger.episodes.size();
  if (state.returned_on) state.returned_before = state.returned_on;
  state.returned_on.reset();
  state.phase.reset();
  state.phases_passed = state.most_phases = state.active_days = 0;
  state.rung = state.rung_tolerated = state.rung_last_run = state.rung_borne = state.rung_ahead = 0;
  state.lines.clear();
  state.exercises.clear();
  state.not_tolerated.clear();
  state.rest_on.reset();
  state.counts_from.reset();
  state.sessions_count_from.reset();
  state.applied.clear();
  state.back_for_gap.reset();
  state.entered.clear();
  const auto& sessions = state.ledger.sessions;
  const auto own =
      std::ranges::lower_bound(sessions, state.ledger.episodes.back().onset, {}, &SessionRecord::day);
  state.sessions_judged_until = static_cast<std::size_t>(own - sessions.begin());
  state.progress = Progress{};
}

void begin_phase(const DayStep& step) {
  State& state = step.state;
  if (state.protocol == nullptr || state.phase || state.protocol->phases.empty()) return;
  const Episode* episode = state.ledger.episode();
  if (episode != nullptr && !episode->first_entry) return;
  std::size_t index = 0;
  if (episode == nullptr) {  // nobody is hurt: prevention is where the plan starts
    const auto found = std::ranges::find(state.protocol->phases, true, &Phase::is_return);
    index = static_cast<std::size_t>(found - state.protocol->phases.begin());
    if (found == state.protocol->phases.end()) return;
  }
  enter(step, index);
}

void phase_back(const DayStep& step) {
  State& state = step.state;
  const Phase* phase = state.current_phase();
  if (phase == nullptr) return;
  state.rung_tolerated = state.rung_ahead = 0;
  const auto& phases = state.protocol->phases;
  const auto back = std::ranges::find(phases, phase->back, &Phase::id);
  if (phase->back.empty() || back == phases.end()) {
    lower_all(step, state.protocol->dose_back);
    enter(step, *state.phase);
    return;
  }
  state.entered = state.changes;
  enter(step, static_cast<std::size_t>(back - phases.begin()));
  state.phases_passed = std::max(0, state.phases_passed - 1);
  carry_lines_back(step);
}

void advance(DayStep& step) {
  State& state = step.state;
  begin_where_function_allows(step);
  const Phase* phase = state.current_phase();
  if (phase == nullptr) return;
  const std::string owner = state.protocol->id + "." + phase->id;
  const bool phase_ready = !phase->next.empty() && !phase->exit.empty() &&
                           all_met(phase->exit, step.knowledge, state, step.day, owner) &&
                           !held_before(step, phase->next);
  // The rung that the phase opens is gone up on the day on which it is entered.
  const auto& phases = state.protocol->phases;
  const auto opening = phase_ready ? std::ranges::find(phases, phase->next, &Phase::id) : phases.end();
  const Rung* next = next_rung(step, opening == phases.end() ? *phase : *opening);
  if ((!phase_ready && next == nullptr) || !may_advance(step)) return;
  if (phase_ready) {
    pass(step, *phase, owner);
    step.passed_from = phase;
  }
  if (next == nullptr) return;
  state.rung = next->order;
  // A run that was above the old rung and at least at the new one is the first of the new one.
  state.rung_tolerated = std::exchange(state.rung_ahead, 0) >= next->order ? 1 : 0;
  const std::string rule = "protocol." + state.protocol->id + ".rung." + next->id;
  state.changes.push_back(because(step, rule, rule, next->evidence));
}

}  // namespace hamstring::rehab
