// Columns of a movement filtered and differentiated twice, as inverse dynamics needs them: many columns at
// once. Equations: docs/filters.md.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "core/diagnostics.h"
#include "core/result.h"

namespace hamstring {

struct SmoothOptions {
  std::optional<double>
      cutoff_hz{};  ///< of one pass of the third-order Butterworth low-pass; none: no filter
  /// As OpenSim: rows that padding added stay, times that are not even to the last bit are resampled to the
  /// shortest interval (100 000 rows at most). false: padding is cut off, and times that are even within a
  /// thousandth of an interval stay as they are.
  bool like_opensim = false;
  int lanes = 0;  ///< 2, 4 or 8 columns at once; 0: what the machine carries
};

struct SmoothedColumns {
  std::vector<double> time_s;
  std::size_t columns = 0;
  std::vector<double> value;   ///< [column * rows() + row], as the input
  std::vector<double> first;   ///< per second
  std::vector<double> second;  ///< per second squared
  bool resampled = false;      ///< times are not those that came in

  [[nodiscard]] std::size_t rows() const { return time_s.size(); }
};

/// Fewest rows of which a second derivative is made.
inline constexpr std::size_t smoothed_rows_min = 6;

/// Pads by half the rows at each end (odd reflection), resamples to even times where needed, filters forward
/// and back, and differentiates the natural quintic spline through what comes out. Without a cutoff only the
/// spline remains. Same numbers as lowpass() and NaturalSpline to rounding. Every column has time_s.size()
/// values. Errors: fewer rows than smoothed_rows_min; times that do not rise; a value that is not finite; a
/// cutoff that is not positive. A cutoff at or above half the rate is lowered to 0.49 of it, with a warning.
[[nodiscard]] Result<SmoothedColumns> smooth_columns(std::span<const double> time_s,
                                                     std::span<const std::span<const double>> columns,
                                                     const SmoothOptions& options, Diagnostics& diagnostics);

}  // namespace hamstring
