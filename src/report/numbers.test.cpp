#include "report/numbers.h"

#include <gtest/gtest.h>

#include <limits>

namespace hamstring::report {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();

TEST(Numbers, use_a_real_minus_sign) {
  EXPECT_EQ(number(-3.25, 1), "\u22123.2");
}

TEST(Numbers, never_show_minus_zero) {
  EXPECT_EQ(number(-0.04, 1), "0.0");
  EXPECT_EQ(number(-0.0, 0), "0");
}

TEST(Numbers, say_not_known_instead_of_nan) {
  EXPECT_EQ(number(nan, 1), "not known");
  EXPECT_EQ(quantity(infinity, 1, "%"), "not known");
}

TEST(Numbers, keep_the_unit_beside_its_number) {
  EXPECT_EQ(quantity(4.94, 1, "%"), "4.9\u00a0%");
  EXPECT_EQ(quantity(37.6, 0, "°"), "38°");
  EXPECT_EQ(quantity(0.493, 2, ""), "0.49");
}

TEST(Numbers, show_the_spread_only_where_it_is_known) {
  EXPECT_EQ(quantity(exposure::MeanSd{.mean = 4.9, .sd = 0.21}, 1, "%"), "4.9\u00a0±\u00a00.2\u00a0%");
  EXPECT_EQ(quantity(exposure::MeanSd{.mean = 4.9}, 1, "%"), "4.9\u00a0%");
}

TEST(Numbers, scale_means_and_keep_spreads_positive) {
  const exposure::MeanSd value = scaled({.mean = 2.0, .sd = 0.5, .min = 1.0, .max = 3.0, .count = 4}, -2.0);
  EXPECT_EQ(value.mean, -4.0);
  EXPECT_EQ(value.sd, 1.0);
  EXPECT_EQ(value.count, 4u);
}

}  // namespace
}  // namespace hamstring::report
