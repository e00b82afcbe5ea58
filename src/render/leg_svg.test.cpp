#include "render/leg_svg.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <pugixml.hpp>

#include <limits>

#include "tests/support/sample_report.h"

namespace hamstring::render {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

report::LegPose pose_of(Side side = Side::left) {
  return *find_side(hamstring::testing::sample_run(), side)->pose;
}

TEST(LegSvg, fits_every_pose_into_its_view_box) {
  const std::vector<report::LegPose> poses{pose_of(Side::left), pose_of(Side::right),
                                           *hamstring::testing::sample_bend().sides[0].pose};
  const LegSheet sheet = common_sheet(poses);
  for (const report::LegPose& pose : poses) {
    pugi::xml_document document;
    ASSERT_TRUE(document.load_string(leg_svg(pose, sheet, "leg").markup().c_str()));
    for (const pugi::xpath_node& node : document.select_nodes("//circle[@class='bone']")) {
      EXPECT_GT(node.node().attribute("cx").as_double(), 0.0);
      EXPECT_LT(node.node().attribute("cx").as_double(), leg_width_px);
      EXPECT_GT(node.node().attribute("cy").as_double(), 0.0);
      EXPECT_LT(node.node().attribute("cy").as_double(), sheet.height_px);
    }
  }
}

TEST(LegSvg, writes_its_words_within_the_view_box_and_off_the_muscles) {
  for (const report::MotionReport& report :
       {hamstring::testing::sample_run(), hamstring::testing::sample_bend()}) {
    const report::LegPose& pose = *report.sides[0].pose;
    const LegSheet sheet = common_sheet({pose});
    pugi::xml_document document;
    ASSERT_TRUE(document.load_string(leg_svg(pose, sheet, "leg").markup().c_str()));
    double last = 0.0;
    for (const pugi::xpath_node& node :
         document.select_nodes("//text[@class='label end' or @class='value end']")) {
      const double y = node.node().attribute("y").as_double();
      EXPECT_GE(node.node().attribute("x").as_double(), 90.0);
      EXPECT_GT(y, last);
      EXPECT_LT(y, sheet.height_px);
      last = y;
    }
    EXPECT_GT(last, 0.0);
  }
}

TEST(LegSvg, names_the_three_long_hamstrings_with_their_stretch) {
  const std::string markup = leg_svg(pose_of(), {.px_per_m = 250.0, .height_px = 320.0}, "left leg").markup();
  for (const char* label : {"outer BFlh", "inner ST", "deep inner SM", "hip ", "knee "})
    EXPECT_THAT(markup, HasSubstr(label));
  EXPECT_THAT(markup, Not(HasSubstr("nan")));
}

TEST(LegSvg, draws_without_muscles_and_joint_angles) {
  report::LegPose pose = pose_of();
  pose.muscles.clear();
  pose.hip_flexion_rad = report::unknown;
  const std::string markup = leg_svg(pose, {.px_per_m = 250.0, .height_px = 320.0}, "leg").markup();
  EXPECT_THAT(markup, HasSubstr("bone"));
  EXPECT_THAT(markup, Not(HasSubstr("hip ")));
  EXPECT_THAT(markup, Not(HasSubstr("nan")));
}

TEST(LegSvg, knows_what_it_cannot_draw) {
  report::LegPose pose = pose_of();
  EXPECT_TRUE(can_be_drawn(pose));
  pose.leg.ankle.y = std::numeric_limits<double>::quiet_NaN();
  EXPECT_FALSE(can_be_drawn(pose));
  EXPECT_EQ(common_sheet({pose}).height_px, 0.0);
  report::LegPose flat = pose_of();
  flat.leg.knee = flat.leg.hip;
  EXPECT_FALSE(can_be_drawn(flat));
}

TEST(LegSvg, leaves_out_a_muscle_whose_path_is_not_known) {
  report::LegPose pose = pose_of();
  pose.muscles[0].points[1].x = report::unknown;
  EXPECT_THAT(leg_svg(pose, {.px_per_m = 250.0, .height_px = 320.0}, "leg").markup(),
              Not(HasSubstr("outer BFlh")));
}

}  // namespace
}  // namespace hamstring::render
