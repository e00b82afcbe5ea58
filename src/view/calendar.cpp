#include "view/calendar.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/utf8.h"
#include "rehab/course/fold.h"
#include "rehab/course/program.h"
#include "rehab/plan/planner.h"
#include "view/answer_text.h"

namespace hamstring::rehab {
namespace {

constexpr std::size_t line_octets = 75;  // RFC 5545, 3.1
constexpr int days_of_week = 7;

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

std::string weekday_word(Day day) {
  constexpr std::string_view words[] = {"sun", "mon", "tue", "wed", "thu", "fri", "sat"};
  return std::string(words[std::chrono::weekday(day).c_encoding()]);
}

bool is_training_day(const Settings& settings, Day day) {
  const auto& days = settings.training_days;
  return days.empty() || std::ranges::find(days, weekday_word(day)) != days.end();
}

/// `count` training days of the week that begins on `monday`, as far apart as they can be.
std::vector<Day> spread_over_week(const Settings& settings, Day monday, int count) {
  std::vector<Day> free;
  for (int i = 0; i < days_of_week; ++i) {
    const Day day = monday + std::chrono::days(i);
    if (is_training_day(settings, day)) free.push_back(day);
  }
  std::vector<Day> chosen;
  const auto wanted = std::min<std::size_t>(static_cast<std::size_t>(std::max(0, count)), free.size());
  for (std::size_t i = 0; i < wanted; ++i) chosen.push_back(free[i * free.size() / wanted]);
  return chosen;
}

/// The sessions of a phase whose dose is decided on the day itself.
void add_daily(const Settings& settings, const Plan& plan, int days, std::vector<CalendarEvent>& events) {
  const Message title{.id = "calendar.session",
                      .arguments = {{"phase", "protocol." + plan.protocol + ".phase." + plan.phase}}};
  for (int i = 1; i < days; ++i) {
    const Day day = plan.today + std::chrono::days(i);
    if (is_training_day(settings, day))
      events.push_back({.day = day, .id = "session-" + compact(day), .title = title});
  }
}

/// A program that asks for some days a week: its week now, and the weeks after it if each is tolerated.
void add_table(const Settings& settings, const Plan& plan, const Prevention& program, int week_now, int days,
               std::vector<CalendarEvent>& events) {
  const Day last = plan.today + std::chrono::days(days - 1);
  Day monday = plan.today - (std::chrono::weekday(plan.today) - std::chrono::Monday);
  for (int number = week_now; monday <= last; ++number, monday += std::chrono::days(days_of_week)) {
    const Prevention::Week* week = week_of(program, number);
    if (week == nullptr) return;
    const int sessions = static_cast<int>(std::lround(week->sessions.min));
    for (const Day day : spread_over_week(settings, monday, sessions)) {
      if (day <= plan.today || day > last) continue;
      events.push_back({.day = day,
                        .id = program.id + "-" + compact(day),
                        .title = {.id = "calendar.program",
                                  .arguments = {{"program", "prevention." + program.id + ".name"},
                                                {"week", static_cast<long long>(number)}}}});
    }
  }
}

}  // namespace

std::vector<CalendarEvent> calendar_events(const Knowledge& knowledge, const Case& history, const Plan& plan,
                                           int days) {
  std::vector<CalendarEvent> events;
  const Timeline timeline = timeline_of(history, plan.today);
  const auto protocol = knowledge.protocols.find(plan.protocol);
  // Of today it is known what it is about; the days after it are those on which there may be a session.
  events.push_back({.day = plan.today,
                    .id = "today-" + compact(plan.today),
                    .title = {.id = "calendar.today",
                              .arguments = {{"head", "head." + std::string(word_of(plan.day.head))}}}});
  const bool trains = plan.status == PlanStatus::session || plan.status == PlanStatus::rest;
  if (trains && protocol != knowledge.protocols.end()) {
    const State state = fold(knowledge, timeline, plan.today, &protocol->second);
    const Settings settings = settings_of(state.ledger);
    const Phase* phase = state.current_phase();
    bool table = false;
    for (const ContentLine& line : phase == nullptr ? std::vector<ContentLine>{} : phase->content) {
      const Prevention* program = program_of(knowledge, state.ledger, line);
      if (program == nullptr) continue;
      const auto memory = state.lines.find(line.id);
      add_table(settings, plan, *program, memory == state.lines.end() ? 1 : memory->second.week, days,
                events);
      table = true;
    }
    if (!table && phase != nullptr) add_daily(settings, plan, days, events);
  }
  const auto within = [&](Day day) { return day >= plan.today && days_between(plan.today, day) < days; };
  for (const ChangeReport& report : plan.follow_up.alignment) {
    if (report.again_on && within(*report.again_on)) {
      events.push_back(
          {.day = *report.again_on,
           .id = "measure-" + report.id + "-" + compact(*report.again_on),
           .title = {.id = "calendar.measure", .arguments = {{"test", "test." + report.test + ".name"}}}});
    }
  }
  if (const auto& watch = plan.follow_up.watch) {
    const Day end = plan.today + std::chrono::days(watch->days - watch->day);
    if (within(end))
      events.push_back(
          {.day = end, .id = "watch-" + compact(end), .title = {.id = "calendar.watch", .arguments = {}}});
  }
  std::ranges::stable_sort(events, {}, &CalendarEvent::day);
  return events;
}

std::string calendar_file(const Catalog& catalog, const std::vector<CalendarEvent>& events, Day stamp) {
  std::string text =
      "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Hamstring//Plan//EN\r\nCALSCALE:GREGORIAN\r\n";
  for (const CalendarEvent& event : events) {
    text += "BEGIN:VEVENT\r\n";
    text += folded(fmt::format("UID:{}@hamstring.invalid", event.id));
    text += fmt::format("DTSTAMP:{}T000000Z\r\n", compact(stamp));
    text += fmt::format("DTSTART;VALUE=DATE:{}\r\n", compact(event.day));
    text += fmt::format("DTEND;VALUE=DATE:{}\r\n", compact(event.day + std::chrono::days(1)));
    text += folded("SUMMARY:" + escaped(say(catalog, event.title)));
    text += folded("DESCRIPTION:" + escaped(say(catalog, "calendar.description")));
    text += "TRANSP:TRANSPARENT\r\nEND:VEVENT\r\n";
  }
  return text + "END:VCALENDAR\r\n";
}

}  // namespace hamstring::rehab
