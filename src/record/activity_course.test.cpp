#include "record/activity_course.h"

#include <gtest/gtest.h>

#include <cmath>

namespace hamstring {
namespace {

Activity a_run(int seconds = 600, double speed = 3.0) {
  Activity run{.sport = Sport::running, .start_s = 1'600'000'000};
  for (int i = 0; i <= seconds; ++i)
    run.samples.push_back({.time_s = run.start_s + i,
                           .latitude_deg = 48.0 + i * speed / 111'200.0,
                           .longitude_deg = 11.0,
                           .altitude_m = 500 + 0.05 * speed * i,
                           .distance_m = i * speed,
                           .speed_m_per_s = speed,
                           .cadence_per_min = 84});
  return run;
}

TEST(ActivityCourse, TotalsSpeedStepsAndGradeOfAnEvenRun) {
  const Course course = course_of(a_run());
  EXPECT_EQ(course.points.size(), 601U);
  EXPECT_EQ(course.distance_m, 1800.0);
  EXPECT_EQ(course.elapsed_s, 600.0);
  EXPECT_EQ(course.moving_s, 600.0);
  EXPECT_EQ(course.speed_source, SpeedSource::recorded);
  EXPECT_EQ(course.other_source, SpeedSource::distance);
  EXPECT_NEAR(course.other_over_used, 1.0, 1e-9);
  EXPECT_EQ(course.cadence_rule, CadenceRule::one_leg);
  EXPECT_EQ(course.points[300].strides_per_min, 84.0);
  EXPECT_TRUE(course.left_out.empty());
  const Grade grade = grade_at(course, 300);
  EXPECT_NEAR(grade.slope, 0.05, 1e-9);
  EXPECT_NEAR(grade.error, std::sqrt(2.0) * 1.5 / 60.0, 1e-3);
}

TEST(ActivityCourse, WithoutSpeedItComesFromDistanceOrPlaces) {
  Activity run = a_run();
  for (ActivitySample& sample : run.samples) sample.speed_m_per_s = not_recorded;
  EXPECT_EQ(course_of(run).speed_source, SpeedSource::distance);
  EXPECT_NEAR(course_of(run).points[100].speed_m_per_s, 3.0, 1e-9);
  for (ActivitySample& sample : run.samples) sample.distance_m = not_recorded;
  EXPECT_EQ(course_of(run).speed_source, SpeedSource::positions);
  EXPECT_NEAR(course_of(run).points[100].speed_m_per_s, 3.0, 0.01);
  for (ActivitySample& sample : run.samples) sample.latitude_deg = not_recorded;
  EXPECT_EQ(course_of(run).speed_source, SpeedSource::none);
  EXPECT_TRUE(std::isnan(course_of(run).distance_m));
}

TEST(ActivityCourse, TwoSpeedsThatDisagreeAreBothKept) {
  Activity run = a_run();
  for (ActivitySample& sample : run.samples) sample.second_speed_m_per_s = 3.3;
  const Course course = course_of(run);
  EXPECT_EQ(course.speed_source, SpeedSource::recorded);
  EXPECT_EQ(course.other_source, SpeedSource::second_sensor);
  EXPECT_NEAR(course.other_over_used, 1.1, 1e-9);
}

TEST(ActivityCourse, PausesAreThoseRecordedAndThoseFound) {
  Activity run = a_run();
  for (std::size_t i = 200; i < run.samples.size(); ++i) run.samples[i].time_s += 100;
  Course course = course_of(run);
  ASSERT_EQ(course.pauses.size(), 1U);
  EXPECT_EQ(course.elapsed_s, 700.0);
  EXPECT_EQ(course.moving_s, 599.0);
  run.pauses = {{run.start_s + 199, run.start_s + 300}};
  course = course_of(run);
  ASSERT_EQ(course.pauses.size(), 1U);
  EXPECT_EQ(course.moving_s, 599.0);
}

TEST(ActivityCourse, WithoutTwoTimesThereIsNoCourse) {
  Activity run{.samples = {{.latitude_deg = 1, .longitude_deg = 2}, {.latitude_deg = 1, .longitude_deg = 2}}};
  const Course course = course_of(run);
  EXPECT_TRUE(course.points.empty());
  ASSERT_EQ(course.left_out.size(), 1U);
  EXPECT_EQ(course.left_out[0].count, 2U);
}

TEST(ActivityCourse, TheDayIsThatOfThePersonsOwnClock) {
  Activity run{.start_s = 1'600'000'000};  // 2020-09-13T12:26:40Z
  EXPECT_EQ(day_text(day_of(run, 0)), "2020-09-13");
  EXPECT_EQ(day_text(day_of(run, 12 * 3600)), "2020-09-14");
  EXPECT_EQ(day_text(day_of(run, -13 * 3600)), "2020-09-12");
}

TEST(ActivityCourse, TwinsAreTheSameRunAlsoUnderAnotherClock) {
  const Activity run = a_run();
  Activity other = run;
  for (ActivitySample& sample : other.samples) sample.time_s += 40;
  other.start_s += 40;
  EXPECT_TRUE(twin_of(run, other).is_twin);
  EXPECT_EQ(twin_of(run, other).clock_shift_s, 0.0);
  other = run;
  other.start_s += 7200;
  EXPECT_TRUE(twin_of(run, other).is_twin);
  EXPECT_EQ(twin_of(run, other).clock_shift_s, 7200.0);
  other.start_s += 400;
  EXPECT_FALSE(twin_of(run, other).is_twin);
  EXPECT_FALSE(twin_of(run, a_run(600, 3.2)).is_twin);
  EXPECT_FALSE(twin_of(run, a_run(500)).is_twin);
  other = run;
  other.sport = Sport::cycling;
  EXPECT_FALSE(twin_of(run, other).is_twin);
}

}  // namespace
}  // namespace hamstring
