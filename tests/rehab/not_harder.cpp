// The order in which the safety properties compare two plans. docs/rehab.md, 16.
#include "tests/rehab/not_harder.h"

#include <algorithm>

namespace hamstring::rehab {

bool not_harder(const Plan& a, const Plan& b, const Protocol& protocol) {
  if (a.status != PlanStatus::session) return true;
  const bool spacing =
      std::ranges::any_of(b.reasons, [](const Reason& r) { return r.rule == "plan.spacing"; });
  if (b.status != PlanStatus::session && !spacing) return false;
  const auto order = [&](const Plan& p) {
    // A day that is held back has the exercises of an earlier phase, and no run.
    const std::string& of = p.held_to.empty() ? p.phase : p.held_to;
    const auto phase = std::ranges::find(protocol.phases, of, &Phase::id);
    return phase == protocol.phases.end() ? 0 : phase->order;
  };
  if (order(a) != order(b)) return order(a) < order(b);
  if (a.state.rung > b.state.rung) return false;
  return std::ranges::all_of(a.lines, [&](const SessionLine& line) {
    const auto other = std::ranges::find(b.lines, line.line, &SessionLine::line);
    return other != b.lines.end() &&
           (other->exercise != line.exercise || line.dose.volume() <= other->dose.volume());
  });
}

}  // namespace hamstring::rehab
