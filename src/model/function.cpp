#include "model/function.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "core/try.h"

namespace hamstring::model {
namespace {

// OpenSim's SimmSpline treats x within this distance of an end knot as the knot itself.
constexpr double end_knot_tolerance = 2e-13;
constexpr double knot_distance_min = 1e-7;

FunctionValue evaluate_kind(const ConstantFunction& f, double /*x*/) {
  return {.value = f.value};
}

FunctionValue evaluate_kind(const LinearFunction& f, double x) {
  const double slope = f.slopes.empty() ? 0.0 : f.slopes.front();
  return {.value = slope * x + f.intercept, .first = slope};
}

FunctionValue evaluate_kind(const PolynomialFunction& f, double x) {
  // Horner's scheme for the value and both derivatives at once.
  FunctionValue result;
  double half_second = 0.0;
  for (const double coefficient : f.coefficients) {
    half_second = half_second * x + result.first;
    result.first = result.first * x + result.value;
    result.value = result.value * x + coefficient;
  }
  result.second = 2.0 * half_second;
  return result;
}

FunctionValue evaluate_kind(const SineFunction& f, double x) {
  const double angle = f.omega * x + f.phase;
  const double s = std::sin(angle);
  return {.value = f.amplitude * s + f.offset,
          .first = f.amplitude * f.omega * std::cos(angle),
          .second = -f.amplitude * f.omega * f.omega * s};
}

FunctionValue evaluate_kind(const StepFunction& f, double x) {
  const double width = f.end_x - f.start_x;
  const double t = std::clamp((x - f.start_x) / width, 0.0, 1.0);
  const double rise = f.end_value - f.start_value;
  return {.value = f.start_value + rise * t * t * t * (10.0 + t * (-15.0 + 6.0 * t)),
          .first = rise * 30.0 * t * t * (1.0 + t * (-2.0 + t)) / width,
          .second = rise * 60.0 * t * (1.0 + t * (-3.0 + 2.0 * t)) / (width * width)};
}

/// The interval k with x[k] <= at < x[k+1]; the outermost one outside.
std::size_t interval(const std::vector<double>& x, double at) {
  const auto above = std::upper_bound(x.begin() + 1, x.end() - 1, at);
  return static_cast<std::size_t>(above - x.begin()) - 1;
}

FunctionValue evaluate_kind(const PiecewiseLinearFunction& f, double x) {
  const std::size_t k = interval(f.x, x);
  const double slope = (f.y[k + 1] - f.y[k]) / (f.x[k + 1] - f.x[k]);
  return {.value = f.y[k] + slope * (x - f.x[k]), .first = slope};
}

FunctionValue evaluate_kind(const SimmSpline& f, double x) {
  const std::size_t last = f.x.size() - 1;
  if (std::abs(x - f.x.front()) <= end_knot_tolerance) {
    return {.value = f.y.front(), .first = f.b.front(), .second = 2.0 * f.c.front()};
  }
  if (std::abs(x - f.x.back()) <= end_knot_tolerance) {
    return {.value = f.y[last], .first = f.b[last], .second = 2.0 * f.c[last]};
  }
  if (x < f.x.front()) return {.value = f.y.front() + (x - f.x.front()) * f.b.front(), .first = f.b.front()};
  if (x > f.x.back()) return {.value = f.y[last] + (x - f.x[last]) * f.b[last], .first = f.b[last]};
  const std::size_t k = interval(f.x, x);
  const double dx = x - f.x[k];
  return {.value = f.y[k] + dx * (f.b[k] + dx * (f.c[k] + dx * f.d[k])),
          .first = f.b[k] + dx * (2.0 * f.c[k] + dx * 3.0 * f.d[k]),
          .second = 2.0 * f.c[k] + dx * 6.0 * f.d[k]};
}

/// What the exponents of argument `at` and those after it make, with the coefficients that are next; the
/// derivative by argument `by`, if that is one of them.
double sum_of_powers(const double*& next, std::span<const double> x, std::size_t at, int order,
                     std::size_t by) {
  if (at == x.size()) return *next++;
  double sum = 0.0;
  double power = 1.0, lower_power = 0.0;  // x^e and x^(e-1)
  for (int e = 0; e <= order; ++e) {
    sum += (at == by ? e * lower_power : power) * sum_of_powers(next, x, at + 1, order - e, by);
    lower_power = power;
    power *= x[at];
  }
  return sum;
}

constexpr std::size_t by_none = arguments_max;

/// The polynomial, or its derivative by one argument; arguments that are not given are zero.
double evaluate_polynomial(const MultivariatePolynomial& f, std::span<const double> arguments,
                           std::size_t by) {
  std::array<double, arguments_max> all{};
  std::ranges::copy(arguments.first(std::min(arguments.size(), f.arguments)), all.begin());
  const double* next = f.coefficients.data();
  return sum_of_powers(next, {all.data(), f.arguments}, 0, f.order, by);
}

FunctionValue evaluate_kind(const MultivariatePolynomial& f, double x) {
  const std::span<const double> first(&x, 1);
  return {.value = evaluate_polynomial(f, first, by_none), .first = evaluate_polynomial(f, first, 0)};
}

Result<void> check_knots(const std::vector<double>& x, const std::vector<double>& y) {
  if (x.size() != y.size()) {
    return failure(fmt::format("a spline needs as many y as x; found {} x and {} y", x.size(), y.size()));
  }
  if (x.size() < 2) return failure(fmt::format("a spline needs at least 2 points; found {}", x.size()));
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (!std::isfinite(x[i]) || !std::isfinite(y[i]))
      return failure(fmt::format("spline point {} is not finite", i + 1));
    if (i > 0 && x[i] <= x[i - 1]) {
      return failure(fmt::format("spline x must increase; point {} ({}) does not exceed point {} ({})", i + 1,
                                 x[i], i, x[i - 1]));
    }
  }
  return {};
}

/// Solves a tridiagonal system in place: `diagonal`, `off` (symmetric), `rhs` -> solution in rhs.
void solve_symmetric_tridiagonal(std::vector<double>& diagonal, const std::vector<double>& off,
                                 std::vector<double>& rhs) {
  const std::size_t n = diagonal.size();
  for (std::size_t i = 1; i < n; ++i) {
    const double factor = off[i - 1] / diagonal[i - 1];
    diagonal[i] -= factor * off[i - 1];
    rhs[i] -= factor * rhs[i - 1];
  }
  rhs[n - 1] /= diagonal[n - 1];
  for (std::size_t i = n - 1; i-- > 0;) rhs[i] = (rhs[i] - off[i] * rhs[i + 1]) / diagonal[i];
}

/// Second-derivative unknowns of the spline (one sixth of y''), from the equations in docs/model.md.
std::vector<double> spline_curvatures(const std::vector<double>& x, const std::vector<double>& y,
                                      const std::vector<double>& h) {
  const std::size_t n = x.size();
  std::vector<double> c(n, 0.0);
  std::vector<double> diagonal(n);
  for (std::size_t i = 1; i + 1 < n; ++i) {
    diagonal[i] = 2.0 * (h[i - 1] + h[i]);
    c[i] = (y[i + 1] - y[i]) / h[i] - (y[i] - y[i - 1]) / h[i - 1];
  }
  diagonal[0] = -h[0];
  diagonal[n - 1] = -h[n - 2];
  if (n > 3) {
    // Third derivative at each end as that of the cubic through the four outermost points.
    c[0] = (c[2] / (x[3] - x[1]) - c[1] / (x[2] - x[0])) * h[0] * h[0] / (x[3] - x[0]);
    c[n - 1] = -(c[n - 2] / (x[n - 1] - x[n - 3]) - c[n - 3] / (x[n - 2] - x[n - 4])) * h[n - 2] * h[n - 2] /
               (x[n - 1] - x[n - 4]);
  }
  solve_symmetric_tridiagonal(diagonal, h, c);
  return c;
}

}  // namespace

