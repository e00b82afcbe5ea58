#include "rehab/plan/goal.h"

#include <algorithm>

namespace hamstring::rehab {
namespace {

constexpr double fast = 90.0;  // percent of top speed: what somebody means who wants to run fast again; ours

bool is_reached_by(const Rung& rung, std::string_view goal) {
  if (goal == goal_words[0]) return rung.form == "continuous";
  return goal == goal_words[1] && rung.percent.max >= fast && rung.form != "continuous" &&
         rung.form != "walk_run";
}

}  // namespace

const Rung* rung_of_goal(const Protocol& protocol, std::string_view goal) {
  if (goal == goal_words[2]) {
    const auto last = std::ranges::max_element(protocol.rungs, {}, &Rung::order);
    return last == protocol.rungs.end() ? nullptr : &*last;
  }
  const Rung* first = nullptr;
  for (const Rung& rung : protocol.rungs) {
    if (is_reached_by(rung, goal) && (first == nullptr || rung.order < first->order)) first = &rung;
  }
  return first;
}

std::optional<GoalAhead> goal_ahead(const State& state) {
  const Phase* phase = state.current_phase();
  if (phase == nullptr || phase->is_return || state.ledger.episodes.empty()) return std::nullopt;
  const std::string goal = settings_of(state.ledger).goal;
  const Rung* rung = rung_of_goal(*state.protocol, goal);
  if (rung == nullptr) return std::nullopt;
  const auto between = std::ranges::count_if(
      state.protocol->rungs, [&](const Rung& r) { return r.order > state.rung && r.order <= rung->order; });
  return GoalAhead{.goal = goal,
                   .rung = rung->id,
                   .rungs_left = static_cast<int>(between),
                   .behind = state.rung > rung->order};
}

}  // namespace hamstring::rehab
