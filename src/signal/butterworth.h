// Low-pass filter of motion data: third-order Butterworth, run forward and back so that nothing is delayed.
// Equations: docs/filters.md.
#pragma once

#include <array>
#include <span>

#include "core/diagnostics.h"
#include "core/result.h"
#include "core/time_series.h"

namespace hamstring {

/// y[i] = Σ a[k] x[i-k] - Σ b[k] y[i-1-k].
struct ButterworthCoefficients {
  std::array<double, 4> a{};  ///< of the input, newest first
  std::array<double, 3> b{};  ///< of the output, newest first
};

/// Third-order Butterworth low-pass by the bilinear transform, for samples `interval_s` apart. The cutoff is
/// that of one pass; two passes leave an amplitude of 1/2 there, and 1/√2 at 0.863 of it (OpenSim corrects
/// for neither). Requires 0 < cutoff_hz < 0.5 / interval_s.
[[nodiscard]] ButterworthCoefficients butterworth_lowpass(double cutoff_hz, double interval_s);

/// Two passes leave -3 dB at this share of the cutoff of one: (√2 - 1)^(1/6).
inline constexpr double two_pass_share = 0.8633841118802548;

/// Filters in place, forward and then backward. Each pass copies its first three samples, as OpenSim does;
/// fewer than four samples stay as they are.
void filter_forward_and_back(const ButterworthCoefficients& filter, std::span<double> samples);

/// A table filtered as OpenSim's tools filter coordinates: padded at both ends by half its length (odd
/// reflection), resampled to its shortest interval if its times are not uniform, then filtered. Rows are at
/// the new times. A cutoff at or above half the sampling rate is lowered to 0.49 of the rate, with a warning.
/// Errors: cutoff not positive; fewer than four rows; a missing value (the column is named).
struct LowpassOptions {
  double cutoff_hz = 6.0;
  /// OpenSim keeps the rows that padding added, so that results may begin before the recording does; false
  /// cuts them off again.
  bool keep_padding = false;
};
[[nodiscard]] Result<TimeSeries> lowpass(const TimeSeries& table, const LowpassOptions& options,
                                         Diagnostics& diagnostics);

}  // namespace hamstring
