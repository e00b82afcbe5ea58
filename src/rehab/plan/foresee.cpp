#include "rehab/plan/foresee.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

#include "rehab/course/program.h"
#include "rehab/plan/planner.h"

namespace hamstring::rehab {
namespace {

constexpr std::size_t entries_a_day = 24;  // a check, a session and what is asked again
constexpr int rounds_of_questions = 3;     // an answer may lead to another question

Rescreen nothing_new() {
  Rescreen rescreen;
  rescreen.none_of_these = true;
  return rescreen;
}

/// Whoever may train and is not ill: of anybody else the days ahead are not known.
bool can_be_foreseen(const Plan& plan) {
  return (plan.status == PlanStatus::session || plan.status == PlanStatus::rest) && !plan.illness;
}

/// A history that goes on as the plan asks. What was folded points into it, so it never moves.
class GoesWell {
 public:
  GoesWell(const Knowledge& knowledge, const Case& history, const Plan& today, int days)
      : knowledge_(knowledge) {
    ahead_.entries.reserve(history.entries.size() +
                           entries_a_day * static_cast<std::size_t>(std::max(0, days) + 1));
    // What is told of days to come is not known yet, and what is foreseen is added after all of it.
    std::ranges::copy_if(history.entries, std::back_inserter(ahead_.entries),
                         [&](const Entry& entry) { return entry.day <= today.today; });
    choice_.protocol = &knowledge.protocols.find(today.protocol)->second;
    state_.protocol = choice_.protocol;
    if (today.status == PlanStatus::session && !today.day.trained) does(today, today.today);
    fold_on(knowledge_, timeline_of(ahead_, today.today), state_, today.today);
  }

  /// Nothing where the day cannot be foreseen.
  std::optional<Plan> next(Day day) {
    tell(day, "06:00:00Z",
         PainEntry{.when = PainWhen::next_morning, .value = 0.0, .rescreen = nothing_new()});
    std::optional<Plan> plan = plan_on(day);
    for (int i = 0; i < rounds_of_questions && plan->status == PlanStatus::ask_first; ++i) {
      if (!answers(*plan, day)) return std::nullopt;
      plan = plan_on(day);
    }
    if (!can_be_foreseen(*plan)) return std::nullopt;
    if (plan->status == PlanStatus::session) does(*plan, day);
    fold_on(knowledge_, timeline_of(ahead_, day), state_, day);
    return plan;
  }

  [[nodiscard]] const State& state() const { return state_; }

 private:
  void tell(Day day, std::string_view clock, EntryBody body) {
    ahead_.entries.push_back(
        make_entry(fmt::format("foreseen-{}", ++count_), day, std::move(body), Who::self, clock));
  }

  /// All of it, without pain, and a calm morning after it.
  void does(const Plan& plan, Day day) {
    SessionEntry session{.done = Done::all, .before = 0.0, .worst = 0.0, .after = 0.0, .next_morning = 0.0};
    for (const SessionLine& line : plan.lines) {
      session.lines.push_back({.exercise = line.exercise,
                               .sets = static_cast<int>(line.dose.amounts.size()),
                               .reps = line.dose.amounts,
                               .load_kg = line.dose.load_kg,
                               .worst = {}});
    }
    if (plan.run) {
      session.run = DoneRun{};
      session.run->rung = plan.run->rung;
      session.run->completed = true;
    }
    session.rescreen = nothing_new();
    tell(day, "23:59:00Z", std::move(session));
  }

  /// As it was answered the last time; a danger sign that comes up again is answered no. False where
  /// nobody can say what would be answered.
  bool answers(const Plan& plan, Day day) {
    if (plan.ask.empty() || ahead_.entries.size() + plan.ask.size() >= ahead_.entries.capacity())
      return false;
    for (const std::string& id : plan.ask) {
      const auto question = knowledge_.questions.find(id);
      const auto told = state_.ledger.answers.find(id);
      if (told != state_.ledger.answers.end()) {
        tell(day, "06:30:00Z", AnswerEntry{.question = id, .value = told->second.back().value});
      } else if (question != knowledge_.questions.end() && question->second.rescreen) {
        tell(day, "06:30:00Z", AnswerEntry{.question = id, .value = "no"});
      } else {
        return false;
      }
    }
    return true;
  }

  Plan plan_on(Day day) {
    const Timeline timeline = timeline_of(ahead_, day);
    State now = state_;
    fold_on(knowledge_, timeline, now, day);
    return plan_of(knowledge_, now, timeline, choice_, day, false);
  }

  const Knowledge& knowledge_;
  Case ahead_;
  ProtocolChoice choice_;
  State state_;
  int count_ = 0;
};

/// The table program that a line of the day follows, with its week.
void name_program(const Knowledge& knowledge, const State& state, const Plan& plan, ForeseenDay& day) {
  const Phase* phase = state.current_phase();
  if (phase == nullptr) return;
  for (const ContentLine& line : phase->content) {
    const Prevention* program = program_of(knowledge, state.ledger, line);
    if (program == nullptr || std::ranges::find(plan.lines, line.id, &SessionLine::line) == plan.lines.end())
      continue;
    const auto memory = state.lines.find(line.id);
    day.program = program->id;
    day.week = memory == state.lines.end() ? 1 : memory->second.week;
  }
}

}  // namespace

std::vector<ForeseenDay> foresee(const Knowledge& knowledge, const Case& history, const Plan& today,
                                 int days) {
  std::vector<ForeseenDay> result;
  if (!can_be_foreseen(today) || !knowledge.protocols.contains(today.protocol)) return result;
  GoesWell course(knowledge, history, today, days);
  for (int i = 1; i <= days; ++i) {
    const Day day = today.today + std::chrono::days(i);
    const std::optional<Plan> plan = course.next(day);
    if (!plan) break;
    ForeseenDay one{.day = day,
                    .session = plan->status == PlanStatus::session,
                    .phase = plan->phase,
                    .exercises = plan->lines.size(),
                    .rung = plan->run ? plan->run->rung : std::string{},
                    .program = {}};
    if (one.session) name_program(knowledge, course.state(), *plan, one);
    result.push_back(std::move(one));
  }
  return result;
}

}  // namespace hamstring::rehab
