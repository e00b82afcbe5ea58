#include "exposure/run_exposure.h"

#include <algorithm>
#include <cmath>

#include "exposure/stretch_bounds.h"

namespace hamstring::exposure {
namespace {

constexpr double running_m_per_s = 1.9, library_easy_m_per_s = 2.79;
constexpr double top_at_least_m_per_s = 9.5, peak_read_low_fraction = 0.07;

load::Interval sum_where(const CourseStrides& strides, auto surely, auto maybe) {
  load::Interval sum{.low = 0.0, .high = 0.0};
  for (const StrideGroup& group : strides.groups) {
    if (surely(group)) sum.low += group.strides.low;
    if (maybe(group)) sum.high += group.strides.high;
  }
  return sum;
}

/// Strides whose share of the top speed lies within [from, to).
load::Interval within_band(const CourseStrides& strides, const load::Interval& top, double from, double to) {
  const auto low = [&](const StrideGroup& group) { return group.speed.low / top.high; };
  const auto high = [&](const StrideGroup& group) { return group.speed.high / top.low; };
  return sum_where(
      strides,
      [&](const StrideGroup& group) { return group.is_known && low(group) >= from && high(group) < to; },
      [&](const StrideGroup& group) { return high(group) >= from && low(group) < to; });
}

/// Whether the stride stretches as near the top speed does: surely, or at all.
bool surely_high(const StrideGroup& group, const load::Interval& top) {
  if (!group.is_known) return false;
  const double fraction = group.speed.low / top.high;
  return fraction >= near_top_fraction ||
         (group.surely_accelerating && fraction >= accelerating_from_fraction);
}
bool maybe_high(const StrideGroup& group, const load::Interval& top) {
  const double fraction = group.speed.high / top.low;
  return fraction >= near_top_fraction ||
         (group.maybe_accelerating && fraction >= accelerating_from_fraction);
}

MuscleRun muscle_run(const CourseStrides& strides, const OwnSpeeds& own, const StretchAtSpeed& model) {
  MuscleRun run{.muscle = model.muscle};
  std::vector<WeightedStretch> weighted;
  for (const StrideGroup& group : strides.groups)
    weighted.push_back({.strides = group.strides,
                        .stretch = stretch_range(model, group, own.top,
                                                 maybe_high(group, own.top) && group.maybe_accelerating)});
  const auto quantiles = quantile_bounds(weighted, std::array{0.5, 0.95, 1.0});
  run.median_stretch = quantiles[0];
  run.p95_stretch = quantiles[1];
  run.peak_stretch = quantiles[2];
  run.forces = muscle_forces(strides, model.muscle);
  run.easy_strides.fill({.low = 0.0, .high = 0.0});
  for (const StrideGroup& group : strides.groups) {
    const load::Interval ratio =
        ratio_to_easy(model, group, own, maybe_high(group, own.top) && group.maybe_accelerating);
    for (std::size_t e = 0; e < damage_exponents.size(); ++e) {
      run.easy_strides[e].low += group.strides.low * std::pow(ratio.low, damage_exponents[e]);
      run.easy_strides[e].high += group.strides.high * std::pow(ratio.high, damage_exponents[e]);
    }
  }
  for (load::Interval& sum : run.easy_strides)
    if (!std::isfinite(sum.high)) sum = {};
  return run;
}

double median_of(std::vector<std::pair<double, double>>& weighted) {
  std::ranges::sort(weighted);
  double all = 0.0, sum = 0.0;
  for (const auto& [value, weight] : weighted) all += weight;
  for (const auto& [value, weight] : weighted)
    if ((sum += weight) >= 0.5 * all) return value;
  return library_easy_m_per_s;
}

}  // namespace

OwnSpeeds own_speeds(std::span<const Course> history) {
  OwnSpeeds own;
  double best = not_recorded, error = 0.0;
  std::vector<std::pair<double, double>> running;
  for (const Course& course : history) {
    const double fastest = best_speed(course);
    if (fastest > best || std::isnan(best)) {
      best = fastest;
      error = std::isfinite(fastest) ? course.speed_error_m_per_s : 0.0;
    }
    for (std::size_t i = 1; i < course.points.size(); ++i) {
      const double time = course.points[i].time_s - course.points[i - 1].time_s;
      if (time <= known_step_max_s && course.points[i].speed_m_per_s >= running_m_per_s)
        running.emplace_back(course.points[i].speed_m_per_s, time);
    }
  }
  own.easy_m_per_s = median_of(running);
  static constexpr double slowest_top = 2.0;  // nobody who runs has a top speed below it
  own.top = {.low = std::isfinite(best) ? std::max(best - 2.0 * error, slowest_top) : slowest_top,
             .high = std::isfinite(best) ? std::clamp(best * (1.0 + peak_read_low_fraction) + 2.0 * error,
                                                      top_at_least_m_per_s, fastest_run_m_per_s)
                                         : fastest_run_m_per_s};
  own.top.low = std::min(own.top.low, own.top.high);
  return own;
}

RunExposure run_exposure(const Course& course, double said_moving_s, const OwnSpeeds& own,
                         std::span<const StretchAtSpeed, 3> models) {
  const CourseStrides strides = strides_of(course, said_moving_s);
  const auto always = [](const StrideGroup&) { return true; };
  RunExposure exposure{.strides = sum_where(strides, always, always),
                       .strides_origin = strides.origin,
                       .accelerations = strides.accelerations,
                       .own = own,
                       .unknown_s = strides.unknown_s,
                       .are_sides_measured = course.are_sides_measured};
  if (strides.groups.empty()) exposure.strides = {};
  for (const StrideGroup& group : strides.groups)
    if (group.is_known) exposure.known_s += group.to_s - group.from_s;
  for (std::size_t b = 0; b < band_starts.size(); ++b)
    exposure.strides_in_band[b] = within_band(
        strides, own.top, band_starts[b],
        b + 1 < band_starts.size() ? band_starts[b + 1] : std::numeric_limits<double>::infinity());
  exposure.near_maximal_strides =
      within_band(strides, own.top, near_maximal_fraction, std::numeric_limits<double>::infinity());
  exposure.high_stretch_strides = sum_where(
      strides, [&](const StrideGroup& group) { return surely_high(group, own.top); },
      [&](const StrideGroup& group) { return maybe_high(group, own.top); });
  for (std::size_t m = 0; m < models.size(); ++m) exposure.muscles[m] = muscle_run(strides, own, models[m]);
  return exposure;
}

load::Load load_of_run(const RunExposure& exposure, load::LoadSource source) {
  load::Load made{.source = std::move(source)};
  for (const Side side : both_sides) {
    for (const MuscleRun& run : exposure.muscles) {
      const load::Interval peak{.low = run.p95_stretch.low, .high = run.peak_stretch.high};
      made.amounts.push_back({.side = side,
                              .muscle = run.muscle,
                              .quantity = load::Quantity::peak_stretch,
                              .interval = peak.is_known() ? peak : load::Interval{},
                              .origin = load::Origin::modelled});
      made.amounts.push_back({.side = side,
                              .muscle = run.muscle,
                              .quantity = load::Quantity::strides,
                              .interval = exposure.strides,
                              .origin = exposure.strides_origin});
    }
  }
  load::sort_amounts(made);
  return made;
}

}  // namespace hamstring::exposure
