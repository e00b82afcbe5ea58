#include "kinematics/bounded_newton.h"

#include <Eigen/Cholesky>
#include <algorithm>
#include <cmath>

namespace hamstring::kinematics {
namespace {

constexpr double longest_step = 0.5;       // rad or m
constexpr double sufficient_share = 1e-4;  // of the decrease that the slope promises (Armijo)
constexpr double rounding = 1e-14;         // of the cost: below it nothing falls any more
constexpr double ridge = 1e-11;            // of the largest curvature: unseen coordinates stay where they are
constexpr int halvings_max = 40;

struct Bounds {
  double low = 0.0, high = 0.0;
};

class Search {
 public:
  Search(const FitProblem& problem, std::span<const Vec3> targets, std::span<double> values, FitState& state)
      : problem_(problem),
        targets_(targets),
        values_(values),
        state_(state),
        trial_(values.begin(), values.end()) {
    constexpr double far = 1e300;
    for (const CoordinateIndex c : problem.unknowns) {
      const model::Coordinate& coordinate = problem.model->coordinates[c.value()];
      bounds_.push_back(coordinate.clamped ? Bounds{coordinate.range[0], coordinate.range[1]}
                                           : Bounds{-far, far});
      double& value = values_[c.value()];
      value = std::clamp(value, bounds_.back().low, std::max(bounds_.back().low, bounds_.back().high));
    }
  }

  NewtonOutcome run(double gradient_max, int iterations_max) {
    NewtonOutcome outcome;
    for (;; ++outcome.iterations) {
      outcome.cost = evaluate_fit(problem_, targets_, values_, true, state_);
      outcome.gradient = choose_free();
      outcome.is_solved = outcome.gradient <= gradient_max;
      if (outcome.is_solved || outcome.iterations >= iterations_max || free_.empty()) return outcome;
      make_step();
      if (!take_step(outcome.cost)) {
        // No step lowers the cost: where a full one promises less than rounding, this is the minimum.
        outcome.is_solved = std::abs(promised_) <= 1e-12 * outcome.cost + 1e-24;
        return outcome;
      }
    }
  }

 private:
  double& value_of(std::size_t unknown) { return values_[problem_.unknowns[unknown].value()]; }

  /// Unknowns that may move; the largest slope along one of them.
  double choose_free() {
    free_.clear();
    double largest = 0.0;
    for (std::size_t u = 0; u < bounds_.size(); ++u) {
      const double slope = state_.gradient[static_cast<Eigen::Index>(u)];
      const bool is_held =
          (value_of(u) <= bounds_[u].low && slope > 0.0) || (value_of(u) >= bounds_[u].high && slope < 0.0);
      if (is_held) continue;
      free_.push_back(static_cast<Eigen::Index>(u));
      largest = std::max(largest, std::abs(slope));
    }
    return largest;
  }

  void make_step() {
    const auto n = static_cast<Eigen::Index>(free_.size());
    gradient_ = state_.gradient(free_);
    curvature_ = state_.hessian(free_, free_);
    const double largest = std::max(1e-12, curvature_.diagonal().cwiseAbs().maxCoeff());
    curvature_.diagonal().array() += ridge * largest;
    factor_.compute(curvature_);
    if (factor_.info() != Eigen::Success) {
      curvature_ = state_.gauss_newton(free_, free_);
      curvature_.diagonal().array() += 1e-9 * largest;
      factor_.compute(curvature_);
    }
    step_ = factor_.info() == Eigen::Success ? Eigen::VectorXd(-factor_.solve(gradient_))
                                             : Eigen::VectorXd(-gradient_);
    const double length = n > 0 ? step_.cwiseAbs().maxCoeff() : 0.0;
    if (length > longest_step) step_ *= longest_step / length;
    promised_ = gradient_.dot(step_);
  }

  /// Along the step, bent at the bounds, to where the cost is lower.
  bool take_step(double cost) {
    double share = 1.0;
    for (int halving = 0; halving < halvings_max; ++halving, share *= 0.5) {
      std::ranges::copy(values_, trial_.begin());
      double promised = 0.0;
      for (std::size_t i = 0; i < free_.size(); ++i) {
        const auto u = static_cast<std::size_t>(free_[i]);
        double& value = trial_[problem_.unknowns[u].value()];
        const double before = value;
        value =
            std::clamp(before + share * step_[static_cast<Eigen::Index>(i)], bounds_[u].low, bounds_[u].high);
        promised += gradient_[static_cast<Eigen::Index>(i)] * (value - before);
      }
      const double reached = evaluate_fit(problem_, targets_, trial_, false, state_);
      if (!(reached <= cost + sufficient_share * promised + rounding * cost)) continue;
      if (promised >= 0.0 && reached >= cost) return false;
      std::ranges::copy(trial_, values_.begin());
      return true;
    }
    return false;
  }

  const FitProblem& problem_;
  std::span<const Vec3> targets_;
  std::span<double> values_;
  FitState& state_;
  std::vector<double> trial_;
  std::vector<Bounds> bounds_;
  std::vector<Eigen::Index> free_;
  Eigen::VectorXd gradient_, step_;
  Eigen::MatrixXd curvature_;
  Eigen::LLT<Eigen::MatrixXd> factor_;
  double promised_ = 0.0;
};

}  // namespace

NewtonOutcome minimize_fit(const FitProblem& problem, std::span<const Vec3> targets, double gradient_max,
                           int iterations_max, std::span<double> values, FitState& state) {
  return Search(problem, targets, values, state).run(gradient_max, iterations_max);
}

}  // namespace hamstring::kinematics