FunctionValue evaluate(const Function& function, double x) {
  FunctionValue result = std::visit([x](const auto& kind) { return evaluate_kind(kind, x); }, function.kind);
  result.value *= function.scale;
  result.first *= function.scale;
  result.second *= function.scale;
  return result;
}

double evaluate(const Function& function, std::span<const double> arguments) {
  if (const auto* linear = std::get_if<LinearFunction>(&function.kind);
      linear != nullptr && arguments.size() > 1) {
    double value = linear->intercept;
    for (std::size_t i = 0; i < std::min(arguments.size(), linear->slopes.size()); ++i) {
      value += linear->slopes[i] * arguments[i];
    }
    return function.scale * value;
  }
  if (const auto* polynomial = std::get_if<MultivariatePolynomial>(&function.kind))
    return function.scale * evaluate_polynomial(*polynomial, arguments, by_none);
  return evaluate(function, arguments.empty() ? 0.0 : arguments.front()).value;
}

double partial_derivative(const Function& function, std::span<const double> arguments, std::size_t i) {
  if (const auto* linear = std::get_if<LinearFunction>(&function.kind)) {
    return i < linear->slopes.size() ? function.scale * linear->slopes[i] : 0.0;
  }
  if (const auto* polynomial = std::get_if<MultivariatePolynomial>(&function.kind))
    return i < polynomial->arguments ? function.scale * evaluate_polynomial(*polynomial, arguments, i) : 0.0;
  return i == 0 && !arguments.empty() ? evaluate(function, arguments.front()).first : 0.0;
}

