#include "analysis/check.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "core/file.h"
#include "tests/support/temp_folder.h"

namespace hamstring::analysis {
namespace {

const std::filesystem::path data_folder = std::filesystem::path(HAMSTRING_PROJECT_DIR) / "data";

TEST(KnownAnswer, passes_within_its_tolerance_and_never_with_nan) {
  EXPECT_TRUE((KnownAnswer{.expected = 1.0, .found = 1.05, .tolerance = 0.1}).passed());
  EXPECT_FALSE((KnownAnswer{.expected = 1.0, .found = 1.2, .tolerance = 0.1}).passed());
  EXPECT_FALSE((KnownAnswer{.expected = 1.0, .found = std::nan(""), .tolerance = 0.1}).passed());
}

TEST(KnownAnswers, all_pass_in_this_build) {
  Diagnostics diagnostics;
  const auto answers = run_known_answers(data_folder, diagnostics);
  ASSERT_TRUE(answers) << answers.error().text();
  EXPECT_GE(answers->size(), 14U);
  for (const KnownAnswer& answer : *answers)
    EXPECT_TRUE(answer.passed()) << answer.what << ": " << answer.found;
}

TEST(KnownAnswers, notice_a_changed_model_and_refuse_damaged_numbers) {
  const test::TempFolder folder;
  const std::filesystem::path& copy = folder.path();
  std::string model = *read_file(data_folder / "models" / "lower_body.osim");
  // The origin of one muscle moves by 1 mm.
  const std::string mark = "<location>";
  const std::size_t at = model.find(mark, model.find("name=\"bflh_r\"")) + mark.size();
  const std::size_t end = model.find(' ', model.find_first_not_of(' ', at));
  model.replace(at, end - at, std::to_string(std::stod(model.substr(at, end - at)) + 0.001));
  ASSERT_TRUE(write_file(copy / "models" / "lower_body.osim", model));
  const std::string stored = *read_file(data_folder / "checks" / "lower_body_simbody.json");
  ASSERT_TRUE(write_file(copy / "checks" / "lower_body_simbody.json", stored));
  Diagnostics diagnostics;
  const auto changed = run_known_answers(copy, diagnostics);
  ASSERT_TRUE(changed) << changed.error().text();
  EXPECT_FALSE(std::ranges::all_of(*changed, &KnownAnswer::passed));
  ASSERT_TRUE(write_file(copy / "checks" / "lower_body_simbody.json", stored.substr(0, stored.size() / 2)));
  EXPECT_FALSE(run_known_answers(copy, diagnostics));
}

}  // namespace
}  // namespace hamstring::analysis
