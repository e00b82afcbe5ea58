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
