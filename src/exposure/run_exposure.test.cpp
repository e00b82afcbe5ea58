#include "exposure/run_exposure.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace hamstring::exposure {
namespace {

std::array<StretchAtSpeed, 3> models() {
  std::array<StretchAtSpeed, 3> all;
  for (std::size_t m = 0; m < 3; ++m)
    all[m] = {.muscle = long_hamstrings[m],
              .steady = {{1.2, 0.04, 0.01, 0.0}, {2.8, 0.05, 0.01, 0.0}},
              .near_top = {0.0, 0.08 + 0.005 * static_cast<double>(m), 0.01, 0.02}};
  return all;
}

/// Easy running with short sprints, every minute one.
Activity intervals(int minutes, double easy = 3.0, double sprint = 8.5) {
  Activity run{.sport = Sport::running};
  double distance = 0.0;
  for (int i = 0; i <= 60 * minutes; ++i) {
    const double speed = i % 60 >= 50 ? std::min(sprint, easy + (i % 60 - 49) * 2.0) : easy;
    run.samples.push_back({.time_s = 1e9 + i,
                           .distance_m = distance,
                           .speed_m_per_s = speed,
                           .cadence_per_min = 84 + (speed - easy) * 3});
    distance += speed;
  }
  return run;
}

RunExposure exposure_of(const Activity& run, const OwnSpeeds& own) {
  const auto all = models();
  return run_exposure(course_of(run), run.said_moving_s, own, all);
}

const OwnSpeeds told{.top = {8.5, 9.0}, .easy_m_per_s = 3.0, .is_top_told = true};

void expect_within(const load::Interval& inner, const load::Interval& outer, const char* what) {
  EXPECT_LE(outer.low, inner.low + 1e-9) << what;
  EXPECT_GE(outer.high, inner.high - 1e-9) << what;
}

/// What is not known is the widest of all bounds.
void expect_within_or_not_known(const load::Interval& inner, const load::Interval& outer, const char* what) {
  if (outer.is_known()) {
    EXPECT_TRUE(inner.is_known()) << what;
    expect_within(inner, outer, what);
  }
}

void expect_forces_within(const MuscleForces& full, const MuscleForces& less) {
  expect_within_or_not_known(full.median_peak, less.median_peak, "median force");
  expect_within_or_not_known(full.p95_peak, less.p95_peak, "p95 force");
  expect_within_or_not_known(full.median_negative_work, less.median_negative_work, "work of a stride");
  expect_within_or_not_known(full.negative_work, less.negative_work, "negative work");
  expect_within_or_not_known(full.impulse, less.impulse, "impulse");
}

TEST(RunExposure, AnEasyRunIsWorthItself) {
  Activity run = intervals(10);
  for (ActivitySample& sample : run.samples) sample.speed_m_per_s = 3.0;
  const RunExposure exposure = exposure_of(run, told);
  EXPECT_EQ(exposure.near_maximal_strides.high, 0.0);
  EXPECT_EQ(exposure.high_stretch_strides.high, 0.0);
  EXPECT_EQ(exposure.accelerations.high, 0.0);
  for (const MuscleRun& muscle : exposure.muscles) {
    EXPECT_LE(muscle.easy_strides[0].low, exposure.strides.low);
    EXPECT_GE(muscle.easy_strides[0].high, exposure.strides.high);
    EXPECT_TRUE(muscle.median_stretch.is_known());
    EXPECT_TRUE(muscle.forces.negative_work.is_known());
    EXPECT_TRUE(muscle.forces.impulse.is_known());
  }
}

TEST(RunExposure, SprintsAreSeenInEveryMeasure) {
  const RunExposure exposure = exposure_of(intervals(10, 3.0, 8.8), told);
  EXPECT_GT(exposure.near_maximal_strides.low, 0.0);
  EXPECT_EQ(exposure.accelerations.low, 10.0);
  const MuscleRun& muscle = exposure.muscles[0];
  EXPECT_GT(muscle.p95_stretch.low, muscle.median_stretch.low);
  EXPECT_GT(muscle.easy_strides[2].low, muscle.easy_strides[0].low);
  double low = 0, high = 0;
  for (const load::Interval& band : exposure.strides_in_band) {
    low += band.low;
    high += band.high;
  }
  EXPECT_LE(low, exposure.strides.high);
  EXPECT_GE(high, exposure.strides.low);
}

TEST(RunExposure, RemovingWhatWasRecordedNeverNarrowsABound) {
  std::mt19937 random(3);
  for (int trial = 0; trial < 40; ++trial) {
    // With sprints, of which no force is known, and without.
    const Activity whole = trial % 2 == 0 ? intervals(8) : intervals(8, 3.0, 3.0);
    const RunExposure full = exposure_of(whole, told);
    Activity part = whole;
    part.said_moving_s = 480;
    for (int cut = 0; cut < 3; ++cut) {
      const std::size_t length = 12 + random() % 90, size = part.samples.size();
      const std::size_t from = 1 + random() % (size - length - 1);
      part.samples.erase(part.samples.begin() + static_cast<std::ptrdiff_t>(from),
                         part.samples.begin() + static_cast<std::ptrdiff_t>(from + length));
    }
    const RunExposure less = exposure_of(part, told);
    EXPECT_GT(less.unknown_s, 0.0);
    expect_within(full.strides, less.strides, "strides");
    expect_within(full.near_maximal_strides, less.near_maximal_strides, "near-maximal");
    expect_within(full.high_stretch_strides, less.high_stretch_strides, "high stretch");
    expect_within(full.accelerations, less.accelerations, "accelerations");
    for (std::size_t b = 0; b < 5; ++b)
      expect_within(full.strides_in_band[b], less.strides_in_band[b], "band");
    for (std::size_t m = 0; m < 3; ++m) {
      expect_within(full.muscles[m].median_stretch, less.muscles[m].median_stretch, "median");
      expect_within(full.muscles[m].p95_stretch, less.muscles[m].p95_stretch, "p95");
      for (std::size_t e = 0; e < 3; ++e)
        expect_within(full.muscles[m].easy_strides[e], less.muscles[m].easy_strides[e], "damage");
      expect_forces_within(full.muscles[m].forces, less.muscles[m].forces);
    }
  }
}

TEST(RunExposure, OwnSpeedsComeFromTheHistoryWithABand) {
  const std::array courses{course_of(intervals(5)), course_of(intervals(5, 2.5, 6.0))};
  const OwnSpeeds own = own_speeds(courses);
  EXPECT_NEAR(own.top.low, 8.5 - 0.6, 0.05);
  EXPECT_NEAR(own.top.high, std::max(9.5, 8.5 * 1.07 + 0.6), 0.05);
  EXPECT_GE(own.easy_m_per_s, 2.5);
  EXPECT_LE(own.easy_m_per_s, 3.0);
  const OwnSpeeds nothing = own_speeds({});
  EXPECT_EQ(nothing.easy_m_per_s, 2.79);
  EXPECT_EQ(nothing.top.high, fastest_run_m_per_s);
}

TEST(RunExposure, ACourseOfNothingIsNotKnownAndTheLoadOfARunIsOne) {
  const RunExposure nothing = exposure_of(Activity{}, told);
  EXPECT_FALSE(nothing.strides.is_known());
  EXPECT_FALSE(nothing.muscles[0].median_stretch.is_known());
  const load::LoadSource source{.recording_sha256 = std::string(64, 'a'),
                                .model_sha256 = std::string(64, 'b'),
                                .engine = "0",
                                .mode = "physics"};
  const load::Load load = load_of_run(exposure_of(intervals(3), told), source);
  EXPECT_EQ(load.amounts.size(), 12U);
  EXPECT_TRUE(load::check_load(load));
  EXPECT_TRUE(load::check_load(load_of_run(nothing, source)));
}

}  // namespace
}  // namespace hamstring::exposure
