#include "tests/oracle/simm_spline.h"

#include <stdexcept>

namespace oracle {
namespace {

/// Divided difference over the four points from `first` on: a sixth of the third derivative of their cubic.
double third_difference(const std::vector<double>& x, const std::vector<double>& y, std::size_t first) {
  double sum = 0.0;
  for (std::size_t i = first; i < first + 4; ++i) {
    double product = 1.0;
    for (std::size_t j = first; j < first + 4; ++j) {
      if (j != i) product *= x[i] - x[j];
    }
    sum += y[i] / product;
  }
  return sum;
}

}  // namespace

// Unknowns are the second derivatives m_i. Inside, the slopes of neighboring cubics agree; at both ends the
// third derivative (m_1 - m_0) / h_0 is six times the divided difference. Solved as a dense system: there are
// few knots.
SimmSpline::SimmSpline(std::vector<double> x, std::vector<double> y) : x_(std::move(x)), y_(std::move(y)) {
  const int n = static_cast<int>(x_.size());
  if (n < 4 || y_.size() != x_.size()) throw std::runtime_error("a spline of fewer than four points");
  SimTK::Matrix system(n, n, 0.0);
  SimTK::Vector right(n, 0.0);
  for (int i = 1; i < n - 1; ++i) {
    const auto k = static_cast<std::size_t>(i);
    const double before = x_[k] - x_[k - 1];
    const double after = x_[k + 1] - x_[k];
    system(i, i - 1) = before / 6.0;
    system(i, i) = (before + after) / 3.0;
    system(i, i + 1) = after / 6.0;
    right[i] = (y_[k + 1] - y_[k]) / after - (y_[k] - y_[k - 1]) / before;
  }
  const std::size_t last = x_.size() - 1;
  system(0, 0) = -1.0;
  system(0, 1) = 1.0;
  right[0] = 6.0 * third_difference(x_, y_, 0) * (x_[1] - x_[0]);
  system(n - 1, n - 2) = -1.0;
  system(n - 1, n - 1) = 1.0;
  right[n - 1] = 6.0 * third_difference(x_, y_, last - 3) * (x_[last] - x_[last - 1]);
  SimTK::Vector solution(n);
  SimTK::FactorLU(system).solve(right, solution);
  for (int i = 0; i < n; ++i) curvature_.push_back(solution[i]);
}

double SimmSpline::derivative(double at, int order) const {
  if (at < x_.front() || at > x_.back()) {
    const bool low = at < x_.front();
    const double end = low ? x_.front() : x_.back();
    if (order == 0) return (low ? y_.front() : y_.back()) + (at - end) * derivative(end, 1);
    return order == 1 ? derivative(end, 1) : 0.0;
  }
  std::size_t k = 0;
  while (k + 2 < x_.size() && at >= x_[k + 1]) ++k;
  const double h = x_[k + 1] - x_[k];
  const double left = x_[k + 1] - at;
  const double right = at - x_[k];
  const double m0 = curvature_[k];
  const double m1 = curvature_[k + 1];
  if (order == 0) {
    return (m0 * left * left * left + m1 * right * right * right) / (6.0 * h) +
           (y_[k] / h - m0 * h / 6.0) * left + (y_[k + 1] / h - m1 * h / 6.0) * right;
  }
  if (order == 1) {
    return (m1 * right * right - m0 * left * left) / (2.0 * h) + (y_[k + 1] - y_[k]) / h -
           (m1 - m0) * h / 6.0;
  }
  return (m0 * left + m1 * right) / h;
}

double SimmSpline::calcValue(const SimTK::Vector& arguments) const {
  return derivative(arguments[0], 0);
}

double SimmSpline::calcDerivative(const SimTK::Array_<int>& components,
                                  const SimTK::Vector& arguments) const {
  return derivative(arguments[0], static_cast<int>(components.size()));
}

}  // namespace oracle
