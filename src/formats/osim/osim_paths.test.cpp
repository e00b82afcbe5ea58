#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/osim_test_models.h"

namespace hamstring {
namespace {

using namespace osim_test;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(OsimPaths, read_fixed_conditional_and_moving_points) {
  const model::MuscleSpecification ham = parse_good(leg_model()).muscles.at(0);
  ASSERT_EQ(ham.points.size(), 3U);
  EXPECT_EQ(ham.points[0].kind, model::PathPointKind::fixed);
  EXPECT_EQ(ham.points[0].frame, "ground");
  EXPECT_EQ(ham.points[0].location_m, Vec3(-0.05, 0.85, 0.02));
  EXPECT_EQ(ham.points[1].kind, model::PathPointKind::conditional);
  EXPECT_EQ(ham.points[1].coordinate, "knee_angle");
  EXPECT_THAT(ham.points[1].range, ElementsAre(-2.0, -0.5));
  EXPECT_EQ(ham.points[2].kind, model::PathPointKind::moving);
  EXPECT_EQ(ham.points[2].frame, "knee/shank_offset");
  EXPECT_EQ(ham.points[2].coordinate, "knee_angle");
  EXPECT_NEAR(model::evaluate(ham.points[2].location_functions[0], -1.0).value, -0.03, 1e-16);
  EXPECT_EQ(model::evaluate(ham.points[2].location_functions[2], -1.0).value, 0.03);
}

TEST(OsimPaths, read_wraps_with_method_and_range) {
  const model::MuscleSpecification ham = parse_good(leg_model()).muscles.at(0);
  ASSERT_EQ(ham.wraps.size(), 1U);
  EXPECT_EQ(ham.wraps[0].wrap_object, "knee_roll");
  EXPECT_EQ(ham.wraps[0].method, model::WrapMethod::axial);
  EXPECT_THAT(ham.wraps[0].range, ElementsAre(2, 3));
}

TEST(OsimPaths, keep_a_conditional_point_without_a_coordinate_and_warn) {
  const std::string text =
      replaced(leg_model(), "<socket_coordinate>/jointset/knee/knee_angle</socket_coordinate>",
               "<socket_coordinate/>");
  Diagnostics diagnostics;
  const auto leg = parse(text, diagnostics);
  ASSERT_TRUE(leg.has_value());
  EXPECT_EQ(leg->muscles[0].points[1].coordinate, "");
  EXPECT_THAT(said(diagnostics, Severity::warning), HasSubstr("never part of the path"));
}

TEST(OsimPaths, fix_a_moving_point_that_no_coordinate_moves) {
  std::string text = leg_model();
  for (const std::string axis : {"x", "y", "z"}) {
    text = replaced(
        text, fmt::format("<socket_{0}_coordinate>/jointset/knee/knee_angle</socket_{0}_coordinate>", axis),
        "");
  }
  const model::PathPointSpecification point = parse_good(text).muscles.at(0).points.at(2);
  EXPECT_EQ(point.kind, model::PathPointKind::fixed);
  EXPECT_LT((point.location_m - Vec3(-0.04, -0.05, 0.03)).norm(), 1e-16);  // the functions at zero
}

TEST(OsimPaths, refuse_a_moving_point_that_depends_on_two_coordinates) {
  const std::string text = replaced(leg_model(), "<socket_y_coordinate>/jointset/knee/knee_angle",
                                    "<socket_y_coordinate>/jointset/hip/hip_flexion");
  const Error error = parse_bad(text);
  EXPECT_THAT(error.message, HasSubstr("must depend on one coordinate"));
  EXPECT_EQ(error.line, line_of(text, "<MovingPathPoint"));
}

TEST(OsimPaths, accept_a_path_wrapped_in_its_property) {
  const std::string text =
      replaced(replaced(leg_model(), "<GeometryPath name=\"path\">", "<path><GeometryPath>"),
               "</GeometryPath>", "</GeometryPath></path>");
  EXPECT_EQ(parse_good(text).muscles.at(0).points.size(), 3U);
}

TEST(OsimPaths, refuse_a_path_of_one_point) {
  std::string text = leg_model();
  const std::size_t begin = text.find("<ConditionalPathPoint");
  const std::string end = "</MovingPathPoint>";
  text.erase(begin, text.find(end) + end.size() - begin);
  const Error error = parse_bad(text);
  EXPECT_THAT(error.message, HasSubstr("at least two points; found 1"));
  EXPECT_EQ(error.line, line_of(text, "<Thelen2003Muscle"));
}

TEST(OsimPaths, know_three_wrapping_methods_in_any_case_and_take_hybrid_for_the_rest) {
  using model::WrapMethod;
  for (const auto& [written, method, doubted] : {std::tuple("MidPoint", WrapMethod::midpoint, false),
                                                 {"AXIAL", WrapMethod::axial, false},
                                                 {"hybrid", WrapMethod::hybrid, false},
                                                 {"", WrapMethod::hybrid, false},
                                                 {"unassigned", WrapMethod::hybrid, false},
                                                 {"shortest", WrapMethod::hybrid, true}}) {
    Diagnostics diagnostics;
    const auto leg =
        parse(replaced(leg_model(), "<method>axial", "<method>" + std::string(written)), diagnostics);
    ASSERT_TRUE(leg) << written;
    EXPECT_EQ(leg->muscles.at(0).wraps.at(0).method, method) << written;
    EXPECT_EQ(said(diagnostics, Severity::warning).contains("not known; hybrid"), doubted) << written;
  }
}

TEST(OsimPaths, call_a_point_without_a_name_after_its_muscle_and_place) {
  const std::string text =
      replaced(leg_model(), "<ConditionalPathPoint name=\"ham-P2\">", "<ConditionalPathPoint>");
  EXPECT_EQ(parse_good(text).muscles.at(0).points.at(1).name, "ham-P2");
}

TEST(OsimPaths, refuse_a_point_without_a_location_rather_than_put_it_at_the_origin) {
  const std::string text = replaced(leg_model(), "<location>-0.05 0.85 0.02</location>", "");
  const Error error = parse_bad(text);
  EXPECT_THAT(error.message, HasSubstr("a path point without a location"));
  EXPECT_EQ(error.line, line_of(text, "<PathPoint name=\"ham-P1\">"));
}

TEST(OsimPaths, refuse_point_numbers_of_a_wrap_that_are_no_whole_numbers_of_a_possible_size) {
  for (const char* range : {"1.5 3", "1 1e7", "-1e300 3"}) {
    const Error error =
        parse_bad(replaced(leg_model(), "<range>2 3</range>", fmt::format("<range>{}</range>", range)));
    EXPECT_THAT(error.message, HasSubstr("point numbers")) << range;
  }
  EXPECT_THAT(parse_good(replaced(leg_model(), "<range>2 3</range>", "<range>-1 -1</range>"))
                  .muscles.at(0)
                  .wraps.at(0)
                  .range,
              ElementsAre(-1, -1));
}

}  // namespace
}  // namespace hamstring
