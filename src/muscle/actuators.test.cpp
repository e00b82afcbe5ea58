#include "muscle/actuators.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <vector>

#include "muscle/muscle_paths.h"
#include "tests/support/small_models.h"

namespace hamstring::muscle {
namespace {

using model::ActuatorKind;
using model::ActuatorSpecification;

struct Fixture {
  model::Model model = testing::compiled(testing::leg());
  kinematics::Poses poses{model};

  explicit Fixture(const std::vector<double>& q = {0.4, 1.2, 0.0}) {
    compute_poses(model, kinematics::all_joints(model), q, poses);
  }
  std::vector<double> effect(const ActuatorSpecification& specification) const {
    const auto found = find_actuators(model, std::array{specification});
    EXPECT_TRUE(found);
    std::vector<double> generalized(model.coordinates.size(), 7.0);
    actuator_effect(model, poses, found->front(), generalized);
    return generalized;
  }
};

TEST(ActuatorEffect, of_a_force_on_a_point_is_the_power_that_it_gives_to_every_speed) {
  // Generalized force = force · ∂point/∂q, the coupler followed.
  const Vec3 p(0.02, -0.3, 0.05), u(0.3, -0.4, 0.8);
  const Fixture here;
  const std::vector<double> effect = here.effect({.name = "F",
                                                  .kind = ActuatorKind::point,
                                                  .optimal_force = 150.0,
                                                  .body = "patella",
                                                  .point = p,
                                                  .direction = u});
  const auto place = [&](const std::vector<double>& q) {
    const Fixture f(q);
    return Vec3(f.poses.X_WB[f.model.find_body("patella").value()] * p);
  };
  constexpr double h = 1e-6;
  for (const std::size_t c : {0u, 1u}) {
    std::vector<double> up{0.4, 1.2, 0.0}, down = up;
    up[c] += h;
    down[c] -= h;
    const double expected = 150.0 * u.normalized().dot(place(up) - place(down)) / (2.0 * h);
    EXPECT_NEAR(effect[c], expected, 1e-6) << c;
  }
  EXPECT_NE(effect[1], 0.0) << "the knee moves the patella through its coupler";
}

TEST(ActuatorEffect, of_a_moment_between_two_bodies_acts_on_what_turns_between_them) {
  const Fixture here;
  const std::vector<double> hip = here.effect({.name = "M",
                                               .kind = ActuatorKind::torque,
                                               .optimal_force = 80.0,
                                               .body = "femur",
                                               .other_body = "ground",
                                               .direction = Vec3(0, 0, 2)});
  const Vec3 hip_axis = here.poses.axes[0].w;
  EXPECT_NEAR(hip[0], 80.0 * hip_axis.z(), 1e-12);
  EXPECT_EQ(hip[1], 0.0) << "the knee is not between femur and ground";
  const std::vector<double> knee = here.effect({.name = "M",
                                                .kind = ActuatorKind::torque,
                                                .body = "tibia",
                                                .other_body = "femur",
                                                .direction = Vec3(0, 0, 1),
                                                .direction_is_in_ground = false});
  EXPECT_NEAR(knee[0], 0.0, 1e-15);
  const Vec3 axis = here.poses.X_WB[here.model.find_body("tibia").value()].R.col(2);
  EXPECT_NEAR(knee[1], axis.dot(here.poses.axes[1].w), 1e-12);
}

TEST(ActuatorEffect, of_a_reserve_is_its_own_coordinate_alone) {
  const Fixture here;
  std::vector<double> generalized(3);
  actuator_effect(here.model, here.poses, reserve(here.model, CoordinateIndex(1), 2.5), generalized);
  EXPECT_EQ(generalized[0], 0.0);
  EXPECT_EQ(generalized[1], 2.5);
}

TEST(ActuatorEffect, is_refused_on_what_the_model_does_not_have) {
  const Fixture here;
  const auto found = find_actuators(
      here.model,
      std::array{ActuatorSpecification{.name = "x", .coordinate = "ankle", .file = "a.xml", .line = 3}});
  ASSERT_FALSE(found);
  EXPECT_NE(found.error().text().find("a.xml:3"), std::string::npos);
  EXPECT_NE(found.error().text().find("'ankle'"), std::string::npos);
}

}  // namespace
}  // namespace hamstring::muscle
