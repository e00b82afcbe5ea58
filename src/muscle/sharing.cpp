#include "muscle/sharing.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace hamstring::muscle {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

/// |x|^p: its derivative's inverse within bounds, and what the dual needs of it.
struct Cost {
  double p;

  [[nodiscard]] double of(double x) const { return p == 2.0 ? x * x : std::pow(std::abs(x), p); }
  [[nodiscard]] double slope(double x) const {
    return p == 2.0 ? 2.0 * x : std::copysign(p * std::pow(std::abs(x), p - 1.0), x);
  }
  /// The x at which the slope is y.
  [[nodiscard]] double at_slope(double y) const {
    if (p == 2.0) return 0.5 * y;
    const double x = p == 3.0 ? std::sqrt(std::abs(y) / 3.0) : std::pow(std::abs(y) / p, 1.0 / (p - 1.0));
    return std::copysign(x, y);
  }
  /// d at_slope / dy. Without bound at 0 for p > 2; held below what it is at a thousandth, which slows steps
  /// there and changes no solution.
  [[nodiscard]] double give(double x) const {
    if (p == 2.0) return 0.5;
    constexpr double smallest = 1e-3;
    return 1.0 / (p * (p - 1.0) * std::pow(std::max(std::abs(x), smallest), p - 2.0));
  }
};

/// The dual of one problem, rows scaled to length one. All memory is the workspace's.
class Dual {
 public:
  Dual(const SharingProblem& problem, const SharingOptions& options, SharingWorkspace& workspace,
       std::span<double> x)
      : p_(problem), cost_{options.exponent}, rows_(problem.rows), n_(problem.unknowns), x_(x) {
    workspace.scratch.resize(rows_ * n_ + 2 * n_ + 5 * rows_ + rows_ * rows_);
    workspace.row_length.resize(rows_);
    if (workspace.multipliers.size() != rows_) workspace.multipliers.assign(rows_, 0.0);
    double* at = workspace.scratch.data();
    const auto take = [&](std::size_t count) {
      const std::span<double> part(at, count);
      at += count;
      return part;
    };
    effect_ = take(rows_ * n_);
    weight_ = take(n_);
    pull_ = take(n_);
    scale_ = workspace.row_length;
    demand_ = take(rows_);
    surplus_ = take(rows_);
    step_ = take(rows_);
    trial_ = take(rows_);
    proof_ = take(rows_);
    hessian_ = take(rows_ * rows_);
    lambda_ = workspace.multipliers;
    scale_rows();
  }

  /// False where a number is none.
  [[nodiscard]] bool is_finite() const {
    for (std::size_t j = 0; j < n_; ++j)
      if (!(p_.lower[j] <= p_.upper[j])) return false;
    const double sum = std::accumulate(effect_.begin(), effect_.end(), 0.0) +
                       std::accumulate(demand_.begin(), demand_.end(), 0.0);
    return std::isfinite(sum);
  }

  SharingOutcome solve(int steps_max) {
    for (double& l : lambda_)
      if (!std::isfinite(l)) l = 0.0;
    SharingOutcome outcome{.status = SharingStatus::not_converged};
    double value = evaluate(lambda_);
    for (outcome.steps = 0; outcome.steps < steps_max; ++outcome.steps) {
      if (is_balanced()) {
        outcome.status = SharingStatus::solved;
        break;
      }
      // A cheap look first: the proof costs as much as a step.
      if (outcome.steps >= 4 && outcome.steps % 4 == 0 && prove(outcome)) return outcome;
      if (!descend(value)) break;
    }
    if (outcome.status != SharingStatus::solved) {
      // Where rounding ends the descent the balance may be good enough all the same.
      if (largest_imbalance() <= loosest * demand_size()) {
        outcome.status = SharingStatus::solved;
      } else if (prove(outcome)) {
        return outcome;
      }
    }
    certify(outcome);
    return outcome;
  }

 private:
  static constexpr double tightest = 1e-13;  ///< of the largest demand: rounding of a sum of fifty muscles
  static constexpr double loosest = 1e-11;

