#include "kinematics/marker_fit.h"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/support/small_models.h"

namespace hamstring::kinematics {
namespace {

using testing::compiled;
using testing::leg;

const double nan = std::numeric_limits<double>::quiet_NaN();

std::vector<MarkerAim> aims_of(const model::Model& model) {
  std::vector<MarkerAim> aims;
  for (const char* body : {"femur", "tibia", "patella"}) {
    for (int k = 0; k < 3; ++k) {
      Vec3 p(0.03, -0.1, 0.02);
      p[k] += 0.11;
      aims.push_back({.body = model.find_body(body), .p_B = p, .weight = 1.0 + k});
    }
  }
  return aims;
}

struct Case {
  model::Model model = compiled(leg());
  FitProblem problem = make_fit_problem(model, aims_of(model),
                                        {{.coordinate = CoordinateIndex(0), .weight = 0.3, .value = 0.1}});
  std::vector<double> q = model.default_values();
  std::vector<Vec3> targets;

  explicit Case(double away_m = 0.03) {
    for (std::size_t c = 0; c < q.size(); ++c) q[c] = 0.3 + 0.1 * static_cast<double>(c);
    const std::vector<Vec3> nowhere(problem.markers.size(), Vec3::Constant(nan));
    FitState state(problem);
    evaluate_fit(problem, nowhere, q, false, state);
    for (std::size_t m = 0; m < problem.markers.size(); ++m) {
      const Vec3 p = state.poses.X_WB[problem.markers[m].body.value()] * problem.markers[m].p_B;
      const auto phase = static_cast<double>(m);
      targets.push_back(p +
                        away_m * Vec3(std::sin(3.0 * phase), std::cos(5.0 * phase), std::sin(7.0 * phase)));
    }
  }
};

// Central differences with a step of 1e-5: error (1e-5)² times the third derivative, here below 1e-9.
TEST(MarkerFit, gradient_is_the_slope_of_the_cost_through_splines_and_couplers) {
  Case c;
  c.targets[4] = Vec3::Constant(nan);
  FitState state(c.problem), other(c.problem);
  evaluate_fit(c.problem, c.targets, c.q, true, state);
  for (std::size_t u = 0; u < c.problem.unknowns.size(); ++u) {
    std::vector<double> up = c.q, down = c.q;
    up[c.problem.unknowns[u].value()] += 1e-5;
    down[c.problem.unknowns[u].value()] -= 1e-5;
    const double slope = (evaluate_fit(c.problem, c.targets, up, false, other) -
                          evaluate_fit(c.problem, c.targets, down, false, other)) /
                         2e-5;
    EXPECT_NEAR(state.gradient[static_cast<Eigen::Index>(u)], slope, 1e-9) << u;
  }
}

TEST(MarkerFit, curvature_without_residuals_is_that_of_the_gradient) {
  const Case c(0.0);
  FitState state(c.problem), up(c.problem), down(c.problem);
  FitProblem free = c.problem;
  free.coordinates.clear();
  evaluate_fit(free, c.targets, c.q, true, state);
  for (std::size_t u = 0; u < free.unknowns.size(); ++u) {
    std::vector<double> q = c.q;
    q[free.unknowns[u].value()] += 1e-5;
    evaluate_fit(free, c.targets, q, true, up);
    q[free.unknowns[u].value()] -= 2e-5;
    evaluate_fit(free, c.targets, q, true, down);
    const Eigen::VectorXd change = (up.gradient - down.gradient) / 2e-5;
    EXPECT_LT((state.gauss_newton.col(static_cast<Eigen::Index>(u)) - change).cwiseAbs().maxCoeff(), 1e-7)
        << u;
  }
}

TEST(MarkerFit, the_markers_are_a_weighted_mean_and_coordinates_are_not) {
  Case c(0.0);
  for (Vec3& target : c.targets) target += Vec3(0.01, 0.0, 0.0);
  FitState state(c.problem);
  const double drawn = 0.5 * 0.3 * (c.q[0] - 0.1) * (c.q[0] - 0.1);
  EXPECT_NEAR(evaluate_fit(c.problem, c.targets, c.q, false, state), 0.5e-4 + drawn, 1e-12);
  c.targets[0] = c.targets[3] = Vec3::Constant(nan);
  EXPECT_NEAR(evaluate_fit(c.problem, c.targets, c.q, false, state), 0.5e-4 + drawn, 1e-12);
}

}  // namespace
}  // namespace hamstring::kinematics
