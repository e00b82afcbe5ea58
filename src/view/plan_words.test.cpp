#include "view/plan_words.h"

#include <gtest/gtest.h>

namespace hamstring::rehab {
namespace {

TEST(PlanWords, names_the_speed_that_a_share_is_of) {
  RunLine run;
  run.percent = {.min = 80, .max = 90};
  EXPECT_EQ(speed_by_feel(run).id, "run.by_feel");
  EXPECT_TRUE(speed_by_feel(run).arguments.empty()) << "who walks is told no share of any speed";
  run.speed_of = OwnSpeed::easy;
  EXPECT_EQ(speed_by_feel(run).id, "run.by_feel_easy");
  run.speed_of = OwnSpeed::top;
  EXPECT_EQ(speed_by_feel(run).id, "run.by_feel_top");
  EXPECT_EQ(std::get<double>(speed_by_feel(run).arguments.at("to")), 90.0);
}

}  // namespace
}  // namespace hamstring::rehab