  [[nodiscard]] bool is_square(std::size_t j) const { return !p_.weight.empty() && p_.weight[j] > 0.0; }
  [[nodiscard]] double cost_of(std::size_t j, double x) const {
    return is_square(j) ? p_.weight[j] * (x - p_.center[j]) * (x - p_.center[j]) : cost_.of(x);
  }

  void scale_rows() {
    for (std::size_t r = 0; r < rows_; ++r) {
      const double* from = &p_.effect[r * n_];
      double square = 0.0;
      for (std::size_t j = 0; j < n_; ++j) square += from[j] * from[j];
      scale_[r] = square > 0.0 ? std::sqrt(square) : 1.0;
      const double by = 1.0 / scale_[r];
      for (std::size_t j = 0; j < n_; ++j) effect_[r * n_ + j] = from[j] * by;
      demand_[r] = p_.demand[r] * by;
    }
  }

  /// pull = effectᵀ λ
  void pulls(std::span<const double> lambda) {
    std::ranges::fill(pull_, 0.0);
    for (std::size_t r = 0; r < rows_; ++r) {
      const double l = lambda[r];
      const double* row = &effect_[r * n_];
      for (std::size_t j = 0; j < n_; ++j) pull_[j] += l * row[j];
    }
  }

  /// The activations that λ asks for, what they leave out of balance, and the dual's value.
  double evaluate(std::span<const double> lambda) {
    pulls(lambda);
    double value = 0.0;
    for (std::size_t j = 0; j < n_; ++j) {
      const double y = pull_[j];
      const double free = is_square(j) ? p_.center[j] + 0.5 * y / p_.weight[j] : cost_.at_slope(y);
      const double x = std::clamp(free, p_.lower[j], p_.upper[j]);
      x_[j] = x;
      weight_[j] = x != free ? 0.0 : is_square(j) ? 0.5 / p_.weight[j] : cost_.give(x);
      value += y * x - cost_of(j, x);
    }
    for (std::size_t r = 0; r < rows_; ++r) {
      const double* row = &effect_[r * n_];
      double sum = 0.0;
      for (std::size_t j = 0; j < n_; ++j) sum += row[j] * x_[j];
      surplus_[r] = sum - demand_[r];
      value -= demand_[r] * lambda[r];
    }
    return value;
  }

  [[nodiscard]] double demand_size() const {
    double size = 1e-3;
    for (std::size_t r = 0; r < rows_; ++r) size = std::max(size, std::abs(p_.demand[r]));
    return size;
  }
  [[nodiscard]] double largest_imbalance() const {
    double largest = 0.0;
    for (std::size_t r = 0; r < rows_; ++r) largest = std::max(largest, std::abs(surplus_[r]) * scale_[r]);
    return largest;
  }
  [[nodiscard]] bool is_balanced() const { return largest_imbalance() <= tightest * demand_size(); }

  /// H = effect · diag(weight) · effectᵀ + damping, lower triangle, factorized in place.
  [[nodiscard]] bool factorize(double damping) {
    for (std::size_t r = 0; r < rows_; ++r) {
      for (std::size_t j = 0; j < n_; ++j) pull_[j] = effect_[r * n_ + j] * weight_[j];
      for (std::size_t s = 0; s <= r; ++s) {
        const double* row = &effect_[s * n_];
        double sum = 0.0;
        for (std::size_t j = 0; j < n_; ++j) sum += pull_[j] * row[j];
        hessian_[r * rows_ + s] = sum;
      }
      hessian_[r * rows_ + r] += damping;
    }
    for (std::size_t r = 0; r < rows_; ++r) {
      double* row = &hessian_[r * rows_];
      for (std::size_t s = 0; s <= r; ++s) {
        const double* other = &hessian_[s * rows_];
        double sum = row[s];
        for (std::size_t k = 0; k < s; ++k) sum -= row[k] * other[k];
        if (s < r) {
          row[s] = sum / other[s];
        } else if (sum > 0.0) {
          row[r] = std::sqrt(sum);
        } else {
          return false;
        }
      }
    }
    return true;
  }

