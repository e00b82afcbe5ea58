// What OpenSim's own files do not show; against those: tests/validation/opensim_forces.test.cpp.
#include <gtest/gtest.h>

#include <cmath>

#include "muscle/equilibrium.h"
#include "muscle/opensim_fiber.h"

namespace hamstring::muscle {
namespace {

model::Muscle muscle(model::MuscleLaw law, bool rigid = false) {
  return {.name = "semimem_r",
          .class_name = "a class",
          .parameters = {.max_isometric_force_n = 1000.0,
                         .optimal_fiber_length_m = 0.08,
                         .tendon_slack_length_m = 0.35,
                         .pennation_angle_at_optimal_rad = 0.26,
                         .max_contraction_velocity_per_s = 10.0,
                         .ignore_tendon_compliance = rigid},
          .law = std::move(law)};
}

TEST(OpenSimEquilibrium, at_rest_it_is_the_equilibrium_of_mechanics) {
  for (const model::MuscleLaw& law :
       {model::MuscleLaw{model::Thelen2003Parameters{}}, model::MuscleLaw{model::Millard2012Parameters{}},
        model::MuscleLaw{model::DeGrooteFregly2016Parameters{.implicit_tendon = true}}}) {
    const auto m = make_mechanics(muscle(law));
    for (double length = 0.41; length < 0.47; length += 0.005) {
      const FiberInput in{.length_m = length, .lengthening_speed_m_per_s = 0.0, .activation = 0.4};
      const FiberState theirs = solve_equilibrium_as_opensim(*m, in), ours = solve_equilibrium(*m, in);
      ASSERT_EQ(theirs.status, FiberStatus::solved);
      ASSERT_EQ(ours.status, FiberStatus::solved);
      EXPECT_NEAR(theirs.fiber_length_m, ours.fiber_length_m, 1e-8) << length;
      EXPECT_NEAR(theirs.tendon_force_n, ours.tendon_force_n, 2e-4) << length;
    }
  }
}

TEST(OpenSimEquilibrium, millards_fiber_stands_still_whatever_its_path_does) {
  const auto m = make_mechanics(muscle(model::Millard2012Parameters{}));
  const FiberInput moving{.length_m = 0.44, .lengthening_speed_m_per_s = 0.8, .activation = 0.5};
  const FiberInput still{.length_m = 0.44, .lengthening_speed_m_per_s = 0.0, .activation = 0.5};
  const FiberState theirs = solve_equilibrium_as_opensim(*m, moving);
  EXPECT_EQ(theirs.fiber_length_m, solve_equilibrium_as_opensim(*m, still).fiber_length_m);
  EXPECT_NEAR(theirs.fiber_velocity_m_per_s, 0.0, 1e-6);
  EXPECT_NEAR(theirs.tendon_velocity_m_per_s, 0.8, 1e-6);
  // In truth the fiber takes most of it, and gives way under more force.
  const FiberState ours = solve_equilibrium(*m, moving);
  EXPECT_GT(ours.fiber_velocity_m_per_s, 0.5);
  EXPECT_GT(ours.tendon_force_n, 1.2 * theirs.tendon_force_n);
}

TEST(OpenSimEquilibrium, where_it_gives_up_the_default_state_stays_and_is_named) {
  auto groote = muscle(model::DeGrooteFregly2016Parameters{.implicit_tendon = true});
  const auto m = make_mechanics(groote);
  // Even with a tendon under five times the maximum force the fiber pulls harder: the bracket holds no
  // solution.
  const FiberState s = solve_equilibrium_as_opensim(*m, {.length_m = 0.62, .activation = 0.5});
  EXPECT_EQ(s.status, FiberStatus::unsolved);
  EXPECT_NEAR(s.tendon_force_n, 500.0, 1e-9) << "default_normalized_tendon_force";
  EXPECT_FALSE(is_result(s.status));
}

TEST(OpenSimEquilibrium, a_path_that_is_too_short_leaves_the_fiber_at_its_shortest) {
  const auto m = make_mechanics(muscle(model::Thelen2003Parameters{}));
  const FiberState s = solve_equilibrium_as_opensim(
      *m, {.length_m = 0.34, .lengthening_speed_m_per_s = -0.1, .activation = 0.05});
  EXPECT_EQ(s.status, FiberStatus::at_shortest);
  EXPECT_EQ(s.fiber_length_m, m->shortest_fiber_m);
  EXPECT_EQ(s.tendon_force_n, 0.0);
  EXPECT_EQ(s.fiber_velocity_m_per_s, 0.0);
}

TEST(OpenSimEquilibrium, a_given_fiber_is_taken_as_it_is) {
  const auto m = make_mechanics(muscle(model::Thelen2003Parameters{}));
  const FiberInput in{.length_m = 0.44, .lengthening_speed_m_per_s = 0.2, .activation = 0.4};
  const FiberState s = evaluate_as_opensim(*m, in, 0.07);
  EXPECT_EQ(s.fiber_length_m, 0.07);
  EXPECT_NEAR(s.fiber_force_n * std::cos(s.pennation_rad), s.tendon_force_n, 1e-9);
  EXPECT_EQ(evaluate_as_opensim(*m, in, NAN).status, FiberStatus::no_input);
  // A rigid tendon does not look at it.
  const auto rigid = make_mechanics(muscle(model::Millard2012Parameters{}, true));
  EXPECT_EQ(evaluate_as_opensim(*rigid, in, 0.01).tendon_length_m,
            evaluate_as_opensim(*rigid, in, 0.2).tendon_length_m);
}

TEST(OpenSimFiber, the_two_forms_of_the_tendon_of_de_groote) {
  const FiberInput in{.length_m = 0.44, .lengthening_speed_m_per_s = 0.1, .activation = 0.4};
  const auto implicit = make_mechanics(muscle(model::DeGrooteFregly2016Parameters{.implicit_tendon = true}));
  const auto explicitly = make_mechanics(muscle(model::DeGrooteFregly2016Parameters{}));
  const FiberState a = evaluate_as_opensim(*implicit, in, 0.3), b = evaluate_as_opensim(*explicitly, in, 0.3);
  EXPECT_EQ(a.tendon_velocity_m_per_s, 0.0) << "its force is taken not to change";
  EXPECT_NEAR(a.fiber_velocity_m_per_s, 0.1 * std::cos(a.pennation_rad), 1e-12);
  EXPECT_NEAR(b.fiber_force_n * std::cos(b.pennation_rad), b.tendon_force_n, 1e-9) << "velocity from balance";
  EXPECT_NEAR(a.tendon_force_n, 300.0, 1e-9);
}

TEST(OpenSimFiber, activation_is_raised_to_the_least_that_the_class_allows) {
  auto m = *make_mechanics(muscle(model::Thelen2003Parameters{}));
  EXPECT_EQ(opensim::held_activation(m, 0.0), 0.01);
  EXPECT_EQ(opensim::held_activation(m, 1.4), 1.0);
  EXPECT_EQ(opensim::held_activation(m, 0.3), 0.3);
}

}  // namespace
}  // namespace hamstring::muscle
