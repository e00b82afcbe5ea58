#include "rehab/standing/done_today.h"

#include <gtest/gtest.h>

namespace hamstring::rehab {
namespace {

const Day monday = parse_day("2025-05-12").value();
Day day(int n) {
  return monday + std::chrono::days(n);
}

ContentLine line(std::string id, std::vector<std::string> options, int every_days = 1, int per_day = 1) {
  ContentLine made;
  made.id = std::move(id);
  made.options = std::move(options);
  made.every_days = every_days;
  made.per_day = per_day;
  return made;
}

class DoneToday : public ::testing::Test {
 protected:
  DoneToday() {
    protocol_.phases.resize(2);
    protocol_.phases[0].content = {line("a", {"bridge"})};
    protocol_.phases[1].content = {line("b", {"nordic", "slider"})};
    state_.protocol = &protocol_;
    state_.phase = 1;
    state_.phase_since = day(-10);
  }
  void did(Day on, const std::string& exercise, int sets = 3) {
    bodies_.push_back(std::make_shared<SessionEntry>(
        SessionEntry{.done = Done::all,
                     .skipped_for = {},
                     .before = {},
                     .worst = {},
                     .after = {},
                     .next_morning = {},
                     .lines = {{.exercise = exercise, .sets = sets, .reps = {}, .load_kg = {}, .worst = {}}},
                     .run = {},
                     .rescreen = {}}));
    SessionRecord record;
    record.day = on;
    record.body = bodies_.back();
    record.done = true;
    state_.ledger.sessions.push_back(record);
  }
  Protocol protocol_;
  State state_;
  std::vector<std::shared_ptr<SessionEntry>> bodies_;
};

TEST_F(DoneToday, a_line_is_done_by_any_of_its_exercises_and_not_by_no_sets_of_it) {
  const ContentLine b = protocol_.phases[1].content[0];
  EXPECT_FALSE(line_is_done(state_, b, day(0)));
  did(day(0), "slider", 0);
  did(day(0), "bridge");
  EXPECT_FALSE(line_is_done(state_, b, day(0)));
  did(day(0), "slider");
  EXPECT_TRUE(line_is_done(state_, b, day(0)));
}

TEST_F(DoneToday, a_line_comes_again_after_its_days_and_as_often_a_day_as_it_asks) {
  const ContentLine third = line("t", {"nordic"}, 3);
  did(day(0), "nordic");
  for (const int n : {0, 1, 2}) EXPECT_TRUE(line_is_done(state_, third, day(n))) << n;
  EXPECT_FALSE(line_is_done(state_, third, day(3)));
  const ContentLine twice = line("w", {"nordic"}, 1, 2);
  EXPECT_FALSE(line_is_done(state_, twice, day(0)));
  did(day(0), "nordic");
  EXPECT_TRUE(line_is_done(state_, twice, day(0)));
  EXPECT_FALSE(line_is_done(state_, twice, day(1)));
}

TEST_F(DoneToday, of_a_day_only_what_was_done_on_it_counts) {
  Phase phase;
  phase.content = {line("t", {"nordic"}, 3), line("u", {"bridge"})};
  did(day(0), "nordic");
  did(day(1), "bridge");
  EXPECT_EQ(lines_done_on(state_, phase, day(1)), 1U) << "the other rests";
  EXPECT_EQ(lines_done_on(state_, phase, day(0)), 1U);
}

TEST_F(DoneToday, a_day_is_trained_only_if_something_was_done) {
  did(day(0), "nordic");
  state_.ledger.sessions.back().done = false;
  EXPECT_FALSE(trained_on(state_, day(0)));
  did(day(0), "nordic");
  EXPECT_TRUE(trained_on(state_, day(0)));
  EXPECT_FALSE(trained_on(state_, day(1)));
}

TEST_F(DoneToday, the_day_of_passing_belongs_to_the_phase_whose_work_was_done) {
  state_.phase_since = day(0);
  EXPECT_EQ(&phase_of_day(state_, day(0)), &protocol_.phases[1]);
  did(day(0), "bridge");
  EXPECT_EQ(&phase_of_day(state_, day(0)), &protocol_.phases[0]);
  EXPECT_EQ(&phase_of_day(state_, day(1)), &protocol_.phases[1]) << "tomorrow the next one begins";
}

TEST_F(DoneToday, what_both_phases_ask_for_says_nothing_of_whose_session_it_was) {
  protocol_.phases[0].content.push_back(line("c", {"heel_dig"}));
  protocol_.phases[1].content[0].options.emplace_back("bridge");
  state_.phase_since = day(0);
  did(day(0), "bridge");
  EXPECT_EQ(&phase_of_day(state_, day(0)), &protocol_.phases[1]) << "the next phase asks for it as well";
  bodies_.back()->lines.push_back(
      {.exercise = "heel_dig", .sets = 3, .reps = {}, .load_kg = {}, .worst = {}});
  EXPECT_EQ(&phase_of_day(state_, day(0)), &protocol_.phases[0]) << "only the phase before asks for that";
  bodies_.back()->lines.push_back({.exercise = "nordic", .sets = 3, .reps = {}, .load_kg = {}, .worst = {}});
  EXPECT_EQ(&phase_of_day(state_, day(0)), &protocol_.phases[1]);
}

TEST_F(DoneToday, a_day_is_over_after_work_of_some_phase_that_is_not_todays) {
  protocol_.phases.emplace_back().content = {line("c", {"sprint"})};
  EXPECT_FALSE(day_is_over(state_, day(0)));
  did(day(0), "juggling");
  EXPECT_FALSE(day_is_over(state_, day(0))) << "what no phase asks for is nobody's work";
  did(day(0), "sprint");
  EXPECT_TRUE(day_is_over(state_, day(0)));
  did(day(0), "nordic");
  EXPECT_FALSE(day_is_over(state_, day(0)));
}

TEST_F(DoneToday, a_line_remembers_each_of_its_exercises_for_itself) {
  const ContentLine b = protocol_.phases[1].content[0];
  state_.lines["b"].exercise = "nordic";
  state_.lines["b slider"].exercise = "slider";
  EXPECT_EQ(line_memory(state_, b, "nordic"), &state_.lines["b"]);
  EXPECT_EQ(line_memory(state_, b, "slider"), &state_.lines["b slider"]);
  state_.lines["b"].exercise = "slider";
  EXPECT_EQ(line_memory(state_, b, "nordic"), nullptr);
}

}  // namespace
}  // namespace hamstring::rehab