  /// step = -H⁻¹ surplus
  void solve_for_step() {
    for (std::size_t r = 0; r < rows_; ++r) {
      double sum = -surplus_[r];
      for (std::size_t k = 0; k < r; ++k) sum -= hessian_[r * rows_ + k] * step_[k];
      step_[r] = sum / hessian_[r * rows_ + r];
    }
    for (std::size_t r = rows_; r-- > 0;) {
      double sum = step_[r];
      for (std::size_t k = r + 1; k < rows_; ++k) sum -= hessian_[k * rows_ + r] * step_[k];
      step_[r] = sum / hessian_[r * rows_ + r];
    }
  }

  /// One damped Newton step that makes the dual smaller. False where none does any more.
  bool descend(double& value) {
    double size = 0.0, trace = 0.0;
    for (std::size_t r = 0; r < rows_; ++r) size = std::max(size, std::abs(surplus_[r]));
    for (const double w : weight_) trace = std::max(trace, w);
    // Far from balance no step is longer than some thousand; near it Newton's own step remains.
    const double damping = std::min(1e-4 * size, 1e-4) + 1e-15 * (1.0 + trace);
    if (!factorize(damping)) return false;
    solve_for_step();
    double slope = 0.0;
    for (std::size_t r = 0; r < rows_; ++r) slope += surplus_[r] * step_[r];
    if (!(slope < 0.0)) return false;
    const double rounding = 1e-12 * (1.0 + std::abs(value));
    double t = 1.0;
    for (int i = 0; i < 40; ++i, t *= 0.5) {
      for (std::size_t r = 0; r < rows_; ++r) trial_[r] = lambda_[r] + t * step_[r];
      const double tried = evaluate(trial_);
      double left = 0.0;
      for (std::size_t r = 0; r < rows_; ++r) left = std::max(left, std::abs(surplus_[r]));
      // Where values differ by less than their rounding, as near the end, or far from it where reserves make
      // them a million, the balance decides.
      const bool is_better = left < 0.5 * size && (size < 1e-6 || tried <= value + rounding);
      if (tried <= value + 1e-4 * t * slope || is_better) {
        std::ranges::copy(trial_, lambda_.begin());
        value = tried;
        return true;
      }
    }
    evaluate(lambda_);
    return false;
  }

  /// Whether λ, made blind to what nothing bounds, asks for more than the bounds give: by Farkas' lemma no
  /// activations within them carry the demand.
  [[nodiscard]] bool prove(SharingOutcome& outcome) {
    std::ranges::copy(lambda_, proof_.begin());
    for (int sweep = 0; sweep < 3; ++sweep) {
      for (std::size_t j = 0; j < n_; ++j) {
        if (std::isfinite(p_.lower[j]) && std::isfinite(p_.upper[j])) continue;
        double along = 0.0, square = 0.0;
        for (std::size_t r = 0; r < rows_; ++r) {
          along += effect_[r * n_ + j] * proof_[r];
          square += effect_[r * n_ + j] * effect_[r * n_ + j];
        }
        const bool is_open =
            (along > 0.0 && std::isinf(p_.upper[j])) || (along < 0.0 && std::isinf(p_.lower[j]));
        if (square == 0.0 || !is_open) continue;
        for (std::size_t r = 0; r < rows_; ++r) proof_[r] -= along / square * effect_[r * n_ + j];
      }
    }
    std::size_t row = 0;
    double asked = 0.0, most = 0.0, size = 0.0;
    for (std::size_t r = 0; r < rows_; ++r) {
      if (std::abs(proof_[r]) > std::abs(proof_[row])) row = r;
      asked += proof_[r] * demand_[r];
      size += std::abs(proof_[r] * demand_[r]);
    }
    const double largest = std::abs(proof_[row]);
    if (!(largest > 0.0)) return false;
    pulls(proof_);
    for (std::size_t j = 0; j < n_; ++j) {
      const double bound = pull_[j] > 0.0 ? p_.upper[j] : p_.lower[j];
      if (std::isinf(bound)) {
        if (std::abs(pull_[j]) > 1e-12 * largest) return false;
        continue;
      }
      most += pull_[j] * bound;
      size += std::abs(pull_[j] * bound);
    }
    if (!(asked - most > 1e-9 * size)) return false;
    outcome.status = SharingStatus::infeasible;
    outcome.short_row = row;
    outcome.shortage = (asked - most) / std::abs(proof_[row] / scale_[row]);
    std::ranges::fill(x_, nan);
    return true;
  }

