#include "formats/tcx/tcx_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <string>

namespace hamstring {
namespace {

std::string tcx(const std::string& inside) {
  return "  \n<?xml version=\"1.0\"?>\n<TrainingCenterDatabase xmlns:ns3=\"x\">" + inside +
         "</TrainingCenterDatabase>";
}

const char* const run = R"(<Activities><Activity Sport="Running"><Id>2016-09-12T11:19:55Z</Id>
<Lap StartTime="2016-09-12T11:19:55Z"><TotalTimeSeconds>2</TotalTimeSeconds><DistanceMeters>6</DistanceMeters><Track>
<Trackpoint><Time>2016-09-12T11:19:56Z</Time><Position><LatitudeDegrees>47.5</LatitudeDegrees><LongitudeDegrees>-1.5</LongitudeDegrees></Position>
<AltitudeMeters>4.5</AltitudeMeters><DistanceMeters>2.3</DistanceMeters><HeartRateBpm><Value>85</Value></HeartRateBpm>
<Extensions><ns3:TPX><ns3:Speed>3.1</ns3:Speed><ns3:RunCadence>84</ns3:RunCadence></ns3:TPX></Extensions></Trackpoint>
<Trackpoint><Time>2016-09-12T13:19:57+02:00</Time><DistanceMeters>6.0</DistanceMeters><Cadence>82</Cadence></Trackpoint>
</Track></Lap><Creator><Name>Polar V800</Name></Creator></Activity></Activities>)";

TEST(TcxReader, PointsLapsAndExtensionsWhateverTheirPrefix) {
  Diagnostics diagnostics;
  const auto file = parse_tcx(tcx(run), "run.tcx", diagnostics);
  ASSERT_TRUE(file) << file.error().text();
  EXPECT_TRUE(diagnostics.entries().empty());
  const Activity& activity = file->activities.at(0);
  EXPECT_EQ(activity.sport, Sport::running);
  EXPECT_EQ(activity.device, "Polar V800");
  EXPECT_EQ(activity.said_distance_m, 6.0);
  EXPECT_EQ(activity.said_moving_s, 2.0);
  ASSERT_EQ(activity.samples.size(), 2U);
  EXPECT_EQ(activity.samples[0].latitude_deg, 47.5);
  EXPECT_EQ(activity.samples[0].speed_m_per_s, 3.1);
  EXPECT_EQ(activity.samples[0].cadence_per_min, 84.0);
  EXPECT_EQ(activity.samples[0].heart_rate_per_min, 85.0);
  EXPECT_EQ(activity.samples[1].time_s - activity.samples[0].time_s, 1.0);
  EXPECT_FALSE(activity.samples[1].has_position());
  EXPECT_EQ(activity.samples[1].cadence_per_min, 82.0);
  EXPECT_EQ(activity.samples[0].time_s - activity.start_s, 1.0);
}

TEST(TcxReader, WhatIsNoNumberIsLeftOutWithItsLine) {
  Diagnostics diagnostics;
  std::string broken = run;
  broken.replace(broken.find("2.3"), 3, "far");
  const auto file = parse_tcx(tcx(broken), "run.tcx", diagnostics);
  ASSERT_TRUE(file);
  EXPECT_TRUE(std::isnan(file->activities.at(0).samples[0].distance_m));
  ASSERT_EQ(diagnostics.entries().size(), 1U);
  EXPECT_THAT(diagnostics.entries()[0].text(), ::testing::HasSubstr("'far' is no number"));
  EXPECT_GT(diagnostics.entries()[0].line, 0);
}

TEST(TcxReader, CoursesAndEmptyActivitiesAreNamedNotFailed) {
  Diagnostics diagnostics;
  const auto file = parse_tcx(tcx(R"(<Activities><Activity Sport="Biking"/></Activities><Courses/>)"),
                              "c.tcx", diagnostics);
  ASSERT_TRUE(file);
  EXPECT_TRUE(file->activities.empty());
  EXPECT_THAT(file->content, ::testing::ElementsAre("an activity without a single record", "a course"));
}

TEST(TcxReader, SportsOfAMultiSportSessionAreActivities) {
  Diagnostics diagnostics;
  const std::string point =
      "<Lap><Track><Trackpoint><Time>2020-01-01T10:00:00Z</Time></Trackpoint></Track></Lap></Activity>";
  const auto file = parse_tcx(tcx("<Activities><MultiSportSession><FirstSport><Activity Sport=\"Other\">" +
                                  point + "</FirstSport><NextSport><Activity Sport=\"Running\">" + point +
                                  "</NextSport></MultiSportSession></Activities>"),
                              "m.tcx", diagnostics);
  ASSERT_TRUE(file);
  ASSERT_EQ(file->activities.size(), 2U);
  EXPECT_EQ(file->activities[1].sport, Sport::running);
}

TEST(TcxReader, OtherXmlAndCutOffFilesAreRefused) {
  Diagnostics diagnostics;
  EXPECT_FALSE(parse_tcx("<gpx/>", "a.tcx", diagnostics));
  EXPECT_FALSE(parse_tcx("", "a.tcx", diagnostics));
  EXPECT_FALSE(parse_tcx(tcx(run).substr(0, 300), "a.tcx", diagnostics));
}

}  // namespace
}  // namespace hamstring
