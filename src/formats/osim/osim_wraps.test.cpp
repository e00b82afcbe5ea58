#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/osim_test_models.h"

namespace hamstring {
namespace {

using namespace osim_test;
using ::testing::HasSubstr;

TEST(OsimWraps, reads_wrap_objects_with_pose_size_and_quadrant) {
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

TEST(OsimWraps, reads_spheres_ellipsoids_and_tori) {
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

TEST(OsimWraps, lets_paths_use_the_first_of_two_wrap_objects_with_one_name) {
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

TEST(OsimWraps, read_every_spelling_of_a_half_and_refuse_others) {
  for (const auto& [written, axis, sign] : {std::tuple("x", 0, 1),
                                            {"-X", 0, -1},
                                            {"+y", 1, 1},
                                            {" -z ", 2, -1},
                                            {"all", 0, 0},
                                            {"Unassigned", 0, 0},
                                            {"", 0, 0}}) {
    const model::WrapQuadrant quadrant =
        parse_good(replaced(leg_model(), "<quadrant>-y", "<quadrant>" + std::string(written)))
            .wrap_objects.at(0)
            .quadrant;
    EXPECT_EQ(quadrant.sign, sign) << written;
    if (sign != 0) {
      EXPECT_EQ(quadrant.axis, axis) << written;
    }
  }
  for (const std::string written : {"w", "-", "xy", "--x", "1"}) {
    EXPECT_THAT(parse_bad(replaced(leg_model(), "<quadrant>-y", "<quadrant>" + written)).message,
                HasSubstr("found '" + written + "'"));
  }
}

TEST(OsimWraps, without_a_size_are_refused_whatever_their_shape) {
  EXPECT_THAT(parse_bad(replaced(leg_model(), "<length>0.1</length>", "")).message, HasSubstr("no <length>"));
  for (const auto& [shape, missing] :
       {std::pair("<WrapSphere name=\"s\"/>", "no <radius>"),
        {"<WrapTorus name=\"t\"><inner_radius>1</inner_radius></WrapTorus>", "no <outer_radius>"},
        {"<WrapEllipsoid name=\"e\"/>", "above zero"},
        {"<WrapEllipsoid name=\"e\"><dimensions>1 0 1</dimensions></WrapEllipsoid>", "above zero"}}) {
    EXPECT_THAT(parse_bad(replaced(leg_model(), "<WrapObjectSet><objects>",
                                   "<WrapObjectSet><objects>" + std::string(shape)))
                    .message,
                HasSubstr(missing))
        << shape;
  }
}

TEST(OsimWraps, belong_to_the_frame_they_stand_in) {
  const std::string text = replaced(leg_model(), "<translation>0 0.9 0</translation>",
                                    "<translation>0 0.9 0</translation><WrapObjectSet><objects><WrapSphere "
                                    "name=\"s\"><radius>1</radius></WrapSphere></objects></WrapObjectSet>");
  EXPECT_EQ(parse_good(text).wrap_objects.back().frame, "hip/ground_offset");
}

}  // namespace
}  // namespace hamstring
