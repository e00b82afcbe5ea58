#include "muscle/bezier_curve.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <limits>

namespace hamstring::muscle {
namespace {

BezierCurve bend() {
  return *BezierCurve::from_corners(std::array{
      CurveCorner{
          .x0 = 0.0, .y0 = 0.0, .slope0 = 0.25, .x1 = 1.0, .y1 = 1.0, .slope1 = 2.0, .curviness = 0.5},
      CurveCorner{
          .x0 = 1.0, .y0 = 1.0, .slope0 = 2.0, .x1 = 2.0, .y1 = 2.5, .slope1 = 1.0, .curviness = 0.9}});
}

TEST(BezierCurve, passes_through_its_corners_with_their_slopes_and_goes_on_straight) {
  const BezierCurve curve = bend();
  for (const auto& [x, y, slope] :
       {std::array{0.0, 0.0, 0.25}, std::array{1.0, 1.0, 2.0}, std::array{2.0, 2.5, 1.0}}) {
    EXPECT_NEAR(curve.at(x).value, y, 1e-14);
    EXPECT_NEAR(curve.at(x).slope, slope, 1e-12);
  }
  EXPECT_NEAR(curve.at(-2.0).value, -0.5, 1e-15);
  EXPECT_NEAR(curve.at(5.0).value, 5.5, 1e-14);
  EXPECT_EQ(curve.at(5.0).slope, 1.0);
  EXPECT_TRUE(std::isnan(curve.at(std::numeric_limits<double>::quiet_NaN()).value));
}

TEST(BezierCurve, slope_is_the_derivative_of_value) {
  const BezierCurve curve = bend();
  for (double x = -0.3; x < 2.3; x += 0.0137) {
    const double h = 1e-5;
    EXPECT_NEAR((curve.at(x + h).value - curve.at(x - h).value) / (2 * h), curve.at(x).slope, 2e-8) << x;
  }
}

TEST(BezierCurve, slope_and_curvature_do_not_jump_where_corners_meet_and_at_the_ends) {
  const BezierCurve curve = bend();
  const auto curvature = [&](double x) {
    const double h = 1e-6;
    return (curve.at(x + h).slope - curve.at(x - h).slope) / (2 * h);
  };
  for (const double x : {0.0, 1.0, 2.0}) {
    const double d = 1e-5;
    EXPECT_NEAR(curve.at(x - 1e-9).slope, curve.at(x + 1e-9).slope, 1e-7) << x;
    // Curvature is zero where corners meet (two control points lie on the tangent) and grows from there
    // evenly.
    EXPECT_NEAR(curvature(x - d), 0.0, 2e-2) << x;
    EXPECT_NEAR(curvature(x + d), 0.0, 2e-2) << x;
  }
  EXPECT_GT(std::abs(curvature(0.5)), 0.5);
}

TEST(BezierCurve, parallel_tangents_and_a_straight_line) {
  const BezierCurve line = *BezierCurve::from_corners(std::array{CurveCorner{
      .x0 = 0.0, .y0 = 1.0, .slope0 = 3.0, .x1 = 2.0, .y1 = 7.0, .slope1 = 3.0, .curviness = 0.3}});
  for (double x = -1.0; x < 3.0; x += 0.1) EXPECT_NEAR(line.at(x).value, 1.0 + 3.0 * x, 1e-13);
}

TEST(BezierCurve, its_inverse_undoes_it) {
  const BezierCurve curve = bend(), inverse = *curve.inverse();
  for (double x = -0.5; x < 3.0; x += 0.031) {
    EXPECT_NEAR(inverse.at(curve.at(x).value).value, x, 1e-12);
    EXPECT_NEAR(inverse.at(curve.at(x).value).slope * curve.at(x).slope, 1.0, 1e-11);
  }
}

TEST(BezierCurve, corners_that_contradict_each_other_are_refused) {
  EXPECT_FALSE(BezierCurve::from_corners({}));
  // The tangents meet beyond the end: the curve would run back.
  EXPECT_FALSE(BezierCurve::from_corners(std::array{CurveCorner{
      .x0 = 0.0, .y0 = 0.0, .slope0 = 1.0, .x1 = 1.0, .y1 = 1.5, .slope1 = 1.2, .curviness = 1.0}}));
  EXPECT_FALSE(BezierCurve::from_corners(std::array{CurveCorner{
      .x0 = 0.0, .y0 = 0.0, .slope0 = NAN, .x1 = 1.0, .y1 = 1.0, .slope1 = 2.0, .curviness = 0.5}}));
  // A gap between two corners.
  EXPECT_FALSE(BezierCurve::from_corners(std::array{
      CurveCorner{
          .x0 = 0.0, .y0 = 0.0, .slope0 = 0.25, .x1 = 1.0, .y1 = 1.0, .slope1 = 2.0, .curviness = 0.5},
      CurveCorner{
          .x0 = 1.1, .y0 = 1.0, .slope0 = 2.0, .x1 = 2.0, .y1 = 2.5, .slope1 = 1.0, .curviness = 0.5}}));
  // Flat at its end.
  const auto flat = BezierCurve::from_corners(std::array{CurveCorner{
      .x0 = 0.0, .y0 = 0.0, .slope0 = 0.0, .x1 = 1.0, .y1 = 1.0, .slope1 = 2.0, .curviness = 0.5}});
  ASSERT_TRUE(flat);
  EXPECT_FALSE(flat->inverse());
}

}  // namespace
}  // namespace hamstring::muscle
