// Doses of the present phase's lines, and the weeks of table programs.
#include <algorithm>

#include "rehab/course/fold_steps.h"
#include "rehab/course/program.h"
#include "rehab/standing/dose.h"
#include "rehab/standing/growth.h"

namespace hamstring::rehab {
namespace {

constexpr int weeks_lost_by_a_break = 2;
constexpr int break_of_a_table_days = 14;

const ContentLine* line_of(const State& state, std::string_view id) {
  const Phase* phase = state.current_phase();
  if (phase == nullptr) return nullptr;
  // The memory of a stand-in is kept under the line's id and its own.
  const auto found = std::ranges::find(phase->content, id.substr(0, id.find(' ')), &ContentLine::id);
  return found == phase->content.end() ? nullptr : &*found;
}

bool whole(const Dose& did, const Dose& asked) {
  if (did.amounts.size() < asked.amounts.size()) return false;
  for (std::size_t i = 0; i < asked.amounts.size(); ++i) {
    if (did.amounts[i] < asked.amounts[i]) return false;
  }
  return !(asked.load_kg && did.load_kg && *did.load_kg < *asked.load_kg);
}

/// Sessions of the line's exercise in [from, until), and whether all of them were tolerated.
struct WeekDone {
  int sessions = 0;
  bool all_tolerated = true;
};
WeekDone done_in(const State& state, const std::string& exercise, Day from, Day until) {
  WeekDone week;
  for (const SessionRecord& session : state.ledger.sessions) {
    if (session.body == nullptr || session.day < from || session.day >= until) continue;
    const bool has = std::ranges::any_of(
        session.body->lines, [&](const DoneLine& d) { return d.exercise == exercise && d.sets > 0; });
    week.sessions += has ? 1 : 0;
    week.all_tolerated = week.all_tolerated && (!has || session.tolerance == Tolerance::tolerated);
  }
  return week;
}

}  // namespace

void lower(const DayStep& step, const LineMemory& memory, double share) {
  LineState& state = *memory.state;
  state.tolerated = state.steps = 0;
  if (memory.line->progress != ContentLine::Progress::load_step) return;
  state.next = dose_within(*memory.line, step_of(step.state), state.next.volume() * (1.0 - share));
}

void lower_all(const DayStep& step, double share) {
  for (auto& [id, memory] : step.state.lines) {
    if (const ContentLine* line = line_of(step.state, id)) lower(step, {&memory, line}, share);
  }
}

void carry_lines_back(const DayStep& step) {
  State& state = step.state;
  std::erase_if(state.lines, [&](const auto& item) { return line_of(state, item.first) == nullptr; });
  for (auto& [id, memory] : state.lines) {
    const ContentLine* line = line_of(state, id);
    lower(step, {&memory, line}, state.protocol->dose_back);
    // The line may have other bounds here, and then its chain of doses is another one.
    memory.next = line->progress == ContentLine::Progress::load_step
                      ? dose_within(*line, step_of(state), memory.next.volume())
                      : first_dose(*line);
  }
}

LineMemory memory_of(const DayStep& step, const std::string& exercise) {
  State& state = step.state;
  const Phase* phase = state.current_phase();
  if (phase == nullptr) return {};
  for (const ContentLine& line : phase->content) {
    if (std::ranges::find(line.options, exercise) == line.options.end()) continue;
    // Another of the line's options has a memory of its own: doing it once does not take away what the first
    // had reached.
    const auto first = state.lines.find(line.id);
    const bool stand_in = first != state.lines.end() && first->second.exercise != exercise;
    LineState& memory = state.lines[stand_in ? line.id + " " + exercise : line.id];
    if (memory.exercise.empty())
      memory = LineState{.exercise = exercise, .next = first_dose(line), .step = step_of(state)};
    return {&memory, &line};
  }
  return {};
}

void grow(const DayStep& step, const LineMemory& memory, const DoneLine& done, const SessionRecord& session) {
  const Protocol& protocol = *step.state.protocol;
  LineState& line = *memory.state;
  if (memory.line->progress != ContentLine::Progress::load_step || session.no_progress || !session.before ||
      *session.before > protocol.progress_before_max || !whole(done_dose(done, line.next), line.next))
    return;
  // Twice on one day says no more of how the leg bears it than once.
  if (line.tolerated_on == session.day) return;
  line.tolerated_on = session.day;
  if (++line.tolerated < protocol.tolerated_sessions) return;
  line.tolerated = 0;
  const double share = step_of(step.state);
  if (line.step != share) {  // another step makes another chain of doses
    line.next = dose_within(*memory.line, share, line.next.volume());
    line.step = share;
    line.steps = 0;
  }
  const std::optional<NextDose> next = next_dose(line.next, *memory.line, share);
  if (!next || ++line.steps < next->steps) return;
  line.next = next->dose;
  line.steps = 0;
}

void follow_tables(const DayStep& step) {
  State& state = step.state;
  const Phase* phase = state.current_phase();
  if (phase == nullptr) return;
  for (const ContentLine& line : phase->content) {
    const auto memory = state.lines.find(line.id);
    const Prevention* program = program_of(step.knowledge, state.ledger, line);
    if (memory == state.lines.end() || program == nullptr) continue;
    LineState& m = memory->second;
    if (state.progress.gap_days && *state.progress.gap_days >= break_of_a_table_days &&
        state.applied.try_emplace("table." + line.id + day_text(gap_anchor(state)), step.day).second)
      m.week = std::max(1, m.week - weeks_lost_by_a_break);
    if (monday_of(step.day) != step.day) continue;
    const WeekDone done = done_in(state, m.exercise, step.day - std::chrono::days(7), step.day);
    const Prevention::Week* week = week_of(*program, m.week);
    if (done.all_tolerated && done.sessions >= (week == nullptr ? 1.0 : week->sessions.min)) ++m.week;
  }
}

}  // namespace hamstring::rehab
