#include "formats/text/iso_time.h"

#include <gtest/gtest.h>

namespace hamstring {
namespace {

TEST(IsoTime, ZonesShiftToUtc) {
  EXPECT_EQ(parse_iso_time("1970-01-02T00:00:00Z")->time_s, 86400.0);
  EXPECT_EQ(parse_iso_time("1970-01-01T02:00:00+02:00")->time_s, 0.0);
  EXPECT_EQ(parse_iso_time("1969-12-31T20:30:00-0330")->time_s, 0.0);
  EXPECT_EQ(parse_iso_time("2018-04-23T15:54:34.250Z")->time_s, 1524498874.25);
  EXPECT_EQ(parse_iso_time("2022-06-02T22:32:00+02:00")->utc_offset_s, 7200.0);
  EXPECT_FALSE(parse_iso_time("2022-06-02 22:32:00")->utc_offset_s.has_value());
}

TEST(IsoTime, WhatIsNoDateIsNothing) {
  for (const char* text : {"", "2018", "2018-13-01T00:00:00Z", "2018-02-30T00:00:00Z", "2018-02-20T25:00:00Z",
                           "2018-02-20T10:00:00Q", "2018-02-20T10:00:00+99:00", "x2018-02-20T10:00:00Z"})
    EXPECT_FALSE(parse_iso_time(text)) << text;
}

TEST(IsoTime, WrittenAndReadBackItIsTheSame) {
  for (const double time : {0.0, 1524498874.25, 951868799.999, -86400.5})
    EXPECT_NEAR(parse_iso_time(iso_time_text(time))->time_s, time, 1e-6) << iso_time_text(time);
  EXPECT_EQ(iso_time_text(1524498874.0), "2018-04-23T15:54:34Z");
}

}  // namespace
}  // namespace hamstring
