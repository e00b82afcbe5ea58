#include "rehab/plan/foresee.h"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <optional>
#include <utility>

#include "rehab/course/fold_memory.h"
#include "rehab/course/program.h"
#include "rehab/plan/planner.h"

namespace hamstring::rehab {
namespace {

constexpr int rounds_of_questions = 3;  // an answer may lead to another question

Rescreen nothing_new() {
  Rescreen rescreen;
  rescreen.none_of_these = true;
  return rescreen;
}

/// Whoever may train and is not ill: of anybody else the days ahead are not known.
bool can_be_foreseen(const Plan& plan) {
  return (plan.status == PlanStatus::session || plan.status == PlanStatus::rest) && !plan.illness;
}

/// A history that goes on as the plan asks. What is foreseen is added after all that was told.
class GoesWell {
 public:
  GoesWell(const Knowledge& knowledge, const Case& history, const Plan& today, FoldMemory* memory)
      : knowledge_(knowledge), timeline_(timeline_of(history, today.today)) {
    choice_.protocol = &knowledge.protocols.find(today.protocol)->second;
    if (today.status == PlanStatus::session && !today.day.trained) does(today, today.today);
    state_ = fold(knowledge_, timeline_, today.today, choice_.protocol, memory);
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
    fold_on(knowledge_, timeline_, state_, day);
    return plan;
  }

  [[nodiscard]] const State& state() const { return state_; }

 private:
  void tell(Day day, std::string_view clock, EntryBody body) {
    const Entry& entry = foreseen_.emplace_back(
        make_entry(fmt::format("foreseen-{}", foreseen_.size() + 1), day, std::move(body), Who::self, clock));
    timeline_.entries.push_back({.day = day, .versions = {&entry}});
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
    if (plan.ask.empty()) return false;
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
    State now = state_;
    fold_on(knowledge_, timeline_, now, day);
    return plan_of(knowledge_, now, timeline_, choice_, day, false);
  }

  const Knowledge& knowledge_;
  Timeline timeline_;           ///< points into the history, and into what is foreseen
  std::deque<Entry> foreseen_;  ///< never moved
  ProtocolChoice choice_;
  State state_;
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

std::vector<ForeseenDay> foresee(const Knowledge& knowledge, const Case& history, const Plan& today, int days,
                                 FoldMemory* memory) {
  std::vector<ForeseenDay> result;
  if (!can_be_foreseen(today) || !knowledge.protocols.contains(today.protocol)) return result;
  GoesWell course(knowledge, history, today, memory);
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
