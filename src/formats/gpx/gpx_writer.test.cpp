#include "formats/gpx/gpx_writer.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace hamstring {
namespace {

TEST(GpxWriter, APauseIsAGapBetweenSegmentsAndWordsAreEscaped) {
  Activity run{.sport_word = "a <run> & more"};
  for (const double at : {0.0, 1.0, 31.0})
    run.samples.push_back(
        {.time_s = at, .latitude_deg = 48.5, .longitude_deg = 11, .heart_rate_per_min = 120});
  run.pauses = {{1.0, 31.0}};
  Diagnostics diagnostics;
  const std::string text = write_gpx(std::vector<Activity>{run}, diagnostics);
  EXPECT_NE(text.find("<type>a &lt;run&gt; &amp; more</type>"), std::string::npos);
  EXPECT_NE(
      text.find(
          "</trkpt>\n</trkseg><trkseg>\n<trkpt lat=\"48.5\" lon=\"11\"><time>1970-01-01T00:00:31Z</time>"),
      std::string::npos);
  EXPECT_EQ(text.find("<ele>"), std::string::npos);
  EXPECT_TRUE(diagnostics.entries().empty());
}

TEST(GpxWriter, RecordsWithoutAPlaceAreLeftOutAndSaid) {
  Activity run{
      .samples = {{.time_s = 1}, {.time_s = 2, .latitude_deg = 1, .longitude_deg = 2}, {.time_s = 3}}};
  Diagnostics diagnostics;
  (void)write_gpx(std::vector<Activity>{run}, diagnostics);
  ASSERT_EQ(diagnostics.entries().size(), 1U);
  EXPECT_NE(diagnostics.entries()[0].message.find("2 records without a place"), std::string::npos);
}

}  // namespace
}  // namespace hamstring
