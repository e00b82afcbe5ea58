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

TEST(OsimJoints, tells_coordinates_of_one_name_in_two_joints_apart_by_their_joints) {
  // Every knee_angle becomes a second hip_flexion.
  std::string text = leg_model();
  for (std::size_t at = text.find("knee_angle"); at != std::string::npos; at = text.find("knee_angle"))
    text.replace(at, std::string("knee_angle").size(), "hip_flexion");
  Diagnostics diagnostics;
  const auto leg = parse(text, diagnostics);
  ASSERT_TRUE(leg) << leg.error().text();
  EXPECT_EQ(leg->joints[0].coordinates[0].name, "hip_flexion");
  const model::JointSpecification& knee = leg->joints[1];
  EXPECT_EQ(knee.coordinates[0].name, "knee/hip_flexion");
  EXPECT_THAT(knee.axes[0].coordinates, ElementsAre("knee/hip_flexion"));
  EXPECT_THAT(said(diagnostics, Severity::warning), HasSubstr("'knee/hip_flexion'"));
  // References with a path find the one of their joint, bare ones the first.
  ASSERT_EQ(leg->muscles.size(), 1U);
  EXPECT_EQ(leg->muscles[0].points[1].coordinate, "knee/hip_flexion");
  ASSERT_EQ(leg->couplers.size(), 1U);
  EXPECT_THAT(leg->couplers[0].independent_coordinates, ElementsAre("hip_flexion"));
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
