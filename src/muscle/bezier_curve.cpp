#include "muscle/bezier_curve.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace hamstring::muscle {
namespace {

// Control points lie at this share of the way to where the tangents meet: never at the corner itself, where
// the curve would have a kink, nor at its end, where the slope would be undefined (Millard et al. 2013).
double share_of_the_way(double curviness) {
  return 0.1 + 0.8 * curviness;
}

/// The polynomial with control points a, b, b, c, c, d at u, and its derivative.
struct Polynomial {
  double value, first;
};

Polynomial at_u(const std::array<double, 6>& p, double u) {
  const double v = 1.0 - u;
  const double b = p[1], c = p[3];
  const double u2 = u * u, v2 = v * v;
  return {.value = v2 * v2 * v * p[0] + 5.0 * v2 * v2 * u * b + 10.0 * v2 * v * u2 * b +
                   10.0 * v2 * u2 * u * c + 5.0 * v * u2 * u2 * c + u2 * u2 * u * p[5],
          .first = 5.0 * (v2 * v2 * (b - p[0]) + 6.0 * v2 * u2 * (c - b) + u2 * u2 * (p[5] - c))};
}

/// Where x(u) reaches x: Newton in a bracket from a guess, to the last digits.
double solve_u(const std::array<double, 6>& p, double x, double u) {
  double low = 0.0, high = 1.0;
  for (int i = 0; i < 60; ++i) {
    const Polynomial here = at_u(p, u);
    const double error = here.value - x;
    if (error == 0.0) return u;
    (error > 0.0 ? high : low) = u;
    double next = u - error / here.first;
    if (!(next > low && next < high)) next = 0.5 * (low + high);
    if (std::abs(next - u) <= std::numeric_limits<double>::epsilon()) return next;
    u = next;
  }
  return u;
}

std::array<double, 6> points(double first, double middle, double last, double share) {
  const double b = first + share * (middle - first);
  const double c = last + share * (middle - last);
  return {first, b, b, c, c, last};
}

bool rises(const std::array<double, 6>& p) {
  return p[0] < p[1] && p[1] <= p[3] && p[3] < p[5];
}

}  // namespace

Result<BezierCurve> BezierCurve::from_corners(std::span<const CurveCorner> corners) {
  BezierCurve curve;
  if (corners.empty()) return failure("a curve needs at least one corner");
  for (const CurveCorner& corner : corners) {
    // Parallel tangents meet nowhere; the middle is as good as any place on the line.
    constexpr double parallel = 1.4901161193847656e-8;
    const double difference = corner.slope0 - corner.slope1;
    const double x =
        std::abs(difference) > parallel
            ? (corner.y1 - corner.y0 - corner.x1 * corner.slope1 + corner.x0 * corner.slope0) / difference
            : 0.5 * (corner.x0 + corner.x1);
    const double y = (x - corner.x1) * corner.slope1 + corner.y1;
    const double share = share_of_the_way(corner.curviness);
    const Segment segment{.x = points(corner.x0, x, corner.x1, share),
                          .y = points(corner.y0, y, corner.y1, share)};
    // Adding numbers up finds the one that is none.
    const bool numbers =
        std::isfinite(corner.x0 + corner.y0 + corner.slope0 + corner.x1 + corner.y1 + corner.slope1);
    const bool follows = curve.segments_.empty() || (curve.segments_.back().x[5] == corner.x0 &&
                                                     curve.segments_.back().y[5] == corner.y0);
    if (!numbers || !rises(segment.x) || !follows || !(share > 0.0 && share < 1.0)) {
      return failure(
          fmt::format("it bends back between {:.4g} and {:.4g}: its lengths or slopes contradict each other",
                      corner.x0, corner.x1));
    }
    curve.segments_.push_back(segment);
    guess_ahead(curve.segments_.back());
  }
  curve.slope_before_ = corners.front().slope0;
  curve.slope_after_ = corners.back().slope1;
  return curve;
}

void BezierCurve::guess_ahead(Segment& segment) {
  for (std::size_t i = 0; i <= guesses; ++i) {
    const double share = static_cast<double>(i) / static_cast<double>(guesses);
    segment.guess[i] = solve_u(segment.x, segment.x[0] + share * (segment.x[5] - segment.x[0]), share);
  }
}

CurveValue BezierCurve::at(double x) const {
  if (x < begin()) return {segments_.front().y[0] + slope_before_ * (x - begin()), slope_before_};
  if (x > end()) return {segments_.back().y[5] + slope_after_ * (x - end()), slope_after_};
  if (std::isnan(x)) return {x, x};
  const auto segment = std::ranges::find_if(segments_, [&](const Segment& s) { return x <= s.x[5]; });
  const double place = (x - segment->x[0]) / (segment->x[5] - segment->x[0]) * static_cast<double>(guesses);
  const auto before = std::min(static_cast<std::size_t>(place), guesses - 1);
  const double share = place - static_cast<double>(before);
  const double u =
      solve_u(segment->x, x, (1.0 - share) * segment->guess[before] + share * segment->guess[before + 1]);
  const Polynomial y = at_u(segment->y, u);
  return {y.value, y.first / at_u(segment->x, u).first};
}

Result<BezierCurve> BezierCurve::inverse() const {
  BezierCurve inverse;
  for (const Segment& segment : segments_) {
    if (!rises(segment.y)) return failure("it does not rise throughout and has no inverse");
    inverse.segments_.push_back({.x = segment.y, .y = segment.x});
    guess_ahead(inverse.segments_.back());
  }
  if (!(slope_before_ > 0.0 && slope_after_ > 0.0)) return failure("it is flat at an end and has no inverse");
  inverse.slope_before_ = 1.0 / slope_before_;
  inverse.slope_after_ = 1.0 / slope_after_;
  return inverse;
}

}  // namespace hamstring::muscle
