#include <gtest/gtest.h>

#include "view/day_story.h"

namespace hamstring::service {
namespace {

constexpr Day wednesday = Day(std::chrono::year(2026) / 6 / 10);

Day before(int days) {
  return wednesday - std::chrono::days(days);
}

TEST(SessionNamed, is_yesterdays_or_that_of_a_day_of_the_last_week_or_just_the_last_one) {
  EXPECT_EQ(session_named(before(1), wednesday), "session_of.yesterday");
  EXPECT_EQ(session_named(before(2), wednesday), "session_of.mon");
  EXPECT_EQ(session_named(before(6), wednesday), "session_of.thu");
  // A week ago the name of the day would be that of today.
  EXPECT_EQ(session_named(before(7), wednesday), "session_of.before");
  EXPECT_EQ(session_named(wednesday, wednesday), "session_of.before");
}

TEST(WeekdayNamed, is_the_word_of_the_messages) {
  EXPECT_EQ(weekday_named(wednesday), "entry.weekday.wed");
  EXPECT_EQ(weekday_named(before(3)), "entry.weekday.sun");
}

}  // namespace
}  // namespace hamstring::service
