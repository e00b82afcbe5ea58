#include "signal/butterworth.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/try.h"
#include "signal/resample.h"

namespace hamstring {
namespace {

constexpr double highest_cutoff = 0.49;  // of the sampling rate; OpenSim's Signal.cpp

void filter_once(const ButterworthCoefficients& filter, std::span<double> samples) {
  const auto& [a, b] = filter;
  double x1 = samples[2];
  double x2 = samples[1];
  double x3 = samples[0];
  for (std::size_t i = 3; i < samples.size(); ++i) {
    const double x0 = samples[i];
    samples[i] = a[0] * x0 + a[1] * x1 + a[2] * x2 + a[3] * x3 - b[0] * samples[i - 1] -
                 b[1] * samples[i - 2] - b[2] * samples[i - 3];
    x3 = x2;
    x2 = x1;
    x1 = x0;
  }
}

Result<void> check_input(const TimeSeries& table, double cutoff_hz) {
  if (!(cutoff_hz > 0.0))
    return failure(fmt::format("the cutoff frequency must be positive, it is {} Hz", cutoff_hz));
  if (table.rows() < 4) {
    return failure(fmt::format("a filter needs at least 4 samples, there are {}", table.rows()));
  }
  for (std::size_t c = 0; c < table.columns(); ++c) {
    const auto values = table.column(c);
    const auto missing = std::ranges::find_if_not(values, [](double v) { return std::isfinite(v); });
    if (missing == values.end()) continue;
    const double time = table.time_s()[static_cast<std::size_t>(missing - values.begin())];
    return failure(
        {.message = fmt::format("a value is missing at {} s; a filter would spread the gap over the whole "
                                "column",
                                time),
         .element = table.labels()[c],
         .advice = "Fill the gap, cut the time range, or leave the column out."});
  }
  return {};
}

/// The rows whose time lies in the recording, within a hundredth of an interval.
TimeSeries without_padding(const TimeSeries& table, double first_s, double last_s, double interval_s) {
  const auto& times = table.time_s();
  const auto begin = std::ranges::lower_bound(times, first_s - 0.01 * interval_s);
  const auto end = std::ranges::upper_bound(times, last_s + 0.01 * interval_s);
  return table.slice(static_cast<std::size_t>(begin - times.begin()),
                     static_cast<std::size_t>(end - times.begin()) - 1);
}

}  // namespace

ButterworthCoefficients butterworth_lowpass(double cutoff_hz, double interval_s) {
  const double w = std::tan(std::numbers::pi * cutoff_hz * interval_s);
  const double w2 = w * w;
  const double w3 = w2 * w;
  const double scale = 1.0 / ((w + 1.0) * (w2 + w + 1.0));
  return {.a = {w3 * scale, 3.0 * w3 * scale, 3.0 * w3 * scale, w3 * scale},
          .b = {(3.0 * w3 + 2.0 * w2 - 2.0 * w - 3.0) * scale, (3.0 * w3 - 2.0 * w2 - 2.0 * w + 3.0) * scale,
                (w - 1.0) * (w2 - w + 1.0) * scale}};
}

void filter_forward_and_back(const ButterworthCoefficients& filter, std::span<double> samples) {
  if (samples.size() < 4) return;
  filter_once(filter, samples);
  std::ranges::reverse(samples);
  filter_once(filter, samples);
  std::ranges::reverse(samples);
}

Result<TimeSeries> lowpass(const TimeSeries& table, const LowpassOptions& options, Diagnostics& diagnostics) {
  HAMSTRING_TRY_DO(check_input(table, options.cutoff_hz));
  TimeSeries filtered = pad_by_reflection(table, table.rows() / 2);
  double interval_s = smallest_interval(filtered.time_s());
  if (!is_uniform(filtered.time_s())) {
    HAMSTRING_TRY(uniform, resample_uniformly(filtered, interval_s));
    filtered = std::move(uniform);
    interval_s = filtered.time_s()[1] - filtered.time_s()[0];
  }
  double cutoff_hz = options.cutoff_hz;
  if (cutoff_hz * interval_s > 0.5 - 1e-9) {  // at half the rate itself rounding decides, and tan is infinite
    cutoff_hz = highest_cutoff / interval_s;
    diagnostics.warn(
        fmt::format("a cutoff of {} Hz needs samples faster than {:.6g} Hz; {:.6g} Hz was used instead",
                    options.cutoff_hz, 1.0 / interval_s, cutoff_hz));
  }
  const ButterworthCoefficients filter = butterworth_lowpass(cutoff_hz, interval_s);
  for (std::size_t c = 0; c < filtered.columns(); ++c) filter_forward_and_back(filter, filtered.column(c));
  if (options.keep_padding) return filtered;
  return without_padding(filtered, table.time_s().front(), table.time_s().back(), interval_s);
}

}  // namespace hamstring
