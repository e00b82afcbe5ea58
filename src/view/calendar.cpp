#include "view/calendar.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>

#include "core/utf8.h"
#include "rehab/plan/foresee.h"
#include "view/answer_text.h"

namespace hamstring::rehab {
namespace {

constexpr std::size_t line_octets = 75;  // RFC 5545, 3.1
constexpr const char* fetch_again = "again";

std::string compact(Day day) {
  std::string text = day_text(day);
  std::erase(text, '-');
  return text;
}

/// TEXT of RFC 5545, 3.3.11.
std::string escaped(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '\\' || c == ';' || c == ',') result += '\\';
    if (c == '\n') {
      result += "\\n";
    } else if (c != '\r') {
      result += c;
    }
  }
  return result;
}

/// A content line, folded between characters, never inside one.
std::string folded(std::string_view line) {
  std::string result;
  std::size_t column = 0;
  for (std::size_t i = 0; i < line.size();) {
    std::size_t end = i + 1;
    while (end < line.size() && continues_code_point(line[end])) ++end;
    if (column + (end - i) > line_octets) {
      result += "\r\n ";
      column = 1;
    }
    result += line.substr(i, end - i);
    column += end - i;
    i = end;
  }
  return result + "\r\n";
}

/// One entry a day: whatever it says, it has the same id in every file.
CalendarEvent entry_of(Day day, Message title, CalendarEvent::Kind kind) {
  return {.day = day, .id = "day-" + compact(day), .title = std::move(title), .kind = kind};
}

CalendarEvent of_today(const Plan& plan) {
  const bool trains = plan.day.after_morning == DayHead::session || plan.day.after_morning == DayHead::left;
  // The question of the morning greets on Today; in a calendar it would say nothing of the day.
  return entry_of(plan.today,
                  {.id = "calendar.today",
                   .arguments = {{"head", "head." + std::string(word_of(plan.day.after_morning))}}},
                  trains ? CalendarEvent::Kind::session : CalendarEvent::Kind::day);
}

CalendarEvent of_day(const Plan& plan, const ForeseenDay& day) {
  if (!day.session)
    return entry_of(day.day, {.id = "calendar.rest", .arguments = {}}, CalendarEvent::Kind::day);
  if (!day.program.empty())
    return entry_of(day.day,
                    {.id = "calendar.program",
                     .arguments = {{"program", "prevention." + day.program + ".name"},
                                   {"week", static_cast<long long>(day.week)}}},
                    CalendarEvent::Kind::session);
  return entry_of(day.day,
                  {.id = "calendar.session",
                   .arguments = {{"phase", "protocol." + plan.protocol + ".phase." + day.phase}}},
                  CalendarEvent::Kind::session);
}

/// Every day of the file: what is foreseen, and beyond it nothing, said so that an earlier file's entry goes.
void add_days(const Knowledge& knowledge, const Case& history, const Plan& plan, int days,
              std::vector<CalendarEvent>& events) {
  const auto ahead = foresee(knowledge, history, plan, days - 1);
  for (const ForeseenDay& day : ahead) events.push_back(of_day(plan, day));
  for (int i = static_cast<int>(ahead.size()) + 1; i < days; ++i)
    events.push_back(entry_of(plan.today + std::chrono::days(i),
                              {.id = "calendar.cancelled", .arguments = {}}, CalendarEvent::Kind::cancelled));
  if (!ahead.empty())
    events.push_back({.day = ahead.back().day + std::chrono::days(1),
                      .id = fetch_again,
                      .title = {.id = "calendar.again", .arguments = {}}});
}

std::string instant_text(std::int64_t seconds) {
  const auto whole = std::chrono::sys_seconds(std::chrono::seconds(seconds));
  const Day day = std::chrono::floor<std::chrono::days>(whole);
  const auto second = (whole - day).count();
  return fmt::format("{}T{:02}{:02}{:02}Z", compact(day), second / 3600, second / 60 % 60, second % 60);
}

/// How it is called and how often it is read again: RFC 7986, 5.7, and what calendars asked for before it.
/// Four hours are our assumption: a plan moves with what is told, once or twice a day.
std::string head_of_subscribed(const Catalog& catalog) {
  return folded("X-WR-CALNAME:" + escaped(say(catalog, "calendar.name"))) +
         folded("X-WR-CALDESC:" + escaped(say(catalog, "calendar.subscribed"))) +
         "REFRESH-INTERVAL;VALUE=DURATION:PT4H\r\nX-PUBLISHED-TTL:PT4H\r\n";
}

