#include "formats/gpx/gpx_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <string>

namespace hamstring {
namespace {

std::string gpx(const std::string& inside) {
  return R"(<?xml version="1.0"?><gpx version="1.1" creator="A watch" xmlns:ns3="x">)" + inside + "</gpx>";
}

TEST(GpxReader, PointsWithWhatProgramsAdd) {
  Diagnostics diagnostics;
  const auto file = parse_gpx(gpx(R"(<trk><type>running</type><trkseg>
<trkpt lat="60.25" lon="25.5"><ele>16.5</ele><time>2018-04-23T15:54:34Z</time><extensions><ns3:TrackPointExtension>
<ns3:hr>61</ns3:hr><ns3:cad>81</ns3:cad><ns3:speed>2.5</ns3:speed></ns3:TrackPointExtension></extensions></trkpt>
<trkpt lat="60.26" lon="25.5"><time>2018-04-23T15:54:35Z</time><speed>2.75</speed></trkpt></trkseg>
<trkseg><trkpt lat="60.26" lon="25.5"><time>2018-04-23T15:55:35Z</time></trkpt></trkseg></trk>)"),
                              "a.gpx", diagnostics);
  ASSERT_TRUE(file) << file.error().text();
  EXPECT_TRUE(diagnostics.entries().empty());
  const Activity& activity = file->activities.at(0);
  EXPECT_EQ(activity.device, "A watch");
  EXPECT_EQ(activity.sport, Sport::running);
  ASSERT_EQ(activity.samples.size(), 3U);
  EXPECT_EQ(activity.samples[0].latitude_deg, 60.25);
  EXPECT_EQ(activity.samples[0].heart_rate_per_min, 61.0);
  EXPECT_EQ(activity.samples[0].cadence_per_min, 81.0);
  EXPECT_EQ(activity.samples[0].speed_m_per_s, 2.5);
  EXPECT_EQ(activity.samples[1].speed_m_per_s, 2.75);
  ASSERT_EQ(activity.pauses.size(), 1U);
  EXPECT_EQ(activity.pauses[0].to_s - activity.pauses[0].from_s, 60.0);
}

TEST(GpxReader, WithoutTimesTheWayIsKeptAndTheLossIsSaid) {
  Diagnostics diagnostics;
  const auto file =
      parse_gpx(gpx(R"(<trk><trkseg><trkpt lat="1" lon="2"/><trkpt lat="91" lon="2"/></trkseg></trk>)"),
                "a.gpx", diagnostics);
  ASSERT_TRUE(file);
  ASSERT_EQ(diagnostics.entries().size(), 2U);
  EXPECT_THAT(diagnostics.entries()[0].message, ::testing::HasSubstr("no place on earth"));
  EXPECT_THAT(diagnostics.entries()[1].message, ::testing::HasSubstr("no point has a time"));
  EXPECT_FALSE(file->activities.at(0).samples[1].has_position());
}

TEST(GpxReader, PlansAreNamedNotFailed) {
  Diagnostics diagnostics;
  const auto file = parse_gpx(gpx(R"(<wpt lat="1" lon="2"/><rte/><trk/>)"), "a.gpx", diagnostics);
  ASSERT_TRUE(file);
  EXPECT_TRUE(file->activities.empty());
  EXPECT_THAT(file->content,
              ::testing::ElementsAre("a track without a point", "a route that was planned", "way points"));
}

TEST(GpxReader, OtherFilesAreRefused) {
  Diagnostics diagnostics;
  EXPECT_FALSE(parse_gpx("<kml/>", "a.gpx", diagnostics));
  EXPECT_FALSE(parse_gpx(gpx("<trk>").substr(0, 90), "a.gpx", diagnostics));
}

}  // namespace
}  // namespace hamstring
