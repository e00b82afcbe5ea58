// The cubic spline of SIMM models as a Simbody function: the third derivative at each end is that of the
// cubic through the four outermost points; linear outside. Written from the equations in docs/model.md.
#pragma once

#include <SimTKmath.h>

#include <vector>

namespace oracle {

class SimmSpline : public SimTK::Function {
 public:
  SimmSpline(std::vector<double> x, std::vector<double> y);

  using SimTK::Function::calcDerivative;
  double calcValue(const SimTK::Vector& arguments) const override;
  double calcDerivative(const SimTK::Array_<int>& components, const SimTK::Vector& arguments) const override;
  int getArgumentSize() const override { return 1; }
  int getMaxDerivativeOrder() const override { return 2; }
  SimmSpline* clone() const override { return new SimmSpline(*this); }

 private:
  [[nodiscard]] double derivative(double at, int order) const;

  std::vector<double> x_;
  std::vector<double> y_;
  std::vector<double> curvature_;  // second derivative at the knots
};

}  // namespace oracle
