#include "record/speed_error.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

namespace hamstring::course {
namespace {

constexpr double reach_s = 6.0, slack_s = 6.0;
constexpr std::size_t fewest = 100;
/// Between records further apart the pace changes, and that cannot be told from an error.
constexpr double dense_s = 2.0;
constexpr double of_median = 0.6745;  ///< the median of |x| of a normal x, in standard deviations

double median(std::vector<double>& values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::ranges::nth_element(values, middle);
  return *middle;
}

double median_step(std::span<const CoursePoint> points) {
  std::vector<double> steps;
  for (std::size_t i = 1; i < points.size(); ++i) steps.push_back(points[i].time_s - points[i - 1].time_s);
  return median(steps);
}

}  // namespace

double seen_speed_error(std::span<const CoursePoint> points, SpeedSource source, double assumed) {
  std::vector<double> off, speeds;
  std::size_t before = 0, after = 0;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const auto time = [&](std::size_t at) { return points[at].time_s; };
    while (before < i && time(i) - time(before + 1) >= reach_s) ++before;
    while (after + 1 < points.size() && time(after) - time(i) < reach_s) ++after;
    const double back = time(i) - time(before), on = time(after) - time(i);
    if (back < reach_s || on < reach_s || back > reach_s + slack_s || on > reach_s + slack_s) continue;
    const double share = back / (back + on);
    const double line = std::lerp(points[before].speed_m_per_s, points[after].speed_m_per_s, share);
    const double speed = points[i].speed_m_per_s;
    if (!std::isfinite(line) || !std::isfinite(speed)) continue;
    off.push_back(std::abs(speed - line) / std::sqrt(1.0 + share * share + (1.0 - share) * (1.0 - share)));
    speeds.push_back(speed);
  }
  if (off.size() < fewest || median_step(points) > dense_s) return assumed;
  const double scale = source == SpeedSource::second_sensor ? 0.02 : 0.01;
  return std::hypot(median(off) / of_median, scale * median(speeds));
}

}  // namespace hamstring::course
