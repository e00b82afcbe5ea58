#include "record/earth_distance.h"

#include <gtest/gtest.h>

#include <cmath>

namespace hamstring {
namespace {

// A degree of latitude and of longitude on WGS 84, as tables of geodesy give them (per degree at 0°, 45°,
// 60°).
TEST(EarthDistance, EqualsTheTablesOfADegree) {
  const auto north = [](double latitude) {
    return earth_distance_m({latitude - 0.005, 10.0}, {latitude + 0.005, 10.0}) * 100.0;
  };
  const auto east = [](double latitude) {
    return earth_distance_m({latitude, 10.0}, {latitude, 10.01}) * 100.0;
  };
  EXPECT_NEAR(north(0), 110'574, 1.0);
  EXPECT_NEAR(north(45), 111'132, 1.0);
  EXPECT_NEAR(north(60), 111'412, 1.0);
  EXPECT_NEAR(east(0), 111'320, 1.0);
  EXPECT_NEAR(east(45), 78'847, 1.0);
  EXPECT_NEAR(east(60), 55'800, 1.0);
}

TEST(EarthDistance, TheDateLineIsNoWayAroundTheEarth) {
  EXPECT_NEAR(earth_distance_m({0, 179.9999}, {0, -179.9999}), 22.264, 0.001);
  EXPECT_EQ(earth_distance_m({12, 34}, {12, 34}), 0.0);
  EXPECT_TRUE(std::isnan(earth_distance_m({12, 34}, {std::nan(""), 34})));
}

}  // namespace
}  // namespace hamstring
