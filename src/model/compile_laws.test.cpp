#include <gtest/gtest.h>

#include <algorithm>

#include "model/compile.h"
#include "tests/support/small_models.h"

namespace hamstring::model {
namespace {

ModelSpecification with_muscle(MuscleSpecification muscle) {
  ModelSpecification s = testing::leg();
  muscle.name = "m";
  muscle.points = {testing::fixed_point("ground", {0.0, 1.2, 0.0}),
                   testing::fixed_point("femur", {0.0, -0.3, 0.05})};
  s.muscles = {std::move(muscle)};
  return s;
}

Muscle compiled(MuscleSpecification muscle, Diagnostics& diagnostics) {
  const auto model = compile(with_muscle(std::move(muscle)), diagnostics);
  EXPECT_TRUE(model);
  return model->muscles.front();
}

TEST(CompileLaws, a_class_brings_its_own_parameters_and_openSims_defaults_for_the_rest) {
  Diagnostics diagnostics;
  const Muscle thelen =
      compiled({.class_name = "Thelen2003Muscle", .parameters = {{"Af", 0.3}}}, diagnostics);
  ASSERT_TRUE(std::holds_alternative<Thelen2003Parameters>(thelen.law));
  EXPECT_EQ(std::get<Thelen2003Parameters>(thelen.law).force_velocity_shape, 0.3);
  EXPECT_EQ(std::get<Thelen2003Parameters>(thelen.law).max_eccentric_force, 1.4);
  EXPECT_EQ(thelen.defaults.activation, 0.05);

  const Muscle millard = compiled({.class_name = "Millard2012EquilibriumMuscle",
                                   .parameters = {{"ActiveForceLengthCurve/minimum_value", 0.0},
                                                  {"FiberForceLengthCurve/curviness", 0.5},
                                                  {"default_activation", 0.01}}},
                                  diagnostics);
  const auto& law = std::get<Millard2012Parameters>(millard.law);
  EXPECT_EQ(law.active.min_value, 0.0);
  EXPECT_EQ(law.active.max_length, 1.8123);
  EXPECT_EQ(law.passive.curviness, 0.5);
  EXPECT_FALSE(law.passive.stiffness_at_low_force);
  EXPECT_EQ(millard.defaults.activation, 0.01);

  const Muscle groote = compiled({.class_name = "DeGrooteFregly2016Muscle",
                                  .parameters = {{"tendon_compliance_dynamics_mode_implicit", 1.0}}},
                                 diagnostics);
  EXPECT_TRUE(std::get<DeGrooteFregly2016Parameters>(groote.law).implicit_tendon);
  EXPECT_EQ(groote.defaults.activation, 0.5);
}

TEST(CompileLaws, a_class_of_which_no_force_is_known_keeps_its_path) {
  Diagnostics diagnostics;
  const Muscle muscle = compiled({.class_name = "Schutte1993Muscle_Deprecated"}, diagnostics);
  EXPECT_TRUE(std::holds_alternative<std::monostate>(muscle.law));
  EXPECT_EQ(muscle.points.size(), 2U);
}

TEST(CompileLaws, a_parameter_that_the_class_does_not_have_is_named_once) {
  Diagnostics diagnostics;
  (void)compiled(
      {.class_name = "Thelen2003Muscle", .parameters = {{"KshapeActve", 0.5}, {"min_control", 0.0}}},
      diagnostics);
  const auto named = std::ranges::count_if(diagnostics.entries(), [](const Diagnostic& d) {
    return d.message.find("KshapeActve") != std::string::npos && d.element == "m";
  });
  EXPECT_EQ(named, 1);
  EXPECT_TRUE(std::ranges::none_of(diagnostics.entries(), [](const Diagnostic& d) {
    return d.message.find("min_control") != std::string::npos;
  }));
}

}  // namespace
}  // namespace hamstring::model
