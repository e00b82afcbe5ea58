#include "exposure/stride_exposure.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "exposure/sampling.h"

namespace hamstring::exposure {

namespace {

// Place and height of the top of the parabola through three points of a series.
struct Vertex {
  double time_s;
  double value;
};

// Newton's form around the middle sample, so that large times do not cost digits. No vertex above the middle
// sample exists where the curvature is not negative (three equal samples): the middle sample stands.
Vertex parabola_top(const std::array<double, 3>& t, const std::array<double, 3>& y) {
  const double left_slope = (y[1] - y[0]) / (t[1] - t[0]);
  const double right_slope = (y[2] - y[1]) / (t[2] - t[1]);
  const double curvature = (right_slope - left_slope) / (t[2] - t[0]);
  if (!(curvature < 0.0)) return {t[1], y[1]};
  const double slope_at_middle = (left_slope * (t[2] - t[1]) + right_slope * (t[1] - t[0])) / (t[2] - t[0]);
  const double offset = -slope_at_middle / (2.0 * curvature);
  return {t[1] + offset, y[1] + 0.5 * slope_at_middle * offset};
}

// The best of the candidates that lie within the span; NaN values lose.
void offer(Vertex& best, const Vertex& candidate, const TimeSpan& span) {
  if (candidate.time_s < span.start_s || candidate.time_s > span.end_s) return;
  if (candidate.value > best.value) best = candidate;
}

Vertex largest_of(std::span<const double> time_s, std::span<const double> values, const TimeSpan& span) {
  constexpr double lowest = -std::numeric_limits<double>::infinity();
  Vertex best{unknown_value, lowest};
  offer(best, {span.start_s, sample_at(time_s, values, span.start_s)}, span);
  offer(best, {span.end_s, sample_at(time_s, values, span.end_s)}, span);
  const SampleRange inside = samples_within(time_s, span);
  for (std::size_t i = inside.first; i < inside.end; ++i) {
    offer(best, {time_s[i], values[i]}, span);
  }
  // The sample nearest to a top may lie just outside of the span while the top itself lies inside: one sample
  // on either side is therefore tried as the middle of three, too.
  const std::size_t from = std::max<std::size_t>(inside.first, 2) - 1;
  const std::size_t to = std::min(inside.end + 1, time_s.size() - 1);
  for (std::size_t i = from; i < to; ++i) {
    const bool is_local_top = values[i] >= values[i - 1] && values[i] >= values[i + 1];
    if (!is_local_top) continue;
    offer(best,
          parabola_top({time_s[i - 1], time_s[i], time_s[i + 1]}, {values[i - 1], values[i], values[i + 1]}),
          span);
  }
  return best;
}

std::vector<double> negated(std::span<const double> values) {
  std::vector<double> result(values.size());
  std::ranges::transform(values, result.begin(), [](double value) { return -value; });
  return result;
}

}  // namespace

double percent_of_span(const TimeSpan& span, double time_s) {
  return 100.0 * (time_s - span.start_s) / (span.end_s - span.start_s);
}

std::vector<double> stretch_series(std::span<const double> length_m, double upright_length_m) {
  std::vector<double> stretch(length_m.size(), unknown_value);
  if (!(upright_length_m > 0.0)) return stretch;
  std::ranges::transform(length_m, stretch.begin(), [upright_length_m](double length) {
    return (length - upright_length_m) / upright_length_m;
  });
  return stretch;
}

Extreme largest_within(const MuscleTrace& history, std::span<const double> values, const TimeSpan& span) {
  const std::span<const double> time_s = history.time_s;
  if (time_s.size() < 3 || values.size() != time_s.size() || !is_covered(time_s, values, span)) return {};
  const Vertex top = largest_of(time_s, values, span);
  return {.value = top.value,
          .time_s = top.time_s,
          .hip_flexion_rad = sample_at(time_s, history.hip_flexion_rad, top.time_s),
          .knee_flexion_rad = sample_at(time_s, history.knee_flexion_rad, top.time_s)};
}

Exposure exposure_within(const MuscleTrace& history, const TimeSpan& span) {
  const std::vector<double> stretch = stretch_series(history.length_m, history.upright_length_m);
  const std::span<const double> speed = history.lengthening_speed_m_per_s;
  Exposure exposure{.span = span,
                    .peak_stretch = largest_within(history, stretch, span),
                    .least_stretch = largest_within(history, negated(stretch), span),
                    .peak_lengthening_speed = largest_within(history, speed, span),
                    .peak_shortening_speed = largest_within(history, negated(speed), span)};
  exposure.least_stretch.value = -exposure.least_stretch.value;
  exposure.stretch_at_start = sample_at(history.time_s, stretch, span.start_s);
  return exposure;
}

namespace {

/// The samples of a span with two more on either side: all that exposure_within() looks at, so that a stride
/// of a long recording costs as much as one of a short one.
MuscleTrace around(const MuscleTrace& history, const TimeSpan& span) {
  const SampleRange inside = samples_within(history.time_s, span);
  const std::size_t first = inside.first - std::min<std::size_t>(inside.first, 2);
  const std::size_t end = std::min(inside.end + 2, history.time_s.size());
  const auto part = [&](std::span<const double> series) {
    return series.size() == history.time_s.size() ? series.subspan(first, end - first) : series.first(0);
  };
  return {.time_s = part(history.time_s),
          .length_m = part(history.length_m),
          .lengthening_speed_m_per_s = part(history.lengthening_speed_m_per_s),
          .upright_length_m = history.upright_length_m,
          .hip_flexion_rad = part(history.hip_flexion_rad),
          .knee_flexion_rad = part(history.knee_flexion_rad)};
}

}  // namespace

std::vector<Exposure> stride_exposures(const MuscleTrace& history, std::span<const Stride> strides) {
  std::vector<Exposure> exposures;
  exposures.reserve(strides.size());
  for (const Stride& stride : strides) {
    const TimeSpan span{stride.start_s, stride.end_s};
    exposures.push_back(exposure_within(around(history, span), span));
  }
  return exposures;
}

}  // namespace hamstring::exposure
