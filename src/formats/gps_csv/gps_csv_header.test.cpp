#include "formats/gps_csv/gps_csv_header.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace hamstring {
namespace {

TEST(GpsCsvHeader, KnowsColumnsAndTheirUnits) {
  const auto expect = [](const char* header, GpsColumn column, double to_si) {
    const GpsColumnUse use = gps_column_of(header);
    EXPECT_EQ(use.column, column) << header;
    if (column != GpsColumn::ignored) {
      EXPECT_DOUBLE_EQ(use.to_si, to_si) << header;
    }
  };
  expect("Velocity (km/h)", GpsColumn::speed, 1.0 / 3.6);
  expect("Speed [m/s]", GpsColumn::speed, 1.0);
  expect("speed_m_per_s", GpsColumn::speed, 1.0);
  expect("second_speed_m_per_s", GpsColumn::second_speed, 1.0);
  expect("Speed mph", GpsColumn::speed, 0.44704);
  expect("Odometer", GpsColumn::distance, 1.0);
  expect("Distance (km)", GpsColumn::distance, 1000.0);
  expect("Heart Rate (bpm)", GpsColumn::heart_rate, 1.0);
  expect("Contact Time (ms)", GpsColumn::contact_time, 0.001);
  expect("Speed (furlongs)", GpsColumn::ignored, 0.0);
  expect("Player Load", GpsColumn::ignored, 0.0);
}

TEST(GpsCsvHeader, CellsWithQuotesAndTheSeparatorThatCutsMost) {
  EXPECT_THAT(split_csv_line(R"(a,"b,""c""",,d)", ','), ::testing::ElementsAre("a", "b,\"c\"", "", "d"));
  EXPECT_EQ(csv_separator_of("a;b;c,d"), ';');
  EXPECT_EQ(csv_separator_of("a\tb"), '\t');
  EXPECT_EQ(csv_separator_of("a,b"), ',');
}

TEST(GpsCsvHeader, TheFirstOfTwoColumnsIsTakenAndAMappingGoesFirst) {
  auto columns = gps_columns_of({"Time", "Speed", "Velocity", "Lat"}, {});
  EXPECT_EQ(columns[2].column, GpsColumn::ignored);
  EXPECT_TRUE(are_gps_columns(columns));
  columns = gps_columns_of({"T", "V", "Speed"}, {{"T", GpsColumn::time}, {"V", GpsColumn::speed}});
  EXPECT_EQ(columns[1].column, GpsColumn::speed);
  EXPECT_EQ(columns[2].column, GpsColumn::ignored);
  EXPECT_FALSE(are_gps_columns(gps_columns_of({"Time", "Heart rate"}, {})));
}

}  // namespace
}  // namespace hamstring
