#include "muscle/reach.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace hamstring::muscle {
namespace {

/// |x − corner|: its slope leads over the corner from either side.
TEST(Reach, closes_in_on_a_corner_wherever_it_is) {
  for (double corner = 0.05; corner < 1.0; corner += 0.0173) {
    Reach reach = free_reach(1, 0.05);
    std::vector<double> x{0.9}, next{0.0};
    for (int i = 0; i < 120; ++i) {
      const double wanted = x[0] > corner ? 0.0 : 1.0;
      next[0] = std::clamp(wanted, x[0] - reach.most[0], x[0] + reach.most[0]);
      learn(reach, x, next);
      x = next;
    }
    EXPECT_NEAR(x[0], corner, 1e-9);
    EXPECT_LT(reach.most[0], 1e-9);
  }
}

TEST(Reach, does_not_hold_whom_newtons_steps_bring_closer_from_either_side) {
  Reach reach = free_reach(1, 0.05);
  std::vector<double> x{0.0}, next{0.04};
  for (int i = 0; i < 30; ++i) {
    learn(reach, x, next);
    const double step = next[0] - x[0];
    x = next;
    next[0] = x[0] - 0.1 * step;
  }
  EXPECT_EQ(reach.most[0], 0.05);
}

TEST(Reach, grows_for_those_that_go_on) {
  Reach reach = free_reach(2, 0.05);
  std::vector<double> x{0.0, 0.0};
  for (int i = 0; i < 4; ++i) {
    const std::vector<double> next{x[0] + reach.most[0], std::numeric_limits<double>::quiet_NaN()};
    learn(reach, x, next);
    x[0] = next[0];
  }
  EXPECT_GT(reach.most[0], 0.05);
  EXPECT_EQ(reach.most[1], 0.05);
}

}  // namespace
}  // namespace hamstring::muscle
