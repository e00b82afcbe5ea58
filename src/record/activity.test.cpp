#include "record/activity.h"

#include <gtest/gtest.h>

#include <cmath>

namespace hamstring {
namespace {

TEST(Activity, SpanAndDistanceAreThoseOfTheRecordsThatHaveThem) {
  Activity activity;
  EXPECT_TRUE(std::isnan(recorded_span_s(activity)));
  EXPECT_TRUE(std::isnan(recorded_distance_m(activity)));
  activity.samples = {{.latitude_deg = 1},
                      {.time_s = 10, .distance_m = 3},
                      {.time_s = 15, .distance_m = 20},
                      {.time_s = 17},
                      {}};
  EXPECT_EQ(recorded_span_s(activity), 7);
  EXPECT_EQ(recorded_distance_m(activity), 20);
}

TEST(Activity, OneRecordHasNoSpan) {
  Activity activity;
  activity.samples = {{.time_s = 10}};
  EXPECT_TRUE(std::isnan(recorded_span_s(activity)));
}

TEST(Activity, SportsAreKnownByTheWordsThatFilesUse) {
  EXPECT_EQ(sport_of_word("Running"), Sport::running);
  EXPECT_EQ(sport_of_word("trail_running"), Sport::running);
  EXPECT_EQ(sport_of_word("Biking"), Sport::cycling);
  EXPECT_EQ(sport_of_word("HKWorkoutActivityTypeWalking"), Sport::walking);
  EXPECT_EQ(sport_of_word("Other"), Sport::other);
  EXPECT_EQ(sport_of_word(" "), Sport::unknown);
}

}  // namespace
}  // namespace hamstring
