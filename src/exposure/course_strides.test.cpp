#include "exposure/course_strides.h"

#include <gtest/gtest.h>

#include <cmath>

namespace hamstring::exposure {
namespace {

Activity a_run(int seconds = 300, double speed = 3.0, double cadence = 84) {
  Activity run{.sport = Sport::running};
  for (int i = 0; i <= seconds; ++i)
    run.samples.push_back(
        {.time_s = 1e9 + i, .distance_m = i * speed, .speed_m_per_s = speed, .cadence_per_min = cadence});
  return run;
}

load::Interval total(const CourseStrides& strides) {
  load::Interval sum{.low = 0, .high = 0};
  for (const StrideGroup& group : strides.groups) {
    sum.low += group.strides.low;
    sum.high += group.strides.high;
  }
  return sum;
}

TEST(CourseStrides, ACadenceThatIsBelievedIsCounted) {
  const CourseStrides strides = strides_of(course_of(a_run()), not_recorded);
  EXPECT_EQ(strides.origin, load::Origin::measured);
  EXPECT_NEAR(total(strides).low, 5 * 84 * 0.98, 1e-6);
  EXPECT_NEAR(total(strides).high, 5 * 84 * 1.02, 1e-6);
  EXPECT_EQ(strides.unknown_s, 0.0);
  // Steps of both legs are the same strides.
  EXPECT_NEAR(total(strides_of(course_of(a_run(300, 3.0, 168)), not_recorded)).low, 5 * 84 * 0.98, 1e-6);
}

TEST(CourseStrides, WithoutACadenceTheSpeedBoundsIt) {
  const CourseStrides strides = strides_of(course_of(a_run(300, 3.0, not_recorded)), not_recorded);
  EXPECT_EQ(strides.origin, load::Origin::modelled);
  EXPECT_NEAR(total(strides).low, 5 * (75.01 + 3.006 * 3 - 15), 1e-6);
  EXPECT_NEAR(total(strides).high, 5 * (75.01 + 3.006 * 3 + 15), 1e-6);
}

TEST(CourseStrides, WhatIsMissingIsBoundedAndPausesAreOut) {
  Activity run = a_run();
  run.samples.erase(run.samples.begin() + 101, run.samples.begin() + 200);
  const CourseStrides gap = strides_of(course_of(run), not_recorded);
  EXPECT_EQ(gap.unknown_s, 100.0);
  EXPECT_LE(total(gap).low, 420 * 0.98);
  EXPECT_GE(total(gap).high, 420 * 1.02);
  run.pauses = {{1e9 + 100, 1e9 + 200}};
  const CourseStrides paused = strides_of(course_of(run), not_recorded);
  EXPECT_EQ(paused.unknown_s, 0.0);
  EXPECT_NEAR(total(paused).high, 280 * 1.02, 1e-6);
  // The file says that it lasted longer than it recorded.
  const CourseStrides cut = strides_of(course_of(a_run(200)), 300);
  EXPECT_EQ(cut.unknown_s, 100.0);
  EXPECT_GE(total(cut).high, 420 * 1.02);
}

TEST(CourseStrides, AccelerationsAreCountedWithTheirDoubt) {
  Activity run = a_run();
  for (int i = 0; i <= 300; ++i) {
    const int phase = i % 60;
    run.samples[static_cast<std::size_t>(i)].speed_m_per_s =
        phase < 30 ? 3.0 : std::min(7.0, 3.0 + (phase - 29) * 1.5);
  }
  const CourseStrides strides = strides_of(course_of(run), not_recorded);
  EXPECT_EQ(strides.accelerations.low, 5.0);
  EXPECT_EQ(strides.accelerations.high, 5.0);
  EXPECT_EQ(strides_of(course_of(a_run()), not_recorded).accelerations.high, 0.0);
}

TEST(CourseStrides, BestSpeedIsTheMeanOfThreeSeconds) {
  Activity run = a_run(60, 3.0);
  for (const std::size_t i : {20U, 21U, 22U, 23U}) run.samples[i].speed_m_per_s = 8.0;
  run.samples[40].speed_m_per_s = 12.0;
  EXPECT_NEAR(best_speed(course_of(run)), 8.0, 1e-9);
  EXPECT_TRUE(std::isnan(best_speed(Course{})));
}

}  // namespace
}  // namespace hamstring::exposure
