// Runs as weeks: what each muscle was asked to do, week by week, and how long ago anybody ran near their top.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "core/day.h"
#include "exposure/run_exposure.h"

namespace hamstring::exposure {

struct DatedRun {
  Day day{};
  const RunExposure* exposure = nullptr;
};

/// Sums of a week of what was recorded in it. A week without a recording is not known: its intervals are not,
/// and they are no zeros.
struct RunWeek {
  Day monday{};
  std::size_t sessions = 0;
  load::Interval strides, high_stretch_strides, near_maximal_strides, accelerations;
  std::array<std::array<load::Interval, 3>, 3> easy_strides{};  ///< [muscle][exponent]
  std::array<load::Interval, 3> negative_work{}, impulse{};     ///< [muscle], [J/kg] and [N·s/kg]
};

/// All weeks from the first to the last run, those without one too. Runs in any order.
[[nodiscard]] std::vector<RunWeek> run_weeks(std::span<const DatedRun> runs);

/// Days from near-maximal running to `today`: `surely` from the last run that had some by its lower bound,
/// `maybe` from the last that had some by its upper one. Nothing: no such run was recorded, which is not the
/// same as none was run.
struct SinceNearMaximal {
  std::optional<int> surely, maybe;
};
[[nodiscard]] SinceNearMaximal since_near_maximal(std::span<const DatedRun> runs, Day today);

}  // namespace hamstring::exposure
