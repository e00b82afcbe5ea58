#include "record/activity_course.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <limits>

#include "record/course_steps.h"
#include "record/speed_error.h"

namespace hamstring {
namespace {

constexpr double still_m_per_s = 0.3;  ///< a stretch without records in which less was done is a pause
constexpr double speed_window_s = 3.0;
constexpr double altitude_error_m = 1.5;
constexpr double grade_reach_m = 30.0;

using Samples = std::vector<ActivitySample>;

std::size_t count_with(const Samples& samples, double ActivitySample::* value) {
  return static_cast<std::size_t>(std::ranges::count_if(
      samples, [&](const ActivitySample& sample) { return std::isfinite(sample.*value); }));
}

/// Distance over time, over at least `speed_window_s`; NaN across what is not known.
std::vector<double> speeds_of_distance(const Samples& samples, const std::vector<double>& distances) {
  std::vector<std::size_t> known;
  for (std::size_t i = 0; i < samples.size(); ++i)
    if (std::isfinite(distances[i])) known.push_back(i);
  std::vector<double> speeds(samples.size(), not_recorded);
  for (std::size_t k = 0; k < known.size(); ++k) {
    std::size_t first = k, last = k;
    const auto time = [&](std::size_t at) { return samples[known[at]].time_s; };
    while (time(last) - time(first) < speed_window_s) {
      const bool can_back = first > 0 && time(first) - time(first - 1) <= known_step_max_s;
      const bool can_on = last + 1 < known.size() && time(last + 1) - time(last) <= known_step_max_s;
      if (!can_back && !can_on) break;
      if (can_back && (!can_on || k - first <= last - k))
        --first;
      else
        ++last;
    }
    if (time(last) > time(first))
      speeds[known[k]] = (distances[known[last]] - distances[known[first]]) / (time(last) - time(first));
  }
  return speeds;
}

std::vector<double> column(const Samples& samples, double ActivitySample::* value) {
  std::vector<double> numbers;
  numbers.reserve(samples.size());
  for (const ActivitySample& sample : samples) numbers.push_back(sample.*value);
  return numbers;
}

double median_ratio(const std::vector<double>& over, const std::vector<double>& under) {
  static constexpr double slowest = 0.5;  // a ratio to nothing says nothing
  std::vector<double> ratios;
  for (std::size_t i = 0; i < over.size(); ++i)
    if (over[i] >= 0.0 && under[i] >= slowest) ratios.push_back(over[i] / under[i]);
  if (ratios.empty()) return not_recorded;
  const auto middle = ratios.begin() + static_cast<std::ptrdiff_t>(ratios.size() / 2);
  std::ranges::nth_element(ratios, middle);
  return *middle;
}

/// The speed that is used, and another one where there is one.
std::vector<double> choose_speed(const Activity& activity, const Samples& samples,
                                 const std::vector<double>& distances, Course& course) {
  const bool has_speed = 2 * count_with(samples, &ActivitySample::speed_m_per_s) > samples.size();
  const bool has_second = 2 * count_with(samples, &ActivitySample::second_speed_m_per_s) > samples.size();
  const bool has_distance = 2 * count_with(samples, &ActivitySample::distance_m) > samples.size();
  const auto derived = speeds_of_distance(samples, distances);
  const SpeedSource of_derived = has_distance ? SpeedSource::distance : SpeedSource::positions;
  const bool has_derived = std::ranges::any_of(derived, [](double speed) { return std::isfinite(speed); });
  std::vector<double> used;
  if (has_speed) {
    course.speed_source = SpeedSource::recorded;
    used = column(samples, &ActivitySample::speed_m_per_s);
  } else if (has_second) {
    course.speed_source = SpeedSource::second_sensor;
    used = column(samples, &ActivitySample::second_speed_m_per_s);
  } else {
    course.speed_source = has_derived ? of_derived : SpeedSource::none;
    used = derived;
    const double fastest = course::fastest_of(activity.sport);
    std::ranges::for_each(used, [&](double& speed) {
      if (speed > fastest) speed = fastest;
    });
  }
  if (has_speed && (has_second || has_derived)) {
    course.other_source = has_second ? SpeedSource::second_sensor : of_derived;
    course.other_over_used =
        median_ratio(has_second ? column(samples, &ActivitySample::second_speed_m_per_s) : derived, used);
  }
  course.speed_error_m_per_s = assumed_speed_error_m_per_s(course.speed_source);
  return used;
}

void choose_cadence(Course& course, const Samples& samples) {
  std::vector<CadenceAtSpeed> recorded;
  for (std::size_t i = 0; i < samples.size(); ++i)
    recorded.push_back({samples[i].cadence_per_min, course.points[i].speed_m_per_s});
  course.cadence_rule = decide_cadence(recorded);
  const double factor = course.cadence_rule == CadenceRule::one_leg     ? 1.0
                        : course.cadence_rule == CadenceRule::both_legs ? 0.5
                                                                        : not_recorded;
  for (std::size_t i = 0; i < samples.size(); ++i)
    course.points[i].strides_per_min = factor * samples[i].cadence_per_min;
}

void find_pauses(const Activity& activity, Course& course) {
  for (const ActivityPause& pause : activity.pauses)
    if (std::isfinite(pause.from_s) && pause.to_s > pause.from_s) course.pauses.push_back(pause);
  const auto is_within = [&](double from_s, double to_s) {
    return std::ranges::any_of(course.pauses, [&](const ActivityPause& pause) {
      return pause.from_s < to_s && pause.to_s > from_s;
    });
  };
  for (std::size_t i = 1; i < course.points.size(); ++i) {
    const CoursePoint &a = course.points[i - 1], &b = course.points[i];
    const double time = b.time_s - a.time_s;
    if (time <= known_step_max_s || is_within(a.time_s, b.time_s)) continue;
    if (b.distance_m - a.distance_m < still_m_per_s * time) course.pauses.push_back({a.time_s, b.time_s});
  }
  std::ranges::sort(course.pauses, {}, &ActivityPause::from_s);
}

double paused_within(const Course& course) {
  double paused = 0.0, until = -std::numeric_limits<double>::infinity();
  for (const ActivityPause& pause : course.pauses) {
    const double from = std::max({pause.from_s, course.points.front().time_s, until});
    const double to = std::min(pause.to_s, course.points.back().time_s);
    if (to > from) paused += to - from;
    until = std::max(until, to);
  }
  return paused;
}

}  // namespace

std::string_view speed_source_text(SpeedSource source) {
  switch (source) {
    case SpeedSource::none:
      return "none";
    case SpeedSource::recorded:
      return "as recorded";
    case SpeedSource::distance:
      return "from the recorded distance over 3 s";
    case SpeedSource::positions:
      return "from the places over 3 s";
    case SpeedSource::second_sensor:
      return "of a second sensor";
  }
  return {};
}

double assumed_speed_error_m_per_s(SpeedSource source) {
  switch (source) {
    case SpeedSource::recorded:
      return 0.3;
    case SpeedSource::distance:
    case SpeedSource::positions:
      return 0.45;
    case SpeedSource::second_sensor:
      return 0.15;
    case SpeedSource::none:
      break;
  }
  return not_recorded;
}

Course course_of(const Activity& activity) {
  Course course;
  Samples samples = course::in_order(activity, course.left_out);
  if (samples.size() < 2) return course;
  const std::vector<double> moved_s = course::take_out_impossible(activity, samples, course.left_out);
  const std::vector<double> distances = course::distances(activity, samples, moved_s, course.left_out);
  const std::vector<double> speeds = choose_speed(activity, samples, distances, course);
  for (std::size_t i = 0; i < samples.size(); ++i) {
    const ActivitySample& sample = samples[i];
    course.points.push_back({.time_s = sample.time_s,
                             .latitude_deg = sample.latitude_deg,
                             .longitude_deg = sample.longitude_deg,
                             .distance_m = distances[i],
                             .speed_m_per_s = speeds[i],
                             .altitude_m = sample.altitude_m,
                             .heart_rate_per_min = sample.heart_rate_per_min});
    course.are_sides_measured = course.are_sides_measured || std::isfinite(sample.contact_left_fraction);
    if (std::isfinite(distances[i])) course.distance_m = distances[i];
  }
  course.seen_speed_error_m_per_s =
      course::seen_speed_error(course.points, course.speed_source, course.speed_error_m_per_s);
  choose_cadence(course, samples);
  find_pauses(activity, course);
  course.elapsed_s = samples.back().time_s - samples.front().time_s;
  course.moving_s = course.elapsed_s - paused_within(course);
  return course;
}

Grade grade_at(const Course& course, std::size_t point) {
  const auto& points = course.points;
  std::size_t first = point, last = point;
  const auto is_known = [&](std::size_t i) {
    return std::isfinite(points[i].distance_m) && std::isfinite(points[i].altitude_m);
  };
  if (point >= points.size() || !is_known(point)) return {};
  const double here = points[point].distance_m;
  while (first > 0 && here - points[first].distance_m < grade_reach_m && is_known(first - 1)) --first;
  while (last + 1 < points.size() && points[last].distance_m - here < grade_reach_m && is_known(last + 1))
    ++last;
  const double way = points[last].distance_m - points[first].distance_m;
  if (!(way >= grade_reach_m)) return {};
  return {.slope = (points[last].altitude_m - points[first].altitude_m) / way,
          .error = std::sqrt(2.0) * altitude_error_m / way};
}

Day day_of(const Activity& activity, double utc_offset_s) {
  const auto local = std::chrono::sys_seconds(
      std::chrono::seconds(std::llround(std::floor(activity.start_s + utc_offset_s))));
  return std::chrono::floor<std::chrono::days>(local);
}

Twin twin_of(const Activity& first, const Activity& second) {
  static constexpr double quarter_s = 900.0, most_shift_s = 14 * 3600.0, start_within_s = 120.0;
  const auto alike = [](double a, double b, double least) {
    return std::isnan(a) || std::isnan(b) || std::abs(a - b) <= std::max(least, 0.02 * std::max(a, b));
  };
  const auto kind = [](Sport sport) { return sport == Sport::unknown || sport == Sport::other; };
  if (!kind(first.sport) && !kind(second.sport) && first.sport != second.sport) return {};
  const double apart = second.start_s - first.start_s;
  if (!(std::abs(apart) <= most_shift_s + start_within_s)) return {};
  const double shift = std::abs(apart) <= start_within_s ? 0.0 : std::round(apart / quarter_s) * quarter_s;
  if (std::abs(apart - shift) > start_within_s) return {};
  const double first_span = recorded_span_s(first), second_span = recorded_span_s(second);
  const double first_m = recorded_distance_m(first), second_m = recorded_distance_m(second);
  if (std::isnan(first_span) || std::isnan(second_span)) return {};
  // Another clock is believed only where the length agrees, too.
  if (shift != 0.0 && (std::isnan(first_m) || std::isnan(second_m))) return {};
  const bool is_twin = alike(first_span, second_span, 5.0) && alike(first_m, second_m, 5.0);
  return {.is_twin = is_twin, .clock_shift_s = is_twin ? shift : 0.0};
}

}  // namespace hamstring
