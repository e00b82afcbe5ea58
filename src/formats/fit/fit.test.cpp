#include "formats/fit/fit_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <string>

#include "tests/support/fit_bytes.h"

namespace hamstring {
namespace {

using ::testing::HasSubstr;

constexpr std::uint32_t t0 = fit_new_year;

FitBytesMaker run_of_two(bool is_big_endian = false) {
  FitBytesMaker fit(is_big_endian);
  fit.activity().define(1, 20,
                        {{253, 4, 0x86},
                         {0, 4, 0x85},
                         {1, 4, 0x85},
                         {2, 2, 0x84},
                         {3, 1, 0x02},
                         {4, 1, 0x02},
                         {53, 1, 0x02},
                         {5, 4, 0x86},
                         {6, 2, 0x84}});
  for (std::uint32_t i = 0; i < 2; ++i)
    fit.begin(1)
        .number(t0 + i, 4)
        .number(1U << 29U, 4)
        .number(0xE0000000U, 4)
        .number(2600 + 5 * i, 2)
        .number(140 + i, 1)
        .number(84, 1)
        .number(64, 1)
        .number(300 * i, 4)
        .number(3000, 2);
  return fit;
}

ActivityFile read(const std::string& text, Diagnostics& diagnostics) {
  Result<ActivityFile> file = parse_fit(text, "run.fit", diagnostics);
  EXPECT_TRUE(file) << (file ? "" : file.error().text());
  return file ? *file : ActivityFile{};
}

std::string warnings_of(const std::string& text) {
  Diagnostics diagnostics;
  (void)read(text, diagnostics);
  std::string all;
  for (const Diagnostic& entry : diagnostics.entries())
    if (entry.severity != Severity::note) all += entry.text() + "\n";
  return all;
}

TEST(FitReader, BothByteOrdersAndBothHeadersGiveTheSameInSiUnits) {
  for (const bool is_big : {false, true}) {
    for (const std::size_t header : {12U, 14U}) {
      Diagnostics diagnostics;
      const ActivityFile file = read(run_of_two(is_big).text(header), diagnostics);
      EXPECT_TRUE(diagnostics.entries().empty());
      ASSERT_EQ(file.activities.size(), 1U);
      const ActivitySample& sample = file.activities[0].samples.at(1);
      EXPECT_EQ(sample.time_s, unix_new_year_s + 1);
      EXPECT_EQ(sample.latitude_deg, 45.0);
      EXPECT_EQ(sample.longitude_deg, -45.0);
      EXPECT_EQ(sample.altitude_m, 21.0);
      EXPECT_EQ(sample.heart_rate_per_min, 141.0);
      EXPECT_EQ(sample.cadence_per_min, 84.5);
      EXPECT_EQ(sample.distance_m, 3.0);
      EXPECT_EQ(sample.speed_m_per_s, 3.0);
    }
  }
}

TEST(FitReader, WhatIsWrittenAsNoValueIsNotKnown) {
  FitBytesMaker fit;
  fit.activity().define(1, 20, {{253, 4, 0x86}, {0, 4, 0x85}, {1, 4, 0x85}, {3, 1, 0x02}, {6, 2, 0x84}});
  fit.begin(1).number(t0, 4).number(0x7FFFFFFF, 4).number(0x7FFFFFFF, 4).number(0xFF, 1).number(0xFFFF, 2);
  Diagnostics diagnostics;
  const ActivitySample sample = read(fit.text(), diagnostics).activities.at(0).samples.at(0);
  EXPECT_FALSE(sample.has_position());
  EXPECT_TRUE(std::isnan(sample.heart_rate_per_min));
  EXPECT_TRUE(std::isnan(sample.speed_m_per_s));
  EXPECT_TRUE(std::isnan(sample.cadence_per_min));
}

TEST(FitReader, EnhancedFieldsStandBeforePlainOnesAlsoAsArrays) {
  FitBytesMaker fit;
  fit.activity().define(1, 20, {{253, 4, 0x86}, {73, 8, 0x86}, {6, 2, 0x84}, {78, 4, 0x86}, {2, 2, 0x84}});
  fit.begin(1)
      .number(t0, 4)
      .number(0xFFFFFFFF, 4)
      .number(70000, 4)
      .number(1000, 2)
      .number(3000, 4)
      .number(2500, 2);
  fit.begin(1)
      .number(t0 + 1, 4)
      .number(0xFFFFFFFF, 4)
      .number(0xFFFFFFFF, 4)
      .number(1000, 2)
      .number(0xFFFFFFFF, 4)
      .number(2505, 2);
  Diagnostics diagnostics;
  const auto samples = read(fit.text(), diagnostics).activities.at(0).samples;
  EXPECT_EQ(samples.at(0).speed_m_per_s, 70.0);
  EXPECT_EQ(samples.at(0).altitude_m, 100.0);
  EXPECT_EQ(samples.at(1).speed_m_per_s, 1.0);
  EXPECT_EQ(samples.at(1).altitude_m, 1.0);
}

TEST(FitReader, RunningDynamicsAndTheSpeedOfAPod) {
  FitBytesMaker fit;
  fit.activity();
  fit.define(1, 206, {{0, 1, 0x02}, {1, 1, 0x02}, {2, 1, 0x02}, {3, 6, 0x07}, {8, 4, 0x07}});
  fit.begin(1).number(0, 1).number(3, 1).number(0x88, 1).letters("Speed", 6).letters("m/s", 4);
  fit.define(2, 20, {{253, 4, 0x86}, {39, 2, 0x84}, {41, 2, 0x84}, {84, 2, 0x84}, {85, 2, 0x84}},
             {{3, 4, 0}, {9, 2, 7}});
  fit.begin(2)
      .number(t0, 4)
      .number(805, 2)
      .number(2400, 2)
      .number(4980, 2)
      .number(10500, 2)
      .number(0x40500000, 4)
      .number(1, 2);
  Diagnostics diagnostics;
  const ActivitySample sample = read(fit.text(), diagnostics).activities.at(0).samples.at(0);
  EXPECT_DOUBLE_EQ(sample.vertical_oscillation_m, 0.0805);
  EXPECT_DOUBLE_EQ(sample.contact_time_s, 0.240);
  EXPECT_DOUBLE_EQ(sample.contact_left_fraction, 0.498);
  EXPECT_DOUBLE_EQ(sample.step_length_m, 1.05);
  EXPECT_EQ(sample.second_speed_m_per_s, 3.25);
}

TEST(FitReader, SpeedAndDistanceInThreeBytesCountOnAfterTheyTurnOver) {
  FitBytesMaker fit;
  fit.activity().define(1, 20, {{253, 4, 0x86}, {8, 3, 0x0D}});
  const auto add = [&](std::uint32_t at, std::uint32_t speed, std::uint32_t distance) {
    fit.begin(1)
        .number(t0 + at, 4)
        .number(speed & 0xFFU, 1)
        .number((speed >> 8U) | ((distance & 0xFU) << 4U), 1)
        .number(distance >> 4U, 1);
  };
  add(0, 354, 0);
  add(1, 355, 4000);
  add(2, 300, 104);
  fit.begin(1).number(t0 + 3, 4).number(0xFFFFFF, 3);
  Diagnostics diagnostics;
  const auto samples = read(fit.text(), diagnostics).activities.at(0).samples;
  EXPECT_EQ(samples.at(0).speed_m_per_s, 3.54);
  EXPECT_EQ(samples.at(1).distance_m, 250.0);
  EXPECT_EQ(samples.at(2).distance_m, 262.5);
  EXPECT_TRUE(std::isnan(samples.at(3).distance_m));
}

TEST(FitReader, LapsPausesSportLocalTimeAndDevice) {
  FitBytesMaker fit;
  fit.define(0, 0, {{0, 1, 0x00}, {1, 2, 0x84}, {2, 2, 0x84}})
      .begin(0)
      .number(4, 1)
      .number(1, 2)
      .number(1967, 2);
  fit.define(1, 20, {{253, 4, 0x86}}).begin(1).number(t0, 4).begin(1).number(t0 + 100, 4);
  fit.define(2, 21, {{253, 4, 0x86}, {0, 1, 0x00}, {1, 1, 0x00}});
  for (const auto& [at, type] : {std::pair{0, 0}, {40, 4}, {41, 4}, {70, 0}, {100, 4}})
    fit.begin(2)
        .number(t0 + static_cast<std::uint32_t>(at), 4)
        .number(0, 1)
        .number(static_cast<std::uint64_t>(type), 1);
  fit.define(3, 19, {{2, 4, 0x86}, {7, 4, 0x86}, {8, 4, 0x86}, {9, 4, 0x86}})
      .begin(3)
      .number(t0, 4)
      .number(100000, 4)
      .number(70000, 4)
      .number(25000, 4);
  fit.define(4, 18, {{253, 4, 0x86}, {2, 4, 0x86}, {5, 1, 0}, {7, 4, 0x86}, {8, 4, 0x86}, {9, 4, 0x86}})
      .begin(4)
      .number(t0 + 100, 4)
      .number(t0, 4)
      .number(1, 1)
      .number(100000, 4)
      .number(70000, 4)
      .number(25010, 4);
  fit.define(5, 34, {{253, 4, 0x86}, {5, 4, 0x86}}).begin(5).number(t0 + 101, 4).number(t0 + 101 + 7200, 4);
  Diagnostics diagnostics;
  const Activity run = read(fit.text(), diagnostics).activities.at(0);
  EXPECT_EQ(run.sport, Sport::running);
  EXPECT_EQ(run.device, "garmin 1967");
  EXPECT_EQ(run.utc_offset_s, 7200.0);
  EXPECT_EQ(run.said_distance_m, 250.1);
  EXPECT_EQ(run.said_elapsed_s, 100.0);
  EXPECT_EQ(run.said_moving_s, 70.0);
  ASSERT_EQ(run.laps.size(), 1U);
  EXPECT_EQ(run.laps[0].distance_m, 250.0);
  ASSERT_EQ(run.pauses.size(), 1U);
  EXPECT_EQ(run.pauses[0].from_s, unix_new_year_s + 40);
  EXPECT_EQ(run.pauses[0].to_s, unix_new_year_s + 70);
}

TEST(FitReader, SeveralSportsInOneFileAreSeveralActivities) {
  FitBytesMaker fit;
  fit.activity().define(1, 20, {{253, 4, 0x86}});
  for (const std::uint32_t at : {0U, 10U, 60U, 70U, 80U}) fit.begin(1).number(t0 + at, 4);
  fit.define(2, 18, {{253, 4, 0x86}, {2, 4, 0x86}, {5, 1, 0}});
  fit.begin(2)
      .number(t0 + 50, 4)
      .number(t0, 4)
      .number(5, 1)
      .begin(2)
      .number(t0 + 90, 4)
      .number(t0 + 55, 4)
      .number(1, 1);
  Diagnostics diagnostics;
  const ActivityFile file = read(fit.text(), diagnostics);
  ASSERT_EQ(file.activities.size(), 2U);
  EXPECT_EQ(file.activities[0].sport, Sport::swimming);
  EXPECT_EQ(file.activities[0].samples.size(), 2U);
  EXPECT_EQ(file.activities[1].sport, Sport::running);
  EXPECT_EQ(file.activities[1].samples.size(), 3U);
}

TEST(FitReader, HeartRatesOfAStrapFindTheirRecords) {
  FitBytesMaker fit;
  fit.activity().define(1, 20, {{253, 4, 0x86}});
  for (std::uint32_t at = 0; at < 5; ++at) fit.begin(1).number(t0 + at, 4);
  fit.define(2, 132, {{253, 4, 0x86}, {6, 1, 0x02}, {9, 4, 0x86}})
      .begin(2)
      .number(t0 + 1, 4)
      .number(90, 1)
      .number(4000, 4);
  // Two more beats after 1024 and 2048 ticks (a second each), in twelve bits: 5024 and 6048 modulo 4096.
  fit.define(3, 132, {{6, 2, 0x02}, {10, 3, 0x0D}}).begin(3).number(91, 1).number(92, 1);
  fit.number(928 & 0xFF, 1).number((928 >> 8U) | ((1952U & 0xFU) << 4U), 1).number(1952 >> 4U, 1);
  Diagnostics diagnostics;
  const auto samples = read(fit.text(), diagnostics).activities.at(0).samples;
  EXPECT_TRUE(std::isnan(samples.at(0).heart_rate_per_min));
  EXPECT_EQ(samples.at(1).heart_rate_per_min, 90.0);
  EXPECT_EQ(samples.at(2).heart_rate_per_min, 91.0);
  EXPECT_EQ(samples.at(4).heart_rate_per_min, 92.0);
}

TEST(FitReader, ChainedFilesAreReadOneByOneAndTrailingBytesAreSaid) {
  const std::string one = run_of_two().text(),
                    settings = FitBytesMaker().define(0, 0, {{0, 1, 0}}).begin(0).number(2, 1).text();
  Diagnostics diagnostics;
  const ActivityFile file = read(one + settings + one + std::string(5, 'x'), diagnostics);
  EXPECT_EQ(file.activities.size(), 2U);
  EXPECT_THAT(file.content, ::testing::ElementsAre("settings"));
  ASSERT_EQ(diagnostics.entries().size(), 1U);
  EXPECT_EQ(diagnostics.entries()[0].severity, Severity::note);
  EXPECT_THAT(warnings_of(one + std::string(40, 'x')), HasSubstr("40 bytes after its end"));
  EXPECT_EQ(warnings_of(one + std::string(40, '\0')), "");
}

TEST(FitReader, WhatIsDamagedIsReadInPartAndSaid) {
  const std::string good = run_of_two().text();
  std::string changed = good;
  changed.back() = static_cast<char>(changed.back() ^ 1);
  EXPECT_THAT(warnings_of(changed), HasSubstr("checksum does not fit"));
  std::string unchecked = good;
  unchecked[unchecked.size() - 1] = unchecked[unchecked.size() - 2] = 0;
  EXPECT_EQ(warnings_of(unchecked), "");
  EXPECT_THAT(warnings_of(good.substr(0, good.size() - 20)), HasSubstr("cut off"));
  std::string crashed = good;
  crashed.replace(4, 4, std::string(4, '\0'));
  crashed.replace(12, 2, std::string(2, '\0'));
  EXPECT_THAT(warnings_of(crashed), HasSubstr("says no length"));
  Diagnostics diagnostics;
  EXPECT_EQ(read(crashed, diagnostics).activities.at(0).samples.size(), 2U);
}

TEST(FitReader, AClockThatWasNeverSetIsSaid) {
  FitBytesMaker fit;
  fit.activity().define(1, 20, {{253, 4, 0x86}}).begin(1).number(17'217'869, 4);
  EXPECT_THAT(warnings_of(fit.text()), HasSubstr("date is not known"));
}

TEST(FitReader, WhatIsNoFitFileIsRefusedWithWhatToDo) {
  for (const std::string& text :
       {std::string(), std::string("<gpx/>"), std::string(100, '\0'), run_of_two().text().substr(0, 13)}) {
    Diagnostics diagnostics;
    const Result<ActivityFile> file = parse_fit(text, "run.fit", diagnostics);
    ASSERT_FALSE(file);
    EXPECT_EQ(file.error().file, "run.fit");
    EXPECT_FALSE(file.error().advice.empty());
  }
}

}  // namespace
}  // namespace hamstring
