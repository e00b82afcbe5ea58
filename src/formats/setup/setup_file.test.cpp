#include "formats/setup/setup_file.h"

#include <gtest/gtest.h>

namespace hamstring::setup {
namespace {

TEST(SetupFile, names_are_found_from_the_folder_of_the_setup_however_they_are_written) {
  EXPECT_EQ(resolve("trial/setup.xml", "model.osim"), "trial/model.osim");
  EXPECT_EQ(resolve("trial/setup.xml", "..\\data\\walk.mot"), "data/walk.mot");
  EXPECT_EQ(resolve("trial/setup.xml", "./a/../walk.mot"), "trial/walk.mot");
  EXPECT_EQ(resolve("trial/setup.xml", "/all/walk.mot"), "/all/walk.mot");
}

TEST(SetupFile, what_nobody_assigned_is_no_file) {
  for (const char* none : {"", "Unassigned", "unassigned", "UNASSIGNED"})
    EXPECT_TRUE(resolve("trial/setup.xml", none).empty()) << none;
}

}  // namespace
}  // namespace hamstring::setup
