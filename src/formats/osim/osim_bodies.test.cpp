#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "formats/osim/osim_parts.h"
#include "tests/support/osim_test_models.h"

namespace hamstring {
namespace {

using namespace osim_test;
using ::testing::HasSubstr;

TEST(OsimBodies, calls_the_ground_ground_and_never_a_body) {
  const model::ModelSpecification leg = parse_good(old_leg_model());
  ASSERT_EQ(leg.bodies.size(), 1U);
  EXPECT_EQ(leg.bodies[0].name, "thigh");
  EXPECT_EQ(leg.wrap_objects[0].frame, "ground");
  EXPECT_EQ(leg.muscles[0].points[0].frame, "ground");
}

TEST(OsimBodies, reads_inertia_from_six_tags_and_rounds_it_only_when_asked) {
  EXPECT_EQ(parse_good(old_leg_model()).bodies[0].inertia_kg_m2[0], 0.123456789);
  const OsimOptions like_opensim{.round_like_opensim_upgrade = true};
  const model::ModelSpecification rounded = parse_good(old_leg_model(), like_opensim);
  EXPECT_EQ(rounded.bodies[0].inertia_kg_m2[0], 0.123457);
  EXPECT_EQ(rounded.bodies[0].inertia_kg_m2[5], 0.003);
  EXPECT_EQ(rounded.frames[0].translation_m, Vec3(0.123457, 0.9, 0));
  // Files of OpenSim 4 are not rounded again.
  const std::string exact = replaced(leg_model(), "<translation>0 0.9 0<", "<translation>0 0.123456789 0<");
  EXPECT_EQ(parse_good(exact, like_opensim).frames[0].translation_m.y(), 0.123456789);
}

TEST(OsimBodies, reads_bodies_inside_the_engine_of_OpenSim_1) {
  std::string text = replaced(old_leg_model(), "<BodySet", "<DynamicsEngine><SimbodyEngine><BodySet");
  text = replaced(text, "</BodySet>", "</BodySet></SimbodyEngine></DynamicsEngine>");
  EXPECT_EQ(parse_good(replaced(text, "30000", "10600")).bodies.size(), 1U);
}

TEST(OsimBodies, names_frames_after_their_owner_and_follows_chains_of_them) {
  const std::string components = R"(<mass>8</mass><components>
      <PhysicalOffsetFrame name="plate"><socket_parent>..</socket_parent><translation>0 0 1</translation>
        <components>
          <PhysicalOffsetFrame name="screw"><socket_parent>..</socket_parent><translation>0 1 0</translation></PhysicalOffsetFrame>
        </components>
      </PhysicalOffsetFrame>
      <Marker name="on_body"><socket_parent_frame>..</socket_parent_frame><location>1 2 3</location></Marker>
    </components>)";
  std::string text = replaced(leg_model(), "<mass>8</mass>", components);
  text = replaced(text, "<socket_parent>/bodyset/thigh</socket_parent><translation>0 -0.4 0",
                  "<socket_parent>/bodyset/thigh/plate/screw</socket_parent><translation>0 -0.4 0");
  const model::ModelSpecification leg = parse_good(text);
  ASSERT_EQ(leg.frames.size(), 5U);
  EXPECT_EQ(leg.frames[0].name, "thigh/plate");
  EXPECT_EQ(leg.frames[0].parent, "thigh");
  EXPECT_EQ(leg.frames[1].name, "thigh/plate/screw");
  EXPECT_EQ(leg.frames[1].parent, "thigh/plate");
  EXPECT_EQ(leg.frames[3].name, "knee/thigh_offset");
  EXPECT_EQ(leg.frames[3].parent, "thigh/plate/screw");
  EXPECT_EQ(leg.markers.back().name, "on_body");
  EXPECT_EQ(leg.markers.back().frame, "thigh");
}

TEST(OsimBodies, six_digits_are_those_of_the_decimal_number) {
  EXPECT_EQ(osim::round_to_six_digits(0.123456789), 0.123457);
  EXPECT_EQ(osim::round_to_six_digits(-1234567.0), -1234570.0);
  EXPECT_EQ(osim::round_to_six_digits(1.0 / 3.0), 0.333333);
  EXPECT_EQ(osim::round_to_six_digits(0.9999995), 1.0) << "carried over all digits";
  EXPECT_EQ(osim::round_to_six_digits(2.5e-11), 2.5e-11) << "significant digits, not decimals";
  EXPECT_EQ(osim::round_to_six_digits(0.0), 0.0);
  EXPECT_EQ(osim::round_to_six_digits(Vec3(0.1234567, 2.0, -7654321.0)), Vec3(0.123457, 2.0, -7654320.0));
}

TEST(OsimBodies, a_body_without_inertia_and_mass_center_has_none_and_one_without_mass_is_questioned) {
  std::string text = replaced(leg_model(), "<inertia>0.1 0.02 0.11 0.001 0.002 0.003</inertia>", "");
  text = replaced(text, "<mass_center>0 -0.2 0</mass_center>", "");
  Diagnostics diagnostics;
  const auto leg = parse(replaced(text, "<mass>8</mass>", ""), diagnostics);
  ASSERT_TRUE(leg) << leg.error().text();
  EXPECT_EQ(leg->bodies[0].mass_kg, 0.0);
  EXPECT_EQ(leg->bodies[0].mass_center_m, Vec3(0, 0, 0));
  EXPECT_THAT(leg->bodies[0].inertia_kg_m2, ::testing::Each(0.0));
  EXPECT_EQ(leg->bodies[1].mass_kg, 3.5) << "the next body keeps its own";
  EXPECT_THAT(said(diagnostics, Severity::warning), HasSubstr("no mass is given"));
}

TEST(OsimBodies, a_frame_in_the_component_set_is_found_by_the_body_it_hangs_on) {
  const std::string set = R"(<ComponentSet name="componentset"><objects>
      <PhysicalOffsetFrame name="sensor"><socket_parent>/bodyset/shank</socket_parent><translation>1 2 3</translation>
      </PhysicalOffsetFrame></objects></ComponentSet><MarkerSet name="markerset">)";
  const std::string marker =
      "<socket_parent_frame>/componentset/sensor</socket_parent_frame><location>0 -0.4 0.05";
  std::string text = replaced(leg_model(), "<MarkerSet name=\"markerset\">", set);
  text = replaced(text, "<socket_parent_frame>/bodyset/thigh</socket_parent_frame><location>0 -0.4 0.05",
                  marker);
  const model::ModelSpecification leg = parse_good(text);
  EXPECT_EQ(leg.frames.back().name, "sensor");
  EXPECT_EQ(leg.frames.back().parent, "shank");
  EXPECT_EQ(leg.frames.back().translation_m, Vec3(1, 2, 3));
  EXPECT_EQ(leg.markers.at(0).frame, "sensor");
}

