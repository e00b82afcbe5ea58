#include "exposure/run_weeks.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace hamstring::exposure {
namespace {

void add(load::Interval& sum, const load::Interval& more, bool is_first) {
  if (is_first) {
    sum = more;
    return;
  }
  // NaN of either stays NaN: a sum with what is not known is not known.
  sum.low += more.low;
  sum.high += more.high;
}

void add(RunWeek& week, const RunExposure& run) {
  const bool is_first = week.sessions++ == 0;
  add(week.strides, run.strides, is_first);
  add(week.high_stretch_strides, run.high_stretch_strides, is_first);
  add(week.near_maximal_strides, run.near_maximal_strides, is_first);
  add(week.accelerations, run.accelerations, is_first);
  for (std::size_t m = 0; m < run.muscles.size(); ++m) {
    add(week.negative_work[m], run.muscles[m].forces.negative_work, is_first);
    add(week.impulse[m], run.muscles[m].forces.impulse, is_first);
    for (std::size_t e = 0; e < damage_exponents.size(); ++e)
      add(week.easy_strides[m][e], run.muscles[m].easy_strides[e], is_first);
  }
}

}  // namespace

std::vector<RunWeek> run_weeks(std::span<const DatedRun> runs) {
  std::map<Day, RunWeek> weeks;
  for (const DatedRun& run : runs) {
    const Day monday = monday_of(run.day);
    RunWeek& week = weeks[monday];
    week.monday = monday;
    add(week, *run.exposure);
  }
  std::vector<RunWeek> all;
  for (const auto& [monday, week] : weeks) {
    // A gap of years is a fault of a clock, not so many weeks without a run.
    static constexpr int gap_max_weeks = 106;
    if (!all.empty() && days_between(all.back().monday, monday) <= 7 * gap_max_weeks)
      for (Day empty = all.back().monday + std::chrono::days(7); empty < monday;
           empty += std::chrono::days(7))
        all.push_back({.monday = empty});
    all.push_back(week);
  }
  return all;
}

SinceNearMaximal since_near_maximal(std::span<const DatedRun> runs, Day today) {
  SinceNearMaximal since;
  const auto take = [&](std::optional<int>& days, const DatedRun& run) {
    const int ago = days_between(run.day, today);
    if (ago >= 0 && (!days || ago < *days)) days = ago;
  };
  for (const DatedRun& run : runs) {
    if (run.exposure->near_maximal_strides.low > 0.0) take(since.surely, run);
    if (run.exposure->near_maximal_strides.high > 0.0) take(since.maybe, run);
  }
  return since;
}

}  // namespace hamstring::exposure
