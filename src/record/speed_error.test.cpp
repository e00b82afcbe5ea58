#include "record/speed_error.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace hamstring::course {
namespace {

std::vector<CoursePoint> speeds(double error, double step_s, bool sprints) {
  std::mt19937 random(5);
  std::normal_distribution<double> normal;
  std::vector<CoursePoint> points;
  for (double t = 0; t < 1800; t += step_s) {
    const double true_speed = sprints && std::fmod(t, 60.0) > 54.0 ? 7.0 : 3.0;
    points.push_back({.time_s = 1e9 + t, .speed_m_per_s = true_speed + error * normal(random)});
  }
  return points;
}

TEST(SpeedError, IsFoundAgainAlsoWhereThePaceChanges) {
  for (const double error : {0.05, 0.2, 0.5}) {
    for (const double step_s : {0.5, 1.0, 2.0}) {
      const double wanted = std::hypot(error, 0.03);
      EXPECT_NEAR(seen_speed_error(speeds(error, step_s, false), SpeedSource::recorded, 0.3), wanted,
                  0.1 * wanted);
      EXPECT_NEAR(seen_speed_error(speeds(error, step_s, true), SpeedSource::recorded, 0.3), wanted,
                  0.6 * wanted);
    }
  }
}

TEST(SpeedError, IsTheAssumedOneWhereLittleIsSeen) {
  const auto few = speeds(0.2, 1.0, false);
  EXPECT_EQ(seen_speed_error(std::span(few).first(100), SpeedSource::recorded, 0.3), 0.3);
  EXPECT_EQ(seen_speed_error({}, SpeedSource::positions, 0.45), 0.45);
  EXPECT_EQ(seen_speed_error(speeds(0.2, 4.0, false), SpeedSource::recorded, 0.3), 0.3);
}

}  // namespace
}  // namespace hamstring::course
