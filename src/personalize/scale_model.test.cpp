#include "personalize/scale_model.h"

#include <gtest/gtest.h>

#include <numeric>

#include "tests/support/small_models.h"

namespace hamstring::personalize {
namespace {

using testing::leg;

model::ModelSpecification scaled(const model::ModelSpecification& model, const BodyScales& scales,
                                 const ScaleOptions& options = {}) {
  Diagnostics diagnostics;
  auto result = scale_model(model, scales, options, diagnostics);
  EXPECT_TRUE(result) << result.error().text();
  return result ? std::move(*result) : model::ModelSpecification{};
}

model::ModelSpecification leg_with_muscle() {
  model::ModelSpecification s = leg();
  s.bodies[0].inertia_kg_m2 = {0.1, 0.02, 0.1, 0.001, 0, 0};
  s.bodies[0].mass_center_m = {0.0, -0.17, 0.0};
  s.muscles = {testing::muscle(
      "m", {testing::fixed_point("femur", {0.02, -0.1, 0}), testing::fixed_point("tibia", {0.03, -0.1, 0})})};
  s.markers = {{.name = "K", .frame = "knee/parent", .location_m = {0.05, 0, 0}}};
  return s;
}

TEST(ScaleModel, everything_of_a_body_grows_with_it_and_muscles_keep_their_shares) {
  const model::ModelSpecification before = leg_with_muscle();
  const model::ModelSpecification after = scaled(
      before,
      {{"femur", Vec3::Constant(2.0)}, {"tibia", Vec3::Constant(2.0)}, {"patella", Vec3::Constant(2.0)}});
  EXPECT_EQ(after.bodies[0].mass_center_m, Vec3(0, -0.34, 0));
  EXPECT_DOUBLE_EQ(after.bodies[0].inertia_kg_m2[0], 0.4);
  EXPECT_EQ(after.frames[1].translation_m, Vec3(0, -0.8, 0.02)) << "the knee on the femur";
  EXPECT_EQ(after.frames[0].translation_m, before.frames[0].translation_m) << "the hip on the ground";
  EXPECT_EQ(after.joints[1].axes[3].function.scale, 2.0) << "the knee slides twice as far";
  EXPECT_EQ(after.joints[1].axes[0].function.scale, 1.0) << "and bends as before";
  EXPECT_EQ(after.markers[0].location_m, Vec3(0.1, 0, 0)) << "a marker on a frame of the femur";
  EXPECT_NEAR(after.muscles[0].optimal_fiber_length_m, 0.2, 1e-12);
  EXPECT_NEAR(after.muscles[0].tendon_slack_length_m, 0.4, 1e-12);
}

TEST(ScaleModel, masses_add_up_to_the_persons) {
  const auto total = [](const model::ModelSpecification& model) {
    return std::accumulate(model.bodies.begin(), model.bodies.end(), 0.0,
                           [](double sum, const auto& b) { return sum + b.mass_kg; });
  };
  const model::ModelSpecification before = leg_with_muscle();
  const auto same_shares = scaled(before, {{"femur", Vec3(1, 2, 1)}}, {.mass_kg = 25.2});
  EXPECT_NEAR(total(same_shares), 25.2, 1e-12);
  EXPECT_NEAR(same_shares.bodies[0].mass_kg / same_shares.bodies[1].mass_kg, 9.0 / 3.5, 1e-12);
  const auto by_volume =
      scaled(before, {{"femur", Vec3(1, 2, 1)}}, {.mass_kg = 25.2, .preserves_mass_distribution = false});
  EXPECT_NEAR(total(by_volume), 25.2, 1e-12);
  EXPECT_NEAR(by_volume.bodies[0].mass_kg / by_volume.bodies[1].mass_kg, 18.0 / 3.5, 1e-12);
}

// A cylinder stays a cylinder: along y twice as long, m (3 r² + L²) / 12.
TEST(ScaleModel, an_unequally_scaled_body_is_a_cylinder) {
  model::ModelSpecification before = leg_with_muscle();
  const double m = before.bodies[0].mass_kg, r2 = 0.005, l2 = 0.16;
  before.bodies[0].inertia_kg_m2 = {m * (3 * r2 + l2) / 12, 0.5 * m * r2, m * (3 * r2 + l2) / 12, 0, 0, 0};
  const auto after = scaled(before, {{"femur", Vec3(1, 2, 1)}});
  EXPECT_NEAR(after.bodies[0].inertia_kg_m2[0], m * (3 * r2 + 4 * l2) / 12, 1e-12);
  EXPECT_NEAR(after.bodies[0].inertia_kg_m2[1], 0.5 * m * r2, 1e-12);
}

TEST(ScaleModel, factors_that_are_none_are_refused_by_the_bodys_name) {
  Diagnostics diagnostics;
  const auto result = scale_model(leg(), {{"femur", Vec3(1, 0, 1)}}, {}, diagnostics);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().element, "femur");
}

}  // namespace
}  // namespace hamstring::personalize
