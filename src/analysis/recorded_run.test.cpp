#include "analysis/recorded_run.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <numbers>

#include "formats/gpx/gpx_writer.h"

namespace hamstring::analysis {
namespace {

std::array<exposure::StretchAtSpeed, 3> models() {
  const exposure::StretchAtSpeed model{.steady = {{2.8, 0.05, 0.01, 0.0}},
                                       .near_top = {0.0, 0.09, 0.01, 0.02}};
  return {model, model, model};
}

/// An hour around a circle of 400 m, up to 50 m higher and down again.
Activity circles(double start_s = 1'715'632'200) {
  Activity run{.sport = Sport::running, .start_s = start_s};
  constexpr double radius_m = 400.0 / (2.0 * std::numbers::pi), speed = 3.0;
  for (int i = 0; i <= 3600; ++i) {
    const double angle = i * speed / radius_m;
    run.samples.push_back(
        {.time_s = start_s + i,
         .latitude_deg = 48.0 + radius_m * std::sin(angle) / 111'200.0,
         .longitude_deg =
             11.0 + radius_m * std::cos(angle) / (111'200.0 * std::cos(48.0 * std::numbers::pi / 180.0)),
         .altitude_m = 500.0 + 50.0 * std::sin(i * std::numbers::pi / 3600.0),
         .distance_m = i * speed,
         .speed_m_per_s = speed,
         .cadence_per_min = 84});
  }
  return run;
}

RunLedger ledger_of(const Activity& run) {
  Diagnostics diagnostics;
  const std::vector<RunFile> files{{"a.gpx", write_gpx(std::vector<Activity>{run}, diagnostics)}};
  const RunQuestion question{
      .day_of = [](double utc_s) -> Result<Day> { return day_of(Activity{.start_s = utc_s}, 0); },
      .today = parse_day("2024-06-01").value()};
  return run_ledger(files, question, models()).value();
}

TEST(RecordedRun, holds_what_the_session_asked_and_no_more_than_its_bounds_allow) {
  const RunLedger ledger = ledger_of(circles());
  const RunSession& session = ledger.sessions.at(0);
  const load::RecordedRun run = recorded_run(session, models());
  ASSERT_TRUE(load::check_recorded_run(run)) << load::check_recorded_run(run).error().text();
  EXPECT_NEAR(run.distance_m, 10'800.0, 11.0);
  double low = 0.0, high = 0.0;
  for (const load::KindShare& kind : run.kinds) {
    low += kind.strides.low;
    high += kind.strides.high;
  }
  EXPECT_LE(low, session.exposure.strides.high);
  EXPECT_GE(high, session.exposure.strides.low);
  EXPECT_LE(run.muscles[0].p95.low, session.exposure.muscles[0].p95_stretch.low);
  EXPECT_GE(run.muscles[0].p95.high, session.exposure.muscles[0].p95_stretch.high);
}

TEST(RecordedRun, thins_the_track_and_says_by_how_much_it_may_be_off) {
  const RunLedger ledger = ledger_of(circles());
  const load::RecordedRun run = recorded_run(ledger.sessions.at(0), models());
  EXPECT_EQ(run.track.steps, 301);
  EXPECT_EQ(run.track.step_s, 12.0);
  // The sagitta of 36 m of arc on a radius of 63.7 m: r (1 - cos(s / 2r)), 2.53 m; of the 39 m of the last
  // step, which holds its end as well, 2.97 m. Told upward in tenths.
  EXPECT_GT(run.track.place_error_m, 2.3);
  EXPECT_LE(run.track.place_error_m, 3.0);
  const auto along = along_track(run, models());
  ASSERT_TRUE(along);
  EXPECT_NEAR(along->speed_m_per_s[10], 3.0, 0.05);
  EXPECT_NEAR(along->latitude_deg[0], 48.0, 1e-5) << "the line begins where the run did";
  EXPECT_NEAR(
      along->longitude_deg[0],
      11.0 + 400.0 / (2.0 * std::numbers::pi) / (111'200.0 * std::cos(48.0 * std::numbers::pi / 180.0)),
      2e-5);
  EXPECT_LT(run.track.latitude_e5.size() + run.track.longitude_e5.size() + run.track.speed_cm_per_s.size() +
                run.track.fastest_cm_per_s.size() + run.track.altitude_dm.size(),
            3500U);
}

TEST(RecordedRun, tells_grade_and_stretch_along_the_track) {
  const RunLedger ledger = ledger_of(circles());
  const load::RecordedRun run = recorded_run(ledger.sessions.at(0), models());
  const auto along = along_track(run, models());
  ASSERT_TRUE(along);
  // 50 m · π / 3600 s at 3 m/s: 1.45 % up at the start.
  EXPECT_NEAR(along->grade[5], 0.0145, 0.003);
  EXPECT_LT(along->grade[290], -0.011);
  EXPECT_NEAR(along->grade_error, 0.05, 0.02);
  EXPECT_LE(along->stretch[0][5].low, 0.05);
  EXPECT_GE(along->stretch[0][5].high, 0.05);
}

TEST(RecordedRun, of_a_treadmill_has_no_places) {
  Activity run = circles();
  for (ActivitySample& sample : run.samples) sample.latitude_deg = sample.longitude_deg = not_recorded;
  RunSession session{.course = course_of(run)};
  session.activity = run;
  session.exposure = exposure::run_exposure(session.course, not_recorded, exposure::own_speeds({}), models());
  const load::RecordedRun kept = recorded_run(session, models());
  EXPECT_TRUE(kept.track.latitude_e5.empty());
  EXPECT_TRUE(std::isnan(kept.track.place_error_m));
  const auto along = along_track(kept, models());
  ASSERT_TRUE(along);
  EXPECT_TRUE(along->latitude_deg.empty());
  EXPECT_EQ(along->speed_m_per_s.size(), static_cast<std::size_t>(kept.track.steps));
}

}  // namespace
}  // namespace hamstring::analysis
