#include "kinematics/motion_gaps.h"

#include <cmath>
#include <cstddef>

#include "signal/spline.h"

namespace hamstring {
namespace {

constexpr std::size_t known_rows_min = 4;  // fewer carry no cubic spline
constexpr double grace = 1.0 + 1e-6;       // times of few digits

/// Rows first … last hold no number; there are rows before and after.
struct Gap {
  std::size_t first, last;
};

std::vector<Gap> short_gaps(std::span<const double> time_s, std::span<const double> values) {
  std::vector<Gap> gaps;
  for (std::size_t i = 1; i < values.size(); ++i) {
    if (std::isfinite(values[i]) || !std::isfinite(values[i - 1])) continue;
    std::size_t end = i;
    while (end < values.size() && !std::isfinite(values[end])) ++end;
    if (end == values.size()) break;
    if (time_s[end] - time_s[i - 1] <= filled_gap_s_max * grace)
      gaps.push_back({.first = i, .last = end - 1});
  }
  return gaps;
}

}  // namespace

std::vector<TimeSpan> fill_short_gaps(std::span<const double> time_s, std::span<double> values) {
  const std::vector<Gap> gaps = short_gaps(time_s, values);
  if (gaps.empty()) return {};
  std::vector<double> t, y;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!std::isfinite(values[i])) continue;
    t.push_back(time_s[i]);
    y.push_back(values[i]);
  }
  if (t.size() < known_rows_min) return {};
  const Result<NaturalSpline> spline = NaturalSpline::fit(t, y, 3);
  if (!spline) return {};
  std::vector<TimeSpan> filled;
  for (const Gap& gap : gaps) {
    for (std::size_t i = gap.first; i <= gap.last; ++i) values[i] = spline->value(time_s[i]);
    filled.push_back({.start_s = time_s[gap.first], .end_s = time_s[gap.last]});
  }
  return filled;
}

}  // namespace hamstring
