#include "rehab/plan/training.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "rehab/course/program.h"
#include "rehab/plan/fast_running.h"
#include "rehab/plan/planner.h"
#include "rehab/plan/weight_today.h"
#include "rehab/standing/done_today.h"
#include "rehab/standing/dose.h"
#include "rehab/standing/growth.h"
#include "rehab/standing/judge.h"
#include "rehab/standing/run_done.h"

namespace hamstring::rehab {
namespace {

struct Chosen {
  const Exercise* exercise = nullptr;
  std::vector<Reason> open;  ///< better ones that nobody can say yet whether they may be done
};

Chosen choose_exercise(const DayGround& ground, const ContentLine& line, const std::string& rule) {
  Chosen chosen;
  for (const std::string& id : line.options) {
    const auto exercise = ground.knowledge.exercises.find(id);
    if (exercise == ground.knowledge.exercises.end() ||
        !has_equipment(exercise->second.equipment, ground.settings.equipment))
      continue;
    Judgement not_when = evaluate(exercise->second.not_when, ground.facts);
    if (not_when.truth == Truth::no) {
      chosen.exercise = &exercise->second;
      return chosen;
    }
    if (not_when.truth != Truth::unknown) continue;
    for (const UnknownFact& fact : not_when.unknown) not_when.used.push_back(fact.fact);
    chosen.open.push_back(ground.say(rule, {.id = "status.exercise_not_known", .arguments = {}},
                                     exercise->second.evidence, About::today, not_when));
  }
  return chosen;
}

/// The dose of the program's week; nothing where the week holds no more of it.
std::optional<Dose> dose_of_table(const DayGround& ground, const ContentLine& line, const LineState* known,
                                  const std::string& exercise, Dose dose) {
  const Prevention* program = program_of(ground.knowledge, ground.state.ledger, line);
  if (program == nullptr) return std::nullopt;
  const Prevention::Week* week = week_of(*program, known == nullptr ? 1 : known->week);
  if (week == nullptr || truth_of(program->not_when, ground.facts) != Truth::no) return std::nullopt;
  // Whatever phase it was done in: a week holds no more of it than the table says.
  const Day monday = monday_of(ground.today);
  const auto done = std::ranges::count_if(ground.state.ledger.sessions, [&](const SessionRecord& s) {
    return s.body != nullptr && s.day >= monday &&
           std::ranges::find(s.body->lines, exercise, &DoneLine::exercise) != s.body->lines.end();
  });
  if (static_cast<double>(done) >= week->sessions.max) return std::nullopt;
  dose.amounts.clear();
  for (const Range& set : week->sets) dose.amounts.push_back(set.min);
  return dose;
}

/// Checked where it leaves: whatever happened before, no line is above its own bounds.
Dose clipped(Dose dose, const ContentLine& line) {
  if (line.progress == ContentLine::Progress::table) return dose;
  const auto most = static_cast<std::size_t>(std::max(1.0, line.sets.max));
  if (dose.amounts.size() > most) dose.amounts.resize(most);
  for (double& amount : dose.amounts) amount = std::min(amount, line.reps.max);
  return dose;
}

/// What is asked of the line today; nothing where its program asks for no more this week.
std::optional<Dose> dose_today(const DayGround& ground, const RestToday& rest, const ContentLine& line,
                               const std::string& exercise) {
  const LineState* known = ground.held.holds() ? nullptr : line_memory(ground.state, line, exercise);
  Dose dose = first_dose(line);
  if (line.progress == ContentLine::Progress::table) {
    auto of_week = dose_of_table(ground, line, known, exercise, std::move(dose));
    if (!of_week) return std::nullopt;
    dose = *std::move(of_week);
  } else if (known != nullptr) {
    dose = known->next;
  }
  dose = dose_allowed(ground.state, line, exercise, dose, ground.setback != nullptr);
  if (rest.no_more) dose = dose_held(ground.state, line, exercise, dose);
  return clipped(std::move(dose), line);
}

/// `only_known`: only an exercise that was done in this episode.
std::optional<SessionLine> line_today(const DayGround& ground, const RestToday& rest, const Phase& phase,
                                      const ContentLine& line, bool only_known, std::vector<Reason>& open) {
  const std::string rule = ground.rule_of(fmt::format("{}.content.{}", phase.id, line.id));
  if (line.when && truth_of(*line.when, ground.facts) == Truth::no) return std::nullopt;
  if (line_is_done(ground.state, line, ground.today)) return std::nullopt;
  Chosen chosen = choose_exercise(ground, line, rule);
  std::ranges::move(chosen.open, std::back_inserter(open));
  if (chosen.exercise == nullptr) return std::nullopt;
  const std::string& exercise = chosen.exercise->id;
  const ExerciseMemory* done = memory_of_exercise(ground.state, exercise);
  if (only_known && done == nullptr) return std::nullopt;
  auto dose = dose_today(ground, rest, line, exercise);
  if (!dose) return std::nullopt;
  const DoseChange change = change_of(*dose, done);
  const bool by_table = line.progress == ContentLine::Progress::table && change != DoseChange::lighter;
  SessionLine made{
      .line = line.id,
      .exercise = exercise,
      .dose = *std::move(dose),
      .per_day = line.per_day,
      .rest_s = line.rest_s,
      .tempo_s = chosen.exercise->tempo_s,
      .stop_above_pain = ground.pain_limit,
      .change = by_table ? DoseChange::table : change,
      .reasons = {reason_of(rule, ground.rule_of("line." + line.id), {}, line.evidence, ground.person)}};
  if (!by_table) put_weight(made, line, *chosen.exercise, ground, rest);
  return made;
}

struct Lines {
  std::vector<SessionLine> lines;
  std::vector<Reason> reasons;
};

/// Hard days of a phase lie apart: what asks most of a tendon is done on one day, not spread over all of them
/// because a light day or half a session put its lines out of step.
bool hard_work_waits(const DayGround& ground, const Phase& phase) {
  const int apart = phase.hard_days_apart;
  if (apart == 0) return false;
  const auto hard_line = [&](const DoneLine& done) {
    // Of any phase: who was taken back a phase has not rested from the hard work of the one before.
    return std::ranges::any_of(ground.state.protocol->phases, [&](const Phase& any) {
      return std::ranges::any_of(any.content, [&](const ContentLine& line) {
        return line.every_days >= apart &&
               std::ranges::find(line.options, done.exercise) != line.options.end();
      });
    });
  };
  return std::ranges::any_of(ground.state.ledger.sessions, [&](const SessionRecord& session) {
    const int ago = days_between(session.day, ground.today);
    if (session.body == nullptr || ago < 1 || ago >= apart) return false;
    const auto& run = session.body->run;
    const Rung* rung = run ? rung_named(*ground.state.protocol, run->rung) : nullptr;
    return (rung != nullptr && rung->every_days >= apart) ||
           std::ranges::any_of(session.body->lines, hard_line);
  });
}

/// Up to `most` of the phase's lines a day, those counted that were done today and do not come again.
Lines lines_today(const DayGround& ground, const RestToday& rest, const Phase& phase, std::size_t most,
                  bool only_known) {
  Lines found;
  const std::size_t done = lines_done_on(ground.state, phase, ground.today);
  const bool hard_waits = hard_work_waits(ground, phase);
  for (const bool optional : {false, true}) {
    for (const ContentLine& line : phase.content) {
      if (line.optional != optional || found.lines.size() + done >= most) continue;
      if (hard_waits && line.every_days >= phase.hard_days_apart) continue;
      if (auto one = line_today(ground, rest, phase, line, only_known, found.reasons))
        found.lines.push_back(*std::move(one));
    }
  }
  return found;
}

/// Until a session is tolerated again: fewer exercises, nothing new, each clearly less; a run below what
/// was borne.
Lines light_day(const DayGround& ground, const RestToday& rest, const Phase& phase) {
  const State& state = ground.state;
  const std::size_t most = lines_of_light_day(state, phase, ground.today);
  Lines found = lines_today(ground, rest, phase, most, true);
  // Where nobody ever told which exercises were done, the phase's first ones are as well known as any.
  if (found.lines.empty() && lines_done_on(state, phase, ground.today) == 0) {
    Lines first = lines_today(ground, rest, phase, state.exercises.empty() ? most : 1, false);
    found.lines = std::move(first.lines);
    std::ranges::move(first.reasons, std::back_inserter(found.reasons));
  }
  if (!found.lines.empty())
    found.reasons.push_back(ground.say(ground.rule_of("progress"),
                                       {.id = "status.light_after_setback", .arguments = {}},
                                       state.protocol->progress_evidence, About::today));
  return found;
}

/// What may be run until a session is tolerated again. Where the phase has nothing else, its first rung once
/// more: a day without anything could never be tolerated, and nobody would go on.
int rung_after_setback(const DayGround& ground, const Phase& phase) {
  const int order = rung_of_light_day(ground.state);
  if (order > 0 || has_exercises(phase, ground.facts)) return order;
  const Rung* first = rung_named(*ground.state.protocol, phase.rungs.front());
  return first == nullptr ? 0 : first->order;
}

/// The rung that may be run today; null where none is.
const Rung* rung_today(const DayGround& ground, const RestToday& rest, const Phase& phase,
                       const FastToday& fast) {
  const State& state = ground.state;
  if (rest.no_running || state.rung == 0 || phase.rungs.empty()) return nullptr;
  int order = state.rung;
  if (rest.no_more && state.rung_last_run > 0) order = std::min(order, state.rung_last_run);
  if (ground.held.rung_at_most) order = std::min(order, *ground.held.rung_at_most);
  if (ground.setback != nullptr) order = std::min(order, rung_after_setback(ground, phase));
  if (const auto below = below_what_hurt(state)) order = std::min(order, *below);
  const Rung* rung = rung_of(*state.protocol, order);
  if (rung == nullptr || !opens(*state.protocol, phase, order)) return nullptr;
  return within(fast, *state.protocol, *rung);
}

bool ran_lately(const DayGround& ground, const Rung& rung) {
  const auto& sessions = ground.state.ledger.sessions;
  const auto last = std::find_if(sessions.rbegin(), sessions.rend(), [](const SessionRecord& session) {
    return session.body != nullptr && session.body->run;
  });
  if (last == sessions.rend()) return false;
  // A run above what was asked, or one that is no rung, is not followed by a run on the next day.
  constexpr int after_off_plan = 2;
  const Rung* done = rung_named(*ground.state.protocol, last->body->run->rung);
  int apart = rung.every_days;
  if (done == nullptr || done->order > ground.state.rung || ran_far_on(ground.state.ledger, last->day))
    apart = std::max(apart, after_off_plan);
  return days_between(last->day, ground.today) < apart;
}

/// For range and comfort of a leg that is or was hurt: whoever was never hurt is offered none.
std::vector<std::string> techniques_today(const DayGround& ground) {
  if (ground.state.ledger.episodes.empty()) return {};
  using Phases = Technique::Phases;
  const std::size_t at = *ground.state.phase, count = ground.state.protocol->phases.size();
  std::vector<std::string> ids;
  for (const auto& [id, technique] : ground.knowledge.techniques) {
    if (technique.phases == Phases::not_first && at == 0) continue;
    if (technique.phases == Phases::late && 2 * at < count) continue;
    if (!has_equipment(technique.equipment, ground.settings.equipment)) continue;
    if (truth_of(technique.not_when, ground.facts) == Truth::no) ids.push_back(id);
  }
  return ids;
}

}  // namespace

RunLine run_line(const DayGround& ground, const Rung& rung) {
  const std::string rule = ground.rule_of("rung." + rung.id);
  return {.rung = rung.id,
          .form = rung.form,
          .repeats = rung.repeats,
          .work_s = rung.work_s,
          .work_m = rung.work_m,
          .rest_s = rung.rest_s,
          .speed_m_s = speed_of(ground.knowledge, rung, ground.facts),
          .speed_of = rung.speed_of,
          .percent = rung.percent,
          .stop_above_pain = ground.pain_limit,
          .reasons = {reason_of(rule, rule, {}, rung.evidence, ground.person)}};
}

Training training_today(const DayGround& ground, const RestToday& rest) {
  const State& state = ground.state;
  const Phase& phase =
      ground.held.holds() ? state.protocol->phases[*ground.held.phase] : phase_of_day(state, ground.today);
  if (day_is_over(state, ground.today)) return {};
  Lines found = ground.setback != nullptr
                    ? light_day(ground, rest, phase)
                    : lines_today(ground, rest, phase, static_cast<std::size_t>(phase.max_lines), false);
  Training training{.lines = std::move(found.lines),
                    .run = {},
                    .techniques = phase.techniques ? techniques_today(ground) : std::vector<std::string>{},
                    .reasons = std::move(found.reasons)};
  const FastToday fast = fast_today(ground);
  std::ranges::move(reasons_of(fast, ground), std::back_inserter(training.reasons));
  const Rung* rung = ground.held.holds() ? nullptr : rung_today(ground, rest, phase, fast);
  if (rung == nullptr) return training;
  if (rung->every_days >= phase.hard_days_apart && hard_work_waits(ground, phase)) return training;
  if (rest.pain && *rest.pain > state.protocol->run_before_max) {
    training.reasons.push_back(
        ground.say(ground.rule_of("pain"),
                   {.id = "status.no_run_pain",
                    .arguments = {{"pain", *rest.pain}, {"limit", state.protocol->run_before_max}}},
                   state.protocol->pain_evidence, About::today));
  } else if (!ran_lately(ground, *rung)) {
    training.run = run_line(ground, *rung);
    if (fast.not_above && training.run->speed_m_s) {
      Range& speed = *training.run->speed_m_s;
      speed.max = std::min(speed.max, *fast.not_above);
      speed.min = std::min(speed.min, speed.max);
    }
  }
  return training;
}

}  // namespace hamstring::rehab
