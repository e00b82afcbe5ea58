#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

#include "tests/support/osim_test_models.h"

namespace hamstring {
namespace {

using namespace osim_test;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

/// The old leg with a list of axes, each "rotation? coordinate? x y z", in place of its transform.
std::string with_axis_list(const std::vector<std::pair<bool, std::string>>& axes) {
  std::string list = "<TransformAxisSet><objects>";
  for (const auto& [is_rotation, direction] : axes) {
    list += std::string("<TransformAxis name=\"t\"><is_rotation>") + (is_rotation ? "true" : "false") +
            "</is_rotation><coordinate/><axis>" + direction + "</axis></TransformAxis>";
  }
  std::string text = old_leg_model();
  const std::size_t begin = text.find("<SpatialTransform>");
  text.replace(begin, text.find("</SpatialTransform>") + 19 - begin, list + "</objects></TransformAxisSet>");
  return replaced(text, "30000", "10600");
}

TEST(OsimTransform, orders_coordinates_of_a_custom_joint_as_its_axes_name_them) {
  const model::JointSpecification knee = parse_good(leg_model()).joints[1];
  ASSERT_EQ(knee.coordinates.size(), 2U);
  EXPECT_EQ(knee.coordinates[0].name, "knee_angle");  // the file lists knee_slide first
  EXPECT_EQ(knee.coordinates[1].name, "knee_slide");
}

TEST(OsimTransform, reads_the_axes_of_a_custom_joint_and_fills_those_not_given) {
  const model::JointSpecification knee = parse_good(leg_model()).joints[1];
  EXPECT_EQ(knee.axes[0].axis, Vec3(0, 0, 1));
  EXPECT_THAT(knee.axes[0].coordinates, ElementsAre("knee_angle"));
  EXPECT_TRUE(model::is_identity_up_to_sign(knee.axes[0].function));
  EXPECT_EQ(knee.axes[1].axis, Vec3(0, 1, 0));
  EXPECT_TRUE(model::is_constant(knee.axes[1].function));
  EXPECT_EQ(knee.axes[3].function.scale, 1.1);
  EXPECT_NEAR(model::evaluate(knee.axes[3].function, -1.0).value, 1.1 * 0.004, 1e-15);
}

TEST(OsimTransform, takes_an_axis_with_a_coordinate_but_no_function_as_the_coordinate_and_says_so) {
  const std::string text = replaced(
      leg_model(), "<LinearFunction name=\"function\"><coefficients>1 0</coefficients></LinearFunction>", "");
  Diagnostics diagnostics;
  const auto leg = parse(text, diagnostics);
  ASSERT_TRUE(leg.has_value());
  EXPECT_TRUE(model::is_identity_up_to_sign(leg->joints[1].axes[0].function));
  EXPECT_THAT(said(diagnostics, Severity::warning),
              HasSubstr("names the coordinate 'knee_angle' but no function"));
}

TEST(OsimTransform, keeps_an_axis_with_a_function_and_no_coordinate_where_the_function_is_at_zero) {
  const std::string text = replaced(leg_model(), "<coordinates>knee_slide</coordinates><axis>0 1 0</axis>",
                                    "<coordinates></coordinates><axis>0 1 0</axis>");
  const std::string moved =
      replaced(text, "<axis>0 1 0</axis>\n            <LinearFunction name=\"function\"><coefficients>1 0<",
               "<axis>0 1 0</axis>\n            <LinearFunction name=\"function\"><coefficients>1 0.07<");
  Diagnostics diagnostics;
  const auto leg = parse(moved, diagnostics);
  ASSERT_TRUE(leg) << leg.error().text();
  const model::TransformAxisSpecification& axis = leg->joints[1].axes[4];
  EXPECT_TRUE(model::is_constant(axis.function));
  EXPECT_EQ(model::evaluate(axis.function, 5.0).value, 0.07);
  EXPECT_THAT(said(diagnostics, Severity::warning), HasSubstr("names no coordinate"));
}

TEST(OsimTransform, refuses_two_coordinates_on_an_axis_without_a_function_of_both) {
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

TEST(OsimTransform, refuses_an_axis_that_names_a_coordinate_of_another_joint) {
  const std::string text = replaced(leg_model(), "<coordinates>knee_slide</coordinates>",
                                    "<coordinates>hip_flexion</coordinates>");
  const Error error = parse_bad(text);
  EXPECT_THAT(error.message, HasSubstr("'hip_flexion', which joint 'knee' does not have"));
  EXPECT_EQ(error.line, line_of(text, "<TransformAxis name=\"translation2\""));
}

TEST(OsimTransform, questions_a_rotational_range_that_looks_like_degrees) {
  Diagnostics diagnostics;
  ASSERT_TRUE(
      parse(replaced(leg_model(), "<range>-2 0.2</range>", "<range>-120 10</range><clamped>true</clamped>"),
            diagnostics)
          .has_value());
  EXPECT_THAT(said(diagnostics, Severity::warning), HasSubstr("looks like degrees"));
  Diagnostics free;  // nothing is held to this range: a remark, and the model is whole
  ASSERT_TRUE(parse(replaced(leg_model(), "<range>-2 0.2</range>", "<range>-120 10</range>"), free));
  EXPECT_THAT(said(free, Severity::note), HasSubstr("looks like degrees"));
  EXPECT_EQ(said(free, Severity::warning), "");
  Diagnostics unlimited;
  ASSERT_TRUE(parse(replaced(leg_model(), "<range>-2 0.2</range>", "<range>-99999 99999</range>"), unlimited)
                  .has_value());
  EXPECT_THAT(said(unlimited, Severity::warning), ::testing::Not(HasSubstr("looks like degrees")));
}

TEST(OsimTransform, completes_lists_of_one_and_two_axes_to_three_that_stand_on_each_other) {
  const model::JointSpecification two =
      parse_good(with_axis_list({{true, "0 0 2"}, {true, "0 3 0"}})).joints[0];
  EXPECT_LT((two.axes[2].axis - Vec3(-1, 0, 0)).norm(), 1e-15) << "z × y, of unit length";
  const model::JointSpecification one = parse_good(with_axis_list({{false, "0 0 5"}})).joints[0];
  EXPECT_EQ(one.axes[3].axis, Vec3(0, 0, 5)) << "the axis itself stays as written";
  EXPECT_NEAR(one.axes[5].axis.dot(one.axes[3].axis), 0.0, 1e-15);
  EXPECT_NEAR(one.axes[5].axis.dot(one.axes[4].axis), 0.0, 1e-15);
  EXPECT_NEAR(one.axes[5].axis.norm(), 1.0, 1e-15);
  EXPECT_EQ(one.axes[0].axis, Vec3(1, 0, 0)) << "translations leave rotations alone";
}

TEST(OsimTransform, refuses_a_fourth_rotation_and_an_axis_without_direction) {
  const std::vector<std::pair<bool, std::string>> four(4, {true, "1 0 0"});
  EXPECT_THAT(parse_bad(with_axis_list(four)).message, HasSubstr("more than three axes"));
  EXPECT_THAT(parse_bad(replaced(leg_model(), "<axis>0 1 0</axis>", "<axis>0 0 0</axis>")).message,
              HasSubstr("has no direction"));
}

TEST(OsimTransform, warns_that_a_custom_joint_without_one_stands_still) {
  std::string text = leg_model();
  const std::size_t begin = text.find("<SpatialTransform>");
  text.erase(begin, text.find("</SpatialTransform>") + 19 - begin);
  Diagnostics diagnostics;
  const auto leg = parse(text, diagnostics);
  ASSERT_TRUE(leg) << leg.error().text();
  EXPECT_THAT(said(diagnostics, Severity::warning), HasSubstr("nothing moves"));
  EXPECT_EQ(leg->joints[1].coordinates[0].name, "knee_slide") << "no axis names one: the order of the file";
  for (std::size_t i = 0; i < 6; ++i) {
    EXPECT_EQ(leg->joints[1].axes[i].axis, Vec3(Vec3::Unit(static_cast<Eigen::Index>(i % 3))));
    EXPECT_TRUE(leg->joints[1].axes[i].coordinates.empty());
  }
}

TEST(OsimTransform, questions_a_range_beyond_two_turns_only_where_it_may_be_degrees) {
  for (const auto& [range, doubted] :
       {std::pair("-14.9 14.9", false), {"-15.1 0", true}, {"0 720", true}, {"-721 721", false}}) {
    Diagnostics diagnostics;
    ASSERT_TRUE(parse(replaced(leg_model(), "<range>-2 0.2</range>",
                               "<range>" + std::string(range) + "</range><clamped>true</clamped>"),
                      diagnostics));
    EXPECT_EQ(said(diagnostics, Severity::warning).contains("looks like degrees"), doubted) << range;
  }
}

}  // namespace
}  // namespace hamstring
