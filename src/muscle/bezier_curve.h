// Curves made of corners: quintic Bezier segments that join with equal value, slope and curvature (Millard et
// al. 2013, J Biomech Eng 135:021005, doi 10.1115/1.4023390, appendix).
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <vector>

#include "core/result.h"

namespace hamstring::muscle {

/// A curve at one place. Both are dimensionless: curves are of normalized quantities.
struct CurveValue {
  double value = 0.0;
  double slope = 0.0;
};

/// A bend between two places with given slopes. Curviness 0 cuts the corner wide, 1 runs close to where the
/// two tangents meet.
struct CurveCorner {
  double x0 = 0.0, y0 = 0.0, slope0 = 0.0;
  double x1 = 0.0, y1 = 0.0, slope1 = 0.0;
  double curviness = 0.5;
};

/// y(x), linear beyond its ends; twice continuously differentiable.
class BezierCurve {
 public:
  BezierCurve() = default;
  /// Errors: no corner; corners that do not follow each other; tangents that meet outside of their corner, so
  /// that the curve would run back; a number that is none.
  [[nodiscard]] static Result<BezierCurve> from_corners(std::span<const CurveCorner> corners);

  /// Value and slope at x; NaN gives NaN.
  [[nodiscard]] CurveValue at(double x) const;
  /// x(y) of a curve that rises throughout. Requires positive slopes at both ends.
  [[nodiscard]] Result<BezierCurve> inverse() const;

  [[nodiscard]] double begin() const { return segments_.front().x[0]; }
  [[nodiscard]] double end() const { return segments_.back().x[5]; }

 private:
  static constexpr std::size_t guesses = 32;
  struct Segment {
    std::array<double, 6> x, y;               ///< control points; 1 = 2 and 3 = 4
    std::array<double, guesses + 1> guess{};  ///< u at evenly spaced x: where the search for any x starts
  };
  static void guess_ahead(Segment& segment);
  std::vector<Segment> segments_;
  double slope_before_ = 0.0, slope_after_ = 0.0;
};

}  // namespace hamstring::muscle
