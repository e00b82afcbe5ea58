#include "formats/osim/osim_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "model/compile.h"
#include "tests/support/osim_test_models.h"

namespace hamstring {
namespace {

using namespace osim_test;
using ::testing::HasSubstr;

TEST(OsimReader, reads_header_bodies_and_mass_properties) {
  const model::ModelSpecification leg = parse_good(leg_model());
  EXPECT_EQ(leg.name, "leg");
  EXPECT_EQ(leg.file, "test.osim");
  EXPECT_EQ(leg.file_version, 40000);
  EXPECT_EQ(leg.credits, "made for a test");
  EXPECT_EQ(leg.gravity_m_per_s2, Vec3(0, -9.81, 0));
  ASSERT_EQ(leg.bodies.size(), 2U);
  EXPECT_EQ(leg.bodies[0].name, "thigh");
  EXPECT_EQ(leg.bodies[0].mass_kg, 8.0);
  EXPECT_EQ(leg.bodies[0].mass_center_m, Vec3(0, -0.2, 0));
  EXPECT_THAT(leg.bodies[0].inertia_kg_m2, ::testing::ElementsAre(0.1, 0.02, 0.11, 0.001, 0.002, 0.003));
}

TEST(OsimReader, keeps_the_line_of_every_element) {
  const std::string text = leg_model();
  const model::ModelSpecification leg = parse_good(text);
  EXPECT_EQ(leg.bodies[1].origin.line, line_of(text, "<Body name=\"shank\""));
  EXPECT_EQ(leg.joints[1].origin.line, line_of(text, "<CustomJoint"));
  EXPECT_EQ(leg.joints[1].coordinates[0].origin.line, line_of(text, "<Coordinate name=\"knee_angle\""));
  EXPECT_EQ(leg.frames[1].origin.line, line_of(text, "<PhysicalOffsetFrame name=\"thigh_offset\""));
  EXPECT_EQ(leg.wrap_objects[0].origin.line, line_of(text, "<WrapCylinder"));
  EXPECT_EQ(leg.muscles[0].origin.line, line_of(text, "<Thelen2003Muscle"));
  EXPECT_EQ(leg.muscles[0].points[2].origin.line, line_of(text, "<MovingPathPoint"));
  EXPECT_EQ(leg.couplers[0].origin.line, line_of(text, "<CoordinateCoupler"));
  EXPECT_EQ(leg.markers[0].origin.line, line_of(text, "<Marker name"));
}

TEST(OsimReader, gives_a_model_that_compiles) {
  for (const std::string& text : {leg_model(), old_leg_model()}) {
    Diagnostics diagnostics;
    const auto compiled = model::compile(parse_good(text), diagnostics);
    EXPECT_TRUE(compiled.has_value()) << (compiled ? "" : compiled.error().text());
  }
}

TEST(OsimReader, reads_couplers_with_their_scale_in_the_function) {
  const model::ModelSpecification leg = parse_good(leg_model());
  ASSERT_EQ(leg.couplers.size(), 1U);
  EXPECT_EQ(leg.couplers[0].independent_coordinates, std::vector<std::string>{"knee_angle"});
  EXPECT_EQ(leg.couplers[0].dependent_coordinate, "knee_slide");
  EXPECT_TRUE(leg.couplers[0].enforced);
  EXPECT_NEAR(model::evaluate(leg.couplers[0].function, 2.0).value, 0.5 * (0.01 * 2.0 + 0.002), 1e-16);
}

TEST(OsimReader, takes_isDisabled_of_old_couplers_as_not_enforced) {
  const std::string text =
      replaced(leg_model(), "<isEnforced>true</isEnforced>", "<isDisabled> true </isDisabled>");
  EXPECT_FALSE(parse_good(text).couplers[0].enforced);
}

TEST(OsimReader, reads_markers_and_keeps_the_first_of_two_with_one_name) {
  const std::string twin =
      "<Marker name=\"knee\"><socket_parent_frame>/ground</socket_parent_frame></Marker>";
  Diagnostics diagnostics;
  const auto leg =
      parse(replaced(leg_model(), "</objects></MarkerSet>", twin + "</objects></MarkerSet>"), diagnostics);
  ASSERT_TRUE(leg.has_value());
  ASSERT_EQ(leg->markers.size(), 1U);
  EXPECT_EQ(leg->markers[0].frame, "thigh");
  EXPECT_EQ(leg->markers[0].location_m, Vec3(0, -0.4, 0.05));
  EXPECT_THAT(said(diagnostics, Severity::warning), HasSubstr("second marker is named 'knee'"));
}

TEST(OsimReader, reads_wrap_objects_with_pose_size_and_quadrant) {
  const model::ModelSpecification leg = parse_good(leg_model());
  ASSERT_EQ(leg.wrap_objects.size(), 1U);
  const model::WrapObjectSpecification& roll = leg.wrap_objects[0];
  EXPECT_EQ(roll.kind, model::WrapKind::cylinder);
  EXPECT_EQ(roll.frame, "thigh");
  EXPECT_EQ(roll.radius_m, 0.03);
  EXPECT_EQ(roll.length_m, 0.1);
  EXPECT_EQ(roll.orientation_xyz_rad, Vec3(0.1, 0.2, 0.3));
  EXPECT_EQ(roll.translation_m, Vec3(0, -0.4, 0.01));
  EXPECT_EQ(roll.quadrant.axis, 1);
  EXPECT_EQ(roll.quadrant.sign, -1);
}

TEST(OsimReader, reads_spheres_ellipsoids_and_tori) {
  const std::string more = R"(<objects>
    <WrapSphere name="s"><radius>0.04</radius><quadrant>+Z</quadrant></WrapSphere>
    <WrapEllipsoid name="e"><dimensions>0.01 0.02 0.03</dimensions><quadrant>all</quadrant></WrapEllipsoid>
    <WrapTorus name="t"><inner_radius>0.005</inner_radius><outer_radius>0.05</outer_radius><active>false</active></WrapTorus>)";
  const std::string text = replaced(leg_model(), "<WrapObjectSet><objects>", "<WrapObjectSet>" + more);
  const auto& wraps = parse_good(text).wrap_objects;
  ASSERT_EQ(wraps.size(), 4U);
  EXPECT_EQ(wraps[0].kind, model::WrapKind::sphere);
  EXPECT_EQ(wraps[0].radius_m, 0.04);
  EXPECT_EQ(wraps[0].quadrant.axis, 2);
  EXPECT_EQ(wraps[0].quadrant.sign, 1);
  EXPECT_EQ(wraps[1].kind, model::WrapKind::ellipsoid);
  EXPECT_EQ(wraps[1].radii_m, Vec3(0.01, 0.02, 0.03));
  EXPECT_EQ(wraps[1].quadrant.sign, 0);
  EXPECT_EQ(wraps[2].kind, model::WrapKind::torus);
  EXPECT_EQ(wraps[2].radius_m, 0.005);
  EXPECT_EQ(wraps[2].outer_radius_m, 0.05);
  EXPECT_FALSE(wraps[2].active);
}

TEST(OsimReader, lets_paths_use_the_first_of_two_wrap_objects_with_one_name) {
  const std::string twin =
      "<WrapObjectSet><objects><WrapSphere "
      "name=\"knee_roll\"><radius>1</radius></WrapSphere></objects></WrapObjectSet>";
  Diagnostics diagnostics;
  const auto leg = parse(replaced(leg_model(), "<mass>3.5</mass>", "<mass>3.5</mass>" + twin), diagnostics);
  ASSERT_TRUE(leg.has_value());
  ASSERT_EQ(leg->wrap_objects.size(), 2U);
  EXPECT_EQ(leg->wrap_objects[0].frame, "thigh");
  EXPECT_EQ(leg->wrap_objects[1].name, "shank/knee_roll");
  EXPECT_THAT(said(diagnostics, Severity::warning), HasSubstr("second wrap object is named 'knee_roll'"));
}

TEST(OsimReader, questions_units_other_than_meters_and_newtons) {
  Diagnostics diagnostics;
  const std::string text =
      replaced(replaced(leg_model(), "<length_units>meters", "<length_units>millimeters"), "<force_units>N<",
               "<force_units>pounds<");
  ASSERT_TRUE(parse(text, diagnostics).has_value());
  EXPECT_THAT(said(diagnostics, Severity::warning), HasSubstr("millimeters"));
  EXPECT_THAT(said(diagnostics, Severity::warning), HasSubstr("pounds"));
}

TEST(OsimReader, reads_a_good_model_without_a_warning) {
  Diagnostics diagnostics;
  ASSERT_TRUE(parse(leg_model(), diagnostics).has_value());
  EXPECT_EQ(said(diagnostics, Severity::warning), "");
  EXPECT_EQ(said(diagnostics, Severity::error), "");
}

TEST(OsimReader, names_the_file_in_every_diagnostic) {
  Diagnostics diagnostics;
  ASSERT_TRUE(parse(replaced(leg_model(), "<mass>8</mass>", ""), diagnostics).has_value());
  EXPECT_THAT(said(diagnostics, Severity::warning), HasSubstr("test.osim:"));
  EXPECT_THAT(said(diagnostics, Severity::warning), HasSubstr("no mass is given"));
}

}  // namespace
}  // namespace hamstring
