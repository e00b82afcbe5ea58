// Scalar functions of one or more coordinates, as musculoskeletal models use them for joints, couplers and
// moving path points. Values; evaluation with first and second derivative, no state.
#pragma once

#include <span>
#include <string_view>
#include <variant>
#include <vector>

#include "core/result.h"

namespace hamstring::model {

/// Most arguments a function may have; compile() refuses more. Lets evaluation go without allocation.
inline constexpr std::size_t arguments_max = 8;

/// f = value
struct ConstantFunction {
  double value = 0.0;
};

/// f = slope_1 q_1 + … + slope_n q_n + intercept
struct LinearFunction {
  std::vector<double> slopes;
  double intercept = 0.0;
};

/// f = c_0 x^n + … + c_n, coefficients highest order first (OpenSim's PolynomialFunction).
struct PolynomialFunction {
  std::vector<double> coefficients;
};

/// f = amplitude sin(omega x + phase) + offset
struct SineFunction {
  double amplitude = 1.0;
  double omega = 1.0;
  double phase = 0.0;
  double offset = 0.0;
};

/// Smooth step from start_value to end_value between two x (SimTK's quintic step).
struct StepFunction {
  double start_x = 0.0;
  double end_x = 1.0;
  double start_value = 0.0;
  double end_value = 1.0;
};

/// Linear between knots, extrapolated with the slope of the end segment. Knots strictly increasing.
struct PiecewiseLinearFunction {
  std::vector<double> x;
  std::vector<double> y;
};

/// A cubic spline stored as per-interval coefficients: y = y_k + d (b_k + d (c_k + d d_k)), d = x - x_k,
/// linear outside the knots with the end slopes. Made by make_simm_spline().
struct SimmSpline {
  std::vector<double> x;
  std::vector<double> y;
  std::vector<double> b;
  std::vector<double> c;
  std::vector<double> d;
};

/// The sum of c x_1^{e_1} … x_n^{e_n} over all exponents that add up to `order` at most; the coefficients go
/// through the exponents of the last argument first (OpenSim's MultivariatePolynomialFunction). Made by
/// make_multivariate_polynomial().
struct MultivariatePolynomial {
  std::vector<double> coefficients;
  std::size_t arguments = 0;
  int order = 0;
};

using FunctionKind = std::variant<ConstantFunction, LinearFunction, PolynomialFunction, SineFunction,
                                  StepFunction, PiecewiseLinearFunction, SimmSpline, MultivariatePolynomial>;

/// scale · kind(arguments); the scale is OpenSim's MultiplierFunction, multiplied out over nested ones.
struct Function {
  FunctionKind kind = ConstantFunction{};
  double scale = 1.0;
};

/// Value and derivatives of a function of one argument.
struct FunctionValue {
  double value = 0.0;
  double first = 0.0;   ///< d/dx
  double second = 0.0;  ///< d²/dx²
};

/// Evaluates at x. Of several arguments this is the first, and all others are zero.
[[nodiscard]] FunctionValue evaluate(const Function& function, double x);

/// Value of a function of several arguments, argument_count() of them.
[[nodiscard]] double evaluate(const Function& function, std::span<const double> arguments);

/// ∂f/∂argument[i] of a function of several arguments.
[[nodiscard]] double partial_derivative(const Function& function, std::span<const double> arguments,
                                        std::size_t i);

/// The spline of SIMM and OpenSim's SimmSpline: a cubic whose third derivative at each end is that of the
/// cubic through the four outermost points. Errors: fewer than 2 points, unequal lengths, knots not
/// increasing, NaN.
[[nodiscard]] Result<SimmSpline> make_simm_spline(std::vector<double> x, std::vector<double> y);

/// Checks knots (finite, increasing, at least 2). Errors as make_simm_spline().
[[nodiscard]] Result<PiecewiseLinearFunction> make_piecewise_linear(std::vector<double> x,
                                                                    std::vector<double> y);

/// Errors: no or more than six arguments, an order below zero or above a thousand, another number of
/// coefficients than these two make. One argument makes a PolynomialFunction.
[[nodiscard]] Result<FunctionKind> make_multivariate_polynomial(std::vector<double> coefficients,
                                                                std::size_t arguments, int order);

/// How many arguments the function takes; none for a constant.
[[nodiscard]] std::size_t argument_count(const Function& function);
/// Whether accelerations can be made of it: of one argument, or linear in several. No second derivatives of
/// other functions of several arguments are computed.
[[nodiscard]] bool gives_accelerations(const Function& function);

/// True if the function is `slope · q` with slope exactly +1 or -1 and no intercept.
[[nodiscard]] bool is_identity_up_to_sign(const Function& function);

/// True if the function does not depend on its arguments.
[[nodiscard]] bool is_constant(const Function& function);

/// "Constant", "SimmSpline" …, for messages and listings.
[[nodiscard]] std::string_view function_name(const Function& function);

}  // namespace hamstring::model
