#include "exposure/course_strides.h"

#include <algorithm>
#include <cmath>

namespace hamstring::exposure {
namespace {

constexpr double window_s = 3.0;
/// A run has a thousand windows, and the one that is furthest off must not look like an acceleration.
constexpr double sure_errors = 2.5;
/// An acceleration: so much more speed within `window_s`. Our assumption: 0.5 m/s², which no jogger's change
/// of pace reaches.
constexpr double gain_m_per_s = 1.5;

bool is_paused(const Course& course, double from_s, double to_s) {
  return std::ranges::any_of(
      course.pauses, [&](const ActivityPause& pause) { return pause.from_s < to_s && pause.to_s > from_s; });
}

load::Interval between(double low, double high) {
  return {.low = low, .high = std::max(low, high)};
}

StrideGroup unknown_group(double from_s, double to_s, double way_m) {
  const double most = (to_s - from_s) / 60.0 * fastest_strides_per_min;
  const double least = std::isfinite(way_m) ? std::min(way_m / longest_stride_m, most) : 0.0;
  return {.from_s = from_s,
          .to_s = to_s,
          .strides = between(least, most),
          .speed = {.low = 0.0, .high = fastest_run_m_per_s},
          .is_known = false,
          .maybe_accelerating = true};
}

StrideGroup known_group(const CoursePoint& a, const CoursePoint& b, double reach) {
  const double minutes = (b.time_s - a.time_s) / 60.0;
  const double speed = 0.5 * (a.speed_m_per_s + b.speed_m_per_s);
  StrideGroup group{.from_s = a.time_s, .to_s = b.time_s};
  // Between both records the speed may have been either of theirs.
  const auto [slower, faster] = std::minmax(a.speed_m_per_s, b.speed_m_per_s);
  group.speed = between(std::max(0.0, slower - reach), std::min(faster + reach, fastest_run_m_per_s));
  double rate = not_recorded;
  if (a.strides_per_min > 0.0 && b.strides_per_min > 0.0)
    rate = 0.5 * (a.strides_per_min + b.strides_per_min);
  rate = std::min(rate, fastest_strides_per_min / (1.0 + cadence_error_fraction));
  if (speed < moving_m_per_s) {
    const ExpectedCadence most = expected_cadence(moving_m_per_s);
    group.strides = between(0.0, minutes * (most.strides_per_min + most.half_width));
  } else if (std::isfinite(rate)) {
    group.strides = between(minutes * rate * (1.0 - cadence_error_fraction),
                            minutes * rate * (1.0 + cadence_error_fraction));
  } else {
    const ExpectedCadence e = expected_cadence(speed);
    group.strides = between(minutes * (e.strides_per_min - e.half_width),
                            minutes * std::min(e.strides_per_min + e.half_width, fastest_strides_per_min));
  }
  return group;
}

/// Marks the groups of accelerations, and counts those that follow each other as one.
load::Interval mark_accelerations(const Course& course, std::vector<StrideGroup>& groups) {
  // Two speeds a window apart, each with its error.
  const double error = std::sqrt(2.0) * course.speed_error_m_per_s;
  const auto& points = course.points;
  std::size_t first = 0;
  for (std::size_t i = 0; i < points.size(); ++i) {
    // Where records lie further apart than the window, the one before counts: the change may have been quick.
    while (first + 1 < i && points[i].time_s - points[first].time_s > window_s) ++first;
    const double gain = points[i].speed_m_per_s - points[first].speed_m_per_s;
    if (!(gain + error >= gain_m_per_s)) continue;
    const auto from = std::ranges::lower_bound(groups, points[first].time_s, {}, &StrideGroup::from_s);
    for (auto group = from; group != groups.end() && group->to_s <= points[i].time_s; ++group) {
      group->maybe_accelerating = true;
      group->surely_accelerating = group->surely_accelerating || gain - sure_errors * error >= gain_m_per_s;
    }
  }
  double sure = 0.0, maybe = 0.0;
  bool was_sure = false, was_maybe = false;
  for (const StrideGroup& group : groups) {
    // In a stretch of which nothing is known as many may lie as there are windows in it.
    if (!group.is_known)
      maybe += std::ceil((group.to_s - group.from_s) / window_s);
    else if (group.maybe_accelerating && !was_maybe)
      maybe += 1.0;
    if (group.surely_accelerating && !was_sure) sure += 1.0;
    was_sure = group.surely_accelerating;
    was_maybe = group.is_known && group.maybe_accelerating;
  }
  return between(sure, maybe);
}

}  // namespace

CourseStrides strides_of(const Course& course, double said_moving_s) {
  CourseStrides result;
  const bool is_counted =
      course.cadence_rule == CadenceRule::one_leg || course.cadence_rule == CadenceRule::both_legs;
  for (std::size_t i = 1; i < course.points.size(); ++i) {
    const CoursePoint &a = course.points[i - 1], &b = course.points[i];
    if (is_paused(course, a.time_s, b.time_s)) continue;
    const bool is_known = b.time_s - a.time_s <= known_step_max_s && std::isfinite(a.speed_m_per_s) &&
                          std::isfinite(b.speed_m_per_s);
    result.groups.push_back(is_known ? known_group(a, b, speed_reach * course.speed_error_m_per_s)
                                     : unknown_group(a.time_s, b.time_s, b.distance_m - a.distance_m));
    if (!is_known) result.unknown_s += b.time_s - a.time_s;
  }
  const double missing = said_moving_s - course.moving_s;
  if (missing > known_step_max_s && !course.points.empty()) {
    const double end = course.points.back().time_s;
    result.groups.push_back(unknown_group(end, end + missing, not_recorded));
    result.unknown_s += missing;
  }
  result.origin = is_counted ? load::Origin::measured : load::Origin::modelled;
  result.accelerations = mark_accelerations(course, result.groups);
  return result;
}

double best_speed(const Course& course) {
  const auto& points = course.points;
  double best = not_recorded, sum = 0.0;
  std::size_t first = 0;
  for (std::size_t i = 1; i < points.size(); ++i) {
    // Speed times time from point to point; a step that is not known empties the window.
    const double step = points[i].time_s - points[i - 1].time_s;
    const double way = 0.5 * (points[i].speed_m_per_s + points[i - 1].speed_m_per_s) * step;
    if (step > known_step_max_s || !std::isfinite(way)) {
      first = i;
      sum = 0.0;
      continue;
    }
    sum += way;
    while (first + 1 < i && points[i].time_s - points[first + 1].time_s >= window_s) {
      sum -= 0.5 * (points[first].speed_m_per_s + points[first + 1].speed_m_per_s) *
             (points[first + 1].time_s - points[first].time_s);
      ++first;
    }
    const double time = points[i].time_s - points[first].time_s;
    if (time >= window_s && !(best >= sum / time)) best = sum / time;
  }
  return best;
}

}  // namespace hamstring::exposure
