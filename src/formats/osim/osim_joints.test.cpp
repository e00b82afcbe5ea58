#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/osim_test_models.h"

namespace hamstring {
namespace {

using namespace osim_test;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

/// The leg with its pin at the hip replaced.
std::string with_hip(const std::string& tag, const std::string& coordinates) {
  std::string text = leg_model();
  const std::size_t begin = text.find("<coordinates>");
  text.replace(begin, text.find("</coordinates>") - begin, "<coordinates>" + coordinates);
  return replaced(replaced(text, "<PinJoint", "<" + tag), "</PinJoint>", "</" + tag + ">");
}

TEST(OsimJoints, reads_frames_coordinates_and_their_limits) {
  const model::ModelSpecification leg = parse_good(leg_model());
  ASSERT_EQ(leg.joints.size(), 2U);
  const model::JointSpecification& hip = leg.joints[0];
  EXPECT_EQ(hip.kind, model::JointKind::pin);
  EXPECT_EQ(hip.parent_frame, "hip/ground_offset");
  EXPECT_EQ(hip.child_frame, "thigh");
  ASSERT_EQ(hip.coordinates.size(), 1U);
  EXPECT_EQ(hip.coordinates[0].default_value, 0.1);
  EXPECT_THAT(hip.coordinates[0].range, ElementsAre(-0.5, 2.0));
  EXPECT_TRUE(hip.coordinates[0].clamped);
  EXPECT_FALSE(hip.coordinates[0].locked);
  EXPECT_TRUE(leg.joints[1].coordinates[0].locked);
}

TEST(OsimJoints, gives_an_unlimited_coordinate_the_range_of_OpenSim) {
  const auto slide = parse_good(leg_model()).joints[1].coordinates[1];
  EXPECT_EQ(slide.name, "knee_slide");
  EXPECT_THAT(slide.range, ElementsAre(-10.0, 10.0));
  const std::string infinite = replaced(leg_model(), "<range>-0.5 2</range>", "<range>-Inf Inf</range>");
  EXPECT_EQ(parse_good(infinite).joints[0].coordinates[0].range[1], std::numeric_limits<double>::infinity());
}

TEST(OsimJoints, orders_coordinates_of_a_custom_joint_as_its_axes_name_them) {
  const model::JointSpecification knee = parse_good(leg_model()).joints[1];
  ASSERT_EQ(knee.coordinates.size(), 2U);
  EXPECT_EQ(knee.coordinates[0].name, "knee_angle");  // the file lists knee_slide first
  EXPECT_EQ(knee.coordinates[1].name, "knee_slide");
}

TEST(OsimJoints, reads_the_axes_of_a_custom_joint_and_fills_those_not_given) {
  const model::JointSpecification knee = parse_good(leg_model()).joints[1];
  EXPECT_EQ(knee.axes[0].axis, Vec3(0, 0, 1));
  EXPECT_THAT(knee.axes[0].coordinates, ElementsAre("knee_angle"));
  EXPECT_TRUE(model::is_identity_up_to_sign(knee.axes[0].function));
  EXPECT_EQ(knee.axes[1].axis, Vec3(0, 1, 0));
  EXPECT_TRUE(model::is_constant(knee.axes[1].function));
  EXPECT_EQ(knee.axes[3].function.scale, 1.1);
  EXPECT_NEAR(model::evaluate(knee.axes[3].function, -1.0).value, 1.1 * 0.004, 1e-15);
}

TEST(OsimJoints, knows_every_kind_of_joint_and_how_many_coordinates_it_has) {
  const std::pair<const char*, std::pair<model::JointKind, std::size_t>> kinds[] = {
      {"WeldJoint", {model::JointKind::weld, 0}},
      {"SliderJoint", {model::JointKind::slider, 1}},
      {"UniversalJoint", {model::JointKind::universal, 2}},
      {"PlanarJoint", {model::JointKind::planar, 3}},
      {"BallJoint", {model::JointKind::ball, 3}},
      {"GimbalJoint", {model::JointKind::gimbal, 3}},
      {"FreeJoint", {model::JointKind::free, 6}}};
  for (const auto& [tag, expected] : kinds) {
    const model::ModelSpecification leg = parse_good(with_hip(tag, ""));
    EXPECT_EQ(leg.joints[0].kind, expected.first) << tag;
    ASSERT_EQ(leg.joints[0].coordinates.size(), expected.second) << tag;
    if (expected.second > 0) {
      EXPECT_EQ(leg.joints[0].coordinates[0].name, "hip_coord_0");  // as OpenSim calls them
    }
  }
}

TEST(OsimJoints, refuses_more_coordinates_than_a_joint_has) {
  const Error error = parse_bad(with_hip("WeldJoint", "<Coordinate name=\"stuck\"/>"));
  EXPECT_THAT(error.text(), HasSubstr("WeldJoint has at most 0 coordinates; found 1"));
}

TEST(OsimJoints, refuses_an_unknown_joint_by_name_with_advice) {
  const std::string text = with_hip("EllipsoidJoint", "");
  const Error error = parse_bad(text);
  EXPECT_THAT(error.message, HasSubstr("joint 'hip' is a EllipsoidJoint"));
  EXPECT_EQ(error.line, line_of(text, "<EllipsoidJoint"));
  EXPECT_THAT(error.advice, HasSubstr("CustomJoint"));
}

TEST(OsimJoints, takes_an_axis_with_a_coordinate_but_no_function_as_the_coordinate_and_says_so) {
  const std::string text = replaced(
      leg_model(), "<LinearFunction name=\"function\"><coefficients>1 0</coefficients></LinearFunction>", "");
  Diagnostics diagnostics;
  const auto leg = parse(text, diagnostics);
  ASSERT_TRUE(leg.has_value());
  EXPECT_TRUE(model::is_identity_up_to_sign(leg->joints[1].axes[0].function));
  EXPECT_THAT(said(diagnostics, Severity::warning),
              HasSubstr("names the coordinate 'knee_angle' but no function"));
}

TEST(OsimJoints, refuses_two_coordinates_on_an_axis_without_a_function_of_both) {
  const std::string two = "<coordinates>knee_angle knee_slide</coordinates><axis>0 0 1</axis>";
  const std::string text =
      replaced(leg_model(), "<coordinates>knee_angle</coordinates><axis>0 0 1</axis>", two);
  EXPECT_THAT(parse_bad(text).message, HasSubstr("a function of 1 coordinate on an axis that names 2"));
  const std::string good =
      replaced(text, "<coefficients>1 0</coefficients>", "<coefficients>1 0.5 0.1</coefficients>");
  const model::TransformAxisSpecification axis = parse_good(good).joints[1].axes[0];
  const std::array<double, 2> arguments{2.0, 4.0};
  EXPECT_NEAR(model::evaluate(axis.function, arguments), 2.0 + 0.5 * 4.0 + 0.1, 1e-15);
}

TEST(OsimJoints, refuses_an_axis_that_names_a_coordinate_of_another_joint) {
  const std::string text = replaced(leg_model(), "<coordinates>knee_slide</coordinates>",
                                    "<coordinates>hip_flexion</coordinates>");
  const Error error = parse_bad(text);
  EXPECT_THAT(error.message, HasSubstr("'hip_flexion', which joint 'knee' does not have"));
  EXPECT_EQ(error.line, line_of(text, "<TransformAxis name=\"translation2\""));
}

TEST(OsimJoints, questions_a_rotational_range_that_looks_like_degrees) {
  Diagnostics diagnostics;
  ASSERT_TRUE(parse(replaced(leg_model(), "<range>-2 0.2</range>", "<range>-120 10</range>"), diagnostics)
                  .has_value());
  EXPECT_THAT(said(diagnostics, Severity::warning), HasSubstr("looks like degrees"));
  Diagnostics unlimited;
  ASSERT_TRUE(parse(replaced(leg_model(), "<range>-2 0.2</range>", "<range>-99999 99999</range>"), unlimited)
                  .has_value());
  EXPECT_THAT(said(unlimited, Severity::warning), ::testing::Not(HasSubstr("looks like degrees")));
}

TEST(OsimJoints, says_that_a_prescribed_coordinate_follows_the_motion_instead) {
  const std::string text =
      replaced(leg_model(), "<clamped>true</clamped>",
               "<prescribed_function><Constant><value>1</value></Constant></prescribed_function>"
               "<prescribed>true</prescribed>");
  Diagnostics diagnostics;
  ASSERT_TRUE(parse(text, diagnostics).has_value());
  EXPECT_THAT(said(diagnostics, Severity::warning), HasSubstr("prescribes this coordinate"));
}

TEST(OsimJoints, names_unnamed_joints_by_their_class_and_numbers_them) {
  std::string text = replaced(leg_model(), "<PinJoint name=\"hip\">", "<PinJoint>");
  EXPECT_EQ(parse_good(text).joints[0].name, "pinjoint");
}

}  // namespace
}  // namespace hamstring
