#include "rehab/standing/growth.h"

#include <algorithm>
#include <cmath>
#include <functional>

#include "rehab/standing/dose.h"

namespace hamstring::rehab {
namespace {

constexpr double step_limit = 0.10;
constexpr int lately_days = 14;

/// The smallest first dose any phase up to the present one gives the exercise. A first dose is a start, not
/// a step; the larger first dose of a later phase is no second start.
double smallest_start(const State& state, const ContentLine& line, const std::string& exercise) {
  double smallest = first_dose(line).volume();
  const std::size_t last = state.phase.value_or(0);
  for (std::size_t i = 0; i <= last && i < state.protocol->phases.size(); ++i) {
    for (const ContentLine& other : state.protocol->phases[i].content) {
      if (std::ranges::find(other.options, exercise) != other.options.end())
        smallest = std::min(smallest, first_dose(other).volume());
    }
  }
  return state.start_share * smallest;
}

}  // namespace

bool has_begun(const State& state, Day before) {
  if (!state.not_tolerated.empty()) return true;
  const Day onset = state.onset_or(Day{});
  return std::ranges::any_of(state.ledger.sessions, [&](const SessionRecord& session) {
    if (session.day < onset || session.day >= before || !session.done) return false;
    if (session.body == nullptr) return true;
    if (!session.body->run) return false;
    const Rung* rung = rung_named(*state.protocol, session.body->run->rung);
    // By effort: a walk, wherever somebody may begin further on.
    return rung == nullptr || rung->speed_of != OwnSpeed::none;
  });
}

double step_of(const State& state) {
  const Settings settings = settings_of(state.ledger);
  return std::min({state.protocol->load_step, settings.load_step.value_or(step_limit), step_limit});
}

Dose done_dose(const DoneLine& done, const Dose& asked) {
  Dose result{.amounts = {}, .load_kg = {}};
  if (asked.load_kg) result.load_kg = done.load_kg.or_else(asked.load_kg);
  for (int set = 0; set < done.sets; ++set) {
    const auto i = static_cast<std::size_t>(set);
    if (done.reps.empty()) {
      result.amounts.push_back(i < asked.amounts.size() ? asked.amounts[i] : 0.0);
    } else {
      result.amounts.push_back(done.reps.size() == 1 ? done.reps[0] : done.reps[i]);
    }
  }
  std::ranges::sort(result.amounts, std::greater<>());
  return result;
}

double volume_one_step_up(const Dose& done, double step) {
  if (step <= 0.0) return done.volume();
  const double total = done.total();
  const double more = std::max(std::floor(total * (1.0 + step) + dose_rounding), total + 1.0);
  if (!done.load_kg) return more;
  const double load = *done.load_kg;
  const double heavier = std::max(
      std::floor(load * (1.0 + step) / load_unit_kg + dose_rounding) * load_unit_kg, load + load_unit_kg);
  return std::max(more * load, total * heavier);
}

void note_tolerated(State& state, const std::string& exercise, const Dose& done, bool may_grow) {
  const double volume = done.volume();
  if (volume <= 0.0) return;
  ExerciseMemory& memory = state.exercises[exercise];
  const double up = may_grow ? volume_one_step_up(done, step_of(state)) : volume;
  memory.tolerated = std::max(memory.tolerated, volume);
  memory.one_step_up = std::max(memory.one_step_up, up);
  if (memory.at_most) memory.at_most = std::max(*memory.at_most, up);
}

void note_hurt(State& state, const std::string& exercise, const Dose& done) {
  const double less = (1.0 - state.protocol->dose_back) * done.volume();
  if (less <= 0.0) return;
  ExerciseMemory& memory = state.exercises[exercise];
  memory.at_most = std::min(memory.at_most.value_or(less), less);
}

void note_all_hurt(State& state) {
  const double share = 1.0 - state.protocol->dose_back;
  for (auto& [exercise, memory] : state.exercises) {
    const double before = memory.asked ? memory.asked->volume() : memory.tolerated;
    if (before > 0.0) memory.at_most = std::min(memory.at_most.value_or(before), share * before);
  }
}

const ExerciseMemory* memory_of_exercise(const State& state, const std::string& exercise) {
  const auto found = state.exercises.find(exercise);
  return found == state.exercises.end() ? nullptr : &found->second;
}

Dose dose_allowed(const State& state, const ContentLine& line, const std::string& exercise,
                  const Dose& wanted, bool light) {
  const ExerciseMemory nothing;
  const ExerciseMemory* known = memory_of_exercise(state, exercise);
  const ExerciseMemory& memory = known == nullptr ? nothing : *known;
  const double start = smallest_start(state, line, exercise);
  const double volume = wanted.volume();
  double most = volume;
  // A table has steps of its own, its rows.
  if (line.progress != ContentLine::Progress::table)
    most = std::min(most, std::max(start, memory.one_step_up));
  if (light)
    most = std::min(most,
                    (1.0 - state.protocol->dose_back) * std::min(volume, std::max(start, memory.tolerated)));
  if (memory.at_most) most = std::min(most, *memory.at_most);
  return most < volume - dose_rounding ? dose_at_most(line, step_of(state), most, wanted) : wanted;
}

Dose dose_held(const State& state, const ContentLine& line, const std::string& exercise, const Dose& wanted) {
  const ExerciseMemory* known = memory_of_exercise(state, exercise);
  if (line.progress == ContentLine::Progress::table || known == nullptr || !known->asked) return wanted;
  // Whoever did more than was asked, and bore it, is held at that: they are not behind somebody who did the
  // same before the plan asked for any of it.
  const double borne = known->done ? std::min(known->done->volume(), known->tolerated) : 0.0;
  const double most = std::max(known->asked->volume(), borne);
  return most > 0.0 && most < wanted.volume() - dose_rounding
             ? dose_at_most(line, step_of(state), most, wanted)
             : wanted;
}

DoseChange change_of(const Dose& now, const ExerciseMemory* known) {
  using Change = DoseChange;
  if (known == nullptr || !known->done) return Change::first;
  const double difference = now.volume() - known->done->volume();
  if (std::abs(difference) <= dose_rounding) return Change::held;
  return difference > 0.0 ? Change::heavier : Change::lighter;
}

const SessionRecord* unsettled_setback(const State& state) {
  const Day onset = state.onset_or(Day{});
  const auto& sessions = state.ledger.sessions;
  for (auto it = sessions.rbegin(); it != sessions.rend() && it->day >= onset; ++it) {
    if (it->tolerance == Tolerance::tolerated) return nullptr;
    if (it->tolerance == Tolerance::not_tolerated) return &*it;
  }
  return nullptr;
}

std::size_t lines_of_light_day(const State& state, const Phase& phase, Day today) {
  // Of what was done, whether tolerated or not: who hurt more often must not be given more.
  auto fewest = static_cast<std::size_t>(std::max(1, phase.max_lines / 2));
  const Day onset = state.onset_or(Day{});
  for (const SessionRecord& session : state.ledger.sessions) {
    if (session.body == nullptr || session.day < onset || days_between(session.day, today) > lately_days)
      continue;
    const auto done =
        std::ranges::count_if(session.body->lines, [](const DoneLine& d) { return d.sets > 0; });
    if (done > 0) fewest = std::min(fewest, static_cast<std::size_t>(done));
  }
  return fewest;
}

int rung_of_light_day(const State& state) {
  const double limit = pain_limit_of(settings_of(state.ledger), *state.protocol);
  int highest = std::min(state.rung, state.rung_borne - 1);
  const auto& sessions = state.ledger.sessions;
  for (auto it = sessions.rbegin(); it != sessions.rend() && it->day >= state.onset_or(Day{}); ++it) {
    if (it->tolerance == Tolerance::tolerated) break;
    if (it->tolerance != Tolerance::not_tolerated || it->body == nullptr || !it->body->run) continue;
    const DoneRun& run = *it->body->run;
    const Rung* rung = rung_named(*state.protocol, run.rung);
    const bool hurt = tolerance_of(it->before, run.worst.or_else(it->worst), it->morning, limit) ==
                      Tolerance::not_tolerated;
    if (hurt && rung != nullptr) highest = std::min(highest, rung->order - 1);
  }
  return std::max(0, highest);
}

}  // namespace hamstring::rehab
