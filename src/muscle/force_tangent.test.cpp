#include "muscle/force_tangent.h"

#include <gtest/gtest.h>

#include <cmath>

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
