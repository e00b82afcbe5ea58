#include "formats/gps_csv/gps_csv_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <string>

namespace hamstring {
namespace {

TEST(GpsCsvReader, AVestWithItsLinesAboveTheHeader) {
  Diagnostics diagnostics;
  const auto file = parse_gps_csv(
      "\xEF\xBB\xBF# Device 1234\r\nPlayer,Ada\r\nTime,Velocity (km/h),Odometer,Player Load\r\n"
      "00:00:01.1,18,5,0\r\n00:00:01.2,36,5.5,1\r\n\r\n",
      "v.csv", diagnostics);
  ASSERT_TRUE(file) << file.error().text();
  const Activity& activity = file->activities.at(0);
  ASSERT_EQ(activity.samples.size(), 2U);
  EXPECT_DOUBLE_EQ(activity.samples[1].speed_m_per_s, 10.0);
  EXPECT_DOUBLE_EQ(activity.samples[1].time_s, 1.2);
  EXPECT_DOUBLE_EQ(activity.samples[1].distance_m, 5.5);
  EXPECT_FALSE(activity.is_date_known);
  ASSERT_EQ(diagnostics.entries().size(), 1U);
  EXPECT_THAT(diagnostics.entries()[0].message, ::testing::HasSubstr("date is not known"));
}

TEST(GpsCsvReader, SemicolonsWithDecimalCommasAndIsoTimes) {
  Diagnostics diagnostics;
  const auto file = parse_gps_csv(
      "time;lat;lon;speed [m/s]\n2024-05-01T10:00:00Z;48,5;11,25;3,5\n2024-05-01T10:00:01Z;48,6;200;NaN\n",
      "v.csv", diagnostics);
  ASSERT_TRUE(file) << file.error().text();
  const auto& samples = file->activities.at(0).samples;
  EXPECT_EQ(samples.at(0).latitude_deg, 48.5);
  EXPECT_EQ(samples.at(0).speed_m_per_s, 3.5);
  EXPECT_FALSE(samples.at(1).has_position());
  EXPECT_TRUE(std::isnan(samples.at(1).speed_m_per_s));
  EXPECT_TRUE(file->activities.at(0).is_date_known);
}

TEST(GpsCsvReader, FaultsAreCountedWithTheirFirstLine) {
  Diagnostics diagnostics;
  const auto file = parse_gps_csv("time,speed\n1,fast\n2\nlater,3\n", "v.csv", diagnostics);
  ASSERT_TRUE(file);
  ASSERT_EQ(diagnostics.entries().size(), 4U);
  EXPECT_THAT(diagnostics.entries()[0].text(), ::testing::HasSubstr("1 cell"));
  EXPECT_EQ(diagnostics.entries()[0].line, 2);
  EXPECT_EQ(file->activities.at(0).samples.size(), 3U);
}

TEST(GpsCsvReader, HeadersOfYourOwn) {
  Diagnostics diagnostics;
  const std::string text = "t,how fast\n1,2\n2,3\n";
  EXPECT_FALSE(parse_gps_csv(text, "v.csv", diagnostics));
  const auto file =
      parse_gps_csv(text, "v.csv", diagnostics, {{"t", GpsColumn::time}, {"how fast", GpsColumn::speed}});
  ASSERT_TRUE(file) << file.error().text();
  EXPECT_EQ(file->activities.at(0).samples.at(1).speed_m_per_s, 3.0);
}

TEST(GpsCsvReader, WhatIsNoTableOfPositionsIsRefused) {
  Diagnostics diagnostics;
  for (const char* text : {"", "a,b\n1,2\n", "time,speed\n", "\x50\x4b\x03\x04"}) {
    const auto file = parse_gps_csv(text, "v.csv", diagnostics);
    ASSERT_FALSE(file) << text;
    EXPECT_FALSE(file.error().advice.empty()) << text;
  }
}

}  // namespace
}  // namespace hamstring
