#include "analysis/recorded_run.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

#include "core/file.h"
#include "core/try.h"
#include "exposure/run_kinds.h"
#include "exposure/stretch_bounds.h"

namespace hamstring::analysis {
namespace {

using load::Interval;

constexpr double step_min_s = 5.0;
constexpr double standing_below_m_per_s = 0.5;  ///< no strides; our assumption
constexpr double degree_scale = 1e5, speed_scale = 100.0, altitude_scale = 10.0;
/// As grade_at() has it: of an altitude, and over which length a grade is told [m].
constexpr double altitude_error_m = 1.5, grade_reach_m = 30.0;

Interval outward(const Interval& value, double steps) {
  if (!value.is_known()) return {};
  return {.low = std::floor(value.low * steps) / steps, .high = std::ceil(value.high * steps) / steps};
}
double rounded(double value, double steps) {
  return std::isfinite(value) ? std::round(value * steps) / steps : load::not_known;
}

load::RunSport sport_of(Sport sport) {
  if (sport == Sport::running) return load::RunSport::running;
  return sport == Sport::walking ? load::RunSport::walking : load::RunSport::unknown;
}

std::int64_t whole(double value, double scale) {
  if (!std::isfinite(value)) return load::no_number;
  return std::llround(std::clamp(value * scale, -2e9, 2e9));
}

/// Meters east and north of an origin; off by less than 1 % within 100 km.
struct Plane {
  double latitude_deg, longitude_deg;
  [[nodiscard]] std::pair<double, double> at(const CoursePoint& point) const {
    constexpr double m_per_degree = 111'195.0;
    const double shrink = std::cos(latitude_deg * std::numbers::pi / 180.0);
    return {(point.longitude_deg - longitude_deg) * m_per_degree * shrink,
            (point.latitude_deg - latitude_deg) * m_per_degree};
  }
};

double distance_to_segment(const CoursePoint& point, const CoursePoint& from, const CoursePoint& to) {
  const Plane plane{from.latitude_deg, from.longitude_deg};
  const auto [x, y] = plane.at(point);
  const auto [u, v] = plane.at(to);
  const double length = u * u + v * v;
  const double t = length > 0.0 ? std::clamp((x * u + y * v) / length, 0.0, 1.0) : 0.0;
  return std::hypot(x - t * u, y - t * v);
}

bool has_place(const CoursePoint& point) {
  return std::isfinite(point.latitude_deg) && std::isfinite(point.longitude_deg);
}

/// The points of one step of the track, and what is kept of them.
struct Step {
  const CoursePoint* place = nullptr;
  double mean = load::not_known, fastest = load::not_known, altitude = load::not_known;
};

Step step_of(std::span<const CoursePoint> points, std::size_t first, std::size_t last, double step_s) {
  Step step;
  double way = 0.0, known_s = 0.0;
  for (std::size_t i = first; i < last; ++i) {
    const CoursePoint& point = points[i];
    if (has_place(point)) step.place = &point;
    if (std::isfinite(point.altitude_m)) step.altitude = point.altitude_m;
    if (!std::isfinite(point.speed_m_per_s)) continue;
    if (!(step.fastest >= point.speed_m_per_s)) step.fastest = point.speed_m_per_s;
    const double until = i + 1 < points.size() ? points[i + 1].time_s - point.time_s : 1.0;
    const double time = std::min({until, known_step_max_s, step_s});
    way += point.speed_m_per_s * time;
    known_s += time;
  }
  if (known_s > 0.0) step.mean = way / known_s;
  return step;
}

/// Largest distance of a place from the line through those that are kept.
double place_error(std::span<const CoursePoint> points, std::span<const CoursePoint* const> kept) {
  double error = 0.0;
  std::size_t next = 0;
  for (const CoursePoint& point : points) {
    if (!has_place(point)) continue;
    while (next < kept.size() && kept[next]->time_s < point.time_s) ++next;
    const CoursePoint& to = *kept[std::min(next, kept.size() - 1)];
    const CoursePoint& from = next == 0 ? to : *kept[next - 1];
    error = std::max(error, distance_to_segment(point, from, to));
  }
  return error;
}

load::RunTrack track_of(const Course& course) {
  load::RunTrack track;
  const auto& points = course.points;
  if (points.size() < 2) return track;
  const double span = points.back().time_s - points.front().time_s;
  track.step_s = std::max(step_min_s, std::ceil(span / static_cast<double>(load::track_steps_max - 1)));
  std::vector<std::int64_t> latitude, longitude, speed, fastest, altitude;
  std::vector<const CoursePoint*> kept;
  bool is_altitude_known = false;
  std::size_t at = 0;
  // The beginning is a step of no length, so that the line begins where the run did.
  const auto steps = 1 + static_cast<std::size_t>(std::max(1.0, std::ceil(span / track.step_s)));
  for (std::size_t k = 0; k < steps; ++k) {
    const double end = points.front().time_s + static_cast<double>(k) * track.step_s;
    const std::size_t first = at;
    while (at < points.size() && (at == 0 || points[at].time_s < end || k + 1 == steps)) ++at;
    const Step step = step_of(points, first, at, track.step_s);
    if (step.place != nullptr) kept.push_back(step.place);
    latitude.push_back(whole(step.place ? step.place->latitude_deg : load::not_known, degree_scale));
    longitude.push_back(whole(step.place ? step.place->longitude_deg : load::not_known, degree_scale));
    speed.push_back(whole(step.mean, speed_scale));
    fastest.push_back(whole(step.fastest, speed_scale));
    altitude.push_back(whole(step.altitude, altitude_scale));
    is_altitude_known = is_altitude_known || std::isfinite(step.altitude);
  }
  track.steps = static_cast<std::int64_t>(steps);
  track.speed_cm_per_s = load::pack_numbers(speed);
  track.fastest_cm_per_s = load::pack_numbers(fastest);
  if (is_altitude_known) track.altitude_dm = load::pack_numbers(altitude);
  if (kept.empty()) return track;
  track.latitude_e5 = load::pack_numbers(latitude);
  track.longitude_e5 = load::pack_numbers(longitude);
  track.place_error_m = std::ceil(10.0 * place_error(points, kept)) / 10.0;
  return track;
}

std::vector<double> column(const std::string& text, std::int64_t steps, double scale,
                           std::optional<Error>& fault) {
  std::vector<double> values;
  if (text.empty()) return values;
  const auto numbers = load::unpack_numbers(text, static_cast<std::size_t>(steps));
  if (!numbers) {
    fault = numbers.error();
    return values;
  }
  for (const std::int64_t number : *numbers)
    values.push_back(number == load::no_number ? load::not_known : static_cast<double>(number) / scale);
  return values;
}

/// Meters from the middle of the track.
void find_plane(AlongTrack& along) {
  double north = -90.0, south = 90.0, east = -180.0, west = 180.0;
  for (std::size_t i = 0; i < along.latitude_deg.size(); ++i) {
    if (!std::isfinite(along.latitude_deg[i]) || !std::isfinite(along.longitude_deg[i])) continue;
    north = std::max(north, along.latitude_deg[i]);
    south = std::min(south, along.latitude_deg[i]);
    east = std::max(east, along.longitude_deg[i]);
    west = std::min(west, along.longitude_deg[i]);
  }
  const Plane plane{0.5 * (north + south), 0.5 * (east + west)};
  for (std::size_t i = 0; i < along.latitude_deg.size(); ++i) {
    const auto [x, y] =
        plane.at({.latitude_deg = along.latitude_deg[i], .longitude_deg = along.longitude_deg[i]});
    along.east_m.push_back(x);
    along.north_m.push_back(y);
  }
}

/// Over the way that the mean speeds give.
void find_grades(AlongTrack& along, double step_s) {
  const std::size_t steps = along.altitude_m.size();
  if (steps == 0 || along.speed_m_per_s.size() != steps) return;
  along.grade.assign(steps, load::not_known);
  const auto way = [&](std::size_t i) { return along.speed_m_per_s[i] * step_s; };
  for (std::size_t i = 0; i < steps; ++i) {
    std::size_t first = i, last = i;
    double back = 0.0, ahead = 0.0;
    while (first > 0 && back < grade_reach_m && std::isfinite(way(first))) back += way(first--);
    while (last + 1 < steps && ahead < grade_reach_m && std::isfinite(way(last + 1))) ahead += way(++last);
    const double rise = along.altitude_m[last] - along.altitude_m[first];
    if (!(back + ahead >= grade_reach_m) || !std::isfinite(rise)) continue;
    along.grade[i] = rise / (back + ahead);
    const double error = std::sqrt(2.0) * altitude_error_m / (back + ahead);
    if (!(along.grade_error >= error)) along.grade_error = error;
  }
}

}  // namespace

std::string recording_digest(const RunSession& session) {
  return sha256_hex(fmt::format("{} {:.0f}", session.file_sha256, session.activity.start_s));
}

std::string load_entry_id(const load::LoadSource& source) {
  return "load-" + sha256_hex(fmt::format("{} {} {} {}", source.recording_sha256, source.model_sha256,
                                          source.engine, source.mode))
                       .substr(0, 16);
}

load::Load load_of_session(const RunSession& session, load::LoadSource source) {
  return exposure::load_of_run(session.exposure, std::move(source));
}

load::RecordedRun recorded_run(const RunSession& session,
                               std::span<const exposure::StretchAtSpeed, 3> models) {
  const Course& course = session.course;
  const exposure::RunExposure& asked = session.exposure;
  load::RecordedRun run{
      .sport = sport_of(session.activity.sport),
      .started_s = static_cast<std::int64_t>(std::floor(session.activity.start_s)),
      .distance_m = rounded(course.distance_m, 10.0),
      .elapsed_s = rounded(course.elapsed_s, 10.0),
      .moving_s = rounded(course.moving_s, 10.0),
      .best_m_per_s = rounded(exposure::best_speed(course), 1000.0),
      .speed_error_m_per_s = rounded(course.speed_error_m_per_s, 1000.0),
      .easy_m_per_s = rounded(asked.own.easy_m_per_s, 1000.0),
      .own_top_m_per_s = outward(asked.own.top, 1000.0),
      .unknown_s = rounded(asked.unknown_s, 10.0),
      .strides = outward(asked.strides, 10.0),
      .accelerations = asked.accelerations,
      .near_maximal_strides = outward(asked.near_maximal_strides, 10.0),
      .high_stretch_strides = outward(asked.high_stretch_strides, 10.0),
      .kinds = exposure::run_kinds(course, session.activity.said_moving_s, asked.own, models),
      .track = track_of(course)};
  for (load::KindShare& share : run.kinds) {
    share.strides = outward(share.strides, 10.0);
    for (Interval& one : share.easy_strides) one = outward(one, 10.0);
  }
  for (std::size_t m = 0; m < run.muscles.size(); ++m)
    run.muscles[m] = {.median = outward(asked.muscles[m].median_stretch, 1e4),
                      .p95 = outward(asked.muscles[m].p95_stretch, 1e4),
                      .easy_strides = outward(asked.muscles[m].easy_strides[1], 10.0)};
  return run;
}

Result<AlongTrack> along_track(const load::RecordedRun& run,
                               std::span<const exposure::StretchAtSpeed, 3> models) {
  const load::RunTrack& track = run.track;
  AlongTrack along;
  std::optional<Error> fault;
  along.latitude_deg = column(track.latitude_e5, track.steps, degree_scale, fault);
  along.longitude_deg = column(track.longitude_e5, track.steps, degree_scale, fault);
  along.speed_m_per_s = column(track.speed_cm_per_s, track.steps, speed_scale, fault);
  along.fastest_m_per_s = column(track.fastest_cm_per_s, track.steps, speed_scale, fault);
  along.altitude_m = column(track.altitude_dm, track.steps, altitude_scale, fault);
  if (fault) return failure(*fault);
  find_plane(along);
  find_grades(along, track.step_s);
  const double error = std::isfinite(run.speed_error_m_per_s) ? run.speed_error_m_per_s : 0.0;
  const Interval top = run.own_top_m_per_s.is_known() ? run.own_top_m_per_s
                                                      : Interval{.low = 2.0, .high = fastest_run_m_per_s};
  for (std::size_t m = 0; m < models.size(); ++m) {
    for (std::size_t i = 0; i < along.fastest_m_per_s.size(); ++i) {
      const double fastest = along.fastest_m_per_s[i];
      if (!(fastest >= standing_below_m_per_s)) {
        along.stretch[m].emplace_back();
        continue;
      }
      exposure::StrideGroup group;
      const double reach = exposure::speed_reach * error;
      group.speed = {.low = std::max(0.0, fastest - reach),
                     .high = std::min(fastest + reach, fastest_run_m_per_s)};
      group.speed.high = std::max(group.speed.low, group.speed.high);
      // A change of pace within the step may have stretched as near the top.
      const double mean = along.speed_m_per_s.size() > i ? along.speed_m_per_s[i] : fastest;
      const bool may_accelerate = fastest - mean + 2.0 * error >= 1.5 &&
                                  group.speed.high / top.low >= exposure::accelerating_from_fraction;
      along.stretch[m].push_back(exposure::stretch_range(models[m], group, top, may_accelerate));
    }
  }
  return along;
}

}  // namespace hamstring::analysis
