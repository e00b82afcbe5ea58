#include "formats/osim/actuators_reader.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string>

namespace hamstring {
namespace {

Result<ForceSetActuators> parse(const std::string& objects, const std::string& defaults = "") {
  Diagnostics diagnostics;
  return parse_actuators(R"(<OpenSimDocument Version="40000"><ForceSet name="a"><defaults>)" + defaults +
                             "</defaults><objects>" + objects + "</objects></ForceSet></OpenSimDocument>",
                         "actuators.xml", diagnostics);
}

TEST(Actuators, of_all_three_kinds_are_read_with_what_their_class_says_by_default) {
  const auto set = parse(
      R"(<CoordinateActuator name="hip"><coordinate>hip_flexion_r</coordinate><optimal_force>5</optimal_force></CoordinateActuator>
      <PointActuator name="FX"><body>pelvis</body><point>-0.07 0 0.1</point><direction>0 0 -2</direction>
        <force_is_global>true</force_is_global><min_control>-1</min_control></PointActuator>
      <TorqueActuator name="MX"><socket_bodyA>/bodyset/pelvis</socket_bodyA><bodyA>pelvis</bodyA><bodyB>ground</bodyB>
        <axis>0 1 0</axis></TorqueActuator>)",
      "<CoordinateActuator><min_control>-7</min_control></CoordinateActuator>");
  ASSERT_TRUE(set) << set.error().text();
  ASSERT_EQ(set->actuators.size(), 3u);
  const auto& [hip, force, moment] = std::tie(set->actuators[0], set->actuators[1], set->actuators[2]);
  EXPECT_EQ(hip.coordinate, "hip_flexion_r");
  EXPECT_EQ(hip.optimal_force, 5.0);
  EXPECT_EQ(hip.min_control, -7.0);
  EXPECT_TRUE(std::isinf(hip.max_control));
  EXPECT_EQ(force.kind, model::ActuatorKind::point);
  EXPECT_EQ(force.body, "pelvis");
  EXPECT_EQ(force.direction.z(), -2.0);
  EXPECT_FALSE(force.point_is_in_ground);
  EXPECT_TRUE(force.direction_is_in_ground);
  EXPECT_EQ(force.optimal_force, 1.0);
  EXPECT_EQ(moment.other_body, "ground");
  EXPECT_EQ(set->order, (std::vector<std::string>{"hip", "FX", "MX"}));
}

TEST(Actuators, ligaments_and_limits_are_none_and_what_is_switched_off_is_left_out) {
  const auto set = parse(
      R"(<Ligament name="mcl"/><CoordinateLimitForce name="stop"/>
      <CoordinateActuator name="off"><appliesForce>false</appliesForce><coordinate>knee</coordinate></CoordinateActuator>
      <Thelen2003Muscle name="bflh_r"><min_control>0.02</min_control></Thelen2003Muscle>)");
  ASSERT_TRUE(set) << set.error().text();
  EXPECT_TRUE(set->actuators.empty());
  ASSERT_EQ(set->undriven.size(), 2u);
  EXPECT_EQ(set->undriven[0].class_name, "Ligament");
  ASSERT_EQ(set->muscles.size(), 1u);
  EXPECT_EQ(set->muscles[0].min_control, 0.02);
  EXPECT_TRUE(std::isinf(set->muscles[0].max_control));
}

TEST(Actuators, of_a_model_and_of_old_files_are_found_too) {
  Diagnostics diagnostics;
  const auto set = parse_actuators(
      R"(<Model name="m"><ActuatorSet><objects><GeneralizedForce name="t"><coordinate>knee</coordinate></GeneralizedForce>
      <Thelen2003Muscle name="a"><min_control>0</min_control><max_control>1</max_control></Thelen2003Muscle>
      </objects></ActuatorSet></Model>)",
      "model.osim", diagnostics);
  ASSERT_TRUE(set) << set.error().text();
  ASSERT_EQ(set->actuators.size(), 1u);
  EXPECT_EQ(set->actuators[0].coordinate, "knee");
  EXPECT_TRUE(std::isinf(set->muscles[0].min_control)) << "0 meant 'not set' in old files";
}

struct Refusal {
  const char* objects;
  const char* message;
};

class ActuatorRefusals : public ::testing::TestWithParam<Refusal> {};

TEST_P(ActuatorRefusals, say_which_and_why) {
  const auto set = parse(GetParam().objects);
  ASSERT_FALSE(set);
  EXPECT_NE(set.error().text().find(GetParam().message), std::string::npos) << set.error().text();
  EXPECT_GT(set.error().line, 0);
}

INSTANTIATE_TEST_SUITE_P(
    All, ActuatorRefusals,
    ::testing::Values(
        Refusal{R"(<BodyActuator name="b"/>)", "'b' is a BodyActuator"},
        Refusal{R"(<CoordinateActuator name="c"/>)", "names no coordinate"},
        Refusal{R"(<PointActuator name="p"/>)", "names no body"},
        Refusal{R"(<TorqueActuator name="t"><bodyA>a</bodyA><axis>0 0 0</axis></TorqueActuator>)",
                "has no length"},
        Refusal{R"(<CoordinateActuator name="c"><coordinate>q</coordinate><min_control>2</min_control>
                   <max_control>1</max_control></CoordinateActuator>)",
                "min_control 2 is larger"},
        Refusal{R"(<CoordinateActuator name="c"><coordinate>q</coordinate></CoordinateActuator>
                   <CoordinateActuator name="c"><coordinate>q</coordinate></CoordinateActuator>)",
                "a second actuator is named 'c'"},
        Refusal{
            R"(<CoordinateActuator name="c"><coordinate>q</coordinate><optimal_force>much</optimal_force></CoordinateActuator>)",
            "much"}));

TEST(Actuators, are_not_looked_for_in_another_kind_of_file) {
  Diagnostics diagnostics;
  const auto set = parse_actuators("<OpenSimDocument Version=\"40000\"><ExternalLoads/></OpenSimDocument>",
                                   "x.xml", diagnostics);
  ASSERT_FALSE(set);
  EXPECT_NE(set.error().text().find("not a file of actuators"), std::string::npos);
}

}  // namespace
}  // namespace hamstring
