// What breaks, illness and other rest rules do to the plan's memory.
#include <algorithm>

#include "rehab/course/fold_steps.h"
#include "rehab/standing/facts.h"
#include "rehab/standing/judge.h"

namespace hamstring::rehab {
namespace {

/// A gap that grows through several rules costs one phase.
void phase_back_once(const DayStep& step, Day of_gap) {
  if (step.state.back_for_gap == of_gap) return;
  step.state.back_for_gap = of_gap;
  phase_back(step);
}

/// Effects that change what the plan remembers, once a gap; the others are looked at each day.
bool changes_memory(RestRule::Effect effect) {
  using Effect = RestRule::Effect;
  return effect == Effect::dose_back || effect == Effect::phase_back || effect == Effect::restart ||
         effect == Effect::retest;
}

void apply(const DayStep& step, const RestRule& rule, Day of_gap) {
  State& state = step.state;
  state.changes.push_back(
      because(step, "rest_rule." + rule.id, "rest_rule." + rule.id + ".do", rule.evidence));
  state.changes.back().about = About::rest_rule;
  switch (rule.effect) {
    case RestRule::Effect::dose_back:
      lower_all(step, rule.amount);
      break;
    case RestRule::Effect::phase_back:
      phase_back_once(step, of_gap);
      break;
    case RestRule::Effect::restart:
      while (state.phase && *state.phase > 0) {
        const std::size_t before = *state.phase;
        phase_back(step);
        if (*state.phase >= before) break;
      }
      break;
    case RestRule::Effect::retest:
      state.counts_from = step.day;
      phase_back_once(step, of_gap);
      break;
    default:
      break;
  }
}

}  // namespace

Day gap_anchor(const State& state) {
  for (auto it = state.ledger.sessions.rbegin(); it != state.ledger.sessions.rend(); ++it) {
    if (it->done) return it->day;
  }
  return state.onset_or(Day{});
}

bool apply_rest_rules(const DayStep& step) {
  using Effect = RestRule::Effect;
  State& state = step.state;
  const CaseFacts facts(step.knowledge, state, step.day);
  // Entries of today may already end the gap; the gap itself is told by the day before.
  const Day of_gap = state.progress.gap_days ? step.day - std::chrono::days(1 + *state.progress.gap_days)
                                             : gap_anchor(state);
  bool no_progress = false;
  state.start_share = 1.0;
  std::vector<const RestRule*> due;
  for (const auto& [id, rule] : step.knowledge.rest_rules) {
    if (!applies(rule, facts)) continue;
    if (rule.effect == Effect::no_progress || rule.effect == Effect::no_session ||
        rule.effect == Effect::hold_back)
      no_progress = true;
    if (rule.effect == Effect::gentle_start)
      state.start_share = std::min(state.start_share, 1.0 - rule.amount);
    if (!changes_memory(rule.effect)) continue;
    const auto [it, first_time] = state.applied.try_emplace(id, of_gap);
    if (!first_time && it->second == of_gap) continue;
    it->second = of_gap;
    due.push_back(&rule);
  }
  std::ranges::stable_sort(due, {}, &RestRule::order);
  for (const RestRule* rule : due) apply(step, *rule, of_gap);
  return no_progress || !due.empty();
}

}  // namespace hamstring::rehab
