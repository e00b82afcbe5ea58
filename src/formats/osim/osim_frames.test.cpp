#include "formats/osim/osim_frames.h"

#include <gtest/gtest.h>

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

}  // namespace
}  // namespace hamstring
