// Natural interpolating splines of odd degree: the curve through all points that bends least. Same curve as
// OpenSim's GCVSpline with error variance 0. Equations: docs/filters.md.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "core/result.h"

namespace hamstring {

/// Value and first two derivatives at one point.
struct SplineSample {
  double value = 0.0;
  double first = 0.0;   ///< d/dx
  double second = 0.0;  ///< d²/dx²
};

/// A natural spline of degree 2m-1 (m = 1, 2, 3): piecewise polynomial through all points, with 2m-2
/// continuous derivatives, and derivatives m … 2m-2 zero at both ends. Beyond the ends it continues as the
/// polynomial of degree m-1 that joins it there (Woltring 1986).
class NaturalSpline {
 public:
  /// Fits in O(n). `x` strictly increasing, `y` of equal length, all finite. A spline of degree 5 needs 6
  /// points; with fewer the degree falls to 3 (4 or 5 points), 1 (2 or 3) or 0 (1), see degree(). Errors:
  /// degree not 1, 3 or 5; no points; lengths differ; x not increasing; a value that is not finite.
  [[nodiscard]] static Result<NaturalSpline> fit(std::span<const double> x, std::span<const double> y,
                                                 int degree = 5);

  [[nodiscard]] SplineSample at(double x) const;
  [[nodiscard]] double value(double x) const { return at(x).value; }
  /// The degree that was used, see fit().
  [[nodiscard]] int degree() const { return degree_; }

 private:
  NaturalSpline() = default;

  int degree_ = 0;
  std::vector<double> knots_;
  /// Polynomial of each piece in powers of (x - its knot): [piece * (degree + 1) + power]. One piece an
  /// interval and a last one that continues beyond the last knot.
  std::vector<double> coefficients_;
  /// The polynomial of degree m-1 before the first knot, in powers of (x - first knot).
  std::vector<double> before_;
};

}  // namespace hamstring
