#include "rehab/plan/run_fit.h"

#include <algorithm>

namespace hamstring::rehab {
namespace {

bool near(double value, double from, double to, double spare) {
  return value >= from * (1.0 - spare) && value <= to * (1.0 + spare);
}

/// Walking, walking and running in turns, running evenly: by the clock, and not faster than asked.
bool fits_by_time(const DoneRun& told, const RunLine& asked, const RunFitPolicy& policy) {
  if (!told.duration_s || !asked.work_s) return false;
  const double work_s = asked.repeats * *asked.work_s;
  if (!near(*told.duration_s, work_s, work_s + asked.repeats * asked.rest_s, policy.spare)) return false;
  const bool walked = std::ranges::find(policy.walks, asked.form) != policy.walks.end();
  if (!told.distance_m || *told.duration_s <= 0) return !walked;
  const double mean_m_s = *told.distance_m / *told.duration_s;
  if (walked) return mean_m_s <= policy.walk_below_m_s;
  if (!asked.speed_m_s) return true;
  // With walking in between, or slower throughout, the mean is lower; that asks less, never more.
  return mean_m_s <= asked.speed_m_s->max * (1.0 + policy.spare);
}

/// Fast repeats over a distance: only a fastest speed that was told can show them.
bool fits_by_speed(const DoneRun& told, const RunLine& asked, const RunFitPolicy& policy) {
  if (!told.top_speed_m_s || !asked.speed_m_s || !asked.work_m || *told.top_speed_m_s <= 0) return false;
  // The rungs lie closer than the spare share: the range alone, with half the step to the next one.
  const double step = 0.5 * (asked.speed_m_s->max - asked.speed_m_s->min);
  if (*told.top_speed_m_s < asked.speed_m_s->min - step || *told.top_speed_m_s > asked.speed_m_s->max + step)
    return false;
  const double fast_m = asked.repeats * *asked.work_m;
  if (told.distance_m && *told.distance_m < fast_m * (1.0 - policy.spare)) return false;
  const double longest_s = fast_m / *told.top_speed_m_s + asked.repeats * asked.rest_s + policy.warm_up_s;
  return told.duration_s && *told.duration_s <= longest_s * (1.0 + policy.spare);
}

}  // namespace

bool fits(const DoneRun& told, const RunLine& asked, const RunFitPolicy& policy) {
  return asked.work_m ? fits_by_speed(told, asked, policy) : fits_by_time(told, asked, policy);
}

}  // namespace hamstring::rehab
