// Formats are told by their content, and what one writes another reads as the same.
#include "formats/watch/activity_reader.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string>

#include "formats/gps_csv/gps_csv_writer.h"
#include "formats/gpx/gpx_writer.h"
#include "formats/tcx/tcx_writer.h"
#include "tests/support/fit_bytes.h"

namespace hamstring {
namespace {

Activity a_run() {
  Activity run{
      .sport = Sport::running, .sport_word = "running", .device = "A <watch>", .start_s = unix_new_year_s};
  for (int i = 0; i < 50; ++i)
    run.samples.push_back({.time_s = unix_new_year_s + i + (i > 20 ? 30.0 : 0.0) + 0.25,
                           .latitude_deg = 48.0 + i * 2.7e-5,
                           .longitude_deg = 11.1 - i * 1e-7,
                           .altitude_m = 500.2 + 0.1 * i,
                           .distance_m = 3.0 * i,
                           .speed_m_per_s = 3.0 + 0.01 * i,
                           .heart_rate_per_min = 120.0 + i,
                           .cadence_per_min = i % 7 == 0 ? not_recorded : 84.5});
  run.pauses = {{unix_new_year_s + 20.25, unix_new_year_s + 51.25}};
  run.laps = {{.start_s = unix_new_year_s, .moving_s = 10, .distance_m = 30},
              {.start_s = unix_new_year_s + 10, .moving_s = 39, .distance_m = 117}};
  return run;
}

void expect_same(double a, double b, double tolerance, int at) {
  EXPECT_EQ(std::isnan(a), std::isnan(b)) << at;
  if (!std::isnan(a)) {
    EXPECT_NEAR(a, b, tolerance) << at;
  }
}

void expect_same_run(const std::string& text, ActivityFormat format) {
  EXPECT_EQ(activity_format_of(text), format);
  Diagnostics diagnostics;
  const auto file = parse_activity_file(text, "run", diagnostics);
  ASSERT_TRUE(file) << file.error().text();
  EXPECT_TRUE(diagnostics.entries().empty());
  const Activity run = a_run();
  ASSERT_EQ(file->activities.size(), 1U);
  const Activity& read = file->activities[0];
  ASSERT_EQ(read.samples.size(), run.samples.size());
  for (std::size_t i = 0; i < run.samples.size(); ++i) {
    const int at = static_cast<int>(i);
    expect_same(read.samples[i].time_s, run.samples[i].time_s, 1e-6, at);
    expect_same(read.samples[i].latitude_deg, run.samples[i].latitude_deg, 0.0, at);
    expect_same(read.samples[i].distance_m, run.samples[i].distance_m, 0.0, at);
    expect_same(read.samples[i].altitude_m, run.samples[i].altitude_m, 0.0, at);
    expect_same(read.samples[i].speed_m_per_s, run.samples[i].speed_m_per_s, 0.0, at);
    expect_same(read.samples[i].heart_rate_per_min, run.samples[i].heart_rate_per_min, 0.0, at);
    expect_same(read.samples[i].cadence_per_min, run.samples[i].cadence_per_min, 0.0, at);
  }
}

TEST(ActivityReader, WhatGpxTcxAndCsvHoldIsTheSameRunAgain) {
  const std::vector<Activity> runs{a_run()};
  Diagnostics diagnostics;
  expect_same_run(write_gpx(runs, diagnostics), ActivityFormat::gpx);
  expect_same_run(write_tcx(runs, diagnostics), ActivityFormat::tcx);
  const auto csv = format_csv(activity_table(runs[0]));
  ASSERT_TRUE(csv);
  expect_same_run(*csv, ActivityFormat::csv);
  EXPECT_TRUE(diagnostics.entries().empty());
}

TEST(ActivityReader, PausesOfATrackAndLapsOfATcxComeBack) {
  Diagnostics diagnostics;
  const std::vector<Activity> runs{a_run()};
  const auto gpx = parse_activity_file(write_gpx(runs, diagnostics), "run", diagnostics);
  ASSERT_EQ(gpx->activities.at(0).pauses.size(), 1U);
  EXPECT_NEAR(gpx->activities[0].pauses[0].from_s, runs[0].pauses[0].from_s, 1e-6);
  const auto tcx = parse_activity_file(write_tcx(runs, diagnostics), "run", diagnostics);
  ASSERT_EQ(tcx->activities.at(0).laps.size(), 2U);
  EXPECT_EQ(tcx->activities[0].laps[1].distance_m, 117.0);
  EXPECT_EQ(tcx->activities[0].device, "A <watch>");
}

TEST(ActivityReader, WhatAFormatCannotHoldIsSaid) {
  std::vector<Activity> runs{a_run()};
  runs[0].samples[3].latitude_deg = runs[0].samples[5].time_s = not_recorded;
  Diagnostics diagnostics;
  (void)write_gpx(runs, diagnostics);
  (void)write_tcx(runs, diagnostics);
  ASSERT_EQ(diagnostics.entries().size(), 2U);
  EXPECT_NE(diagnostics.entries()[0].message.find("1 record without a place"), std::string::npos);
  EXPECT_NE(diagnostics.entries()[1].message.find("1 record without a time"), std::string::npos);
}

TEST(ActivityReader, FormatsAreToldByTheirContent) {
  EXPECT_EQ(activity_format_of(FitBytesMaker().activity().text()), ActivityFormat::fit);
  EXPECT_EQ(activity_format_of("  <?xml version='1.0'?><TrainingCenterDatabase>"), ActivityFormat::tcx);
  EXPECT_FALSE(activity_format_of("PK\x03\x04").has_value());
  EXPECT_FALSE(activity_format_of("").has_value());
  EXPECT_FALSE(activity_format_of("<html>").has_value());
  Diagnostics diagnostics;
  EXPECT_FALSE(parse_activity_file("<html>", "x", diagnostics));
}

}  // namespace
}  // namespace hamstring
