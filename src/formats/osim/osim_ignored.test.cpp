#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/osim_test_models.h"

namespace hamstring {
namespace {

using namespace osim_test;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

/// What is said of the leg with these elements added to a set that is made for them.
Diagnostics read_with(const std::string& set, const std::string& objects) {
  Diagnostics diagnostics;
  const std::string text = replaced(
      leg_model(), "<MarkerSet", "<" + set + "><objects>" + objects + "</objects></" + set + "><MarkerSet");
  EXPECT_TRUE(parse(text, diagnostics).has_value());
  return diagnostics;
}

TEST(OsimIgnored, counts_appearance_once_in_a_note) {
  Diagnostics diagnostics;
  const std::string mesh =
      "<attached_geometry><Mesh name=\"a\"><mesh_file>a.vtp</mesh_file></Mesh><Mesh "
      "name=\"b\"><mesh_file>b.vtp</mesh_file></Mesh></attached_geometry>";
  ASSERT_TRUE(
      parse(replaced(leg_model(), "<mass>8</mass>", "<mass>8</mass>" + mesh), diagnostics).has_value());
  EXPECT_THAT(said(diagnostics, Severity::note), HasSubstr("ignored: 2 Mesh (appearance only)"));
  EXPECT_EQ(said(diagnostics, Severity::warning), "");
}

TEST(OsimIgnored, names_forces_that_are_not_muscles) {
  Diagnostics diagnostics;
  const std::string forces =
      "<CoordinateLimitForce name=\"hip_limit\"><damping>1</damping></CoordinateLimitForce>"
      "<PathSpring name=\"spring\"><GeometryPath><PathPointSet/></GeometryPath></PathSpring>"
      "<Ligament name=\"acl\"><resting_length>1</resting_length></Ligament>";
  ASSERT_TRUE(parse(replaced(leg_model(), "</Thelen2003Muscle>", "</Thelen2003Muscle>" + forces), diagnostics)
                  .has_value());
  const std::string notes = said(diagnostics, Severity::note);
  EXPECT_THAT(notes, AllOf(HasSubstr("1 CoordinateLimitForce ('hip_limit')"),
                           HasSubstr("1 PathSpring ('spring')"), HasSubstr("1 Ligament ('acl')")));
  EXPECT_THAT(notes, HasSubstr("lengths and moment arms do not depend on them"));
  EXPECT_EQ(said(diagnostics, Severity::warning), "") << "no number of the model changes with them";
}

TEST(OsimIgnored, names_other_constraints_and_what_leaving_them_out_means) {
  Diagnostics diagnostics;
  const std::string weld =
      "</CoordinateCouplerConstraint><WeldConstraint "
      "name=\"glue\"><isEnforced>true</isEnforced></WeldConstraint>";
  ASSERT_TRUE(parse(replaced(leg_model(), "</CoordinateCouplerConstraint>", weld), diagnostics).has_value());
  EXPECT_THAT(said(diagnostics, Severity::warning),
              AllOf(HasSubstr("1 WeldConstraint ('glue')"), HasSubstr("not applied")));
}

TEST(OsimIgnored, notes_motors_controllers_and_probes_without_alarm) {
  const std::string motor =
      "<CoordinateActuator name=\"m\"><optimal_force>1</optimal_force></CoordinateActuator>";
  Diagnostics motors;
  ASSERT_TRUE(
      parse(replaced(leg_model(), "</Thelen2003Muscle>", "</Thelen2003Muscle>" + motor), motors).has_value());
  EXPECT_THAT(said(motors, Severity::note), HasSubstr("1 CoordinateActuator ('m')"));
  EXPECT_EQ(said(motors, Severity::warning), "");
  const Diagnostics controllers =
      read_with("ControllerSet", "<PrescribedController name=\"c\"><x>1</x></PrescribedController>");
  EXPECT_THAT(said(controllers, Severity::note), HasSubstr("1 PrescribedController ('c')"));
  EXPECT_EQ(said(controllers, Severity::warning), "");
}

TEST(OsimIgnored, tells_what_may_change_a_length_from_what_cannot) {
  const auto severities = [](const std::string& set, const std::string& object) {
    const Diagnostics diagnostics = read_with(set, object);
    return std::pair(diagnostics.count(Severity::warning), diagnostics.count(Severity::note));
  };
  EXPECT_EQ(severities("ForceSet", "<CoordinateLimitForce name=\"c\"><x>1</x></CoordinateLimitForce>").first,
            0U);
  EXPECT_EQ(severities("ForceSet", "<Ligament name=\"l\"><x>1</x></Ligament>").first, 0U);
  EXPECT_EQ(severities("ComponentSet", "<Station name=\"s\"><x>1</x></Station>").first, 0U);
  EXPECT_EQ(severities("ForceSet", "<PathActuator name=\"bflh_r\"><x>1</x></PathActuator>").first, 1U);
  EXPECT_EQ(severities("ConstraintSet", "<PointConstraint name=\"p\"><x>1</x></PointConstraint>").first, 1U);
}

TEST(OsimIgnored, lists_a_few_names_of_many) {
  std::string shapes;
  for (int i = 0; i < 12; ++i)
    shapes += "<ContactSphere name=\"s" + std::to_string(i) + "\"><radius>1</radius></ContactSphere>";
  const Diagnostics diagnostics = read_with("ContactGeometrySet", shapes);
  EXPECT_EQ(said(diagnostics, Severity::warning), "") << "no number changes with them";
  EXPECT_THAT(said(diagnostics, Severity::note),
              AllOf(HasSubstr("12 ContactSphere ('s0', 's1'"), HasSubstr("'s7' …)"), Not(HasSubstr("'s8'"))));
}

TEST(OsimIgnored, names_what_nobody_has_heard_of) {
  Diagnostics diagnostics;
  const std::string odd = "<Gizmo name=\"g\"><a>1</a></Gizmo><frobnicate>3</frobnicate><gravity>";
  ASSERT_TRUE(parse(replaced(leg_model(), "<gravity>", odd), diagnostics).has_value());
  EXPECT_THAT(said(diagnostics, Severity::warning), HasSubstr("ignored: 1 Gizmo in Model ('g')"));
  EXPECT_THAT(said(diagnostics, Severity::note), HasSubstr("1 frobnicate"));
}

TEST(OsimIgnored, says_nothing_of_empty_sets) {
  const Diagnostics diagnostics = read_with("ProbeSet", "");
  EXPECT_TRUE(diagnostics.entries().empty()) << diagnostics.entries().front().text();
}

}  // namespace
}  // namespace hamstring
