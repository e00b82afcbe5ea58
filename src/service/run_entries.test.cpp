#include "service/run_entries.h"

#include <gtest/gtest.h>

#include "load/recorded_run.h"

namespace hamstring::service {
namespace {

/// Half an hour of the same pace.
analysis::RunSession session(double speed_m_per_s, Sport sport = Sport::running) {
  analysis::RunSession run;
  run.file_sha256 = std::string(64, 'a');
  run.activity.sport = sport;
  run.activity.start_s = 1'747'216'000.0;
  run.day = parse_day("2025-05-14").value();
  run.is_on_foot = true;
  for (int i = 0; i <= 1800; ++i)
    run.course.points.push_back({.time_s = run.activity.start_s + i, .speed_m_per_s = speed_m_per_s});
  run.course.elapsed_s = run.course.moving_s = 1800.0;
  run.course.distance_m = 1800.0 * speed_m_per_s;
  return run;
}

analysis::RunStretch stretch() {
  const exposure::StretchAtSpeed model{.steady = {{2.8, 0.05, 0.01, 0.0}},
                                       .near_top = {0.0, 0.09, 0.01, 0.02}};
  return {.models = {model, model, model}, .model_sha256 = std::string(64, 'b')};
}

TEST(RunEntries, of_a_run_are_the_recording_and_the_run_that_the_plan_reads) {
  const auto entries = entries_of_run(session(3.0), stretch());
  ASSERT_EQ(entries.size(), 2U);
  const auto* recorded = entries[0].as<rehab::LoadEntry>();
  ASSERT_NE(recorded, nullptr);
  ASSERT_TRUE(recorded->run.has_value());
  EXPECT_EQ(recorded->run->distance_m, 5400.0);
  EXPECT_EQ(entries[1].id, load::told_run_id(recorded->load.source.recording_sha256));
  EXPECT_EQ(entries[1].by, rehab::Who::device);
  EXPECT_EQ(entries[1].as<rehab::SessionEntry>()->run->duration_s, 1800.0);
}

TEST(RunEntries, of_a_walk_tell_no_run) {
  EXPECT_EQ(entries_of_run(session(3.0, Sport::walking), stretch()).size(), 1U);
  EXPECT_EQ(entries_of_run(session(1.4, Sport::unknown), stretch()).size(), 1U);
}

TEST(RunEntries, of_what_has_one_record_have_no_course) {
  analysis::RunSession one = session(3.0);
  one.course.points.resize(1);
  EXPECT_FALSE(entries_of_run(one, stretch())[0].as<rehab::LoadEntry>()->run.has_value());
}

TEST(RunEntries, need_a_day_feet_and_no_twin) {
  analysis::RunSession run = session(3.0);
  EXPECT_TRUE(can_be_kept(run));
  run.twin_of = 0;
  EXPECT_FALSE(can_be_kept(run));
  run = session(3.0);
  run.is_on_foot = false;
  EXPECT_FALSE(can_be_kept(run));
  run = session(3.0);
  run.day.reset();
  EXPECT_FALSE(can_be_kept(run));
}

TEST(RunEntries, of_a_run_that_was_told_say_nothing_new_where_both_numbers_agree) {
  const auto entries = entries_of_run(session(3.0), stretch());
  const auto told = [&](double distance_m) {
    rehab::SessionEntry session;
    session.done = rehab::Done::all;
    session.run = rehab::DoneRun{.completed = true, .distance_m = distance_m, .duration_s = 1700.0};
    rehab::Case history{.case_id = "c"};
    history.entries.push_back(rehab::make_entry("t", entries[1].day, session));
    return history;
  };
  EXPECT_TRUE(is_told_alike(told(5200.0), entries[1]));
  EXPECT_FALSE(is_told_alike(told(5200.0), entries[0])) << "a recording was never told";
  EXPECT_FALSE(is_told_alike(told(4000.0), entries[1]));
}

}  // namespace
}  // namespace hamstring::service
