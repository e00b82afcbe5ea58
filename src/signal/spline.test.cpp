#include "signal/spline.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace hamstring {
namespace {

/// Irregular points: no two intervals are equal.
std::vector<double> irregular_points(int count) {
  std::vector<double> x(static_cast<std::size_t>(count));
  for (std::size_t i = 0; i < x.size(); ++i) {
    const auto k = static_cast<double>(i);
    x[i] = 0.1 * k + 0.03 * std::sin(7.0 * k);
  }
  return x;
}

template <class F>
std::vector<double> values_of(const std::vector<double>& x, F f) {
  std::vector<double> y(x.size());
  std::ranges::transform(x, y.begin(), f);
  return y;
}

double wavy(double x) {
  return std::sin(9.0 * x) + 0.3 * std::cos(31.0 * x);
}

TEST(NaturalSpline, passes_through_its_points) {
  const std::vector<double> x = irregular_points(40);
  const std::vector<double> y = values_of(x, wavy);
  for (const int degree : {1, 3, 5}) {
    const NaturalSpline spline = NaturalSpline::fit(x, y, degree).value();
    for (std::size_t i = 0; i < x.size(); ++i) EXPECT_NEAR(spline.value(x[i]), y[i], 1e-14) << degree;
  }
}

TEST(NaturalSpline, of_degree_5_is_a_parabola_through_a_parabola_inside_and_outside) {
  const std::vector<double> x = irregular_points(25);
  const NaturalSpline spline =
      NaturalSpline::fit(x, values_of(x, [](double t) { return 3.0 - 2.0 * t + 0.5 * t * t; })).value();
  for (double t = -1.0; t < 4.0; t += 0.0173) {
    EXPECT_NEAR(spline.at(t).value, 3.0 - 2.0 * t + 0.5 * t * t, 1e-11) << t;
    EXPECT_NEAR(spline.at(t).first, -2.0 + t, 1e-11) << t;
    EXPECT_NEAR(spline.at(t).second, 1.0, 1e-11) << t;
  }
}

TEST(NaturalSpline, of_degree_3_has_the_closed_form_of_four_symmetric_points) {
  // (0,0), (1,1), (2,1), (3,0): second derivative -6/5 at both inner points, 0 at the ends.
  const std::array<double, 4> x{0.0, 1.0, 2.0, 3.0};
  const std::array<double, 4> y{0.0, 1.0, 1.0, 0.0};
  const NaturalSpline spline = NaturalSpline::fit(x, y, 3).value();
  EXPECT_NEAR(spline.value(0.5), 0.575, 1e-15);
  EXPECT_NEAR(spline.at(1.0).second, -1.2, 1e-14);
  EXPECT_NEAR(spline.at(2.0).second, -1.2, 1e-14);
  EXPECT_NEAR(spline.at(0.0).second, 0.0, 1e-14);
  EXPECT_NEAR(spline.at(0.0).first, 1.2, 1e-14);
}

TEST(NaturalSpline, agrees_with_simbodys_gcv_spline_with_zero_smoothing) {
  // Computed with libsimbody 3.7 (Woltring's routines) for y(i) = sin(0.3 i) + cos(20 i²)/5 at x = i/10.
  struct Reference {
    int degree;
    double x, value, first, second;
  };
  constexpr std::array<Reference, 6> references{{
      {3, -0.3, -0.3002565439656931, 1.667521813218977, 0},
      {3, 0.02, 0.2334335117659966, 1.679983138461521, 1.246132524254438},
      {3, 1.88, -0.5157542883774955, 6.25456368392247, 20.5772101716027},
      {5, -0.3, 0.9138941803649122, -5.561589534670036, 21.21294844524664},
      {5, 0.02, 0.2202855592277388, 1.225821357961479, 21.06642647576486},
      {5, 1.88, -0.5611651374332414, 7.642698871819605, 101.7993579873411},
  }};
  std::vector<double> x;
  std::vector<double> y;
  for (int i = 0; i < 20; ++i) {
    x.push_back(i * 0.1);
    y.push_back(std::sin(3.0 * x.back()) + 0.2 * std::cos(20.0 * i * i));
  }
  for (const Reference& reference : references) {
    const SplineSample sample = NaturalSpline::fit(x, y, reference.degree).value().at(reference.x);
    EXPECT_NEAR(sample.value, reference.value, 1e-12) << reference.x;
    EXPECT_NEAR(sample.first, reference.first, 1e-11) << reference.x;
    EXPECT_NEAR(sample.second, reference.second, 1e-10) << reference.x;
  }
}

/// Third and fourth derivative at x from one side, from the cubic that the second derivative is on a piece.
std::array<double, 2> third_and_fourth(const NaturalSpline& spline, double x, double step) {
  std::array<double, 4> s{};
  for (std::size_t i = 0; i < 4; ++i) s[i] = spline.at(x + static_cast<double>(i) * step).second;
  // One-sided differences, exact for a cubic.
  const double first = (-11.0 * s[0] + 18.0 * s[1] - 9.0 * s[2] + 2.0 * s[3]) / (6.0 * step);
  const double second = (2.0 * s[0] - 5.0 * s[1] + 4.0 * s[2] - s[3]) / (step * step);
  return {first, second};
}

TEST(NaturalSpline, of_degree_5_has_four_continuous_derivatives) {
  const std::vector<double> x = irregular_points(12);
  const NaturalSpline spline = NaturalSpline::fit(x, values_of(x, wavy)).value();
  for (std::size_t i = 1; i + 1 < x.size(); ++i) {
    const double below = std::nextafter(x[i], -1.0);
    EXPECT_NEAR(spline.at(below).first, spline.at(x[i]).first, 1e-9) << i;
    EXPECT_NEAR(spline.at(below).second, spline.at(x[i]).second, 1e-8) << i;
    const auto left = third_and_fourth(spline, below, -0.2 * (x[i] - x[i - 1]));
    const auto right = third_and_fourth(spline, x[i], 0.2 * (x[i + 1] - x[i]));
    EXPECT_NEAR(left[0] / right[0], 1.0, 1e-6) << i;
    EXPECT_NEAR(left[1] / right[1], 1.0, 1e-4) << i;
  }
}

TEST(NaturalSpline, of_degree_5_has_no_third_and_fourth_derivative_at_its_ends) {
  const std::vector<double> x = irregular_points(12);
  const NaturalSpline spline = NaturalSpline::fit(x, values_of(x, wavy)).value();
  const auto inside = third_and_fourth(spline, x[5], 0.01);
  const auto first = third_and_fourth(spline, x.front(), 0.2 * (x[1] - x[0]));
  const auto last = third_and_fourth(spline, std::nextafter(x.back(), 0.0), -0.2 * (x[11] - x[10]));
  for (const auto& end : {first, last}) {
    EXPECT_LT(std::abs(end[0]), 1e-7 * std::abs(inside[0]));
    EXPECT_LT(std::abs(end[1]), 1e-7 * std::abs(inside[1]));
  }
}

TEST(NaturalSpline, has_derivatives_that_finite_differences_confirm) {
  const std::vector<double> x = irregular_points(30);
  const std::vector<double> y = values_of(x, wavy);
  for (const int degree : {3, 5}) {
    const NaturalSpline spline = NaturalSpline::fit(x, y, degree).value();
    for (double t = -0.2; t < 3.2; t += 0.0371) {
      constexpr double h = 1e-5;
      const SplineSample sample = spline.at(t);
      EXPECT_NEAR((spline.value(t + h) - spline.value(t - h)) / (2.0 * h), sample.first, 1e-5) << t;
      EXPECT_NEAR((spline.at(t + h).first - spline.at(t - h).first) / (2.0 * h), sample.second, 1e-2) << t;
    }
  }
}

TEST(NaturalSpline, keeps_its_precision_on_large_values_and_late_times) {
  std::vector<double> x;
  std::vector<double> y;
  for (int i = 0; i < 50; ++i) {
    x.push_back(1e5 + 0.5 * i);
    y.push_back(1e6 + 0.25 * i * i);  // a parabola: 1e6 + (x - 1e5)²
  }
  const SplineSample sample = NaturalSpline::fit(x, y).value().at(1e5 + 10.3);
  EXPECT_NEAR(sample.value, 1e6 + 10.3 * 10.3, 1e-9);
  EXPECT_NEAR(sample.first, 20.6, 1e-9);
  EXPECT_NEAR(sample.second, 2.0, 1e-9);
}

TEST(NaturalSpline, lowers_its_degree_where_points_are_few) {
  const std::vector<double> x = irregular_points(6);
  for (const auto& [points, degree] : {std::pair(6U, 5), {5U, 3}, {4U, 3}, {3U, 1}, {2U, 1}, {1U, 0}}) {
    const std::vector<double> few(x.begin(), x.begin() + points);
    const NaturalSpline spline = NaturalSpline::fit(few, values_of(few, wavy), 5).value();
    EXPECT_EQ(spline.degree(), degree) << points;
    EXPECT_NEAR(spline.value(few.back()), wavy(few.back()), 1e-14);
  }
}

TEST(NaturalSpline, refuses_what_is_no_function) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  EXPECT_FALSE(NaturalSpline::fit(std::vector<double>{}, std::vector<double>{}));
  EXPECT_FALSE(NaturalSpline::fit(std::vector{0.0, 1.0}, std::vector{0.0}));
  EXPECT_FALSE(NaturalSpline::fit(std::vector{0.0, 0.0}, std::vector{0.0, 1.0}));
  EXPECT_FALSE(NaturalSpline::fit(std::vector{0.0, 1.0}, std::vector{0.0, nan}));
  EXPECT_FALSE(NaturalSpline::fit(std::vector{0.0, 1.0}, std::vector{0.0, 1.0}, 4));
}

}  // namespace
}  // namespace hamstring
