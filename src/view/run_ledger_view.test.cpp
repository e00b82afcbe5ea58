#include "view/run_ledger_view.h"

#include <gtest/gtest.h>

namespace hamstring::service {
namespace {

using namespace rehab;

const Day wednesday = parse_day("2025-05-14").value();

class RunLedgerView : public ::testing::Test {
 protected:
  RunLedgerView() { knowledge_.catalogs["en"].language = "en"; }
  /// A recorded run that is worth `low` to twice as many easy strides.
  std::string record(Day on, double low, double distance_m = 5000.0) {
    load::RecordedRun run{.sport = load::RunSport::running,
                          .started_s = 1'700'000'000 + 86400 * on.time_since_epoch().count(),
                          .distance_m = distance_m,
                          .elapsed_s = 1800.0,
                          .moving_s = 1800.0,
                          .best_m_per_s = distance_m / 1000.0,
                          .strides = {.low = low, .high = low * 1.1}};
    for (load::MuscleStretch& muscle : run.muscles) muscle.easy_strides = {.low = low, .high = 2.0 * low};
    for (load::KindShare& kind : run.kinds) kind.strides = {.low = 0.0, .high = low};
    const std::string id = "r" + std::to_string(history_.entries.size());
    load::Load asked{.source = {.recording_sha256 = std::string(63, 'a') +
                                                    static_cast<char>('0' + history_.entries.size() % 10),
                                .model_sha256 = std::string(64, 'b'),
                                .engine = "1",
                                .mode = "physics"}};
    history_.entries.push_back(make_entry(id, on, LoadEntry{.load = asked, .run = run}, Who::device));
    return id;
  }
  void tell_run(Day on, std::optional<double> distance_m) {
    SessionEntry session;
    session.done = Done::all;
    session.run = DoneRun{.rung = "", .completed = true, .distance_m = distance_m};
    history_.entries.push_back(make_entry("s" + std::to_string(history_.entries.size()), on, session));
  }
  [[nodiscard]] Json ledger(Day today = wednesday) {
    sort_entries(history_);
    return run_ledger_json({knowledge_, knowledge_.catalogs["en"]}, history_, today, false, {{"r0", 7}});
  }
  Knowledge knowledge_;
  Case history_{.case_id = "c", .entries = {}};
};

TEST_F(RunLedgerView, sums_a_week_and_keeps_its_bounds) {
  record(wednesday, 1000.0);
  record(wednesday - std::chrono::days(1), 500.0);
  const Json week = ledger()["weeks"].back();
  EXPECT_EQ(week["recorded"], 2);
  EXPECT_EQ(week["easy_strides"][0], Json::array({1500.0, 3000.0}));
  EXPECT_EQ(week["distance_m"], 10000.0);
}

TEST_F(RunLedgerView, a_week_without_a_recording_is_not_known_and_not_zero) {
  record(wednesday, 1000.0);
  const Json weeks = ledger()["weeks"];
  EXPECT_EQ(weeks.size(), 6U);
  EXPECT_TRUE(weeks[0]["easy_strides"][0].is_null());
  EXPECT_TRUE(weeks[0]["distance_m"].is_null());
  EXPECT_TRUE(weeks[0]["strides"].is_null());
}

TEST_F(RunLedgerView, a_run_that_was_told_and_recorded_is_one_run) {
  const std::string id = record(wednesday, 1000.0);
  tell_run(wednesday, 5200.0);
  tell_run(wednesday, 12000.0);
  const Json made = ledger();
  EXPECT_EQ(made["runs"][0]["told"], "s1");
  EXPECT_EQ(made["weeks"].back()["told_only"], 1);
  EXPECT_EQ(made["runs"][0]["batch"], 7);
}

TEST_F(RunLedgerView, the_run_that_the_watch_told_is_that_of_its_recording) {
  record(wednesday, 1000.0);
  SessionEntry session;
  session.done = Done::all;
  session.run = DoneRun{.completed = true, .distance_m = 9000.0};
  const std::string id = load::told_run_id(history_.entries[0].as<LoadEntry>()->load.source.recording_sha256);
  history_.entries.push_back(make_entry(id, wednesday, session, Who::device));
  Json made = ledger();
  EXPECT_EQ(made["runs"][0]["told"], id);
  EXPECT_EQ(made["runs"][0]["felt"], false);
  EXPECT_EQ(made["weeks"].back()["told_only"], 0);
  session.worst = 2.0;
  Entry corrected = make_entry("mine", wednesday, session);
  corrected.replaces = id;
  corrected.recorded_s = 1;
  finish_entry(corrected);
  history_.entries.push_back(corrected);
  made = ledger();
  EXPECT_EQ(made["runs"][0]["told"], "mine");
  EXPECT_EQ(made["runs"][0]["felt"], true);
}

TEST_F(RunLedgerView, a_run_told_without_numbers_is_the_only_one_that_was_recorded_that_day) {
  record(wednesday, 1000.0);
  tell_run(wednesday, std::nullopt);
  EXPECT_EQ(ledger()["runs"][0]["told"], "s1");
  record(wednesday, 1000.0, 9000.0);
  const Json made = ledger();
  EXPECT_TRUE(made["runs"][0]["told"].is_null()) << "it may be either";
  EXPECT_EQ(made["weeks"].back()["told_only"], 1);
}

TEST_F(RunLedgerView, holds_a_week_against_the_usual_only_where_both_are_known) {
  for (int week = 1; week <= 4; ++week) record(wednesday - std::chrono::days(7 * week), 1000.0);
  Json weeks = ledger()["weeks"];
  // The week before this one against the three before it: 1000-2000 over 1000-2000.
  const Json last = weeks[weeks.size() - 2];
  EXPECT_EQ(last["usual_weeks"], 3);
  EXPECT_EQ(last["against_usual"][0], Json::array({0.5, 2.0}));
  EXPECT_EQ(last["strides_against_usual"], Json::array({0.9, 1.1})) << "1000-1100 over 1000-1100";
  EXPECT_TRUE(weeks.back()["against_usual"][0].is_null()) << "it is not over";
  tell_run(wednesday - std::chrono::days(7), 9000.0);
  weeks = ledger()["weeks"];
  EXPECT_TRUE(weeks[weeks.size() - 2]["against_usual"][0].is_null()) << "a run of it was not recorded";
}

TEST_F(RunLedgerView, holds_a_run_against_three_before_it_or_against_nothing) {
  for (int day = 4; day >= 1; --day) record(wednesday - std::chrono::days(day), 1000.0);
  const Json runs = ledger()["runs"];
  EXPECT_EQ(runs[0]["against_usual"][1], Json::array({0.5, 2.0}));
  EXPECT_TRUE(runs[1]["against_usual"][1].is_null());
}

TEST_F(RunLedgerView, a_walk_stands_in_the_list_and_in_no_sum) {
  for (int day = 5; day >= 1; --day) record(wednesday - std::chrono::days(day), 1000.0);
  record(wednesday, 10.0, 1000.0);  // in half an hour
  const Json made = ledger();
  EXPECT_EQ(made["runs"].size(), 6U);
  EXPECT_EQ(made["weeks"].back()["recorded"], 2);
  EXPECT_EQ(made["weeks"].back()["distance_m"], 10000.0);
  EXPECT_TRUE(made["runs"][0]["strides_against_usual"].is_null());
  EXPECT_EQ(made["runs"][1]["usual_runs"], 4);
}

TEST_F(RunLedgerView, says_of_a_week_that_is_not_over_what_it_is_so_far) {
  for (int week = 0; week <= 3; ++week) record(wednesday - std::chrono::days(7 * week), 1000.0);
  record(wednesday, 1000.0);
  Json recent = recent_weeks_json(history_, wednesday, false);
  EXPECT_EQ(recent["weeks"].size(), 6U);
  // 2000-2200 over 1000-1100 in three weeks before.
  EXPECT_EQ(recent["so_far"], Json::array({1.81, 2.2}));
  EXPECT_TRUE(recent["weeks"].back()["strides_against_usual"].is_null());
  recent = recent_weeks_json({.case_id = "c"}, wednesday, false);
  EXPECT_EQ(recent["weeks"].size(), 6U);
  EXPECT_TRUE(recent["so_far"].is_null());
}

TEST_F(RunLedgerView, what_was_taken_out_is_gone_and_records_follow) {
  record(wednesday - std::chrono::days(2), 1000.0, 21000.0);
  record(wednesday, 1000.0, 5000.0);
  EXPECT_EQ(ledger()["records"][0]["value"], 21000.0);
  history_.entries.push_back(make_entry("x", wednesday, RetractEntry{.of = "r0"}));
  const Json made = ledger();
  EXPECT_EQ(made["runs"].size(), 1U);
  EXPECT_EQ(made["records"][0]["value"], 5000.0);
}

}  // namespace
}  // namespace hamstring::service
