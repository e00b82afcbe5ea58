#include "core/day.h"

#include <fmt/format.h>

#include <cstddef>

#include "core/text.h"

namespace hamstring {

Result<Day> parse_day(std::string_view text) {
  const auto refused = [&] {
    return failure(
        fmt::format("'{}' is not a day; a day is written like 2025-03-09", quote_for_message(text)));
  };
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return refused();
  int parts[3] = {0, 0, 0};
  int part = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i == 4 || i == 7) {
      ++part;
      continue;
    }
    if (text[i] < '0' || text[i] > '9') return refused();
    parts[part] = parts[part] * 10 + (text[i] - '0');
  }
  const std::chrono::year_month_day date{std::chrono::year(parts[0]),
                                         std::chrono::month(static_cast<unsigned>(parts[1])),
                                         std::chrono::day(static_cast<unsigned>(parts[2]))};
  if (!date.ok()) return refused();
  return Day(date);
}

std::string day_text(Day day) {
  const std::chrono::year_month_day date(day);
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

int days_between(Day from, Day to) {
  return static_cast<int>((to - from).count());
}

Day monday_of(Day day) {
  return day - (std::chrono::weekday(day) - std::chrono::Monday);
}

}  // namespace hamstring
