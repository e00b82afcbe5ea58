#include "report/jump_groups.h"

#include <gtest/gtest.h>

namespace hamstring::report {
namespace {

TEST(JumpGroups, one_a_muscle_with_its_count_and_its_largest_jump_first) {
  const std::vector<ReportedJump> jumps{{.muscle = "psoas_r", .frame = 3, .time_s = 0.03, .size_m = 0.001},
                                        {.muscle = "semiten_l", .frame = 4, .time_s = 0.04, .size_m = -0.002},
                                        {.muscle = "psoas_r", .frame = 9, .time_s = 0.09, .size_m = -0.0015},
                                        {.muscle = "psoas_r", .frame = 12, .time_s = 0.12, .size_m = 0.0005}};
  const std::vector<JumpGroup> groups = jumps_by_muscle(jumps);
  ASSERT_EQ(groups.size(), 2U);
  EXPECT_EQ(groups[0].largest.muscle, "semiten_l");
  EXPECT_EQ(groups[0].count, 1U);
  EXPECT_EQ(groups[1].largest.muscle, "psoas_r");
  EXPECT_EQ(groups[1].count, 3U);
  EXPECT_EQ(groups[1].largest.frame, 9U);
}

TEST(JumpGroups, a_jump_of_unknown_size_is_counted_and_comes_last) {
  const std::vector<ReportedJump> jumps{{.muscle = "a"}, {.muscle = "b", .size_m = 1e-4}, {.muscle = "a"}};
  const std::vector<JumpGroup> groups = jumps_by_muscle(jumps);
  ASSERT_EQ(groups.size(), 2U);
  EXPECT_EQ(groups[0].largest.muscle, "b");
  EXPECT_EQ(groups[1].count, 2U);
}

TEST(JumpGroups, none_without_jumps) {
  EXPECT_TRUE(jumps_by_muscle({}).empty());
}

}  // namespace
}  // namespace hamstring::report
