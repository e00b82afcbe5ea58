#include "muscle/muscle_mechanics.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string>

namespace hamstring::muscle {
namespace {

model::Muscle muscle(model::MuscleLaw law, double pennation = 0.25) {
  return {.name = "bflh_r",
          .class_name = "a class",
          .parameters = {.max_isometric_force_n = 1000.0,
                         .optimal_fiber_length_m = 0.1,
                         .tendon_slack_length_m = 0.3,
                         .pennation_angle_at_optimal_rad = pennation,
                         .max_contraction_velocity_per_s = 10.0,
                         .ignore_tendon_compliance = true},
          .law = std::move(law)};
}

TEST(MuscleMechanics, a_muscle_without_what_forces_need_is_refused_by_name) {
  model::Muscle m = muscle(model::Thelen2003Parameters{});
  m.parameters.max_contraction_velocity_per_s = 0.0;
  ASSERT_FALSE(make_mechanics(m));
  EXPECT_EQ(make_mechanics(m).error().element, "bflh_r");
  EXPECT_NE(make_mechanics(m).error().message.find("max_contraction_velocity"), std::string::npos);
  m = muscle(std::monostate{});
  m.class_name = "Schutte1993Muscle";
  EXPECT_NE(make_mechanics(m).error().message.find("Schutte1993Muscle"), std::string::npos);
  EXPECT_FALSE(make_mechanics(muscle(model::Thelen2003Parameters{}, 20.0))) << "degrees";
  EXPECT_FALSE(make_mechanics(muscle(model::Thelen2003Parameters{.passive_shape = -5.0})));
}

TEST(MuscleMechanics, pennation_keeps_the_distance_of_its_plates) {
  const auto m = make_mechanics(muscle(model::Thelen2003Parameters{}, 0.3));
  EXPECT_NEAR(m->pennation.angle_rad(0.1), 0.3, 1e-15);
  EXPECT_NEAR(m->pennation.angle_rad(0.2), std::asin(0.5 * std::sin(0.3)), 1e-15);
  EXPECT_EQ(m->pennation.angle_rad(0.001), m->pennation.max_angle_rad);
  EXPECT_NEAR(m->pennation.shortest_along_tendon_m(), 0.1 * std::sin(0.3) / std::tan(std::acos(0.1)), 1e-15);
}

TEST(MuscleMechanics, a_rigid_tendon_is_what_the_class_makes_of_it) {
  EXPECT_TRUE(make_mechanics(muscle(model::Millard2012Parameters{}))->rigid_tendon);
  EXPECT_TRUE(make_mechanics(muscle(model::DeGrooteFregly2016Parameters{}))->rigid_tendon);
  EXPECT_FALSE(make_mechanics(muscle(model::Thelen2003Parameters{}))->rigid_tendon);
}

TEST(MuscleMechanics, the_shortest_fiber_is_the_classs_or_that_of_the_largest_angle) {
  EXPECT_NEAR(make_mechanics(muscle(model::Millard2012Parameters{}))->shortest_fiber_m, 0.04441, 1e-15);
  EXPECT_NEAR(make_mechanics(muscle(model::Thelen2003Parameters{}))->shortest_fiber_m,
              0.1 * std::sin(0.25) / std::sqrt(0.99), 1e-12);
  EXPECT_NEAR(make_mechanics(muscle(model::Millard2012Parameters{}, 1.2))->shortest_fiber_m,
              0.1 * std::sin(1.2) / std::sqrt(0.99), 1e-12);
  EXPECT_NEAR(make_mechanics(muscle(model::DeGrooteFregly2016Parameters{}, 0.0))->shortest_fiber_m, 0.02,
              1e-15);
}

}  // namespace
}  // namespace hamstring::muscle
