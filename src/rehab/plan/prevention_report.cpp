#include "rehab/plan/prevention_report.h"

#include <algorithm>
#include <functional>
#include <iterator>
#include <set>

#include "rehab/course/program.h"
#include "rehab/course/protocol_choice.h"
#include "rehab/plan/planner.h"
#include "rehab/standing/facts.h"

namespace hamstring::rehab {
namespace {

constexpr int weeks_shown = 4;

bool has(const SessionRecord& session, const std::string& exercise) {
  return session.body != nullptr && session.done &&
         std::ranges::any_of(session.body->lines,
                             [&](const DoneLine& d) { return d.exercise == exercise && d.sets > 0; });
}

Truth opposite(Truth truth) {
  if (truth == Truth::unknown) return truth;
  return truth == Truth::yes ? Truth::no : Truth::yes;
}

/// The program that the phase of return follows for this person, whether they are there or not, and the line
/// of today's phase that follows one.
struct Programs {
  const Prevention* chosen = nullptr;
  const ContentLine* followed = nullptr;
};

Programs programs_in(const Knowledge& knowledge, const State& state) {
  Programs found;
  if (state.protocol == nullptr) return found;
  for (const Phase& phase : state.protocol->phases) {
    for (const ContentLine& line : phase.content) {
      const Prevention* program = program_of(knowledge, state.ledger, line);
      if (program == nullptr) continue;
      if (phase.is_return) found.chosen = program;
      if (&phase == state.current_phase()) found.followed = &line;
    }
  }
  return found;
}

int times_done(const std::vector<SessionRecord>& sessions, const std::string& exercise, Day from, Day to) {
  return static_cast<int>(std::ranges::count_if(
      sessions, [&](const SessionRecord& s) { return s.day >= from && s.day <= to && has(s, exercise); }));
}

/// The last weeks, oldest first. `told`: the days of which something was told.
std::vector<ProgramWeek> weeks_before(Day today, const Prevention& item,
                                      const std::vector<SessionRecord>& sessions, const std::set<Day>& told) {
  const auto first = std::ranges::find_if(
      sessions, [&](const SessionRecord& session) { return has(session, item.exercise); });
  std::vector<ProgramWeek> weeks;
  for (int back = weeks_shown; back > 0; --back) {
    ProgramWeek week{.from = today - std::chrono::days(7 * back - 1),
                     .to = today - std::chrono::days(7 * (back - 1)),
                     .asked = {}};
    week.done = times_done(sessions, item.exercise, week.from, week.to);
    week.days_told = static_cast<int>(std::distance(told.lower_bound(week.from), told.upper_bound(week.to)));
    if (first != sessions.end() && week.to >= first->day) {
      const Prevention::Week* row =
          week_of(item, days_between(first->day, std::max(week.from, first->day)) / 7 + 1);
      if (row != nullptr) week.asked = row->sessions;
    }
    weeks.push_back(week);
  }
  return weeks;
}

ProgramReport report_of(const Prevention& item, const Knowledge& knowledge, const State& state, Day today,
                        const std::set<Day>& told) {
  const Programs programs = programs_in(knowledge, state);
  ProgramReport result{.program = &item, .missing = {}, .weeks = {}};
  result.offered = opposite(truth_of(item.not_when, CaseFacts(knowledge, state, today)));
  result.chosen = programs.chosen == &item;
  result.followed =
      programs.followed != nullptr && program_of(knowledge, state.ledger, *programs.followed) == &item;
  if (result.followed) {
    const auto memory = state.lines.find(programs.followed->id);
    result.week = memory == state.lines.end() ? 1 : memory->second.week;
  }
  if (item.weeks.empty() || item.exercise.empty()) return result;
  const std::vector<std::string>& there = settings_of(state.ledger).equipment;
  if (const auto exercise = knowledge.exercises.find(item.exercise); exercise != knowledge.exercises.end())
    std::ranges::copy_if(
        exercise->second.equipment, std::back_inserter(result.missing),
        [&](const std::string& needed) { return std::ranges::find(there, needed) == there.end(); });
  const Day monday = monday_of(today);
  result.done_this_week = times_done(state.ledger.sessions, item.exercise, monday, today);
  result.weeks = weeks_before(today, item, state.ledger.sessions, told);
  return result;
}

}  // namespace

PreventionReport prevention_report(const Knowledge& knowledge, const Case& history, Day today) {
  const Timeline timeline = timeline_of(history, today);
  const State without = fold(knowledge, timeline, today, nullptr);
  const ProtocolChoice choice = chosen(knowledge, without, today, {});
  const State state =
      choice.protocol == nullptr ? without : fold(knowledge, timeline, today, choice.protocol);
  std::set<Day> told;
  for (const LiveEntry& entry : timeline.entries) told.insert(entry.day);
  PreventionReport result{.programs = {}, .watch = follow_up(knowledge, state, today).watch};
  for (const auto& [id, item] : knowledge.prevention)
    result.programs.push_back(report_of(item, knowledge, state, today, told));
  std::ranges::stable_sort(result.programs, std::greater<>(), &ProgramReport::chosen);
  return result;
}

}  // namespace hamstring::rehab
