#include "exposure/side_exposure.h"

#include <cmath>
#include <utility>

namespace hamstring::exposure {

namespace {

std::vector<double> copied(std::span<const double> values) {
  return {values.begin(), values.end()};
}

Trace make_trace(std::span<const double> time_s, std::vector<double> values,
                 const std::vector<Stride>& strides) {
  Trace trace{.values = std::move(values)};
  if (!strides.empty()) trace.cycle = cycle_curves(time_s, trace.values, strides);
  return trace;
}

/// Over the whole recording, frames without a number left out: a gap hides what happened in it, not the rest.
Exposure over_known_frames(const MuscleTrace& history) {
  const std::size_t n = history.time_s.size();
  std::vector<std::size_t> known;
  for (std::size_t f = 0; f < n; ++f) {
    if (std::isfinite(history.length_m[f]) && std::isfinite(history.lengthening_speed_m_per_s[f]))
      known.push_back(f);
  }
  if (known.empty()) return {};
  if (known.size() == n) return exposure_within(history, {history.time_s.front(), history.time_s.back()});
  const auto kept = [&](std::span<const double> series) {
    std::vector<double> part;
    if (series.size() != n) return part;
    for (const std::size_t f : known) part.push_back(series[f]);
    return part;
  };
  const std::vector<double> time_s = kept(history.time_s), length_m = kept(history.length_m),
                            speed = kept(history.lengthening_speed_m_per_s),
                            hip = kept(history.hip_flexion_rad), knee = kept(history.knee_flexion_rad);
  return exposure_within({.time_s = time_s,
                          .length_m = length_m,
                          .lengthening_speed_m_per_s = speed,
                          .upright_length_m = history.upright_length_m,
                          .hip_flexion_rad = hip,
                          .knee_flexion_rad = knee},
                         {time_s.front(), time_s.back()});
}

MuscleExposure make_muscle(const SideSeries& side, const MuscleSeries& series,
                           const std::vector<Stride>& strides) {
  const MuscleTrace history{.time_s = side.time_s,
                            .length_m = series.length_m,
                            .lengthening_speed_m_per_s = series.lengthening_speed_m_per_s,
                            .upright_length_m = series.upright_length_m,
                            .hip_flexion_rad = side.hip_flexion_rad,
                            .knee_flexion_rad = side.knee_flexion_rad};
  MuscleExposure result{.muscle = series.muscle,
                        .name_in_model = series.name_in_model,
                        .is_lumped = series.is_lumped,
                        .upright_length_m = series.upright_length_m};
  result.stretch = make_trace(side.time_s, stretch_series(series.length_m, series.upright_length_m), strides);
  result.lengthening_speed = make_trace(side.time_s, copied(series.lengthening_speed_m_per_s), strides);
  result.strides = stride_exposures(history, strides);
  result.recording = over_known_frames(history);
  return result;
}

}  // namespace

SideExposure side_exposure(const SideSeries& series, StrideList strides) {
  SideExposure result{.side = series.side, .strides = std::move(strides)};
  const std::vector<Stride>& complete = result.strides.complete;
  result.hip_flexion = make_trace(series.time_s, copied(series.hip_flexion_rad), complete);
  result.knee_flexion = make_trace(series.time_s, copied(series.knee_flexion_rad), complete);
  for (const MuscleSeries& muscle : series.muscles) {
    result.muscles.push_back(make_muscle(series, muscle, complete));
  }
  return result;
}

double mean_peak_stretch(const MuscleExposure& muscle) {
  if (muscle.strides.empty()) return muscle.recording.peak_stretch.value;
  std::vector<double> peaks;
  for (const Exposure& stride : muscle.strides) peaks.push_back(stride.peak_stretch.value);
  return mean_sd(peaks).mean;
}

double stretch_error(const MuscleExposure& muscle, double error_rad) {
  const double hip_arm = crosses_hip(muscle.muscle) ? muscle.hip_moment_arm_m : 0.0;
  return error_rad * std::hypot(hip_arm, muscle.knee_moment_arm_m) / muscle.upright_length_m;
}

PeakInstant peak_instant(const SideExposure& side) {
  const MuscleExposure* most = nullptr;
  for (const MuscleExposure& muscle : side.muscles) {
    if (!crosses_hip(muscle.muscle) || std::isnan(mean_peak_stretch(muscle))) continue;
    if (most == nullptr || mean_peak_stretch(muscle) > mean_peak_stretch(*most)) most = &muscle;
  }
  if (most == nullptr) return {};
  if (most->strides.empty()) {
    return {.muscle = most->muscle, .time_s = most->recording.peak_stretch.time_s};
  }
  const double mean_peak = mean_peak_stretch(*most);
  const Exposure* nearest = nullptr;
  double distance = std::numeric_limits<double>::infinity();
  for (const Exposure& stride : most->strides) {
    const double from_mean = std::abs(stride.peak_stretch.value - mean_peak);
    if (from_mean < distance) {
      nearest = &stride;
      distance = from_mean;
    }
  }
  if (nearest == nullptr) return {};  // a mean without a stride that is nearest to it
  const double time_s = nearest->peak_stretch.time_s;
  return {.muscle = most->muscle,
          .time_s = time_s,
          .percent_of_cycle = percent_of_span(nearest->span, time_s),
          .stride = static_cast<std::size_t>(nearest - most->strides.data())};
}

}  // namespace hamstring::exposure
