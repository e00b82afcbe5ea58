#include "muscle/tendon_stretch.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>

#include "muscle/equilibrium.h"

namespace hamstring::muscle {
namespace {

model::Muscle muscle(model::MuscleLaw law) {
  return {.name = "bflh_r",
          .class_name = "a class",
          .parameters = {.max_isometric_force_n = 1000.0,
                         .optimal_fiber_length_m = 0.1,
                         .tendon_slack_length_m = 0.3,
                         .pennation_angle_at_optimal_rad = 0.25,
                         .max_contraction_velocity_per_s = 10.0},
          .law = std::move(law)};
}

TEST(TendonStretch, is_what_the_equilibrium_has_at_the_same_force) {
  const std::array<model::MuscleLaw, 3> laws{model::Thelen2003Parameters{}, model::Millard2012Parameters{},
                                             model::DeGrooteFregly2016Parameters{.fiber_damping = 0.01}};
  for (const auto& law : laws) {
    const auto m = make_mechanics(muscle(law));
    ASSERT_TRUE(m);
    int compared = 0;
    for (double length = 0.36; length < 0.44; length += 0.01) {
      for (const double activation : {0.1, 0.5, 1.0}) {
        const FiberState s = solve_equilibrium(*m, {length, 0.1, activation});
        if (s.status != FiberStatus::solved) continue;
        ++compared;
        EXPECT_NEAR(tendon_strain_at(*m, s.tendon_force_n), s.tendon_strain, 1e-7);
        EXPECT_NEAR(fiber_length_at(*m, length, s.tendon_force_n), s.fiber_length, 1e-6);
      }
    }
    EXPECT_GT(compared, 12);
  }
}

TEST(TendonStretch, is_nothing_without_a_force_and_not_known_without_a_number) {
  const auto m = make_mechanics(muscle(model::Millard2012Parameters{}));
  ASSERT_TRUE(m);
  EXPECT_EQ(tendon_strain_at(*m, 0.0), 0.0);
  EXPECT_TRUE(std::isnan(tendon_strain_at(*m, std::nan(""))));
  EXPECT_TRUE(std::isnan(fiber_length_at(*m, 0.4, std::nan(""))));
}

}  // namespace
}  // namespace hamstring::muscle