TEST(OsimBodies, a_frame_that_hangs_on_itself_through_another_is_refused_and_one_on_a_chain_is_not) {
  const auto with_frames = [](const std::string& first_on, const std::string& second_on) {
    return replaced(
        leg_model(), "<MarkerSet name=\"markerset\">",
        "<ComponentSet><objects><PhysicalOffsetFrame name=\"a\"><socket_parent>" + first_on +
            "</socket_parent></PhysicalOffsetFrame><PhysicalOffsetFrame name=\"b\"><socket_parent>" +
            second_on +
            "</socket_parent></PhysicalOffsetFrame></objects></ComponentSet><MarkerSet "
            "name=\"markerset\">");
  };
  EXPECT_THAT(parse_bad(with_frames("/componentset/b", "/componentset/a")).message, HasSubstr("in a circle"));
  EXPECT_EQ(parse_good(with_frames("/componentset/b", "/bodyset/thigh")).frames.size(), 5U);
}

TEST(OsimBodies, a_model_without_bodies_is_refused_with_what_to_do) {
  const Error error =
      parse_bad(R"(<OpenSimDocument Version="40000"><Model name="empty"/></OpenSimDocument>)");
  EXPECT_THAT(error.message, HasSubstr("no bodies"));
  EXPECT_THAT(error.advice, HasSubstr("OpenSim"));
}

TEST(OsimBodies, a_frame_without_a_name_is_refused_at_its_line) {
  const std::string text =
      replaced(leg_model(), "<PhysicalOffsetFrame name=\"thigh_offset\">", "<PhysicalOffsetFrame>");
  const Error error = parse_bad(text);
  EXPECT_THAT(error.message, HasSubstr("a frame without a name"));
  EXPECT_EQ(error.line, line_of(text, "<PhysicalOffsetFrame>"));
}

}  // namespace
}  // namespace hamstring
