#include "exposure/force_bounds.h"

#include <gtest/gtest.h>

#include <cmath>

#include "exposure/run_exposure.h"

namespace hamstring::exposure {
namespace {

StrideGroup steady(double speed, double strides = 100.0) {
  StrideGroup group;
  group.to_s = strides / 1.4;
  group.strides = {.low = strides, .high = strides};
  group.speed = {.low = speed, .high = speed};
  return group;
}

load::Interval peak(Hamstring muscle, double speed) {
  return force_range(force_at_speed(muscle), steady(speed));
}

void expect_holds(const load::Interval& band, double value, const char* what) {
  EXPECT_LE(band.low, value) << what;
  EXPECT_GE(band.high, value) << what;
}

TEST(ForceBounds, HoldWhatEveryAcceptedMethodGaveOnIdenticalMoments) {
  using enum Hamstring;
  for (const double force : {9.2, 9.9, 30.6, 55.5})
    expect_holds(peak(biceps_femoris_long_head, 6.4), force, "sprint");
  for (const double force : {22.6, 45.0, 47.6, 53.6})
    expect_holds(peak(semimembranosus, 6.4), force, "sprint");
  for (const double force : {4.5, 6.6, 13.9})
    expect_holds(peak(biceps_femoris_long_head, 3.5), force, "26 runners");
  expect_holds(peak(semimembranosus, 3.5), 16.0, "26 runners");
  expect_holds(peak(semitendinosus, 3.5), 1.5, "26 runners");
  for (const double force : {12.6, 14.5}) expect_holds(peak(biceps_femoris_long_head, 4.0), force, "Hamner");
  for (const double force : {12.0, 12.9}) expect_holds(peak(semimembranosus, 4.0), force, "Hamner");
  for (const double force : {3.8, 4.0}) expect_holds(peak(semitendinosus, 4.0), force, "Hamner");
  // The bands of our own static optimization of that run (docs/sharing.md) are no narrower than the runner.
  for (const double force : {1.8, 10.9, 16.0})
    expect_holds(peak(biceps_femoris_long_head, 4.0), force, "own");
  expect_holds(peak(biceps_femoris_long_head, 1.25), 3.85, "walk");
}

TEST(ForceBounds, NeverFallAsSpeedRisesAndEndWhereNothingWasPublished) {
  for (const Hamstring muscle : long_hamstrings) {
    load::Interval before = peak(muscle, 0.0);
    for (double speed = 0.05; speed < 7.0; speed += 0.05) {
      const load::Interval now = peak(muscle, speed);
      EXPECT_GE(now.low, before.low);
      EXPECT_GE(now.high, before.high);
      before = now;
    }
    EXPECT_TRUE(std::isinf(before.high)) << "7 m/s";
    EXPECT_GT(before.low, 0.0) << "what is faster pulls no less";
  }
  EXPECT_TRUE(std::isinf(peak(Hamstring::semitendinosus, 5.0).high));
  StrideGroup accelerating = steady(3.0);
  accelerating.maybe_accelerating = true;
  EXPECT_TRUE(std::isinf(force_range(force_at_speed(Hamstring::semitendinosus), accelerating).high));
}

TEST(ForceBounds, WorkOfTheRunnerAtFourMetersASecondLiesWithin) {
  const double kg = 65.9;
  for (const auto& [muscle, joules] : {std::pair(Hamstring::biceps_femoris_long_head, 14.2),
                                       {Hamstring::biceps_femoris_long_head, 15.9},
                                       {Hamstring::semimembranosus, 13.3},
                                       {Hamstring::semimembranosus, 14.9},
                                       {Hamstring::semitendinosus, 9.2},
                                       {Hamstring::semitendinosus, 11.6}})
    expect_holds(negative_work_range(force_at_speed(muscle), steady(4.0)), joules / kg, "Hamner");
}

TEST(ForceBounds, ASumIsNotKnownWhereOneStrideIsNotAndTheMedianIs) {
  CourseStrides strides;
  strides.groups = {steady(3.0), steady(3.2)};
  const MuscleForces whole = muscle_forces(strides, Hamstring::biceps_femoris_long_head);
  EXPECT_TRUE(whole.negative_work.is_known());
  EXPECT_TRUE(whole.impulse.is_known());
  EXPECT_EQ(whole.impulse.low, 0.0);
  EXPECT_NEAR(whole.negative_work.high, 200.0 * 15.9 / 65.9 * 13.9 / 6.6, 1e-9) << "by hand";
  strides.groups.push_back(steady(8.0, 10.0));
  const MuscleForces sprinted = muscle_forces(strides, Hamstring::biceps_femoris_long_head);
  EXPECT_FALSE(sprinted.negative_work.is_known());
  EXPECT_FALSE(sprinted.impulse.is_known());
  EXPECT_TRUE(sprinted.median_peak.is_known());
  EXPECT_TRUE(sprinted.p95_peak.is_known()) << "ten of 210 strides";
  EXPECT_FALSE(muscle_forces({}, Hamstring::semitendinosus).median_peak.is_known());
}

}  // namespace
}  // namespace hamstring::exposure
