// What files of OpenSim 1 to 3 look like, and how references between frames are written in OpenSim 4.
#include <gtest/gtest.h>

#include "formats/osim/osim_frames.h"
#include "model/compile.h"
#include "tests/support/osim_test_models.h"

namespace hamstring {
namespace {

using namespace osim_test;

TEST(OsimLayouts, reads_joints_inside_bodies_with_their_offsets) {
  const model::ModelSpecification leg = parse_good(old_leg_model());
  ASSERT_EQ(leg.joints.size(), 1U);
  EXPECT_EQ(leg.joints[0].parent_frame, "hip/ground_offset");
  EXPECT_EQ(leg.joints[0].child_frame, "thigh");  // no offset: the body itself
  ASSERT_EQ(leg.frames.size(), 1U);
  EXPECT_EQ(leg.frames[0].name, "hip/ground_offset");
  EXPECT_EQ(leg.frames[0].parent, "ground");
  EXPECT_EQ(leg.frames[0].translation_m, Vec3(0.123456789, 0.9, 0));
  EXPECT_EQ(leg.frames[0].orientation_xyz_rad, Vec3(0, 0, 0.25));
}

TEST(OsimLayouts, takes_white_space_out_of_names_and_references_of_old_files) {
  const model::ModelSpecification leg = parse_good(old_leg_model());
  EXPECT_EQ(leg.joints[0].coordinates[0].name, "hipflexion");
  EXPECT_EQ(leg.joints[0].axes[0].coordinates, std::vector<std::string>{"hipflexion"});
  EXPECT_EQ(leg.muscles[0].name, "longhead");
  EXPECT_EQ(leg.muscles[0].points[1].coordinate, "hipflexion");
}

TEST(OsimLayouts, reads_isDisabled_body_and_fixed_of_old_files) {
  const model::ModelSpecification leg = parse_good(old_leg_model());
  EXPECT_FALSE(leg.muscles[0].applies_force);
  EXPECT_EQ(leg.muscles[0].points[2].frame, "thigh");
  EXPECT_TRUE(leg.markers[0].fixed);
  EXPECT_EQ(leg.markers[0].frame, "thigh");
}

TEST(OsimLayouts, drops_control_limits_that_meant_not_set_before_version_30513) {
  EXPECT_FALSE(parse_good(old_leg_model()).muscles[0].parameters.contains("min_control"));
  EXPECT_FALSE(parse_good(old_leg_model()).muscles[0].parameters.contains("max_control"));
  const std::string newer =
      replaced(leg_model(), "<appliesForce>true</appliesForce>", "<min_control>0</min_control>");
  EXPECT_EQ(parse_good(newer).muscles[0].parameters.at("min_control"), 0.0);
}

TEST(OsimLayouts, swaps_the_frames_of_a_reversed_joint) {
  const std::string text = replaced(old_leg_model(), "<reverse>false</reverse>", "<reverse>true</reverse>");
  const model::ModelSpecification leg = parse_good(text);
  EXPECT_EQ(leg.joints[0].parent_frame, "thigh");
  EXPECT_EQ(leg.joints[0].child_frame, "hip/ground_offset");
  Diagnostics diagnostics;
  const auto model = model::compile(leg, diagnostics);  // its child is the ground
  ASSERT_TRUE(model) << model.error().text();
  EXPECT_TRUE(model->joints[0].is_reversed);
  EXPECT_EQ(model->joints[0].child, model->find_body("thigh"));
}

TEST(OsimLayouts, reads_muscles_of_version_2_without_a_path_element) {
  const std::string actuators = R"(<ActuatorSet name=""><objects>
    <Schutte1993Muscle name="GMED1">
      <MusclePointSet><objects>
        <MusclePoint><location>0 1 0</location><body>ground</body></MusclePoint>
        <MuscleViaPoint name="via"><location>0 -0.1 0</location><body>thigh</body>
          <range>-0.5 0.5</range><coordinates>hipflexion</coordinates></MuscleViaPoint>
        <MovingMusclePoint name="mov"><body>thigh</body>
          <XAttachment><natCubicSpline><x>0 1 2 3</x><y>0 0.1 0.1 0</y></natCubicSpline></XAttachment>
          <YAttachment><NaturalCubicSpline><x>0 1</x><y>-0.2 -0.3</y></NaturalCubicSpline></YAttachment>
          <ZAttachment><Constant><value>0.02</value></Constant></ZAttachment>
          <x_coordinate>hipflexion</x_coordinate><y_coordinate>hipflexion</y_coordinate>
        </MovingMusclePoint>
      </objects></MusclePointSet>
      <MuscleWrapSet><objects>
        <MuscleWrap name=""><wrap_object>ball</wrap_object><method>Unassigned</method><range>-1 -1</range></MuscleWrap>
      </objects></MuscleWrapSet>
      <max_isometric_force>546</max_isometric_force><optimal_fiber_length>0.0535</optimal_fiber_length>
      <tendon_slack_length>0.078</tendon_slack_length><pennation_angle>0.1396</pennation_angle>
      <activation1>7.667</activation1>
    </Schutte1993Muscle></objects></ActuatorSet>)";
  std::string text = replaced(old_leg_model(), "Version=\"30000\"", "Version=\"20001\"");
  const std::size_t begin = text.find("<ForceSet");
  text.replace(begin, text.find("</ForceSet>") + 11 - begin, actuators);
  const model::ModelSpecification leg = parse_good(text);
  ASSERT_EQ(leg.muscles.size(), 1U);
  const model::MuscleSpecification& muscle = leg.muscles[0];
  EXPECT_EQ(muscle.class_name, "Schutte1993Muscle_Deprecated");
  EXPECT_EQ(muscle.pennation_angle_at_optimal_rad, 0.1396);
  EXPECT_EQ(muscle.parameters.at("activation1"), 7.667);
  ASSERT_EQ(muscle.points.size(), 3U);
  EXPECT_EQ(muscle.points[0].name, "GMED1-P1");  // points of SIMM's exporter have no names
  EXPECT_EQ(muscle.points[1].kind, model::PathPointKind::conditional);
  EXPECT_EQ(muscle.points[1].coordinate, "hipflexion");
  EXPECT_EQ(muscle.points[2].kind, model::PathPointKind::moving);
  EXPECT_EQ(muscle.points[2].coordinate, "hipflexion");
  EXPECT_NEAR(model::evaluate(muscle.points[2].location_functions[1], 0.5).value, -0.25, 1e-15);
  ASSERT_EQ(muscle.wraps.size(), 1U);
  EXPECT_EQ(muscle.wraps[0].method, model::WrapMethod::hybrid);
}

TEST(OsimLayouts, reads_a_model_without_OpenSimDocument_as_version_10500) {
  std::string text = replaced(old_leg_model(), "<OpenSimDocument Version=\"30000\">", "");
  text = replaced(text, "</OpenSimDocument>", "");
  EXPECT_EQ(parse_good(text).file_version, 10500);
}

TEST(OsimLayouts, fills_a_list_of_old_transform_axes_with_axes_at_right_angles) {
  std::string text = old_leg_model();
  const std::size_t begin = text.find("<SpatialTransform>");
  text.replace(begin, text.find("</SpatialTransform>") + 19 - begin, R"(<TransformAxisSet><objects>
      <TransformAxis name="r"><is_rotation>true</is_rotation><coordinate>hipflexion</coordinate><axis>0 1 0</axis></TransformAxis>
    </objects></TransformAxisSet>)");
  const model::JointSpecification hip = parse_good(replaced(text, "30000", "10600")).joints[0];
  EXPECT_EQ(hip.axes[0].coordinates, std::vector<std::string>{"hipflexion"});
  EXPECT_TRUE(model::is_identity_up_to_sign(hip.axes[0].function));
  // The second axis was y too and is exchanged for z; the third is at right angles to both.
  EXPECT_EQ(hip.axes[1].axis, Vec3(0, 0, 1));
  EXPECT_LT(std::abs(hip.axes[2].axis.dot(Vec3(0, 1, 0))) + std::abs(hip.axes[2].axis.dot(Vec3(0, 0, 1))),
            1e-15);
}

TEST(OsimLayouts, reads_sockets_of_every_generation) {
  const std::string socket = "<socket_child_frame>/bodyset/thigh</socket_child_frame>";
  for (const std::string other :
       {"<socket_child_frame>../../bodyset/thigh</socket_child_frame>",
        "<socket_child_frame>thigh</socket_child_frame>",
        "<socket_child_frame_connectee_name>../thigh</socket_child_frame_connectee_name>",
        "<connectors><Connector_PhysicalFrame_ name=\"child_frame\"><connectee_name>thigh</connectee_name>"
        "</Connector_PhysicalFrame_></connectors>"}) {
    EXPECT_EQ(parse_good(replaced(leg_model(), socket, other)).joints[0].child_frame, "thigh") << other;
  }
}

TEST(OsimLayouts, lets_a_joint_refer_to_its_own_frame_where_another_has_one_of_the_same_name) {
  const std::string twin = R"(<PhysicalOffsetFrame name="thigh_offset">
      <socket_parent>/bodyset/thigh</socket_parent><translation>0 0 7</translation></PhysicalOffsetFrame></frames>)";
  std::string text = replaced(leg_model(), "</frames>", twin);  // into the hip
  text = replaced(text, "<socket_child_frame>/bodyset/thigh<", "<socket_child_frame>thigh_offset<");
  const model::ModelSpecification leg = parse_good(text);
  EXPECT_EQ(leg.joints[0].child_frame, "hip/thigh_offset");
  EXPECT_EQ(leg.joints[1].parent_frame, "knee/thigh_offset");
}

}  // namespace
}  // namespace hamstring
