#include "muscle/equilibrium.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>

namespace hamstring::muscle {
namespace {

model::Muscle muscle(model::MuscleLaw law, double pennation = 0.25, bool rigid = false) {
  return {.name = "bflh_r",
          .class_name = "a class",
          .parameters = {.max_isometric_force_n = 1000.0,
                         .optimal_fiber_length_m = 0.1,
                         .tendon_slack_length_m = 0.3,
                         .pennation_angle_at_optimal_rad = pennation,
                         .max_contraction_velocity_per_s = 10.0,
                         .ignore_tendon_compliance = rigid},
          .law = std::move(law)};
}

const std::array<model::MuscleLaw, 4> laws{model::Thelen2003Parameters{}, model::Millard2012Parameters{},
                                           model::Millard2012Parameters{.fiber_damping = 0.0},
                                           model::DeGrooteFregly2016Parameters{.fiber_damping = 0.01}};

/// Force of the fiber from its length and velocity, and of the tendon, by the curves themselves.
void expect_balance(const FiberState& s, const FiberInput& in) {
  ASSERT_TRUE(is_result(s.status)) << status_text(s.status);
  EXPECT_NEAR(s.active_force_n + s.passive_force_n, s.fiber_force_n, 1e-9);
  EXPECT_NEAR(s.fiber_force_n * std::cos(s.pennation_rad), s.tendon_force_n, 1e-8);
  EXPECT_NEAR(s.fiber_length_m * std::sin(s.pennation_rad), 0.1 * std::sin(0.25), 1e-12);
  EXPECT_NEAR(s.fiber_length_m * std::cos(s.pennation_rad) + s.tendon_length_m, in.length_m, 1e-12);
  EXPECT_NEAR(s.tendon_length_m / 0.3 - 1.0, s.tendon_strain, 1e-12);
  // What fiber and tendon do together is what the muscle does on the bones.
  EXPECT_NEAR(s.active_power_w + s.passive_power_w + s.tendon_power_w, s.muscle_power_w, 1e-6);
}

TEST(Equilibrium, fiber_and_tendon_pull_alike_at_every_length_speed_and_activation) {
  for (const auto& law : laws) {
    const auto m = make_mechanics(muscle(law));
    ASSERT_TRUE(m);
    int solved = 0;
    for (double length = 0.33; length < 0.5; length += 0.007) {
      for (const double speed : {-1.5, -0.3, 0.0, 0.2, 1.0}) {
        for (const double activation : {0.01, 0.3, 1.0}) {
          const FiberInput in{
              .length_m = length, .lengthening_speed_m_per_s = speed, .activation = activation};
          const FiberState s = solve_equilibrium(*m, in);
          if (!is_result(s.status)) continue;
          ++solved;
          expect_balance(s, in);
          EXPECT_LE(std::abs(s.fiber_velocity_m_per_s), std::abs(speed) + 1e-12) << "no more than the path's";
          EXPECT_GE(s.fiber_velocity_m_per_s * speed, 0.0);
        }
      }
    }
    EXPECT_GT(solved, 300);
  }
}

TEST(Equilibrium, forces_go_on_being_equal_where_the_path_goes_on_at_its_speed) {
  // The states at two instants, each solved for itself: the velocity between them is the one reported, up to
  // what the change of the force-velocity multiplier adds.
  for (const auto& law : laws) {
    const auto m = make_mechanics(muscle(law));
    const double h = 1e-5;
    const auto length_at = [&](double length) {
      return solve_equilibrium(*m, {.length_m = length, .lengthening_speed_m_per_s = 0.0, .activation = 0.6})
          .fiber_length_m;
    };
    const double slow = 1e-3;
    const FiberState s =
        solve_equilibrium(*m, {.length_m = 0.4, .lengthening_speed_m_per_s = slow, .activation = 0.6});
    EXPECT_NEAR((length_at(0.4 + h) - length_at(0.4 - h)) / (2 * h) * slow, s.fiber_velocity_m_per_s,
                0.03 * slow);
  }
}

TEST(Equilibrium, a_very_stiff_tendon_is_a_rigid_one) {
  model::Millard2012Parameters stiff;
  stiff.tendon.strain_at_one_force = 1e-5;
  const auto elastic = make_mechanics(muscle(stiff));
  const auto rigid = make_mechanics(muscle(model::Millard2012Parameters{}, 0.25, true));
  for (const double speed : {-0.4, 0.0, 0.5}) {
    const FiberInput in{.length_m = 0.41, .lengthening_speed_m_per_s = speed, .activation = 0.5};
    const FiberState a = solve_equilibrium(*elastic, in), b = solve_equilibrium(*rigid, in);
    EXPECT_NEAR(a.fiber_length_m, b.fiber_length_m, 5e-6);
    EXPECT_NEAR(a.fiber_velocity_m_per_s, b.fiber_velocity_m_per_s, 2e-3 * std::abs(speed) + 1e-12);
    EXPECT_NEAR(a.tendon_force_n, b.tendon_force_n, 1.5);
    EXPECT_EQ(b.tendon_velocity_m_per_s, 0.0);
    EXPECT_EQ(b.tendon_strain, 0.0);
  }
}

TEST(Equilibrium, a_fiber_of_known_length_in_closed_form) {
  // Thelen, unpennate, at rest, full activation, optimal length: the fiber gives its maximum force, the
  // tendon is strained by 4 %.
  const auto m = make_mechanics(muscle(model::Thelen2003Parameters{}, 0.0));
  const FiberState s = solve_equilibrium(
      *m, {.length_m = 0.1 + 0.3 * 1.04, .lengthening_speed_m_per_s = 0.0, .activation = 1.0});
  EXPECT_NEAR(s.fiber_length_m, 0.1, 1e-12);
  EXPECT_NEAR(s.tendon_force_n, 1000.0, 1e-8);
  EXPECT_NEAR(s.tendon_strain, 0.04, 1e-12);
  EXPECT_EQ(s.passive_force_n, 0.0);
}

TEST(Equilibrium, a_muscle_that_carries_nothing_hangs_slack) {
  const auto m = make_mechanics(muscle(model::Thelen2003Parameters{}));
  const FiberState s =
      solve_equilibrium(*m, {.length_m = 0.37, .lengthening_speed_m_per_s = 0.0, .activation = 0.0});
  EXPECT_EQ(s.status, FiberStatus::slack);
  EXPECT_EQ(s.tendon_force_n, 0.0);
  EXPECT_LE(s.tendon_strain, 1e-12);
  // A fiber that shortens slower than its path cannot pull, and does not push.
  const auto rigid = make_mechanics(muscle(model::Millard2012Parameters{}, 0.25, true));
  const FiberState fast =
      solve_equilibrium(*rigid, {.length_m = 0.38, .lengthening_speed_m_per_s = -2.0, .activation = 0.1});
  EXPECT_EQ(fast.status, FiberStatus::slack);
  EXPECT_EQ(fast.tendon_force_n, 0.0);
}

TEST(Equilibrium, a_fiber_about_to_go_slack_has_a_state_at_every_speed) {
  // Where passive force begins and active force turns, stiffness jumps and the share of the path's speed with
  // it: 22 states in which OpenSim gives up lie there, one of them the semimembranosus of a walker (l =
  // 0.978, shortening).
  const auto m = make_mechanics({.name = "semimem_l",
                                 .class_name = "Thelen2003Muscle",
                                 .parameters = {.max_isometric_force_n = 1288.0,
                                                .optimal_fiber_length_m = 0.08,
                                                .tendon_slack_length_m = 0.359,
                                                .pennation_angle_at_optimal_rad = 0.2617993878,
                                                .max_contraction_velocity_per_s = 10.0},
                                 .law = model::Thelen2003Parameters{.tendon_strain_at_max_force = 0.033,
                                                                    .active_shape = 0.5,
                                                                    .passive_shape = 4.0,
                                                                    .force_velocity_shape = 0.3,
                                                                    .max_eccentric_force = 1.8}});
  ASSERT_TRUE(m);
  double before = 0.0;
  for (double length = 0.4300; length < 0.4460; length += 0.0001) {
    const FiberState s =
        solve_equilibrium(*m, {.length_m = length, .lengthening_speed_m_per_s = -0.097, .activation = 0.05});
    ASSERT_EQ(s.status, FiberStatus::solved) << length;
    EXPECT_NEAR(s.fiber_force_n * std::cos(s.pennation_rad), s.tendon_force_n, 1e-6);
    if (before > 0.0) {
      EXPECT_NEAR(s.tendon_force_n, before, 15.0) << length;
    }
    before = s.tendon_force_n;
  }
}

TEST(Equilibrium, a_path_shorter_than_a_fiber_that_carries_nothing_hangs_slack_or_is_no_path) {
  const auto m = make_mechanics(muscle(model::Millard2012Parameters{}));
  const FiberState s = solve_equilibrium(*m, {.length_m = 0.32, .activation = 1.0});
  EXPECT_EQ(s.status, FiberStatus::slack) << "room for 20 mm where the shortest fiber needs 37";
  EXPECT_EQ(s.tendon_force_n, 0.0);
  EXPECT_NEAR(s.fiber_length, 0.4441, 1e-12);
  EXPECT_EQ(solve_equilibrium(*m, {.length_m = 0.299, .activation = 1.0}).status, FiberStatus::too_short);
}

TEST(Equilibrium, what_has_no_state_is_named_and_holds_no_number) {
  const auto expect_none = [](const FiberState& s, FiberStatus status) {
    EXPECT_EQ(s.status, status) << status_text(s.status);
    EXPECT_TRUE(std::isnan(s.tendon_force_n));
    EXPECT_TRUE(std::isnan(s.fiber_length_m));
    EXPECT_TRUE(std::isnan(s.muscle_power_w));
  };
  for (const auto& law : laws) {
    for (const bool rigid : {false, true}) {
      if (rigid && std::holds_alternative<model::Thelen2003Parameters>(law)) continue;
      const auto m = make_mechanics(muscle(law, 0.25, rigid));
      expect_none(solve_equilibrium(*m, {.length_m = 0.29, .activation = 0.5}), FiberStatus::too_short);
      expect_none(solve_equilibrium(*m, {.length_m = NAN, .activation = 0.5}), FiberStatus::no_input);
      expect_none(solve_equilibrium(*m, {.length_m = 0.4, .activation = NAN}), FiberStatus::no_input);
      expect_none(solve_equilibrium(*m, {.length_m = 0.4, .lengthening_speed_m_per_s = INFINITY}),
                  FiberStatus::no_input);
    }
  }
}

}  // namespace
}  // namespace hamstring::muscle
