// The order in which the safety properties compare two plans. docs/rehab.md, 16.
#include "tests/rehab/not_harder.h"

#include <algorithm>

namespace hamstring::rehab {

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
  return std::ranges::all_of(a.lines, [&](const SessionLine& line) {
    const auto other = std::ranges::find(b.lines, line.line, &SessionLine::line);
    return other != b.lines.end() &&
           (other->exercise != line.exercise || line.dose.volume() <= other->dose.volume());
  });
}

}  // namespace hamstring::rehab
