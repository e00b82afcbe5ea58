#include "dynamics/inverse_dynamics.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>

#include "dynamics/residuals.h"
#include "signal/lane_width.h"
#include "signal/lanes.h"
#include "tests/support/dynamics_models.h"

namespace hamstring::dynamics {
namespace {

using hamstring::testing::compiled;
using hamstring::testing::every_joint;
using hamstring::testing::waving;

TEST(InverseDynamics, gives_the_same_bits_whatever_the_width_of_the_machine) {
  const model::Model model = compiled(every_joint());
  CoordinateMotion motion = waving(model, 43);
  hamstring::testing::follow(model, motion);
  std::vector<BodyLoad> loads{{.body = model.find_body("foot"), .wrench = {}}};
  for (std::size_t i = 0; i < 6 * 43; ++i) loads[0].wrench.push_back(std::sin(static_cast<double>(i)));
  const auto one = inverse_dynamics(model, motion, loads, {.mode = Compatibility::opensim, .lanes = 1});
  ASSERT_TRUE(one);
  for (const int lanes : {2, 4, 8}) {
    if (lanes > lane_width())
      GTEST_SKIP() << "this machine computes with " << lane_width() << " numbers at once";
    const auto more =
        inverse_dynamics(model, motion, loads, {.mode = Compatibility::opensim, .lanes = lanes});
    ASSERT_TRUE(more);
    EXPECT_EQ(more->generalized, one->generalized) << lanes;
  }
}

TEST(InverseDynamics, knows_nothing_only_of_what_carries_a_load_that_is_not_known) {
  const model::Model model = compiled(every_joint());
  CoordinateMotion motion = waving(model, 9);
  hamstring::testing::follow(model, motion);
  BodyLoad load{.body = model.find_body("foot"), .wrench = std::vector<double>(6 * 9, 1.0)};
  load.wrench[2 * 9 + 4] = std::numeric_limits<double>::quiet_NaN();
  const auto result = inverse_dynamics(model, motion, std::span(&load, 1));
  ASSERT_TRUE(result);
  for (const model::Coordinate& coordinate : model.coordinates) {
    const auto c = static_cast<std::size_t>(&coordinate - model.coordinates.data());
    if (coordinate.coupler >= 0) continue;
    const std::string& joint = model.joints[coordinate.joint.value()].name;
    const bool carries = joint == "root" || joint == "hip" || joint == "knee" || joint == "ankle";
    EXPECT_EQ(std::isnan(result->of(c)[4]), carries) << coordinate.name;
    EXPECT_TRUE(std::isfinite(result->of(c)[3])) << coordinate.name;
  }
}

TEST(InverseDynamics, takes_loads_off_what_the_joints_must_give) {
  const model::Model model = compiled(every_joint());
  CoordinateMotion still = waving(model, 6);
  std::ranges::fill(still.value, 0.2);
  std::ranges::fill(still.speed, 0.0);
  std::ranges::fill(still.acceleration, 0.0);
  hamstring::testing::follow(model, still);
  const auto alone = inverse_dynamics(model, still, {}, {.mode = Compatibility::opensim});
  ASSERT_TRUE(alone);
  // The weight, taken up by the ground under the root's own axes: what is left is what an equal and opposite
  // force leaves of it.
  const double weight = moving_mass_kg(model) * model.gravity_m_per_s2.norm();
  BodyLoad load{.body = model.find_body("pelvis"), .wrench = std::vector<double>(6 * 6)};
  for (std::size_t f = 0; f < 6; ++f) load.wrench[1 * 6 + f] = weight;
  const auto carried = inverse_dynamics(model, still, std::span(&load, 1), {.mode = Compatibility::opensim});
  ASSERT_TRUE(carried);
  const auto root = [&](const InverseDynamics& result) {
    Vec3 force;
    int k = 0;
    for (const char* name : {"tx", "ty", "tz"})
      force[k++] = result.of(model.find_coordinate(name).value())[2];
    return force.norm();
  };
  EXPECT_NEAR(root(*alone), weight, 1e-9);
  EXPECT_NEAR(root(*carried), 0.0, 1e-9);
}

TEST(InverseDynamics, differs_between_modes_where_one_coordinate_drives_two_rotations_and_nowhere_else) {
  for (const bool shares : {true, false}) {
    model::ModelSpecification s = every_joint(shares);
    s.couplers.clear();
    const model::Model model = compiled(s);
    const CoordinateMotion motion = waving(model, 8);
    const auto physics = inverse_dynamics(model, motion, {});
    const auto opensim = inverse_dynamics(model, motion, {}, {.mode = Compatibility::opensim});
    ASSERT_TRUE(physics && opensim);
    double largest = 0.0;
    for (std::size_t i = 0; i < physics->generalized.size(); ++i)
      largest = std::max(largest, std::abs(physics->generalized[i] - opensim->generalized[i]));
    if (shares) {
      EXPECT_GT(largest, 1e-3);
    } else {
      EXPECT_EQ(largest, 0.0);
    }
  }
}

TEST(InverseDynamics, refuses_a_model_without_mass) {
  model::ModelSpecification s = every_joint();
  for (model::BodySpecification& body : s.bodies) body.mass_kg = 0.0;
  const model::Model model = compiled(s);
  const auto refused = inverse_dynamics(model, waving(model, 4), {});
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().message.find("no mass"), std::string::npos);
}

TEST(InverseDynamics, orders_coordinates_level_by_level_as_openSim_does) {
  const model::Model model = compiled(every_joint());
  std::string order;
  for (const CoordinateIndex c : tree_order(model)) order += model.coordinates[c.value()].name + " ";
  EXPECT_EQ(order, "rx ry rz tx ty tz h1 h2 h3 b1 b2 b3 knee twist p1 p2 p3 s beta a1 a2 w e ");
}

TEST(InverseDynamics, refuses_a_joint_that_is_written_from_the_outside_in) {
  model::ModelSpecification s = every_joint();
  const auto knee = std::ranges::find(s.joints, "knee", &model::JointSpecification::name);
  ASSERT_NE(knee, s.joints.end());
  std::swap(knee->parent_frame, knee->child_frame);
  const model::Model model = compiled(s);
  for (const Compatibility mode : {Compatibility::physics, Compatibility::opensim}) {
    const auto refused = inverse_dynamics(model, waving(model, 6), {}, {.mode = mode});
    ASSERT_FALSE(refused) << "its axes move the other body: every moment of the leg would be wrong";
    EXPECT_EQ(refused.error().element, "knee");
  }
}

TEST(Residuals, are_judged_by_the_largest_external_force_and_said_in_a_sentence) {
  const model::Model model = compiled(every_joint());
  CoordinateMotion still = waving(model, 6);
  std::ranges::fill(still.speed, 0.0);
  std::ranges::fill(still.acceleration, 0.0);
  hamstring::testing::follow(model, still);
  const double weight = moving_mass_kg(model) * model.gravity_m_per_s2.norm();
  BodyLoad load{.body = model.find_body("foot"), .wrench = std::vector<double>(6 * 6)};
  for (std::size_t f = 0; f < 6; ++f) load.wrench[1 * 6 + f] = weight - 20.0;
  const std::span<const BodyLoad> loads(&load, 1);
  const auto result = inverse_dynamics(model, still, loads);
  ASSERT_TRUE(result);
  const auto residuals = residuals_of(model, still, loads, *result);
  ASSERT_TRUE(residuals);
  EXPECT_NEAR(residuals->force_peak_n, 20.0, 1e-8);
  EXPECT_NEAR(residuals->force_limit_n, 0.05 * (weight - 20.0), 1e-8);
  EXPECT_FALSE(residuals->are_acceptable());  // the force does not go through the mass center
  EXPECT_NE(residual_sentence(*residuals).find("too much"), std::string::npos);
  EXPECT_NE(residual_sentence(*residuals).find("Hicks"), std::string::npos);
}

TEST(Lanes, compute_sine_and_cosine_to_the_last_places) {
  std::mt19937_64 random(1);
  double worst = 0.0;
  for (int i = 0; i < 200'000; ++i) {
    const double scale = i % 3 == 0 ? 1e4 : i % 3 == 1 ? 3.0 : 0.01;
    const double x = std::uniform_real_distribution<double>(-scale, scale)(random);
    Lane<2>::V angle{x, -x};
    Lane<2>::V s;
    Lane<2>::V c;
    sine_cosine<2>(angle, s, c);
    worst = std::max(
        {worst, std::abs(s[0] - std::sin(x)), std::abs(c[0] - std::cos(x)), std::abs(s[1] + std::sin(x))});
  }
  EXPECT_LT(worst, 3e-16);
}

}  // namespace
}  // namespace hamstring::dynamics
