#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/osim_test_models.h"

namespace hamstring {
namespace {

using namespace osim_test;
using ::testing::HasSubstr;

TEST(OsimMuscles, read_the_parameters_all_classes_share_and_their_own_by_name) {
  const model::MuscleSpecification ham = parse_good(leg_model()).muscles.at(0);
  EXPECT_EQ(ham.name, "ham");
  EXPECT_EQ(ham.class_name, "Thelen2003Muscle");
  EXPECT_EQ(ham.max_isometric_force_n, 1500.0);
  EXPECT_EQ(ham.optimal_fiber_length_m, 0.11);
  EXPECT_EQ(ham.tendon_slack_length_m, 0.33);
  EXPECT_EQ(ham.pennation_angle_at_optimal_rad, 0.2);
  EXPECT_EQ(ham.max_contraction_velocity_per_s, 12.0);
  EXPECT_TRUE(ham.applies_force);
  EXPECT_FALSE(ham.ignore_tendon_compliance);
  EXPECT_EQ(ham.parameters.size(), 1U);
  EXPECT_EQ(ham.parameters.at("FmaxTendonStrain"), 0.033);
}

TEST(OsimMuscles, read_curves_flags_and_modes_of_newer_classes_as_parameters) {
  std::string text = replaced(leg_model(), "<FmaxTendonStrain>0.033</FmaxTendonStrain>", R"(
      <ignore_tendon_compliance>true</ignore_tendon_compliance>
      <ignore_activation_dynamics>true</ignore_activation_dynamics>
      <tendon_compliance_dynamics_mode>implicit</tendon_compliance_dynamics_mode>
      <max_control>Inf</max_control>
      <default_fiber_length>NaN</default_fiber_length>
      <ActiveForceLengthCurve name="afl"><minimum_value>0.1</minimum_value><curviness/></ActiveForceLengthCurve>)");
  const model::MuscleSpecification ham = parse_good(text).muscles.at(0);
  EXPECT_TRUE(ham.ignore_tendon_compliance);
  EXPECT_EQ(ham.parameters.at("ignore_activation_dynamics"), 1.0);
  EXPECT_EQ(ham.parameters.at("tendon_compliance_dynamics_mode_implicit"), 1.0);
  EXPECT_EQ(ham.parameters.at("max_control"), std::numeric_limits<double>::infinity());
  EXPECT_EQ(ham.parameters.at("ActiveForceLengthCurve/minimum_value"), 0.1);
  EXPECT_FALSE(ham.parameters.contains("default_fiber_length"));              // NaN: not set
  EXPECT_FALSE(ham.parameters.contains("ActiveForceLengthCurve/curviness"));  // empty: not set
}

TEST(OsimMuscles, read_every_class_that_has_a_path_and_a_fiber) {
  for (const std::string tag :
       {"Millard2012EquilibriumMuscle", "DeGrooteFregly2016Muscle", "MeyerFregly2016Muscle",
        "RigidTendonMuscle", "Delp1990Muscle_Deprecated", "Thelen2003Muscle_Deprecated",
        "Millard2012AccelerationMuscle", "SomePluginActuator"}) {
    std::string text = replaced(leg_model(), "<Thelen2003Muscle", fmt::format("<{}", tag));
    text = replaced(text, "</Thelen2003Muscle", fmt::format("</{}", tag));
    const model::ModelSpecification leg = parse_good(text);
    ASSERT_EQ(leg.muscles.size(), 1U) << tag;
    EXPECT_EQ(leg.muscles[0].class_name, tag);
  }
}

TEST(OsimMuscles, are_left_out_with_a_warning_where_their_path_cannot_be_read) {
  const std::string moving = replaced(leg_model(), "<SimmSpline><x>-2 0</x><y>-0.02 -0.04</y></SimmSpline>",
                                      "<GCVSpline><x>1</x></GCVSpline>");
  const std::string point =
      replaced(replaced(leg_model(), "<PathPoint name", "<OddPoint name"), "</PathPoint>", "</OddPoint>");
  const std::string wrap = replaced(replaced(leg_model(), "<WrapCylinder ", "<WrapCylinderObst "),
                                    "</WrapCylinder>", "</WrapCylinderObst>");
  const std::string path = replaced(replaced(leg_model(), "<GeometryPath ", "<FunctionBasedPath "),
                                    "</GeometryPath>", "</FunctionBasedPath>");
  const std::string wrapped =
      replaced(replaced(leg_model(), "<GeometryPath name=\"path\">", "<path><Scholz2015GeometryPath>"),
               "</GeometryPath>", "</Scholz2015GeometryPath></path>");
  const std::pair<std::string, const char*> cases[] = {{moving, "GCVSpline"},
                                                       {point, "OddPoint"},
                                                       {wrap, "knee_roll"},
                                                       {path, "FunctionBasedPath"},
                                                       {wrapped, "Scholz2015GeometryPath"}};
  for (const auto& [text, reason] : cases) {
    Diagnostics diagnostics;
    const auto leg = parse(text, diagnostics);
    ASSERT_TRUE(leg.has_value()) << leg.error().text();
    EXPECT_TRUE(leg->muscles.empty()) << reason;
    EXPECT_THAT(said(diagnostics, Severity::warning), HasSubstr("muscle 'ham' is left out"));
    EXPECT_THAT(said(diagnostics, Severity::warning), HasSubstr(reason));
  }
}

TEST(OsimMuscles, question_a_pennation_angle_in_degrees) {
  Diagnostics diagnostics;
  ASSERT_TRUE(parse(replaced(leg_model(), "optimal>0.2<", "optimal>15<"), diagnostics).has_value());
  EXPECT_THAT(said(diagnostics, Severity::warning), HasSubstr("is it in degrees?"));
}

TEST(OsimMuscles, refuse_values_no_muscle_can_have) {
  EXPECT_THAT(
      parse_bad(replaced(leg_model(), "<optimal_fiber_length>0.11", "<optimal_fiber_length>0")).message,
      HasSubstr("above zero"));
  EXPECT_THAT(
      parse_bad(replaced(leg_model(), "<tendon_slack_length>0.33", "<tendon_slack_length>-0.33")).message,
      HasSubstr("not negative"));
  EXPECT_THAT(
      parse_bad(replaced(leg_model(), "<max_isometric_force>1500", "<max_isometric_force>inf")).message,
      HasSubstr("inf"));
}

}  // namespace
}  // namespace hamstring
