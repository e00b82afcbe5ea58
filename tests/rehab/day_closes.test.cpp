// What a day asked is what it asks: once it is done nothing else comes up, whatever was passed since.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>

#include "tests/rehab/lived_history.h"
#include "tests/rehab/told.h"

namespace hamstring::rehab {
namespace {

/// The life up to the evening of a day.
Case until_evening_of(const Life& life, Day today) {
  Case result{.case_id = life.history.case_id, .entries = {}};
  for (const Entry& entry : life.history.entries) {
    if (entry.day <= today) result.entries.push_back(entry);
  }
  return result;
}

bool did_everything(const AskedDay& day) {
  return day.done && day.done->done == Done::all && day.done->lines.size() == day.lines.size() &&
         day.done->run.has_value() == day.run.has_value();
}

TEST(DayCloses, after_all_that_was_asked_only_what_comes_more_than_once_a_day_is_left) {
  int evenings = 0, left = 0;
  std::size_t lives = 0;
  for (const Life& life : shared_lives()) {
    if (++lives > 60) break;
    for (const AskedDay& day : life.days) {
      if (!did_everything(day)) continue;
      const Day today = RandomHistory::day(day.day);
      const Plan evening = plan(shared_knowledge(), until_evening_of(life, today), today);
      ++evenings;
      EXPECT_FALSE(evening.run) << life.history.case_id << " day " << day.day;
      for (const SessionLine& line : evening.lines) {
        ++left;
        const auto asked = std::ranges::find(day.lines, line.line, &SessionLine::line);
        EXPECT_TRUE(asked != day.lines.end() && line.per_day > 1)
            << life.history.case_id << " day " << day.day << " " << day.phase << ": " << line.line;
      }
      if (::testing::Test::HasFailure()) return;
    }
  }
  std::printf("%d evenings, %d lines that come again\n", evenings, left);
  EXPECT_GE(evenings, 500);
  EXPECT_GE(left, 20);
}

TEST(DayCloses, a_phase_passed_after_the_session_begins_tomorrow) {
  Told told;
  SessionEntry walk{.done = Done::all,
                    .skipped_for = {},
                    .before = 1,
                    .worst = 1,
                    .after = 1,
                    .next_morning = 1,
                    .lines = {},
                    .run = {},
                    .rescreen = Told::none_of_these()};
  const Plan morning = told.plan_on(2);
  ASSERT_EQ(morning.phase, "settle");
  for (const SessionLine& line : morning.lines)
    walk.lines.push_back(
        {.exercise = line.exercise, .sets = 1, .reps = {line.dose.amounts[0]}, .load_kg = {}, .worst = {}});
  ASSERT_FALSE(walk.lines.empty());
  told.add(2, walk);
  EXPECT_EQ(told.plan_on(2).day.head, DayHead::done);
  told.walk_test(2);
  const Plan evening = told.plan_on(2);
  EXPECT_EQ(evening.phase, "load_early");
  EXPECT_TRUE(evening.lines.empty());
  EXPECT_FALSE(evening.run);
  EXPECT_EQ(evening.day.head, DayHead::done);
  const Plan next = told.plan_on(3);
  EXPECT_FALSE(next.lines.empty()) << "the next phase begins tomorrow";
  const auto walk_of_it = std::ranges::find(next.criteria, "brisk_walk", &CriterionReport::id);
  ASSERT_NE(walk_of_it, next.criteria.end());
  EXPECT_EQ(walk_of_it->have, 0) << "the session was one of the phase before";
}

}  // namespace
}  // namespace hamstring::rehab
