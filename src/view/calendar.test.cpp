#include "view/calendar.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace hamstring::rehab {
namespace {

using ::testing::HasSubstr;

const Day first_day = Day(std::chrono::year(2026) / 11 / 24);

Catalog catalog_with(std::string title) {
  return {.language = "en", .text = {{"title", std::move(title)}, {"calendar.description", "See the plan."}}};
}

std::string file_with(const std::string& title) {
  return calendar_file(catalog_with(title),
                       {{.day = first_day, .id = "a", .title = {.id = "title", .arguments = {}}}}, first_day);
}

TEST(CalendarFile, holds_an_all_day_event) {
  const std::string text = file_with("Session");
  EXPECT_TRUE(text.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"));
  EXPECT_TRUE(text.ends_with("END:VEVENT\r\nEND:VCALENDAR\r\n"));
  EXPECT_THAT(text, HasSubstr("DTSTAMP:20261124T000000Z\r\n"));
  EXPECT_THAT(text, HasSubstr("DTSTART;VALUE=DATE:20261124\r\nDTEND;VALUE=DATE:20261125\r\n"));
  EXPECT_THAT(text, HasSubstr("SUMMARY:Session\r\n"));
}

TEST(CalendarFile, escapes_what_has_a_meaning) {
  EXPECT_THAT(file_with("a,b;c\\d\ne"), HasSubstr("SUMMARY:a\\,b\\;c\\\\d\\ne\r\n"));
}

TEST(CalendarFile, folds_at_75_octets_and_never_inside_a_character) {
  std::string title;
  for (int i = 0; i < 100; ++i) title += "ü";
  const std::string text = file_with(title);
  std::string unfolded;
  std::size_t begin = 0;
  while (begin < text.size()) {
    const std::size_t end = text.find("\r\n", begin);
    ASSERT_NE(end, std::string::npos);
    const std::string line = text.substr(begin, end - begin);
    EXPECT_LE(line.size(), 75U);
    EXPECT_NE(static_cast<unsigned char>(line.front()) & 0xC0U, 0x80U);
    if (line.front() == ' ') {
      EXPECT_NE(static_cast<unsigned char>(line[1]) & 0xC0U, 0x80U);
      unfolded += line.substr(1);
    } else {
      unfolded += "\n" + line;
    }
    begin = end + 2;
  }
  EXPECT_THAT(unfolded, HasSubstr("SUMMARY:" + title + "\n"));
}

TEST(CalendarFile, without_events_is_still_a_calendar) {
  EXPECT_THAT(calendar_file(catalog_with(""), {}, first_day), HasSubstr("END:VCALENDAR\r\n"));
}

}  // namespace
}  // namespace hamstring::rehab
