#include "analysis/tool_setup.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "tests/support/temp_folder.h"

namespace hamstring::analysis {
namespace {

using ::testing::HasSubstr;

TEST(ToolSetup, results_go_below_the_folder_of_the_setup_and_nowhere_else) {
  const test::TempFolder folder;
  const auto setup = folder / "setup.xml";
  EXPECT_TRUE(check_results_folder(setup, folder / "results"));
  EXPECT_TRUE(check_results_folder(setup, folder / "a" / "b"));
  for (const auto& elsewhere :
       {folder / "..", folder / "a" / ".." / ".." / "b", std::filesystem::path("/etc")}) {
    const auto refused = check_results_folder(setup, elsewhere);
    ASSERT_FALSE(refused) << elsewhere;
    EXPECT_EQ(refused.error().element, "results_directory");
  }
}

TEST(ToolSetup, a_link_out_of_the_folder_is_followed_before_it_is_judged) {
  const test::TempFolder folder, other;
  std::filesystem::create_directory_symlink(other / ".", folder / "results");
  EXPECT_FALSE(check_results_folder(folder / "setup.xml", folder / "results" / "deep"));
}

TEST(ToolSetup, a_file_is_found_where_its_name_differs_in_capitals_only) {
  const test::TempFolder folder;
  std::ofstream(folder / "Walk.mot") << "x";
  Diagnostics diagnostics;
  EXPECT_EQ(as_it_is_called_here(folder / "walk.MOT", diagnostics), folder / "Walk.mot");
  EXPECT_EQ(diagnostics.entries().size(), 1U);
  EXPECT_EQ(as_it_is_called_here(folder / "run.mot", diagnostics), folder / "run.mot");
}

TEST(ToolSetup, an_interval_ends_at_the_frame_at_or_before) {
  const std::vector<double> time_s{0.0, 0.1, 0.2};
  EXPECT_EQ(frame_at_or_before(time_s, 0.1), 1U);
  EXPECT_EQ(frame_at_or_before(time_s, 0.19), 1U);
  EXPECT_EQ(frame_at_or_before(time_s, -1.0), 0U);
  EXPECT_EQ(frame_at_or_before(time_s, 9.0), 2U);
}

TEST(ToolSetup, rows_that_nobody_recorded_are_counted_in_words) {
  const std::vector<double> recorded{0.0, 0.1, 0.2};
  Diagnostics diagnostics;
  EXPECT_TRUE(what_the_filter_did(recorded, recorded, diagnostics).empty());
  const std::vector<double> rows{-0.1, 0.0, 0.05, 0.2, 0.3, 0.4};
  const auto remarks = what_the_filter_did(rows, recorded, diagnostics);
  ASSERT_EQ(remarks.size(), 2U);
  EXPECT_THAT(remarks[0], HasSubstr("1 rows before 0 s and 2 after 0.2 s"));
  EXPECT_THAT(remarks[1], HasSubstr("1 rows stand at times that were not recorded"));
}

}  // namespace
}  // namespace hamstring::analysis
