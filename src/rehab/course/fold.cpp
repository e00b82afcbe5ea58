#include "rehab/course/fold.h"

#include <algorithm>
#include <utility>

#include "rehab/course/fold_steps.h"
#include "rehab/standing/facts.h"
#include "rehab/standing/judge.h"

namespace hamstring::rehab {
namespace {

constexpr int break_begins_after_days =
    3;  // without a session; the first rest rule for gaps begins there too

std::optional<Day> first_entry_of(const State& state) {
  const Episode* episode = state.ledger.episode();
  return episode != nullptr ? episode->first_entry : state.ledger.first_entry;
}

/// Days with a session that end with `last`, one after the other, counted anew after each seven: whoever
/// trained on the light day too is asked for the next one a week later, and is not kept from going on.
int days_in_a_row(const State& state, Day last) {
  int days = 0;
  Day expected = last;
  for (auto it = state.ledger.sessions.rbegin(); it != state.ledger.sessions.rend(); ++it) {
    if (!it->done || it->day > expected) continue;
    if (it->day < expected) break;
    ++days;
    expected -= std::chrono::days(1);
  }
  constexpr int a_week = 7;
  return days % a_week;
}

/// How long the longest illness lasted that has ended and after which nobody trained yet.
int ill_days_since_a_session(const State& state, Day today) {
  const Day since = gap_anchor(state);
  int longest = 0;
  for (const Illness& illness : state.ledger.illnesses) {
    const std::optional<Day>& to = illness.said.to;
    if (to && *to < today && *to >= since)
      longest = std::max(longest, days_between(illness.said.from, *to) + 1);
  }
  return longest;
}

Progress progress_before(const State& state, Day day) {
  Progress p;
  const Day before = day - std::chrono::days(1);
  const std::optional<Day> first = first_entry_of(state);
  if (first && *first <= before) p.plan_day = days_between(*first, before);
  const Day onset = state.onset_or(Day{});
  for (auto it = state.ledger.sessions.rbegin(); it != state.ledger.sessions.rend(); ++it) {
    if (!it->done || it->day < onset) continue;
    if (!p.far_run_days && it->far) p.far_run_days = days_between(it->day, before);
    if (!p.gap_days) p.gap_days = days_between(it->day, before);
    ++p.sessions;
  }
  p.days_in_a_row = days_in_a_row(state, before);
  p.ill_days = ill_days_since_a_session(state, day);
  p.active_days = state.active_days;
  p.phases = state.phases_passed;
  p.most_phases = state.most_phases;
  return p;
}

/// Counts the day unless it lies in a break: who does not train cannot be said to make no progress.
void count_active_day(State& state, Day day) {
  const std::optional<Day> first = first_entry_of(state);
  if (!first || day <= *first) return;
  const Day since = std::max(*first, gap_anchor(state));
  if (days_between(since, day) <= break_begins_after_days) ++state.active_days;
}

/// A prescription asks something of a day and a retraction of another: neither tells of it or moves on.
bool tells_of_the_day(std::span<const LiveEntry> entries) {
  return std::ranges::any_of(entries, [](const LiveEntry& live) {
    return live.taken_back == nullptr && live.entry().as<PrescriptionEntry>() == nullptr;
  });
}

}  // namespace

Reason because(const DayStep& step, std::string rule, std::string message, const Evidence& evidence) {
  const CaseFacts facts(step.knowledge, step.state, step.day);
  return reason_of(std::move(rule), std::move(message), Judgement{}, evidence, traits_of(step.state, facts));
}

void step_day(const Knowledge& knowledge, State& state, Day day, std::span<const LiveEntry> entries) {
  DayStep step{.knowledge = knowledge, .state = state, .day = day};
  state.changes.clear();
  state.progress = progress_before(state, day);
  const std::size_t sessions_before = state.ledger.sessions.size();
  for (const LiveEntry& entry : entries) add_entry(state.ledger, entry, knowledge);
  state.day = day;
  state.started = true;
  begin_episode(step);
  begin_phase(step);
  count_active_day(state, day);
  // A flag can rise only by something told, and go stale only by time; staleness never raises one.
  if (std::exchange(state.ledger.told_something_new, false)) latch_signs(knowledge, state, day);
  if (state.protocol == nullptr) return;
  const bool no_progress = apply_rest_rules(step);
  // What was done before today decides where today stands; today's own session belongs to the phase it was
  // done in.
  judge_sessions(step, 0, sessions_before);
  follow_tables(step);
  if (tells_of_the_day(entries) && !no_progress && !was_hurt(step)) advance(step);
  note_new_sessions(step, sessions_before, no_progress);
  judge_sessions(step, sessions_before, state.ledger.sessions.size());
}

void fold_on(const Knowledge& knowledge, const Timeline& timeline, State& state, Day until) {
  const auto& entries = timeline.entries;
  if (entries.empty()) {
    step_day(knowledge, state, until, {});
    return;
  }
  Day day = state.started ? state.day + std::chrono::days(1) : std::min(entries.front().day, until);
  auto from = std::ranges::lower_bound(entries, day, {}, &LiveEntry::day);
  for (; day <= until; day += std::chrono::days(1)) {
    const auto to = std::find_if(from, entries.end(), [day](const LiveEntry& e) { return e.day > day; });
    step_day(knowledge, state, day, std::span(from, to));
    from = to;
  }
}

State fold(const Knowledge& knowledge, const Timeline& timeline, Day until, const Protocol* protocol) {
  State state;
  state.protocol = protocol;
  fold_on(knowledge, timeline, state, until);
  return state;
}

}  // namespace hamstring::rehab
