#include "view/calendar.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace hamstring::rehab {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const Day first_day = Day(std::chrono::year(2026) / 11 / 24);

Catalog catalog_with(std::string title) {
  return {.language = "en", .text = {{"title", std::move(title)}, {"calendar.description", "See the plan."}}};
}

constexpr std::int64_t made_s = 1795478400;  // 2026-11-24, at midnight

CalendarEvent event_of(CalendarEvent::Kind kind) {
  return {.day = first_day, .id = "a", .title = {.id = "title", .arguments = {}}, .kind = kind};
}

std::string file_with(const std::string& title) {
  return calendar_file(catalog_with(title), {event_of(CalendarEvent::Kind::day)},
                       {.owner = "one", .made_s = made_s, .session_minute = {}});
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

TEST(CalendarFile, that_is_subscribed_says_so_and_asks_nobody_to_fetch_it_again) {
  Catalog catalog = catalog_with("Get it again");
  catalog.text["calendar.name"] = "Hamstring";
  catalog.text["calendar.subscribed"] = "Moves with the plan.";
  CalendarEvent again = event_of(CalendarEvent::Kind::day);
  again.id = "again";
  CalendarFile file{.owner = "one", .made_s = made_s, .session_minute = {}};
  const std::string copy = calendar_file(catalog, {again}, file);
  EXPECT_THAT(copy, HasSubstr("SUMMARY:Get it again"));
  EXPECT_THAT(copy, Not(HasSubstr("REFRESH-INTERVAL")));
  file.way = CalendarWay::subscribed;
  const std::string moves = calendar_file(catalog, {again, event_of(CalendarEvent::Kind::day)}, file);
  EXPECT_THAT(moves,
              HasSubstr("X-WR-CALDESC:Moves with the plan.\r\nREFRESH-INTERVAL;VALUE=DURATION:PT4H\r\n"));
  EXPECT_THAT(moves, Not(HasSubstr("UID:again")));
  EXPECT_THAT(moves, HasSubstr("UID:a-one@hamstring.invalid"));
}

TEST(CalendarFile, without_events_is_still_a_calendar) {
  EXPECT_THAT(calendar_file(catalog_with(""), {}, {.owner = "one", .made_s = made_s, .session_minute = {}}),
              HasSubstr("END:VCALENDAR\r\n"));
}

TEST(CalendarFile, has_a_session_at_ones_own_time_with_an_alarm_and_rest_all_day_without_one) {
  const CalendarFile evening{.owner = "one", .made_s = made_s, .session_minute = 18 * 60 + 30};
  const std::string session =
      calendar_file(catalog_with("Session"), {event_of(CalendarEvent::Kind::session)}, evening);
  EXPECT_THAT(session, HasSubstr("DTSTART:20261124T183000\r\nDURATION:PT45M\r\n"));
  EXPECT_THAT(session, HasSubstr("BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:PT0S\r\n"));
  const std::string rest = calendar_file(catalog_with("Rest"), {event_of(CalendarEvent::Kind::day)}, evening);
  EXPECT_THAT(rest, HasSubstr("DTSTART;VALUE=DATE:20261124\r\n"));
  EXPECT_THAT(rest, HasSubstr("TRANSP:TRANSPARENT\r\n"));
  EXPECT_THAT(rest, Not(HasSubstr("VALARM")));
}

TEST(CalendarFile, of_later_takes_the_place_of_an_earlier_one_and_never_of_another_persons) {
  const auto lines_of = [](const CalendarFile& file) {
    const std::string text =
        calendar_file(catalog_with("Session"), {event_of(CalendarEvent::Kind::cancelled)}, file);
    const auto line = [&](std::string_view name) {
      const std::size_t at = text.find("\r\n" + std::string(name)) + 2;
      return text.substr(at + name.size(), text.find("\r\n", at) - at - name.size());
    };
    EXPECT_THAT(text, HasSubstr("STATUS:CANCELLED\r\n"));
    return std::pair(line("UID:"), std::stol(line("SEQUENCE:")));
  };
  const auto first = lines_of({.owner = "one", .made_s = made_s, .session_minute = {}});
  const auto later = lines_of({.owner = "one", .made_s = made_s + 1, .session_minute = 600});
  const auto other = lines_of({.owner = "two", .made_s = made_s + 1, .session_minute = 600});
  EXPECT_EQ(first.first, later.first);
  EXPECT_GT(later.second, first.second);
  EXPECT_NE(other.first, later.first);
}

TEST(CalendarFile, knows_a_time_of_the_day_from_what_is_none) {
  EXPECT_EQ(parse_minute_of_day("18:30").value_or(-1), 1110);
  EXPECT_EQ(parse_minute_of_day("00:00").value_or(-1), 0);
  for (const char* wrong : {"", "24:00", "18:60", "8:30", "18.30", "ab:cd", "18:3x", "-1:00"})
    EXPECT_FALSE(parse_minute_of_day(wrong)) << wrong;
}

}  // namespace
}  // namespace hamstring::rehab
