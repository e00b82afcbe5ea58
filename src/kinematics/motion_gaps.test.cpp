#include "kinematics/motion_gaps.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <vector>

namespace hamstring {
namespace {

const double gap = std::nan("");

/// A second of a sine of 1 Hz at 50 Hz.
struct Swing {
  std::vector<double> time_s, values;
  Swing() {
    for (int i = 0; i <= 50; ++i) {
      time_s.push_back(0.02 * i);
      values.push_back(std::sin(2.0 * std::numbers::pi * time_s.back()));
    }
  }
  void lose(std::size_t first, std::size_t last) {
    for (std::size_t i = first; i <= last; ++i) values[i] = gap;
  }
};

TEST(FillShortGaps, puts_the_curve_back_where_up_to_60_milliseconds_are_missing) {
  Swing swing;
  const std::vector<double> whole = swing.values;
  swing.lose(10, 11);  // from row 9 to row 12
  swing.lose(30, 30);
  const std::vector<TimeSpan> filled = fill_short_gaps(swing.time_s, swing.values);
  ASSERT_EQ(filled.size(), 2U);
  EXPECT_EQ(filled[0].start_s, swing.time_s[10]);
  EXPECT_EQ(filled[0].end_s, swing.time_s[11]);
  EXPECT_EQ(filled[1].start_s, filled[1].end_s);
  for (std::size_t i = 0; i < whole.size(); ++i) EXPECT_NEAR(swing.values[i], whole[i], 3e-4) << i;
}

TEST(FillShortGaps, leaves_long_gaps_and_those_at_the_ends_and_changes_nothing_else) {
  Swing swing;
  swing.lose(0, 1);
  swing.lose(20, 22);  // 80 ms
  swing.lose(50, 50);
  const std::vector<double> before = swing.values;
  EXPECT_TRUE(fill_short_gaps(swing.time_s, swing.values).empty());
  for (std::size_t i = 0; i < before.size(); ++i)
    EXPECT_TRUE(before[i] == swing.values[i] || (std::isnan(before[i]) && std::isnan(swing.values[i]))) << i;
}

TEST(FillShortGaps, invents_nothing_from_too_few_rows) {
  const std::vector<double> time_s{0.0, 0.01, 0.02, 0.03};
  std::vector<double> values{1.0, 2.0, gap, 4.0};
  EXPECT_TRUE(fill_short_gaps(time_s, values).empty());
  EXPECT_TRUE(std::isnan(values[2]));
}

}  // namespace
}  // namespace hamstring
