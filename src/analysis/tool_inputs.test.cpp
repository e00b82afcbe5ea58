#include "analysis/tool_inputs.h"

#include <gtest/gtest.h>

namespace hamstring::analysis {
namespace {

TEST(ToolInputs, what_is_given_by_hand_stands_instead_of_the_setups_own_and_is_said) {
  std::filesystem::path model = "old.osim", motion = "old.mot";
  EXPECT_TRUE(take_given_files({}, model, motion).empty());
  EXPECT_EQ(model, "old.osim");
  const auto remarks = take_given_files({.model = "a/new.osim", .motion = "a/new.mot"}, model, motion);
  EXPECT_EQ(model, "a/new.osim");
  EXPECT_EQ(motion, "a/new.mot");
  EXPECT_EQ(remarks, (std::vector<std::string>{"model new.osim given with --model",
                                               "motion new.mot given with --motion"}));
}

TEST(ToolInputs, what_is_missing_is_named_with_the_option_that_gives_it) {
  const auto model = check_tool_inputs("s.xml", "", "a.mot");
  ASSERT_FALSE(model);
  EXPECT_NE(model.error().advice.find("--model"), std::string::npos);
  const auto motion = check_tool_inputs("s.xml", "a.osim", "");
  ASSERT_FALSE(motion);
  EXPECT_NE(motion.error().advice.find("--motion"), std::string::npos);
  EXPECT_TRUE(check_tool_inputs("s.xml", "a.osim", "a.mot"));
}

}  // namespace
}  // namespace hamstring::analysis
