// A week of runs against the weeks that were usual before it, and how alike its days were: with bounds, and
// refused where too much is missing. Neither is a risk.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "exposure/run_weeks.h"

namespace hamstring::exposure {

/// Usual is the mean of so many weeks before; fewer than `usual_weeks_least` of them known are none (ours).
inline constexpr int usual_weeks = 4, usual_weeks_least = 3;
/// A week is known where at most this share of its running was not recorded (ours).
inline constexpr double unknown_share_most = 0.25;

/// Of one week, Monday to Sunday.
struct WeekAgainstUsual {
  Day monday{};
  /// Strides of the week over those of a usual week; 1 is as usual.
  load::Interval times_usual;
  std::string why_no_usual;  ///< what is missing, where `times_usual` is not known
  /// Mean of the seven days' strides over their standard deviation (n - 1): Foster 1998.
  load::Interval monotony;
  std::string why_no_monotony;
};

struct RecordedDay {
  Day day{};
  load::Interval strides;    ///< of all runs of the day
  double unknown_share = 0;  ///< of its running time of which nothing was recorded
};
/// In order of their days.
[[nodiscard]] std::vector<RecordedDay> recorded_days(std::span<const DatedRun> runs);

/// Every whole week up to `today` from the first with a run. `is_every_run_recorded`: that a day without a
/// recording is one without a run was said by the person; else such a day is not known, and what needs it is
/// refused with the days that are missing.
[[nodiscard]] std::vector<WeekAgainstUsual> weeks_against_usual(std::span<const DatedRun> runs, Day today,
                                                                bool is_every_run_recorded);

/// Bounds of mean over standard deviation (n - 1) for values anywhere within theirs; not known where all may
/// be alike. At most 16 values.
[[nodiscard]] load::Interval monotony_bounds(std::span<const load::Interval> days);

}  // namespace hamstring::exposure
