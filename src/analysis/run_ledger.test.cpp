#include "analysis/run_ledger.h"

#include <gtest/gtest.h>

#include <array>
#include <string>

#include "formats/gps_csv/gps_csv_writer.h"
#include "formats/gpx/gpx_writer.h"
#include "formats/tcx/tcx_writer.h"

namespace hamstring::analysis {
namespace {

constexpr double evening_s = 1'715'632'200;  // 2024-05-13T20:30:00Z

Activity a_run(double start_s = evening_s, double speed = 3.0) {
  Activity run{.sport = Sport::running, .start_s = start_s};
  for (int i = 0; i <= 600; ++i)
    run.samples.push_back({.time_s = start_s + i,
                           .latitude_deg = 48.0 + i * speed / 111'200.0,
                           .longitude_deg = 11.0,
                           .distance_m = i * speed,
                           .speed_m_per_s = speed,
                           .cadence_per_min = 84});
  return run;
}

std::string gpx(const Activity& run) {
  Diagnostics diagnostics;
  return write_gpx(std::vector<Activity>{run}, diagnostics);
}
std::string tcx(const Activity& run) {
  Diagnostics diagnostics;
  return write_tcx(std::vector<Activity>{run}, diagnostics);
}

RunLedger ledger_of(const std::vector<RunFile>& files) {
  const RunQuestion question{
      .day_of = [](double utc_s) -> Result<Day> { return day_of(Activity{.start_s = utc_s}, 4 * 3600); },
      .today = parse_day("2024-06-01").value()};
  const exposure::StretchAtSpeed model{.steady = {{2.8, 0.05, 0.01, 0.0}},
                                       .near_top = {0.0, 0.09, 0.01, 0.02}};
  const std::array models{model, model, model};
  auto ledger = run_ledger(files, question, models);
  EXPECT_TRUE(ledger);
  return std::move(*ledger);
}

TEST(RunLedger, TheSameRunInTwoFormatsCountsOnceWithTheSameTotals) {
  const RunLedger ledger =
      ledger_of({{"a.gpx", gpx(a_run())}, {"b.tcx", tcx(a_run())}, {"c.tcx", tcx(a_run(evening_s + 7200))}});
  ASSERT_EQ(ledger.sessions.size(), 3U);
  EXPECT_FALSE(ledger.sessions[0].twin_of);
  EXPECT_EQ(ledger.sessions[1].twin_of, 0U);
  EXPECT_EQ(ledger.sessions[2].twin_of, 0U);
  EXPECT_EQ(ledger.sessions[2].clock_shift_s, 7200.0);
  EXPECT_EQ(ledger.sessions[0].course.distance_m, ledger.sessions[1].course.distance_m);
  EXPECT_EQ(ledger.sessions[0].course.moving_s, ledger.sessions[1].course.moving_s);
  EXPECT_EQ(ledger.sessions[0].exposure.strides.low, ledger.sessions[1].exposure.strides.low);
}

TEST(RunLedger, ARunInTheEveningStandsOnTheDayOfThePersonsZone) {
  const RunLedger ledger = ledger_of({{"a.gpx", gpx(a_run())}});
  EXPECT_EQ(day_text(ledger.sessions.at(0).day.value()), "2024-05-14");
}

TEST(RunLedger, DatesThatCannotBeAreSaid) {
  const RunLedger ledger = ledger_of({{"a.gpx", gpx(a_run(631'152'000))},
                                      {"b.gpx", gpx(a_run(3'786'912'000))},
                                      {"c.csv", "time,speed\n1,3\n2,3\n"}});
  for (const RunSession& session : ledger.sessions) {
    EXPECT_FALSE(session.day) << session.file;
    EXPECT_FALSE(session.why_no_day.empty()) << session.file;
  }
}

TEST(RunLedger, EveryFileHasAnOutcome) {
  const RunLedger ledger =
      ledger_of({{"a.gpx", gpx(a_run())}, {"b.fit", "no"}, {"c.gpx", "<gpx><wpt/></gpx>"}});
  ASSERT_EQ(ledger.files.size(), 3U);
  EXPECT_EQ(ledger.files[0].outcome, "whole");
  EXPECT_EQ(ledger.files[1].outcome, "refused");
  EXPECT_FALSE(ledger.files[1].reasons.empty());
  EXPECT_EQ(ledger.files[2].holds.size(), 1U);
}

TEST(RunLedger, WhatIsNotOnFootHasNoStrides) {
  Activity ride = a_run(evening_s, 9.0);
  ride.sport = Sport::cycling;
  ride.sport_word = "cycling";
  const RunLedger ledger = ledger_of({{"a.gpx", gpx(ride)}, {"b.gpx", gpx(a_run(evening_s + 86400))}});
  EXPECT_FALSE(ledger.sessions.at(0).is_on_foot);
  EXPECT_FALSE(ledger.sessions.at(0).exposure.strides.is_known());
  EXPECT_LT(ledger.own.top.low, 4.0);
}

}  // namespace
}  // namespace hamstring::analysis
