#include "model/function.h"

#include <gtest/gtest.h>

#include <cmath>

namespace hamstring::model {
namespace {

double central_difference(const Function& f, double x, double h) {
  return (evaluate(f, x + h).value - evaluate(f, x - h).value) / (2.0 * h);
}

double central_second_difference(const Function& f, double x, double h) {
  return (evaluate(f, x + h).first - evaluate(f, x - h).first) / (2.0 * h);
}

SimmSpline spline(std::vector<double> x, std::vector<double> y) {
  return *make_simm_spline(std::move(x), std::move(y));
}

TEST(SimmSpline, reproduces_a_cubic_exactly_because_its_end_third_derivatives_are_those_of_the_cubic) {
  const auto cubic = [](double x) { return 2.0 - x + 0.5 * x * x - 0.3 * x * x * x; };
  std::vector<double> x{-1.0, -0.2, 0.5, 0.9, 2.0};
  std::vector<double> y;
  for (const double at : x) y.push_back(cubic(at));
  const Function f{.kind = spline(x, y)};
  for (double at = -1.0; at <= 2.0; at += 0.1) {
    EXPECT_NEAR(evaluate(f, at).value, cubic(at), 1e-13);
    EXPECT_NEAR(evaluate(f, at).first, -1.0 + at - 0.9 * at * at, 1e-12);
    EXPECT_NEAR(evaluate(f, at).second, 1.0 - 1.8 * at, 1e-11);
  }
}

TEST(SimmSpline, passes_through_its_points_with_continuous_second_derivative) {
  const std::vector<double> x{0.0, 0.3, 1.0, 1.4, 2.0};
  const std::vector<double> y{0.0, 1.0, -1.0, 0.5, 0.0};
  const Function f{.kind = spline(x, y)};
  for (std::size_t i = 0; i < x.size(); ++i) EXPECT_NEAR(evaluate(f, x[i]).value, y[i], 1e-15);
  for (std::size_t i = 1; i + 1 < x.size(); ++i) {
    EXPECT_NEAR(evaluate(f, x[i] - 1e-9).second, evaluate(f, x[i] + 1e-9).second, 1e-6);
  }
}

TEST(SimmSpline, extrapolates_linearly_with_the_end_slopes) {
  const Function f{.kind = spline({0.0, 1.0, 2.0, 3.0}, {0.0, 1.0, 0.0, 2.0})};
  const double slope = evaluate(f, 3.0).first;
  EXPECT_NEAR(evaluate(f, 5.0).value, 2.0 + 2.0 * slope, 1e-14);
  EXPECT_EQ(evaluate(f, 5.0).second, 0.0);
  EXPECT_NEAR(evaluate(f, -1.0).value, -evaluate(f, 0.0).first, 1e-14);
}

TEST(SimmSpline, of_two_points_is_a_line_and_of_three_has_a_straight_end_condition) {
  const Function line{.kind = spline({0.0, 2.0}, {1.0, 5.0})};
  EXPECT_DOUBLE_EQ(evaluate(line, 1.0).value, 3.0);
  const Function three{.kind = spline({0.0, 1.0, 2.0}, {0.0, 1.0, 0.0})};
  EXPECT_DOUBLE_EQ(evaluate(three, 1.0).value, 1.0);
}

TEST(SimmSpline, refuses_bad_knots) {
  EXPECT_FALSE(make_simm_spline({0.0}, {1.0}));
  EXPECT_FALSE(make_simm_spline({0.0, 1.0}, {1.0}));
  EXPECT_FALSE(make_simm_spline({0.0, 0.0}, {1.0, 2.0}));
  EXPECT_FALSE(make_simm_spline({1.0, 0.0}, {1.0, 2.0}));
  EXPECT_FALSE(make_simm_spline({0.0, std::nan("")}, {1.0, 2.0}));
}

TEST(Function, analytic_derivatives_equal_finite_differences_for_every_kind) {
  const std::vector<Function> functions{
      {.kind = ConstantFunction{3.0}},
      {.kind = LinearFunction{.slopes = {-2.0}, .intercept = 1.0}, .scale = 0.5},
      {.kind = PolynomialFunction{.coefficients = {1.0, -2.0, 0.5, 3.0}}, .scale = 2.0},
      {.kind = SineFunction{.amplitude = 2.0, .omega = 3.0, .phase = 0.4, .offset = 1.0}},
      {.kind = StepFunction{.start_x = 0.2, .end_x = 1.7, .start_value = -1.0, .end_value = 4.0}},
      {.kind = spline({0.0, 0.3, 1.0, 1.4, 2.0}, {0.0, 1.0, -1.0, 0.5, 0.0}), .scale = -1.5},
      {.kind = *make_piecewise_linear({0.0, 1.0, 2.0}, {0.0, 2.0, -1.0})},
  };
  for (const Function& f : functions) {
    for (const double x : {0.35, 0.77, 1.21, 1.63}) {
      EXPECT_NEAR(evaluate(f, x).first, central_difference(f, x, 1e-6), 1e-7)
          << function_name(f) << " at " << x;
      EXPECT_NEAR(evaluate(f, x).second, central_second_difference(f, x, 1e-6), 1e-6)
          << function_name(f) << " at " << x;
    }
  }
}

TEST(PolynomialFunction, takes_the_highest_order_first) {
  const Function f{.kind = PolynomialFunction{.coefficients = {2.0, 0.0, 1.0}}};
  EXPECT_EQ(evaluate(f, 3.0).value, 19.0);
}

TEST(PiecewiseLinearFunction, goes_on_with_the_slope_of_the_end_segment) {
  const Function f{.kind = *make_piecewise_linear({0.0, 1.0, 2.0}, {0.0, 2.0, -1.0})};
  EXPECT_DOUBLE_EQ(evaluate(f, 3.0).value, -4.0);
  EXPECT_DOUBLE_EQ(evaluate(f, -1.0).value, -2.0);
}

TEST(LinearFunction, takes_several_arguments) {
  const Function f{.kind = LinearFunction{.slopes = {2.0, -1.0}, .intercept = 0.5}, .scale = 2.0};
  const std::vector<double> arguments{3.0, 4.0};
  EXPECT_DOUBLE_EQ(evaluate(f, arguments), 5.0);
  EXPECT_DOUBLE_EQ(partial_derivative(f, arguments, 1), -2.0);
}

TEST(MultivariatePolynomial, takes_its_coefficients_by_rising_exponents_of_the_last_argument_first) {
  // Order 3 in x, y, z: each coefficient alone is one product of powers, in this order.
  constexpr int exponents[20][3] = {{0, 0, 0}, {0, 0, 1}, {0, 0, 2}, {0, 0, 3}, {0, 1, 0},
                                    {0, 1, 1}, {0, 1, 2}, {0, 2, 0}, {0, 2, 1}, {0, 3, 0},
                                    {1, 0, 0}, {1, 0, 1}, {1, 0, 2}, {1, 1, 0}, {1, 1, 1},
                                    {1, 2, 0}, {2, 0, 0}, {2, 0, 1}, {2, 1, 0}, {3, 0, 0}};
  const std::vector<double> at{1.5, -0.7, 2.0};
  for (std::size_t k = 0; k < 20; ++k) {
    std::vector<double> coefficients(20, 0.0);
    coefficients[k] = 2.0;
    const Function f{.kind = *make_multivariate_polynomial(coefficients, 3, 3), .scale = -0.5};
    const auto& [a, b, c] = exponents[k];
    const auto power = [](double x, int e) { return e < 0 ? 0.0 : std::pow(x, e); };
    EXPECT_NEAR(evaluate(f, at), -power(at[0], a) * power(at[1], b) * power(at[2], c), 1e-14) << k;
    EXPECT_NEAR(partial_derivative(f, at, 0), -a * power(at[0], a - 1) * power(at[1], b) * power(at[2], c),
                1e-14)
        << k;
    EXPECT_NEAR(partial_derivative(f, at, 2), -c * power(at[0], a) * power(at[1], b) * power(at[2], c - 1),
                1e-14)
        << k;
  }
}

TEST(MultivariatePolynomial, of_one_argument_is_a_polynomial_and_of_bad_sizes_is_none) {
  const Function f{.kind = *make_multivariate_polynomial({1.0, 2.0, 3.0}, 1, 2)};
  EXPECT_DOUBLE_EQ(evaluate(f, 2.0).value, 17.0);
  EXPECT_DOUBLE_EQ(evaluate(f, 2.0).second, 6.0);
  EXPECT_EQ(argument_count(f), 1U);
  EXPECT_EQ(argument_count({.kind = *make_multivariate_polynomial(std::vector<double>(6, 1.0), 2, 2)}), 2U);
  EXPECT_EQ(argument_count({.kind = ConstantFunction{1.0}}), 0U);
  EXPECT_FALSE(make_multivariate_polynomial({1.0, 2.0}, 2, 1));
  EXPECT_FALSE(make_multivariate_polynomial({}, 0, 0));
  EXPECT_FALSE(make_multivariate_polynomial({1.0}, 7, 0));
  EXPECT_FALSE(make_multivariate_polynomial({1.0}, 2, -1));
  EXPECT_FALSE(make_multivariate_polynomial({1.0}, 6, 2'000'000'000));
}

TEST(Function, identity_is_told_apart_from_scaled_and_shifted) {
  EXPECT_TRUE(is_identity_up_to_sign({.kind = LinearFunction{.slopes = {-1.0}}}));
  EXPECT_FALSE(is_identity_up_to_sign({.kind = LinearFunction{.slopes = {1.0}, .intercept = 0.1}}));
  EXPECT_FALSE(is_identity_up_to_sign({.kind = LinearFunction{.slopes = {1.0}}, .scale = 2.0}));
}

}  // namespace
}  // namespace hamstring::model
