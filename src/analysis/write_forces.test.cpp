#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "analysis/analyze_forces.h"
#include "core/file.h"
#include "formats/storage/storage_reader.h"
#include "tests/support/run_with_forces.h"
#include "tests/support/temp_folder.h"

namespace hamstring::analysis {
namespace {

using hamstring::testing::run_with_forces;
using ::testing::HasSubstr;

TEST(WriteForces, leaves_tables_that_read_back_and_a_summary_with_bands) {
  const auto& run = run_with_forces();
  ASSERT_TRUE(run) << run.error().text();
  const test::TempFolder folder;
  ASSERT_TRUE(write_forces_analysis(folder / "out", *run));
  const auto forces = read_file(folder / "out" / "forces.sto");
  ASSERT_TRUE(forces);
  Diagnostics diagnostics;
  const auto table = parse_storage(*forces, "forces.sto", diagnostics);
  ASSERT_TRUE(table) << table.error().text();
  const auto curves = read_file(folder / "out" / "hamstrings.csv");
  ASSERT_TRUE(curves);
  EXPECT_THAT(*curves, HasSubstr("BFlh_left_N,BFlh_left_low_N,BFlh_left_high_N"));
  const auto summary = read_file(folder / "out" / "summary.json");
  ASSERT_TRUE(summary);
  const auto json = nlohmann::json::parse(*summary);
  EXPECT_EQ(json["schema"], "hamstring/forces");
  EXPECT_EQ(json["frames"], run->shared.frames.size());
  EXPECT_TRUE(json["only_of_the_swinging_leg"].get<bool>());
  for (const auto& muscle : json["hamstrings"]) EXPECT_TRUE(muscle["late_swing_peak_low_N"].is_number());
}

TEST(WriteForces, says_in_words_what_is_known_and_how) {
  const auto& run = run_with_forces();
  ASSERT_TRUE(run) << run.error().text();
  const std::string text = forces_text(*run);
  EXPECT_THAT(text, HasSubstr("BFlh left: "));
  EXPECT_THAT(text, HasSubstr(", between "));
  EXPECT_THAT(text, HasSubstr("forces under the feet computed from the movement"));
  EXPECT_THAT(text, HasSubstr("their bands are wide"));
}

}  // namespace
}  // namespace hamstring::analysis
