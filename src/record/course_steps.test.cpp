#include "record/course_steps.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace hamstring::course {
namespace {

Activity line_of(int seconds, double speed) {
  Activity activity{.sport = Sport::running};
  for (int i = 0; i <= seconds; ++i)
    activity.samples.push_back({.time_s = 1e9 + i,
                                .latitude_deg = 48.0 + i * speed / 111'200.0,
                                .longitude_deg = 11.0,
                                .distance_m = i * speed,
                                .speed_m_per_s = speed});
  return activity;
}

std::size_t count_of(const std::vector<LeftOut>& left_out, std::string_view word) {
  const auto found = std::ranges::find_if(
      left_out, [&](const LeftOut& one) { return one.what.find(word) != std::string::npos; });
  return found == left_out.end() ? 0 : found->count;
}

TEST(CourseSteps, ATimeThatJumpsAwayIsLeftOutAndNothingElse) {
  Activity activity = line_of(100, 3.0);
  activity.samples[40].time_s += 68e6;
  activity.samples[60].time_s += 5000;
  activity.samples[70].time_s -= 5000;
  std::vector<LeftOut> left_out;
  const auto ordered = in_order(activity, left_out);
  EXPECT_EQ(ordered.size(), 98U);
  EXPECT_EQ(count_of(left_out, "days away"), 1U);
  EXPECT_EQ(count_of(left_out, "backwards"), 2U);
  EXPECT_TRUE(std::ranges::is_sorted(ordered, {}, &ActivitySample::time_s));
}

TEST(CourseSteps, RecordsOfOneSecondAreJoined) {
  Activity activity;
  activity.samples = {{.time_s = 5, .speed_m_per_s = 3},
                      {.time_s = 5, .heart_rate_per_min = 140},
                      {.time_s = 6, .speed_m_per_s = 4},
                      {.time_s = 6, .speed_m_per_s = 5},
                      {}};
  std::vector<LeftOut> left_out;
  const auto ordered = in_order(activity, left_out);
  ASSERT_EQ(ordered.size(), 2U);
  EXPECT_EQ(ordered[0].speed_m_per_s, 3);
  EXPECT_EQ(ordered[0].heart_rate_per_min, 140);
  EXPECT_EQ(ordered[1].speed_m_per_s, 5);
  EXPECT_EQ(count_of(left_out, "without a time"), 1U);
}

TEST(CourseSteps, APlaceThatJumpsIsLeftOutAndAMoveIsBelievedInTheEnd) {
  Activity activity = line_of(60, 3.0);
  activity.samples[20].latitude_deg += 85.0 / 111'200.0;
  for (std::size_t i = 40; i < activity.samples.size(); ++i) activity.samples[i].latitude_deg += 0.01;
  std::vector<LeftOut> left_out;
  auto samples = in_order(activity, left_out);
  take_out_impossible(activity, samples, left_out);
  EXPECT_FALSE(samples[20].has_position());
  EXPECT_TRUE(samples[19].has_position() && samples[21].has_position());
  EXPECT_EQ(count_of(left_out, "reached"), 6U);
  EXPECT_TRUE(samples[60].has_position());
}

TEST(CourseSteps, ValuesThatNobodyHasAreNamed) {
  Activity activity = line_of(10, 3.0);
  activity.samples[1].speed_m_per_s = 300 / 3.6;
  activity.samples[2].heart_rate_per_min = 255;
  activity.samples[3].cadence_per_min = 255;
  activity.samples[4].altitude_m = 30'000;
  activity.samples[5].latitude_deg = activity.samples[5].longitude_deg = 0;
  std::vector<LeftOut> left_out;
  auto samples = in_order(activity, left_out);
  take_out_impossible(activity, samples, left_out);
  EXPECT_EQ(left_out.size(), 5U);
  for (const LeftOut& one : left_out) EXPECT_EQ(one.count, 1U) << one.what;
  EXPECT_TRUE(std::isnan(samples[1].speed_m_per_s));
}

TEST(CourseSteps, PlacesThatLieAsideForAWhileMakeNoWayAndNoSprint) {
  // 20 m beside the track for ten seconds: nobody gets there and back in one; 200 m aside: left out, then
  // believed.
  for (const double aside_m : {20.0, 200.0}) {
    Activity activity = line_of(120, 3.0);
    for (ActivitySample& sample : activity.samples) sample.distance_m = sample.speed_m_per_s = not_recorded;
    for (std::size_t i = 50; i < 60; ++i)
      activity.samples[i].longitude_deg += aside_m / (111'200.0 * std::cos(0.84));
    const Course course = course_of(activity);
    EXPECT_NEAR(course.distance_m, 360.0, 1.0) << aside_m;
    for (const CoursePoint& point : course.points) {
      if (std::isfinite(point.speed_m_per_s)) {
        EXPECT_NEAR(point.speed_m_per_s, 3.0, 0.1) << aside_m;
      }
    }
    EXPECT_GE(count_of(course.left_out, aside_m < 100 ? "speeds up to" : "reached"), 2U);
  }
}

TEST(CourseSteps, ADistanceThatFallsOrLeapsIsNotCounted) {
  Activity activity = line_of(20, 3.0);
  for (std::size_t i = 10; i < activity.samples.size(); ++i) activity.samples[i].distance_m += 500;
  std::vector<LeftOut> left_out;
  const auto all = distances(activity, activity.samples, {}, left_out);
  EXPECT_NEAR(all.back(), 57.0, 1e-9);
  EXPECT_EQ(count_of(left_out, "nobody runs"), 1U);
  for (ActivitySample& sample : activity.samples) sample.distance_m = not_recorded;
  left_out.clear();
  EXPECT_NEAR(distances(activity, activity.samples, {}, left_out).back(), 60.0, 0.1);
}

TEST(CourseSteps, ADeviceThatCatchesUpAfterALossKeepsItsDistance) {
  Activity activity = line_of(60, 3.0);
  for (std::size_t i = 10; i < 40; ++i) activity.samples[i].distance_m = 30.0;
  std::vector<LeftOut> left_out;
  EXPECT_EQ(distances(activity, activity.samples, {}, left_out).back(), 180.0);
  EXPECT_TRUE(left_out.empty());
}

}  // namespace
}  // namespace hamstring::course
