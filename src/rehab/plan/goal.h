// How far up the ladder what somebody wants to do again lies.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "knowledge/protocol.h"
#include "rehab/standing/state.h"

namespace hamstring::rehab {

/// What one can want back, as the setting says it; other words of older histories name no rung.
inline constexpr std::array<std::string_view, 3> goal_words{"easy_running", "fast_running", "competing"};

struct GoalAhead {
  std::string goal, rung;
  int rungs_left = 0;   ///< steps of the ladder up to that rung; 0: it is the present one, or lies behind
  bool behind = false;  ///< what follows that rung is the present one: it was borne
};

/// Running without breaks of walking; the first run at most of one's speed; the last rung of all. Nothing
/// where the ladder has no such rung, or the word is none of these. Which rung it is, is our assumption.
[[nodiscard]] const Rung* rung_of_goal(const Protocol& protocol, std::string_view goal);

/// Nothing where no ladder is gone up: without a protocol, or once the return is reached.
[[nodiscard]] std::optional<GoalAhead> goal_ahead(const State& state);

}  // namespace hamstring::rehab
