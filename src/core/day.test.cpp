#include "core/day.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fmt/format.h>

namespace hamstring::rehab {
namespace {

/// Days of a month by the rule of the calendar, written down here a second time.
int days_of(int year, int month) {
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  if (month == 2) return leap ? 29 : 28;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

TEST(Day, every_day_of_four_hundred_years_is_read_in_order_and_written_as_it_was) {
  int visited = 0;
  for (int year = 1800; year < 2200; ++year) {
    for (int month = 1; month <= 12; ++month) {
      for (int day = 1; day <= days_of(year, month); ++day) {
        const std::string text = fmt::format("{:04}-{:02}-{:02}", year, month, day);
        const Result<Day> read = parse_day(text);
        ASSERT_TRUE(read) << text;
        ASSERT_EQ(days_between(*parse_day("1800-01-01"), *read), visited) << text;
        ASSERT_EQ(day_text(*read), text);
        ++visited;
      }
      EXPECT_FALSE(parse_day(fmt::format("{:04}-{:02}-{:02}", year, month, days_of(year, month) + 1)));
    }
  }
  EXPECT_EQ(visited, 146097);  // days of 400 years
}

TEST(Day, known_distances_between_days) {
  EXPECT_EQ(days_between(*parse_day("1970-01-01"), *parse_day("2000-01-01")), 10957);
  EXPECT_EQ(days_between(*parse_day("2024-02-28"), *parse_day("2024-03-01")), 2);  // a leap year
  EXPECT_EQ(days_between(*parse_day("2025-03-09"), *parse_day("2025-02-28")), -9) << "earlier is negative";
}

TEST(Day, of_a_week_the_monday) {
  const Day monday = *parse_day("2026-11-30");
  for (int later = 0; later < 7; ++later)
    EXPECT_EQ(monday_of(monday + std::chrono::days(later)), monday) << later;
  EXPECT_EQ(days_between(monday_of(monday - std::chrono::days(1)), monday), 7);
  EXPECT_EQ(days_between(monday_of(*parse_day("1969-12-31")), *parse_day("1970-01-01")), 3)
      << "before the epoch";
}

TEST(Day, what_is_no_day_is_refused_and_named) {
  for (const char* text :
       {"", "2025-3-9", "2025-03-9x", "2025/03/09", "09-03-2025", "2025-13-01", "2025-00-10", "2025-01-00",
        "2100-02-29", " 2025-03-09", "2025-03-09 ", "+025-03-09", "2025-03-0\xD9"}) {
    const Result<Day> read = parse_day(text);
    ASSERT_FALSE(read) << text;
    EXPECT_THAT(read.error().message, ::testing::HasSubstr("written like 2025-03-09"));
  }
  EXPECT_THAT(parse_day("tomorrow").error().message, ::testing::HasSubstr("'tomorrow'"));
}

}  // namespace
}  // namespace hamstring::rehab
