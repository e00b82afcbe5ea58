// The order in which the safety properties compare two plans. docs/rehab.md, 16.
#include "tests/rehab/not_harder.h"

#include <algorithm>

#include "tests/rehab/random_history.h"

namespace hamstring::rehab {
namespace {

/// A program that has reached its end asks for fewer sessions a week than its last weeks: of two people the
/// one who is through with it may have none left this week where the other one, at the same sets, has.
bool may_be_through(const SessionLine& line, const Phase& phase) {
  const auto content = std::ranges::find(phase.content, line.line, &ContentLine::id);
  if (content == phase.content.end() || content->progress != ContentLine::Progress::table) return false;
  return std::ranges::any_of(shared_knowledge().prevention, [&](const auto& item) {
    const Prevention& program = item.second;
    if (program.exercise != line.exercise || !program.then || program.weeks.empty()) return false;
    return program.then->sessions.max < program.weeks.back().sessions.max &&
           std::ranges::equal(line.dose.amounts, program.then->sets, std::less_equal<>{}, {}, &Range::min);
  });
}

bool is_light(const Plan& plan) {
  return std::ranges::any_of(plan.reasons,
                             [](const Reason& r) { return r.text.id == "status.light_after_setback"; });
}

/// The places of a light day are few. Where the line that hurt more is left out, the next one stands in its
/// place, clearly below what was borne of it: not more work, and not the work that hurt.
bool stands_in(const SessionLine& line, const Plan& a, const Plan& b) {
  return is_light(a) && is_light(b) && a.lines.size() <= b.lines.size() && line.change == DoseChange::lighter;
}

/// A try-out set is more than none and less than any weight that is asked.
double weight_of(const SessionLine& line) {
  constexpr double being_sought = 0.01;
  return line.try_out ? being_sought : line.dose.load_kg.value_or(0.0);
}

}  // namespace

bool not_harder(const Plan& a, const Plan& b, const Protocol& protocol) {
  if (a.status != PlanStatus::session) return true;
  const bool spacing =
      std::ranges::any_of(b.reasons, [](const Reason& r) { return r.rule == "plan.spacing"; });
  if (b.status != PlanStatus::session && !spacing) return false;
  const auto order = [&](const std::string& id) {
    const auto phase = std::ranges::find(protocol.phases, id, &Phase::id);
    return phase == protocol.phases.end() ? 0 : phase->order;
  };
  // A day that is held back has the exercises of an earlier phase, and no run: that makes `a` easier. What
  // holds `b` back need not hold somebody who is not yet where it belongs.
  const int of_a = order(a.held_to.empty() ? a.phase : a.held_to), of_b = order(b.phase);
  if (of_a != of_b) return of_a < of_b;
  if (a.state.rung > b.state.rung) return false;
  const auto phase = std::ranges::find(protocol.phases, a.phase, &Phase::id);
  return std::ranges::all_of(a.lines, [&](const SessionLine& line) {
    const auto other = std::ranges::find(b.lines, line.line, &SessionLine::line);
    if (other == b.lines.end() && phase != protocol.phases.end() && may_be_through(line, *phase)) return true;
    if (other == b.lines.end()) return stands_in(line, a, b);
    if (other->exercise != line.exercise) return true;
    // A weight is more than none, and more of it is more, whatever the repetitions: they fall where it rises.
    if (weight_of(line) != weight_of(*other)) return weight_of(line) < weight_of(*other);
    return line.dose.total() <= other->dose.total();
  });
}

}  // namespace hamstring::rehab
