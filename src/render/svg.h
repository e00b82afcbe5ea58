// Scales, ticks and paths for small drawings. Coordinates are px of the drawing's own view box.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace hamstring::render {

/// A coordinate with at most one decimal ("12.5", "-3", "0"). Never "nan", "inf" or an exponent: a value that
/// is not finite is written as 0 and must not reach a drawing.
[[nodiscard]] std::string coordinate(double px);

/// A straight map from values to px.
struct Scale {
  double value_min = 0.0;
  double value_max = 1.0;
  double px_min = 0.0;  ///< where value_min is drawn
  double px_max = 1.0;  ///< where value_max is drawn; may be smaller than px_min

  /// Whether the value lies within the range, rounding errors forgiven.
  [[nodiscard]] bool holds(double value) const {
    const double slack = 1e-9 * (value_max - value_min);
    return value >= value_min - slack && value <= value_max + slack;
  }
  [[nodiscard]] double operator()(double value) const {
    return px_min + (value - value_min) / (value_max - value_min) * (px_max - px_min);
  }
};

/// Round numbers (steps of 1, 2 or 5 times a power of ten) that cover min … max with about `wanted` steps.
/// The first lies at or below min, the last at or above max. An empty or unusable range gives {0, 1}.
[[nodiscard]] std::vector<double> round_ticks(double min, double max, std::size_t wanted);

/// Decimals that tell neighboring ticks apart.
[[nodiscard]] int tick_decimals(const std::vector<double>& ticks);

/// The line through all points as path data ("M0 1L2 3"); a NaN interrupts it.
[[nodiscard]] std::string line_path(std::span<const double> x, std::span<const double> y,
                                    const Scale& x_scale, const Scale& y_scale);

/// The closed area between y − half and y + half as path data, one piece for each run without NaN.
[[nodiscard]] std::string band_path(std::span<const double> x, std::span<const double> y,
                                    std::span<const double> half, const Scale& x_scale, const Scale& y_scale);

}  // namespace hamstring::render
