#include "movement/movement_library.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/file.h"
#include "tests/support/temp_folder.h"

namespace hamstring::movement {
namespace {

std::string written(const std::string& id, const std::string& more) {
  return "id = \"" + id + "\"\nkind = \"movement\"\nschema_version = 1\nname = \"" + id +
         "\"\ndescription = \"bends\"\norigin = \"ours\"\nsources = [\"ours\"]\ncycle_time_s = 1\n"
         "speed_m_per_s = 0\ncontact_fraction = 1\nleft_lag_cycles = 0\n" +
         more +
         "\n[[curve]]\ncoordinate = \"knee_angle\"\nsymmetry = \"legs\"\nunit = \"deg\"\nmean = 10\n"
         "cos = [1]\nsin = [0]\n";
}

Result<std::vector<LibraryMovement>> library_of(const std::filesystem::path& folder) {
  Diagnostics diagnostics;
  return load_movement_library(folder, diagnostics);
}

TEST(MovementLibrary, stands_in_the_order_of_its_places_and_knows_which_is_shown_first) {
  const test::TempFolder folder;
  ASSERT_TRUE(write_file(folder / "a.toml", written("a", "")));
  ASSERT_TRUE(write_file(folder / "b.toml", written("b", "place = 2\ndemonstration = true")));
  ASSERT_TRUE(write_file(folder / "c.toml", written("c", "place = 1")));
  const auto library = library_of(folder / "");
  ASSERT_TRUE(library) << library.error().text();
  std::vector<std::string> ids;
  for (const LibraryMovement& one : *library) ids.push_back(one.movement.id);
  EXPECT_THAT(ids, testing::ElementsAre("c", "b", "a"));
  EXPECT_EQ(demonstration(*library).movement.id, "b");
}

TEST(MovementLibrary, is_refused_where_none_or_two_are_shown_first) {
  const test::TempFolder folder;
  ASSERT_TRUE(write_file(folder / "a.toml", written("a", "")));
  const auto none = library_of(folder / "");
  ASSERT_FALSE(none);
  EXPECT_THAT(none.error().message, testing::HasSubstr("; 0 are"));
  for (const char* id : {"b", "c"})
    ASSERT_TRUE(write_file(folder / (std::string(id) + ".toml"), written(id, "demonstration = true")));
  const auto two = library_of(folder / "");
  ASSERT_FALSE(two);
  EXPECT_THAT(two.error().message, testing::HasSubstr("; 2 are"));
}

}  // namespace
}  // namespace hamstring::movement