Result<SimmSpline> make_simm_spline(std::vector<double> x, std::vector<double> y) {
  HAMSTRING_TRY_DO(check_knots(x, y));
  const std::size_t n = x.size();
  SimmSpline spline{.x = std::move(x),
                    .y = std::move(y),
                    .b = std::vector<double>(n),
                    .c = {},
                    .d = std::vector<double>(n)};
  if (n == 2) {
    const double slope = (spline.y[1] - spline.y[0]) / std::max(knot_distance_min, spline.x[1] - spline.x[0]);
    spline.b = {slope, slope};
    spline.c = {0.0, 0.0};
    return spline;
  }
  std::vector<double> h(n - 1);
  for (std::size_t i = 0; i + 1 < n; ++i) h[i] = std::max(knot_distance_min, spline.x[i + 1] - spline.x[i]);
  spline.c = spline_curvatures(spline.x, spline.y, h);
  for (std::size_t i = 0; i + 1 < n; ++i) {
    const double slope = (spline.y[i + 1] - spline.y[i]) / h[i];
    spline.b[i] = slope - h[i] * (spline.c[i + 1] + 2.0 * spline.c[i]);
    spline.d[i] = (spline.c[i + 1] - spline.c[i]) / h[i];
  }
  spline.b[n - 1] =
      (spline.y[n - 1] - spline.y[n - 2]) / h[n - 2] + h[n - 2] * (spline.c[n - 2] + 2.0 * spline.c[n - 1]);
  for (double& c : spline.c) c *= 3.0;
  spline.d[n - 1] = spline.d[n - 2];
  return spline;
}

Result<PiecewiseLinearFunction> make_piecewise_linear(std::vector<double> x, std::vector<double> y) {
  HAMSTRING_TRY_DO(check_knots(x, y));
  return PiecewiseLinearFunction{.x = std::move(x), .y = std::move(y)};
}

Result<FunctionKind> make_multivariate_polynomial(std::vector<double> coefficients, std::size_t arguments,
                                                  int order) {
  constexpr std::size_t most_arguments = 6;  // as many as OpenSim allows
  constexpr int highest_order = 1000;
  if (arguments < 1 || arguments > most_arguments)
    return failure(fmt::format("a polynomial has 1 to {} arguments; found {}", most_arguments, arguments));
  if (order < 0 || order > highest_order)
    return failure(fmt::format("its order is a number from 0 to {}; found {}", highest_order, order));
  std::size_t expected = 1;
  for (std::size_t i = 1; i <= arguments; ++i)
    expected = expected * (static_cast<std::size_t>(order) + i) / i;
  if (coefficients.size() != expected) {
    return failure(fmt::format("a polynomial of order {} in {} arguments has {} coefficients; found {}",
                               order, arguments, expected, coefficients.size()));
  }
  if (arguments > 1) {
    return MultivariatePolynomial{
        .coefficients = std::move(coefficients), .arguments = arguments, .order = order};
  }
  std::ranges::reverse(coefficients);  // this kind has its highest power first
  return PolynomialFunction{std::move(coefficients)};
}

std::size_t argument_count(const Function& function) {
  if (is_constant(function)) return 0;
  if (const auto* linear = std::get_if<LinearFunction>(&function.kind)) return linear->slopes.size();
  if (const auto* polynomial = std::get_if<MultivariatePolynomial>(&function.kind))
    return polynomial->arguments;
  return 1;
}

bool is_identity_up_to_sign(const Function& function) {
  const auto* linear = std::get_if<LinearFunction>(&function.kind);
  return linear != nullptr && linear->slopes.size() == 1 &&
         std::abs(linear->slopes[0] * function.scale) == 1.0 && linear->intercept == 0.0;
}

bool gives_accelerations(const Function& function) {
  return argument_count(function) <= 1 || std::holds_alternative<LinearFunction>(function.kind);
}

bool is_constant(const Function& function) {
  return std::holds_alternative<ConstantFunction>(function.kind);
}

std::string_view function_name(const Function& function) {
  struct Name {
    std::string_view operator()(const ConstantFunction& /*f*/) const { return "Constant"; }
    std::string_view operator()(const LinearFunction& /*f*/) const { return "LinearFunction"; }
    std::string_view operator()(const PolynomialFunction& /*f*/) const { return "PolynomialFunction"; }
    std::string_view operator()(const SineFunction& /*f*/) const { return "Sine"; }
    std::string_view operator()(const StepFunction& /*f*/) const { return "StepFunction"; }
    std::string_view operator()(const PiecewiseLinearFunction& /*f*/) const {
      return "PiecewiseLinearFunction";
    }
    std::string_view operator()(const SimmSpline& /*f*/) const { return "SimmSpline"; }
    std::string_view operator()(const MultivariatePolynomial& /*f*/) const {
      return "MultivariatePolynomialFunction";
    }
  };
  return std::visit(Name{}, function.kind);
}

}  // namespace hamstring::model
