#include "formats/apple_health/health_export.h"

#include <gtest/gtest.h>

#include <string>

namespace hamstring {
namespace {

const std::string example = R"(<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE HealthData [
<!-- a comment > with a bracket -->
<!ELEMENT HealthData (ExportDate,Me,(Record|Workout)*)>
<!ATTLIST HealthData locale CDATA #REQUIRED>
]>
<HealthData locale="de_AT">
 <Record type="HKQuantityTypeIdentifierHeartRate" unit="count/min" startDate="2024-05-14 10:00:01 +0200" value="120"/>
 <Workout workoutActivityType="HKWorkoutActivityTypeRunning" duration="29.5" durationUnit="min" totalDistance="5.25"
   totalDistanceUnit="km" sourceName="Ada&apos;s Watch &lt;1>" startDate="2024-05-14 10:00:00 +0200" endDate="2024-05-14 10:31:00 +0200">
  <WorkoutEvent type="HKWorkoutEventTypePause" date="2024-05-14 10:10:00 +0200"/>
  <WorkoutEvent type="HKWorkoutEventTypeResume" date="2024-05-14 10:11:30 +0200"/>
  <WorkoutRoute sourceName="x"><FileReference path="/workout-routes/route_2024-05-14_10.31am.gpx"/></WorkoutRoute>
 </Workout>
 <Workout workoutActivityType="HKWorkoutActivityTypeCycling" duration="60" durationUnit="min"
   startDate="2024-05-15 10:00:00 +0200" endDate="2024-05-15 11:00:00 +0200">
  <WorkoutStatistics type="HKQuantityTypeIdentifierDistanceCycling" sum="20" unit="mi"/>
 </Workout>
 <Workout workoutActivityType="HKWorkoutActivityTypeWalking" duration="60" durationUnit="min"/>
</HealthData>
)";

TextPieces in_pieces(const std::string& text, std::size_t size) {
  return [&text, size](const std::function<bool(std::string_view)>& take) -> Result<void> {
    for (std::size_t at = 0; at < text.size(); at += size)
      if (!take(std::string_view(text).substr(at, size))) break;
    return {};
  };
}

TEST(HealthExport, ReadsWorkoutsWhereverThePiecesEnd) {
  for (const std::size_t size : {1UL, 7UL, 64UL, 100'000UL}) {
    Diagnostics diagnostics;
    const auto read = read_health_export(in_pieces(example, size), "export.xml", diagnostics);
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_EQ(read->records, 1U);
    ASSERT_EQ(read->workouts.size(), 2U);
    const HealthWorkout& run = read->workouts[0];
    EXPECT_EQ(run.sport, Sport::running);
    EXPECT_EQ(run.device, "Ada's Watch <1>");
    EXPECT_EQ(run.start_s, 1715673600.0);
    EXPECT_EQ(run.end_s - run.start_s, 1860.0);
    EXPECT_EQ(run.utc_offset_s, 7200.0);
    EXPECT_EQ(run.duration_s, 1770.0);
    EXPECT_EQ(run.distance_m, 5250.0);
    ASSERT_EQ(run.pauses.size(), 1U);
    EXPECT_EQ(run.pauses[0].to_s - run.pauses[0].from_s, 90.0);
    ASSERT_EQ(run.routes.size(), 1U);
    EXPECT_EQ(run.routes[0], "/workout-routes/route_2024-05-14_10.31am.gpx");
    EXPECT_EQ(read->workouts[1].sport, Sport::cycling);
    EXPECT_NEAR(read->workouts[1].distance_m, 32186.88, 1e-6);
    EXPECT_EQ(diagnostics.entries().size(), 1U) << "the walk without its times";
  }
}

TEST(HealthExport, ThatIsCutOffIsReadUpToThereWhereverItEnds) {
  for (std::size_t end = example.find("<HealthData l") + 12; end + 13 < example.size(); ++end) {
    Diagnostics diagnostics;
    const std::string part = example.substr(0, end);
    const auto read = read_health_export(in_pieces(part, 4096), "export.xml", diagnostics);
    if (!read) continue;  // before the first element was whole
    EXPECT_FALSE(diagnostics.entries().empty()) << end;
    EXPECT_LE(read->workouts.size(), 2U);
  }
}

TEST(HealthExport, OfAnotherKindIsRefusedBeforeMuchOfItIsRead) {
  Diagnostics diagnostics;
  std::size_t asked = 0;
  const TextPieces endless = [&](const std::function<bool(std::string_view)>& take) -> Result<void> {
    while (take("<gpx><trk/></gpx>")) ++asked;
    return {};
  };
  const auto read = read_health_export(endless, "export.xml", diagnostics);
  ASSERT_FALSE(read);
  EXPECT_NE(read.error().message.find("gpx"), std::string::npos);
  EXPECT_EQ(asked, 0U);
  const TextPieces one_tag = [](const std::function<bool(std::string_view)>& take) -> Result<void> {
    if (!take("<HealthData ")) return {};
    while (take(std::string(65536, 'a'))) {
    }
    return {};
  };
  EXPECT_FALSE(read_health_export(one_tag, "export.xml", diagnostics)) << "a tag without an end";
  EXPECT_FALSE(read_health_export(in_pieces("", 1), "export.xml", diagnostics));
}

TEST(HealthExport, AWorkoutWithoutARouteIsItsFirstAndItsLastMoment) {
  Diagnostics diagnostics;
  const auto read = read_health_export(in_pieces(example, 64), "export.xml", diagnostics);
  ASSERT_TRUE(read);
  const auto activity = activity_of(read->workouts[0]);
  ASSERT_TRUE(activity);
  EXPECT_EQ(activity->samples.size(), 2U);
  EXPECT_EQ(recorded_distance_m(*activity), 5250.0);
  EXPECT_EQ(recorded_span_s(*activity), 1860.0);
  EXPECT_FALSE(activity_of(HealthWorkout{}));
  EXPECT_TRUE(looks_like_health_export(example));
  EXPECT_FALSE(looks_like_health_export("<?xml version=\"1.0\"?><gpx/>"));
}

}  // namespace
}  // namespace hamstring
