#include "muscle/force_tangent.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "muscle/equilibrium.h"

namespace hamstring::muscle {
namespace {

MuscleMechanics mechanics() {
  return *make_mechanics({.name = "bflh_r",
                          .class_name = "Thelen2003Muscle",
                          .parameters = {.max_isometric_force_n = 1000.0,
                                         .optimal_fiber_length_m = 0.1,
                                         .tendon_slack_length_m = 0.3,
                                         .pennation_angle_at_optimal_rad = 0.2,
                                         .max_contraction_velocity_per_s = 10.0},
                          .law = model::Thelen2003Parameters{}});
}

TEST(ForceTangent, is_what_the_equilibrium_does_beside_it) {
  const MuscleMechanics m = mechanics();
  for (const double speed : {-0.2, 0.0, 0.3}) {
    for (const double a : {0.05, 0.3, 0.8, 1.0}) {
      const FiberInput path{.length_m = 0.40, .lengthening_speed_m_per_s = speed, .activation = 0.0};
      const ForceTangent tangent = tangent_at(m, path, a, {0.01, 1.0}, {});
      const double h = a < 1.0 ? 2e-3 : -2e-3;
      const double there = solve_equilibrium(m, {0.40, speed, a + h}).tendon_force_n;
      EXPECT_NEAR(tangent.force_n, solve_equilibrium(m, {0.40, speed, a}).tendon_force_n, 1e-9);
      EXPECT_NEAR(tangent.force_n + h * tangent.slope_n, there, 0.05);
      EXPECT_GT(tangent.slope_n, 0.0);
      // The parabola leaves the point as aᵖ does: slope 2 a.
      EXPECT_NEAR(2.0 * tangent.weight * (a - tangent.center), 2.0 * a, 1e-9);
    }
  }
}

/// Where the fiber comes to its optimal length its passive stiffness jumps, and it stays there over a range
/// of activations, while the force does not change: a corner on either side.
struct Corner {
  FiberInput path;
  double activation = 0.0;
};

double force(const MuscleMechanics& m, FiberInput path, double activation) {
  path.activation = activation;
  return solve_equilibrium(m, path).tendon_force_n;
}

std::vector<Corner> beginnings_of_plateaus(const MuscleMechanics& m) {
  std::vector<Corner> corners;
  for (const double speed : {-0.3, -0.1, 0.1, 0.3}) {
    for (double length = 0.395; length < 0.425; length += 0.001) {
      const FiberInput path{.length_m = length, .lengthening_speed_m_per_s = speed, .activation = 0.0};
      const auto is_flat = [&](double a) { return force(m, path, a + 1e-5) - force(m, path, a) < 1e-6; };
      for (double a = 0.05; a < 0.9; a += 0.002) {
        if (is_flat(a) || !is_flat(a + 0.002)) continue;
        double rises = a, flat = a + 0.002;
        while (flat - rises > 1e-12) {
          const double middle = 0.5 * (rises + flat);
          (is_flat(middle) ? flat : rises) = middle;
        }
        // What is flat from here on rose until a step before.
        corners.push_back({.path = path, .activation = flat});
        break;
      }
    }
  }
  return corners;
}

TEST(ForceTangent, tells_the_two_sides_of_a_corner_apart_and_takes_the_one_it_stands_on) {
  const MuscleMechanics m = mechanics();
  const std::vector<Corner> corners = beginnings_of_plateaus(m);
  ASSERT_GT(corners.size(), 3u);
  for (const Corner& corner : corners) {
    const auto slope = [&](double a, double h) {
      return (force(m, corner.path, a + h) - force(m, corner.path, a)) / h;
    };
    for (const double beside : {-5e-5, 5e-5}) {
      const double a = corner.activation + beside;
      const ForceTangent tangent = tangent_at(m, corner.path, a, {0.01, 1.0}, {});
      ASSERT_TRUE(has_corner(tangent));
      EXPECT_NEAR(tangent.slope_n, slope(a, beside < 0.0 ? -1e-5 : 1e-5),
                  0.02 * (1.0 + std::abs(tangent.slope_n)))
          << a;
    }
    EXPECT_FALSE(has_corner(tangent_at(m, corner.path, corner.activation - 1e-3, {0.01, 1.0}, {})));
  }
}

TEST(ForceTangent, a_least_cost_may_stand_on_a_corner_that_both_slopes_lead_towards) {
  const MuscleMechanics m = mechanics();
  for (const Corner& corner : beginnings_of_plateaus(m)) {
    const double a = corner.activation;
    const double below = tangent_at(m, corner.path, a - 1e-3, {0.01, 1.0}, {}).slope_n;
    const double enough = 3.0 * a / below, too_little = 1.0 * a / below;
    EXPECT_EQ(projected_step(m, corner.path, a, {0.01, 1.0}, 2.0, enough), 0.0);
    EXPECT_GT(projected_step(m, corner.path, a, {0.01, 1.0}, 2.0, too_little), 0.1 * a);
    EXPECT_GT(projected_step(m, corner.path, a - 1e-3, {0.01, 1.0}, 2.0, enough), 0.1 * a) << "beside it";
  }
}

TEST(ForceTangent, of_a_fiber_too_strong_for_its_tendon_ends_at_the_last_equilibrium) {
  const MuscleMechanics m = mechanics();
  std::size_t limited = 0;
  for (double length = 0.30; length < 0.36; length += 0.001) {
    const FiberInput path{.length_m = length, .lengthening_speed_m_per_s = 0.0, .activation = 0.0};
    const double last = largest_activation(m, path, 0.01, 1.0);
    if (std::isnan(last)) {
      EXPECT_TRUE(std::isnan(tangent_at(m, path, 0.01, {0.01, last}, {}).force_n));
      EXPECT_FALSE(is_result(solve_equilibrium(m, {length, 0.0, 0.01}).status));
      continue;
    }
    EXPECT_TRUE(std::isfinite(solve_equilibrium(m, {length, 0.0, last}).tendon_force_n)) << length;
    if (last == 1.0) continue;
    ++limited;
    EXPECT_FALSE(std::isfinite(solve_equilibrium(m, {length, 0.0, last + 1e-6}).tendon_force_n)) << length;
  }
  EXPECT_GT(limited, 0u);
}

}  // namespace
}  // namespace hamstring::muscle
