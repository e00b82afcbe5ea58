// What speaks against training today, or against more of it than last time.
#pragma once

#include <optional>
#include <vector>

#include "rehab/plan/day_ground.h"

namespace hamstring::rehab {

struct RestToday {
  bool rests = false;       ///< no session
  bool sore = false;        ///< pain, or the last session was too much
  bool no_running = false;  ///< a rest rule forbids it
  bool no_more = false;     ///< nothing gets heavier
  std::optional<double> pain;
  std::vector<Reason> reasons;
};

/// For somebody who has a protocol. `rests`: whether the day is free of a session already; `told`: reasons
/// that were given before and are not given again.
[[nodiscard]] RestToday rest_today(const DayGround& ground, bool rests, const std::vector<Reason>& told);

}  // namespace hamstring::rehab
