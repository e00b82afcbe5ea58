#include "render/svg.h"

#include <gtest/gtest.h>

#include <limits>

namespace hamstring::render {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
const Scale same{0.0, 1.0, 0.0, 1.0};
const Scale ten{0.0, 1.0, 100.0, 0.0};

TEST(Svg, writes_short_finite_coordinates) {
  EXPECT_EQ(coordinate(12.34), "12.3");
  EXPECT_EQ(coordinate(-0.04), "0");
  EXPECT_EQ(coordinate(7.0), "7");
  EXPECT_EQ(coordinate(123456.78), "123456.8");
  EXPECT_EQ(coordinate(nan), "0");
  EXPECT_EQ(coordinate(-std::numeric_limits<double>::infinity()), "0");
  EXPECT_EQ(coordinate(1e300), "0");
}

TEST(Svg, interrupts_a_line_where_a_value_is_missing) {
  const std::vector<double> x{0, 1, 2, 3, 4};
  const std::vector<double> y{5, 6, nan, 8, 9};
  EXPECT_EQ(line_path(x, y, same, same), "M0 5L1 6M3 8L4 9");
}

TEST(Svg, closes_a_band_above_and_below) {
  const std::vector<double> x{0, 1};
  const std::vector<double> y{0.5, 0.6};
  const std::vector<double> half{0.1, 0.2};
  EXPECT_EQ(band_path(x, y, half, same, ten), "M0 40L1 20L1 60L0 60Z");
}

TEST(Svg, splits_a_band_at_a_gap) {
  const std::vector<double> x{0, 1, 2};
  const std::vector<double> y{1, 2, 3};
  const std::vector<double> half{1, nan, 1};
  EXPECT_EQ(band_path(x, y, half, same, same), "M0 2L0 0ZM2 4L2 2Z");
  EXPECT_EQ(band_path(x, y, {}, same, same), "");
}

TEST(Svg, chooses_round_ticks_that_cover_the_range) {
  EXPECT_EQ(round_ticks(-8.1, 5.2, 5), (std::vector<double>{-10, -5, 0, 5, 10}));
  EXPECT_EQ(round_ticks(0.0, 100.0, 5), (std::vector<double>{0, 20, 40, 60, 80, 100}));
  const std::vector<double> small = round_ticks(0.0, 0.62, 4);
  EXPECT_NEAR(small[1], 0.2, 1e-12);
  EXPECT_EQ(tick_decimals(small), 1);
  EXPECT_EQ(tick_decimals({0.0, 20.0}), 0);
}

TEST(Svg, survives_a_range_that_is_none) {
  EXPECT_EQ(round_ticks(3.0, 3.0, 5), (std::vector<double>{0, 1}));
  EXPECT_EQ(round_ticks(nan, 1.0, 5), (std::vector<double>{0, 1}));
}

}  // namespace
}  // namespace hamstring::render
