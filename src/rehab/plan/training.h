// The session of a day: its lines, its run, its techniques.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "rehab/plan/day_ground.h"
#include "rehab/plan/plan.h"
#include "rehab/plan/rest_day.h"

namespace hamstring::rehab {

struct Training {
  std::vector<SessionLine> lines;
  std::optional<RunLine> run;
  std::vector<std::string> techniques;
  std::vector<Reason> reasons;

  [[nodiscard]] bool empty() const { return lines.empty() && !run; }
};

/// For somebody who is in a phase, on a day that is not for rest.
[[nodiscard]] Training training_today(const DayGround& ground, const RestToday& rest);

/// The rung as the run of the day.
[[nodiscard]] RunLine run_line(const DayGround& ground, const Rung& rung);

}  // namespace hamstring::rehab
