#include "muscle/sharing.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>

namespace hamstring::muscle {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

struct Problem {
  std::size_t rows = 0, unknowns = 0;
  std::vector<double> effect, demand, lower, upper;

  [[nodiscard]] SharingProblem view() const { return {rows, unknowns, effect, demand, lower, upper}; }
};

struct Solved {
  SharingOutcome outcome;
  std::vector<double> x;
};

Solved solve(const Problem& problem, double exponent = 2.0) {
  SharingWorkspace workspace;
  Solved solved{.outcome = {}, .x = std::vector<double>(problem.unknowns)};
  solved.outcome = share(problem.view(), {.exponent = exponent}, workspace, solved.x);
  return solved;
}

TEST(Sharing, two_muscles_at_one_joint_share_by_moment_at_full_activation) {
  // min Σ aᵖ with r₁a₁ + r₂a₂ = M: aᵢ ~ rᵢ^(1/(p-1))
  for (const double p : {1.5, 2.0, 2.5, 3.0, 5.0}) {
    const Problem problem{1, 2, {30.0, 10.0}, {12.0}, {0.0, 0.0}, {1.0, 1.0}};
    const Solved s = solve(problem, p);
    ASSERT_EQ(s.outcome.status, SharingStatus::solved) << p;
    const double ratio = std::pow(3.0, 1.0 / (p - 1.0));
    const double second = 12.0 / (30.0 * ratio + 10.0);
    EXPECT_NEAR(s.x[1], second, 1e-11) << p;
    EXPECT_NEAR(s.x[0], ratio * second, 1e-11) << p;
    EXPECT_LE(s.outcome.kkt_residual(), 1e-10);
  }
}

TEST(Sharing, what_the_stronger_one_cannot_give_the_weaker_one_does) {
  const Problem problem{1, 2, {30.0, 10.0}, {36.0}, {0.0, 0.0}, {1.0, 1.0}};
  const Solved s = solve(problem);
  ASSERT_EQ(s.outcome.status, SharingStatus::solved);
  EXPECT_NEAR(s.x[0], 1.0, 1e-12);
  EXPECT_NEAR(s.x[1], 0.6, 1e-12);
}

TEST(Sharing, a_muscle_across_two_joints_takes_what_both_ask_of_it) {
  // hip: 40 a + 50 b = M_h, knee: 30 b - 25 c = M_k; a glute, b hamstring, c quadriceps.
  // Stationary: b = (5/4) a - (6/5) c, with c at its bound 0 if it came out negative.
  const Problem problem{2, 3, {40.0, 50.0, 0.0, 0.0, 30.0, -25.0}, {60.0, 10.0}, {0, 0, 0}, {1, 1, 1}};
  const Solved s = solve(problem);
  ASSERT_EQ(s.outcome.status, SharingStatus::solved);
  // a = (60 - 50 b)/40, c = (30 b - 10)/25; minimize a² + b² + c²
  const double b = (60.0 * 50.0 / 1600.0 + 300.0 / 625.0) / (2500.0 / 1600.0 + 1.0 + 900.0 / 625.0);
  EXPECT_NEAR(s.x[1], b, 1e-12);
  EXPECT_NEAR(s.x[0], (60.0 - 50.0 * b) / 40.0, 1e-12);
  EXPECT_NEAR(s.x[2], (30.0 * b - 10.0) / 25.0, 1e-12);
}

TEST(Sharing, what_cannot_be_carried_is_proven_and_never_a_zero) {
  const Problem problem{2, 2, {30.0, 10.0, 0.0, 5.0}, {45.0, 1.0}, {0.0, 0.0}, {1.0, 1.0}};
  const Solved s = solve(problem);
  ASSERT_EQ(s.outcome.status, SharingStatus::infeasible);
  EXPECT_EQ(s.outcome.short_row, 0u);
  EXPECT_GT(s.outcome.shortage, 4.9);
  EXPECT_LT(s.outcome.shortage, 14.0);  // with 1 N m about the second row, b = 0.2: 45 - 32 = 13
  for (const double x : s.x) EXPECT_TRUE(std::isnan(x));
}

TEST(Sharing, a_row_that_a_reserve_without_bound_serves_does_not_hide_what_another_lacks) {
  const Problem problem{
      2, 3, {30.0, 1.0, 0.0, 12.0, 0.0, 1.0}, {-40.0, 3.0}, {0, -1, -infinity}, {1, 1, infinity}};
  EXPECT_EQ(solve(problem).outcome.status, SharingStatus::infeasible);
}

TEST(Sharing, an_unknown_number_gives_no_activation) {
  Problem problem{1, 2, {30.0, 10.0}, {std::nan("")}, {0.0, 0.0}, {1.0, 1.0}};
  const Solved s = solve(problem);
  EXPECT_EQ(s.outcome.status, SharingStatus::no_input);
  EXPECT_TRUE(std::isnan(s.x[0]) && std::isnan(s.x[1]));
}

Problem random_leg(std::mt19937& random, bool reserves) {
  std::uniform_real_distribution<double> unit(-1.0, 1.0);
  Problem problem{.rows = 7, .unknowns = 43};
  problem.unknowns += reserves ? 7 : 0;
  problem.effect.assign(problem.rows * problem.unknowns, 0.0);
  problem.lower.assign(problem.unknowns, 0.01);
  problem.upper.assign(problem.unknowns, 1.0);
  std::vector<double> x(problem.unknowns);
  for (std::size_t j = 0; j < 43; ++j) {
    const auto first = static_cast<std::size_t>(2.0 * (1.0 + unit(random)));
    for (std::size_t r = first; r < std::min<std::size_t>(first + 4, 7); ++r)
      problem.effect[r * problem.unknowns + j] = 60.0 * unit(random);
    x[j] = std::clamp(unit(random), 0.01, 1.0);
  }
  for (std::size_t r = 0; reserves && r < 7; ++r) {
    problem.effect[r * problem.unknowns + 43 + r] = 1.0;
    problem.lower[43 + r] = -infinity;
    problem.upper[43 + r] = infinity;
    x[43 + r] = 5.0 * unit(random);
  }
  for (std::size_t r = 0; r < 7; ++r) {
    double sum = 0.0;
    for (std::size_t j = 0; j < problem.unknowns; ++j) sum += problem.effect[r * problem.unknowns + j] * x[j];
    problem.demand.push_back(sum);
  }
  return problem;
}

/// The conditions of an optimum, from nothing but the problem and the activations: multipliers by least
/// squares over what is not at a bound, then the sign of the rest.
void expect_optimal(const Problem& problem, const std::vector<double>& x, double exponent) {
  for (std::size_t r = 0; r < problem.rows; ++r) {
    double sum = -problem.demand[r];
    for (std::size_t j = 0; j < problem.unknowns; ++j) sum += problem.effect[r * problem.unknowns + j] * x[j];
    EXPECT_NEAR(sum, 0.0, 1e-9);
  }
  // No feasible direction goes down: moving along R's null space, projected on the bounds, gains nothing.
  std::mt19937 random(7);
  std::normal_distribution<double> normal;
  for (int trial = 0; trial < 20; ++trial) {
    std::vector<double> d(problem.unknowns);
    for (std::size_t j = 0; j < d.size(); ++j) {
      const bool stuck = x[j] - problem.lower[j] < 1e-9 || problem.upper[j] - x[j] < 1e-9;
      d[j] = stuck ? 0.0 : normal(random);
    }
    // Gram-Schmidt against the rows, restricted to what may move.
    std::vector<std::vector<double>> basis;
    for (std::size_t r = 0; r < problem.rows; ++r) {
      std::vector<double> v(problem.unknowns);
      for (std::size_t j = 0; j < v.size(); ++j)
        v[j] = d[j] == 0.0 ? 0.0 : problem.effect[r * problem.unknowns + j];
      for (int twice = 0; twice < 2; ++twice) {
        for (const auto& b : basis) {
          double along = 0.0;
          for (std::size_t j = 0; j < v.size(); ++j) along += b[j] * v[j];
          for (std::size_t j = 0; j < v.size(); ++j) v[j] -= along * b[j];
        }
      }
      double norm = 0.0;
      for (const double e : v) norm += e * e;
      if (norm < 1e-12) continue;
      for (double& e : v) e /= std::sqrt(norm);
      basis.push_back(v);
    }
    for (const auto& b : basis) {
      double along = 0.0;
      for (std::size_t j = 0; j < d.size(); ++j) along += b[j] * d[j];
      for (std::size_t j = 0; j < d.size(); ++j) d[j] -= along * b[j];
    }
    double slope = 0.0;
    for (std::size_t j = 0; j < d.size(); ++j)
      slope += std::copysign(exponent * std::pow(std::abs(x[j]), exponent - 1.0), x[j]) * d[j];
    EXPECT_NEAR(slope, 0.0, 1e-7);
  }
}

TEST(Sharing, of_a_leg_meets_the_conditions_of_an_optimum_whatever_it_starts_from) {
  std::mt19937 random(3);
  for (const double p : {2.0, 3.0, 4.0, 1.5}) {
    for (const bool reserves : {false, true}) {
      SharingWorkspace warm;
      int steps = 0;
      for (int i = 0; i < 60; ++i) {
        const Problem problem = random_leg(random, reserves);
        const Solved cold = solve(problem, p);
        ASSERT_EQ(cold.outcome.status, SharingStatus::solved) << p << ' ' << reserves << ' ' << i;
        EXPECT_LE(cold.outcome.kkt_residual(), 1e-8);
        expect_optimal(problem, cold.x, p);
        std::vector<double> x(problem.unknowns);
        const SharingOutcome again = share(problem.view(), {.exponent = p}, warm, x);
        ASSERT_EQ(again.status, SharingStatus::solved);
        for (std::size_t j = 0; j < x.size(); ++j) EXPECT_NEAR(x[j], cold.x[j], 1e-7);
        steps += cold.outcome.steps;
      }
      RecordProperty("steps", steps);
      EXPECT_LT(steps, 60 * 40) << p;
    }
  }
}

TEST(Sharing, of_random_legs_beyond_strength_is_proven_infeasible) {
  std::mt19937 random(11);
  for (int i = 0; i < 60; ++i) {
    Problem problem = random_leg(random, false);
    for (double& d : problem.demand) d *= 40.0;
    const Solved s = solve(problem, i % 2 == 0 ? 2.0 : 3.0);
    EXPECT_EQ(s.outcome.status, SharingStatus::infeasible) << i << " after " << s.outcome.steps;
    EXPECT_GT(s.outcome.shortage, 0.0);
  }
}

TEST(Sharing, legs_that_share_nothing_are_parts_of_their_own) {
  // rows: hip_r, hip_l, knee_r, toes; unknowns: glute_r, ham_r, glute_l, nothing
  std::vector<bool> acts(4 * 4);
  acts[0 * 4 + 0] = acts[0 * 4 + 1] = acts[2 * 4 + 1] = acts[1 * 4 + 2] = true;
  const auto parts = independent_parts(4, 4, acts);
  ASSERT_EQ(parts.size(), 3u);
  EXPECT_EQ(parts[0].rows, (std::vector<std::size_t>{0, 2}));
  EXPECT_EQ(parts[0].unknowns, (std::vector<std::size_t>{0, 1}));
  EXPECT_EQ(parts[1].rows, (std::vector<std::size_t>{1}));
  EXPECT_EQ(parts[1].unknowns, (std::vector<std::size_t>{2}));
  EXPECT_EQ(parts[2].rows, (std::vector<std::size_t>{3}));
  EXPECT_TRUE(parts[2].unknowns.empty());
}

}  // namespace
}  // namespace hamstring::muscle
