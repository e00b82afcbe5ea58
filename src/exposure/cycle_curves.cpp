#include "exposure/cycle_curves.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "exposure/sampling.h"

namespace hamstring::exposure {

namespace {

bool has_gap(const CycleCurve& curve) {
  return std::ranges::any_of(curve, [](double value) { return std::isnan(value); });
}

// Mean and sample standard deviation in two passes: the plain textbook form, exact enough for any count here.
MeanSd spread_of(const std::vector<double>& known) {
  MeanSd result{.count = known.size()};
  if (known.empty()) return result;
  double sum = 0.0;
  for (const double value : known) sum += value;
  result.mean = sum / static_cast<double>(known.size());
  const auto [min, max] = std::ranges::minmax(known);
  result.min = min;
  result.max = max;
  if (known.size() < 2) return result;
  double squares = 0.0;
  for (const double value : known) squares += (value - result.mean) * (value - result.mean);
  result.sd = std::sqrt(squares / static_cast<double>(known.size() - 1));
  return result;
}

std::vector<double> without_nan(std::span<const double> values) {
  std::vector<double> known;
  std::ranges::copy_if(values, std::back_inserter(known), [](double value) { return !std::isnan(value); });
  return known;
}

}  // namespace

CycleCurve resample_cycle(std::span<const double> time_s, std::span<const double> values,
                          const TimeSpan& span) {
  CycleCurve curve = unknown_curve();
  if (!is_covered(time_s, values, span)) return curve;
  for (std::size_t i = 0; i < cycle_points; ++i) {
    const double share = static_cast<double>(i) / static_cast<double>(cycle_points - 1);
    curve[i] = sample_at(time_s, values, std::lerp(span.start_s, span.end_s, share));
  }
  return curve;
}

CycleCurves cycle_curves(std::span<const double> time_s, std::span<const double> values,
                         std::span<const Stride> strides) {
  CycleCurves curves;
  for (const Stride& stride : strides) {
    curves.single.push_back(resample_cycle(time_s, values, {stride.start_s, stride.end_s}));
    if (!has_gap(curves.single.back())) ++curves.averaged;
  }
  std::vector<double> at_this_percent;
  for (std::size_t i = 0; i < cycle_points; ++i) {
    at_this_percent.clear();
    for (const CycleCurve& curve : curves.single) {
      if (!has_gap(curve)) at_this_percent.push_back(curve[i]);
    }
    const MeanSd spread = spread_of(at_this_percent);
    curves.mean[i] = spread.mean;
    curves.sd[i] = spread.sd;
  }
  return curves;
}

MeanSd mean_sd(std::span<const double> values) {
  return spread_of(without_nan(values));
}

MeanSd cyclic_mean_sd(std::span<const double> percents) {
  const std::vector<double> known = without_nan(percents);
  constexpr double rad_per_percent = 2.0 * std::numbers::pi / 100.0;
  double cosines = 0.0;
  double sines = 0.0;
  for (const double percent : known) {
    cosines += std::cos(rad_per_percent * percent);
    sines += std::sin(rad_per_percent * percent);
  }
  MeanSd result{.count = known.size()};
  // Below this length the sum is rounding error: the places cancel out and have no mean.
  if (std::hypot(cosines, sines) < 1e-9 * static_cast<double>(known.size()) || known.empty()) return result;
  const double mean = std::atan2(sines, cosines) / rad_per_percent;
  double squares = 0.0;
  for (const double percent : known) {
    const double way = std::remainder(percent - mean, 100.0);
    squares += way * way;
  }
  result.mean = mean < 0.0 ? mean + 100.0 : mean;
  if (known.size() > 1) result.sd = std::sqrt(squares / static_cast<double>(known.size() - 1));
  return result;
}

}  // namespace hamstring::exposure
