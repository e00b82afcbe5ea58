#include "formats/tcx/tcx_writer.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace hamstring {
namespace {

std::size_t count_of(const std::string& text, const std::string& word) {
  std::size_t count = 0;
  for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) ++count;
  return count;
}

TEST(TcxWriter, EachRecordStandsInItsLapAlsoInNone) {
  Activity run{.sport = Sport::running, .start_s = 0, .said_moving_s = 4, .said_distance_m = 12};
  for (const double at : {0.0, 1.0, 2.0, 3.0}) run.samples.push_back({.time_s = at, .distance_m = 3 * at});
  Diagnostics diagnostics;
  const std::string one = write_tcx(std::vector<Activity>{run}, diagnostics);
  EXPECT_EQ(count_of(one, "<Lap "), 1U);
  EXPECT_NE(one.find("<TotalTimeSeconds>4</TotalTimeSeconds><DistanceMeters>12</DistanceMeters>"),
            std::string::npos);
  run.laps = {{.start_s = 0, .moving_s = 2}, {.start_s = 2, .moving_s = 2}, {.start_s = 9, .moving_s = 1}};
  const std::string three = write_tcx(std::vector<Activity>{run}, diagnostics);
  EXPECT_EQ(count_of(three, "<Lap "), 3U);
  EXPECT_EQ(count_of(three, "</Track></Lap>"), 3U);
  EXPECT_EQ(count_of(three, "<Trackpoint>"), 4U);
  EXPECT_NE(three.find("Sport=\"Running\""), std::string::npos);
}

TEST(TcxWriter, RecordsWithoutATimeAreLeftOutAndSaid) {
  Activity run{.samples = {{.latitude_deg = 1, .longitude_deg = 2}, {.time_s = 2}}};
  Diagnostics diagnostics;
  (void)write_tcx(std::vector<Activity>{run}, diagnostics);
  ASSERT_EQ(diagnostics.entries().size(), 1U);
  EXPECT_NE(diagnostics.entries()[0].message.find("1 record without a time"), std::string::npos);
}

}  // namespace
}  // namespace hamstring
