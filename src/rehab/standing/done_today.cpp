#include "rehab/standing/done_today.h"

#include <algorithm>

namespace hamstring::rehab {
namespace {

bool holds(const SessionRecord& session, const ContentLine& line) {
  return session.body != nullptr && std::ranges::any_of(session.body->lines, [&](const DoneLine& done) {
           return done.sets > 0 && std::ranges::find(line.options, done.exercise) != line.options.end();
         });
}

bool belongs(const DoneLine& done, const Phase& phase) {
  return std::ranges::any_of(phase.content, [&](const ContentLine& line) {
    return std::ranges::find(line.options, done.exercise) != line.options.end();
  });
}

/// Whether anything of the session is an exercise of the phase and not of the other.
bool only_of(const Phase& phase, const Phase& other, const SessionRecord& session) {
  return session.body != nullptr && std::ranges::any_of(session.body->lines, [&](const DoneLine& done) {
           return done.sets > 0 && belongs(done, phase) && !belongs(done, other);
         });
}

auto times_on(const State& state, const ContentLine& line, Day day) {
  return std::ranges::count_if(state.ledger.sessions,
                               [&](const SessionRecord& s) { return s.day == day && holds(s, line); });
}

}  // namespace

bool done_for(const SessionRecord& session, const Phase& phase) {
  return std::ranges::any_of(phase.content, [&](const ContentLine& line) { return holds(session, line); });
}

bool trained_on(const State& state, Day day) {
  return std::ranges::any_of(state.ledger.sessions,
                             [&](const SessionRecord& s) { return s.day == day && s.done; });
}

bool line_is_done(const State& state, const ContentLine& line, Day day) {
  const auto& sessions = state.ledger.sessions;
  const auto last = std::ranges::find_if(sessions.rbegin(), sessions.rend(),
                                         [&](const SessionRecord& s) { return holds(s, line); });
  if (last == sessions.rend()) return false;
  if (last->day != day) return days_between(last->day, day) < line.every_days;
  return times_on(state, line, day) >= line.per_day;
}

std::size_t lines_done_on(const State& state, const Phase& phase, Day day) {
  return static_cast<std::size_t>(std::ranges::count_if(phase.content, [&](const ContentLine& line) {
    return times_on(state, line, day) > 0 && line_is_done(state, line, day);
  }));
}

const LineState* line_memory(const State& state, const ContentLine& line, const std::string& exercise) {
  for (const std::string& key : {line.id, line.id + " " + exercise}) {
    const auto found = state.lines.find(key);
    if (found != state.lines.end() && found->second.exercise == exercise) return &found->second;
  }
  return nullptr;
}

bool day_is_over(const State& state, Day day) {
  const Phase& today = phase_of_day(state, day);
  bool elsewhere = false;
  for (const SessionRecord& session : state.ledger.sessions) {
    if (session.day != day || !session.done) continue;
    if (done_for(session, today)) return false;
    elsewhere |=
        std::ranges::any_of(state.protocol->phases, [&](const Phase& p) { return done_for(session, p); });
  }
  return elsewhere;
}

double most_pain_to_go_up(const Protocol& protocol, const Rung& rung) {
  return rung.speed_of == OwnSpeed::top ? protocol.run_up_max : protocol.pain_limit_max;
}

const Phase& phase_of_day(const State& state, Day day) {
  const Phase& present = *state.current_phase();
  if (state.phase_since != day || *state.phase == 0) return present;
  const Phase& before = state.protocol->phases[*state.phase - 1];
  // Some exercises stand in both: what only one of the two asks for tells whose session it was.
  const bool begun = std::ranges::any_of(state.ledger.sessions, [&](const SessionRecord& s) {
    return s.day == day && only_of(before, present, s) && !only_of(present, before, s);
  });
  return begun ? before : present;
}

}  // namespace hamstring::rehab