/// Local time wherever the phone is, as people train.
std::string when_of(const CalendarEvent& event, const std::optional<int>& minute) {
  if (event.kind == CalendarEvent::Kind::session && minute)
    return fmt::format("DTSTART:{}T{:02}{:02}00\r\nDURATION:PT45M\r\n", compact(event.day), *minute / 60,
                       *minute % 60);
  return fmt::format("DTSTART;VALUE=DATE:{}\r\nDTEND;VALUE=DATE:{}\r\n", compact(event.day),
                     compact(event.day + std::chrono::days(1)));
}

}  // namespace

std::vector<CalendarEvent> calendar_events(const Knowledge& knowledge, const Case& history, const Plan& plan,
                                           int days) {
  std::vector<CalendarEvent> events{of_today(plan)};
  add_days(knowledge, history, plan, days, events);
  const auto within = [&](Day day) { return day >= plan.today && days_between(plan.today, day) < days; };
  for (const ChangeReport& report : plan.follow_up.alignment) {
    if (report.again_on && within(*report.again_on)) {
      events.push_back(
          {.day = *report.again_on,
           .id = "measure-" + report.id,
           .title = {.id = "calendar.measure", .arguments = {{"test", "test." + report.test + ".name"}}}});
    }
  }
  if (const auto& watch = plan.follow_up.watch) {
    const Day end = plan.today + std::chrono::days(watch->days - watch->day);
    if (within(end))
      events.push_back({.day = end, .id = "watch", .title = {.id = "calendar.watch", .arguments = {}}});
  }
  std::ranges::stable_sort(events, {}, &CalendarEvent::day);
  return events;
}

std::vector<CalendarEvent> calendar_of_a_damaged_history(Day today) {
  return {entry_of(today, {.id = "calendar.look_first", .arguments = {}}, CalendarEvent::Kind::day)};
}

Result<int> parse_minute_of_day(std::string_view text) {
  const auto digit = [&](std::size_t i) { return text[i] >= '0' && text[i] <= '9' ? text[i] - '0' : 100; };
  constexpr int hours = 24, minutes = 60;
  if (text.size() == 5 && text[2] == ':') {
    const int hour = digit(0) * 10 + digit(1), minute = digit(3) * 10 + digit(4);
    if (hour < hours && minute < minutes) return hour * minutes + minute;
  }
  return failure(Error{.message = "this is no time of a day",
                       .element = "at",
                       .advice = "Write hours and minutes, such as 18:30."});
}

std::string calendar_file(const Catalog& catalog, const std::vector<CalendarEvent>& events,
                          const CalendarFile& file) {
  constexpr std::int64_t counted_from_s =
      1735689600;  // 2025-01-01: SEQUENCE is a small number in some readers
  const bool subscribed = file.way == CalendarWay::subscribed;
  std::string text =
      "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Hamstring//Plan//"
      "EN\r\nCALSCALE:GREGORIAN\r\nMETHOD:PUBLISH\r\n";
  if (subscribed) text += head_of_subscribed(catalog);
  for (const CalendarEvent& event : events) {
    // What moves by itself is not fetched again by anybody.
    if (subscribed && event.id == fetch_again) continue;
    const std::string title = escaped(say(catalog, event.title));
    const bool timed = event.kind == CalendarEvent::Kind::session && file.session_minute;
    text += "BEGIN:VEVENT\r\n";
    text += folded(fmt::format("UID:{}-{}@hamstring.invalid", event.id, file.owner));
    text += fmt::format("SEQUENCE:{}\r\nDTSTAMP:{}\r\n",
                        std::max<std::int64_t>(0, file.made_s - counted_from_s), instant_text(file.made_s));
    text += when_of(event, file.session_minute);
    text += folded("SUMMARY:" + title);
    if (event.kind == CalendarEvent::Kind::session)
      text += folded("DESCRIPTION:" + escaped(say(catalog, "calendar.description")));
    if (event.kind == CalendarEvent::Kind::cancelled) text += "STATUS:CANCELLED\r\n";
    text += timed ? "TRANSP:OPAQUE\r\n" : "TRANSP:TRANSPARENT\r\n";
    if (timed)
      text += "BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:PT0S\r\n" + folded("DESCRIPTION:" + title) +
              "END:VALARM\r\n";
    text += "END:VEVENT\r\n";
  }
  return text + "END:VCALENDAR\r\n";
}

}  // namespace hamstring::rehab
