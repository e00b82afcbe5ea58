#include "formats/osim/osim_frames.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "model/compile.h"
#include "tests/support/osim_test_models.h"

namespace hamstring {
namespace {

using osim::FrameEntry;
using osim::FrameTable;

/// Two bodies, and a joint with two frames, one of which shares its name with a frame of another joint.
FrameTable small_table() {
  FrameTable table;
  EXPECT_TRUE(table.add({.path = "/ground", .name = "ground"}));
  EXPECT_TRUE(table.add({.path = "/bodyset/thigh", .name = "thigh"}));
  EXPECT_TRUE(table.add({.path = "/bodyset/shank", .name = "shank"}));
  EXPECT_TRUE(table.add({.path = "/jointset/hip/offset", .name = "hip/offset", .is_frame = true}));
  EXPECT_TRUE(table.add({.path = "/jointset/knee/offset", .name = "knee/offset", .is_frame = true}));
  EXPECT_TRUE(table.add({.path = "/jointset/knee/plate", .name = "knee/plate", .is_frame = true}));
  return table;
}

std::string found(const FrameTable& table, std::string_view reference, std::string_view owner) {
  const FrameEntry* const entry = table.resolve(reference, owner);
  return entry == nullptr ? "none" : entry->name;
}

TEST(FramePaths, join_like_paths_of_files) {
  EXPECT_EQ(osim::join_paths("/jointset/hip", "../../bodyset/thigh"), "/bodyset/thigh");
  EXPECT_EQ(osim::join_paths("/jointset/hip", "/ground"), "/ground");
  EXPECT_EQ(osim::join_paths("/a", "../../.."), "/");
  EXPECT_EQ(osim::join_paths("/a/", "./b//c"), "/a/b/c");
}

TEST(FramePaths, end_in_what_follows_the_last_slash) {
  EXPECT_EQ(osim::last_name("/bodyset/femur_r"), "femur_r");
  EXPECT_EQ(osim::last_name("femur_r"), "femur_r");
  EXPECT_EQ(osim::last_name("/bodyset/"), "");
}

TEST(FrameTable, takes_each_path_once) {
  FrameTable table = small_table();
  EXPECT_FALSE(table.add({.path = "/bodyset/thigh", .name = "another"}));
  EXPECT_EQ(table.entries().size(), 6U);
  EXPECT_TRUE(table.has_path("/bodyset/thigh"));
  EXPECT_FALSE(table.has_path("/bodyset/foot"));
}

TEST(FrameTable, resolves_paths_from_the_root_from_the_owner_and_by_name_alone) {
  const FrameTable table = small_table();
  EXPECT_EQ(found(table, "/bodyset/thigh", "/jointset/hip"), "thigh");
  EXPECT_EQ(found(table, "../../bodyset/shank", "/jointset/hip"), "shank");
  EXPECT_EQ(found(table, "offset", "/jointset/hip"), "hip/offset") << "its own frame first";
  EXPECT_EQ(found(table, "offset", "/jointset/knee"), "knee/offset");
  EXPECT_EQ(found(table, " thigh ", "/jointset/hip"), "thigh");
  EXPECT_EQ(found(table, "../shank", "/jointset/hip"), "shank") << "paths of old files meant bodies";
  EXPECT_EQ(found(table, "Ground", "/jointset/hip"), "ground");
  EXPECT_EQ(found(table, "plate", "/markerset/m"), "knee/plate") << "only one frame is called so";
}

TEST(FrameTable, never_guesses_between_two_and_never_takes_the_owner_for_its_own_parent) {
  const FrameTable table = small_table();
  EXPECT_EQ(found(table, "offset", "/markerset/m"), "none") << "two frames are called so";
  EXPECT_EQ(found(table, "../plate", "/markerset/m"), "none")
      << "a path to a frame is not searched by its end";
  EXPECT_EQ(found(table, ".", "/bodyset/thigh"), "none");
  EXPECT_EQ(found(table, "", "/bodyset/thigh"), "none");
  EXPECT_EQ(found(table, "/bodyset/foot", "/jointset/hip"), "none");
}

/// The leg whose hip hangs on a frame that four landmarks of the thigh make.
std::string landmark_leg() {
  const std::string landmarks = R"(<components>
      <Station name="low"><socket_parent_frame>..</socket_parent_frame><location>0 -0.4 0</location></Station>
      <Station name="high"><socket_parent_frame>/bodyset/thigh</socket_parent_frame><location>0 0 0</location></Station>
      <StationDefinedFrame name="by_landmarks">
        <socket_point_a>../low</socket_point_a><socket_point_b>/bodyset/thigh/high</socket_point_b>
        <socket_point_c>/markerset/outside</socket_point_c><socket_origin_point>high</socket_origin_point>
        <ab_axis>-x</ab_axis><ab_x_ac_axis>+y</ab_x_ac_axis>
      </StationDefinedFrame></components>)";
  std::string text =
      osim_test::replaced(osim_test::leg_model(), "<mass>8</mass>", "<mass>8</mass>" + landmarks);
  text = osim_test::replaced(text, "<MarkerSet name=\"markerset\"><objects>",
                             "<MarkerSet name=\"markerset\"><objects><Marker name=\"outside\">"
                             "<socket_parent_frame>/jointset/knee/thigh_offset</socket_parent_frame>"
                             "<location>0 0 0.05</location></Marker>");
  return osim_test::replaced(text, "<socket_child_frame>/bodyset/thigh<",
                             "<socket_child_frame>/bodyset/thigh/by_landmarks<");
}

TEST(FramesByLandmarks, point_where_their_landmarks_say) {
  const model::ModelSpecification leg = osim_test::parse_good(landmark_leg());
  Diagnostics diagnostics;
  const auto model = model::compile(leg, diagnostics);
  ASSERT_TRUE(model) << model.error().text();
  const Pose X_BM = model->joints[0].X_MB.inverse();
  // From low to high is y, across it to the outside x: the frame's x is -y, its y is x, its z is z.
  Mat3 expected;
  expected << 0, 1, 0, -1, 0, 0, 0, 0, 1;
  EXPECT_LT((X_BM.R - expected).norm(), 1e-15) << X_BM.R;
  EXPECT_LT(X_BM.p.norm(), 1e-15);
}

TEST(FramesByLandmarks, refuse_landmarks_that_make_none_and_say_why) {
  const auto refusal = [](const std::string& from, const std::string& to) {
    Diagnostics diagnostics;
    const auto read = osim_test::parse(osim_test::replaced(landmark_leg(), from, to), diagnostics);
    if (!read) return read.error().text();
    const auto model = model::compile(*read, diagnostics);
    EXPECT_FALSE(model);
    return model ? std::string() : model.error().text();
  };
  using ::testing::HasSubstr;
  EXPECT_THAT(refusal("<location>0 0 0.05</location>", "<location>0 -0.1 0</location>"),
              HasSubstr("lie on one line"));
  EXPECT_THAT(refusal("/jointset/knee/thigh_offset</socket_parent_frame><location>0 0 0.05",
                      "/bodyset/shank</socket_parent_frame><location>0 0 0.05"),
              HasSubstr("different bodies"));
  EXPECT_THAT(refusal("<ab_axis>-x<", "<ab_axis>up<"), HasSubstr("a direction like +x or -y; found 'up'"));
  EXPECT_THAT(refusal("<ab_axis>-x<", "<ab_axis>y<"), HasSubstr("one axis"));
  EXPECT_THAT(refusal("/markerset/outside<", "/markerset/nobody<"), HasSubstr("'/markerset/nobody'"));
  // A station on the frame that it makes.
  EXPECT_THAT(refusal("<socket_parent_frame>..<", "<socket_parent_frame>/bodyset/thigh/by_landmarks<"),
              HasSubstr("circle"));
}

}  // namespace
}  // namespace hamstring