  /// The optimality conditions, from the activations and the numbers of the problem alone.
  void certify(SharingOutcome& outcome) {
    if (outcome.status != SharingStatus::solved) {
      std::ranges::fill(x_, nan);
      return;
    }
    pulls(lambda_);
    for (std::size_t j = 0; j < n_; ++j) {
      outcome.objective += cost_.of(x_[j]);
      const double slope = is_square(j) ? 2.0 * p_.weight[j] * (x_[j] - p_.center[j]) : cost_.slope(x_[j]);
      const double down = x_[j] - (slope - pull_[j]);
      outcome.stationarity =
          std::max(outcome.stationarity, std::abs(x_[j] - std::clamp(down, p_.lower[j], p_.upper[j])));
    }
    for (std::size_t r = 0; r < rows_; ++r) {
      double sum = -p_.demand[r];
      for (std::size_t j = 0; j < n_; ++j) sum += p_.effect[r * n_ + j] * x_[j];
      outcome.imbalance = std::max(outcome.imbalance, std::abs(sum));
    }
  }

  const SharingProblem& p_;
  Cost cost_;
  std::size_t rows_, n_;
  std::span<double> x_;
  std::span<double> lambda_;
  std::span<double> effect_, weight_, pull_, scale_, demand_, surplus_, step_, trial_, proof_, hessian_;
};

}  // namespace

std::string_view status_text(SharingStatus status) {
  switch (status) {
    case SharingStatus::solved:
      return "solved";
    case SharingStatus::infeasible:
      return "proven infeasible: no activations within their bounds carry these moments";
    case SharingStatus::not_converged:
      return "not solved: neither activations nor a proof that there are none were found";
    case SharingStatus::no_input:
      return "not solved: a moment, a moment arm or a force is not known";
  }
  return "unknown";
}

SharingOutcome share(const SharingProblem& problem, const SharingOptions& options,
                     SharingWorkspace& workspace, std::span<double> activation) {
  Dual dual(problem, options, workspace, activation);
  if (!dual.is_finite()) {
    std::ranges::fill(activation, nan);
    return {};
  }
  SharingOutcome outcome = dual.solve(options.steps_max);
  // Multipliers that ran away are no start for another frame.
  if (outcome.status != SharingStatus::solved) std::ranges::fill(workspace.multipliers, 0.0);
  return outcome;
}

std::vector<SharingPart> independent_parts(std::size_t rows, std::size_t unknowns,
                                           const std::vector<bool>& acts) {
  std::vector<std::size_t> part_of(rows);
  std::iota(part_of.begin(), part_of.end(), std::size_t{0});
  for (std::size_t j = 0; j < unknowns; ++j) {
    std::size_t first = rows;
    for (std::size_t r = 0; r < rows; ++r) {
      if (!acts[r * unknowns + j]) continue;
      if (first == rows) {
        first = r;
        continue;
      }
      const std::size_t from = part_of[r], to = part_of[first];
      std::ranges::replace(part_of, from, to);
    }
  }
  std::vector<SharingPart> parts;
  std::vector<std::size_t> at(rows, rows);
  for (std::size_t r = 0; r < rows; ++r) {
    std::size_t& index = at[part_of[r]];
    if (index == rows) {
      index = parts.size();
      parts.emplace_back();
    }
    parts[index].rows.push_back(r);
  }
  for (std::size_t j = 0; j < unknowns; ++j) {
    for (std::size_t r = 0; r < rows; ++r) {
      if (!acts[r * unknowns + j]) continue;
      parts[at[part_of[r]]].unknowns.push_back(j);
      break;
    }
  }
  return parts;
}

}  // namespace hamstring::muscle
