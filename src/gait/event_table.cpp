#include "gait/event_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

#include "core/anatomy.h"
#include "core/text.h"
#include "core/try.h"

namespace hamstring {
namespace {

constexpr std::size_t rows_max = 100'000;
constexpr const char* advice =
    "A table begins with: side,event,time_s and has rows like: right,foot_strike,1.234";

enum class Event { foot_strike, toe_off };

constexpr std::array<std::pair<std::string_view, Event>, 9> event_words{{{"foot_strike", Event::foot_strike},
                                                                         {"foot strike", Event::foot_strike},
                                                                         {"heel_strike", Event::foot_strike},
                                                                         {"heel strike", Event::foot_strike},
                                                                         {"strike", Event::foot_strike},
                                                                         {"toe_off", Event::toe_off},
                                                                         {"toe off", Event::toe_off},
                                                                         {"foot_off", Event::toe_off},
                                                                         {"foot off", Event::toe_off}}};

std::optional<Event> event_from(std::string_view word) {
  const std::string lower = to_lower(trim(word));
  const auto* const found = std::ranges::find(event_words, lower, &std::pair<std::string_view, Event>::first);
  return found == event_words.end() ? std::nullopt : std::optional(found->second);
}

std::optional<Side> side_from(std::string_view word) {
  const std::string lower = to_lower(trim(word));
  if (lower == "left" || lower == "l") return Side::left;
  if (lower == "right" || lower == "r") return Side::right;
  return std::nullopt;
}

std::vector<double>& times_of(EventTable& table, Side side, Event event) {
  SideEvents& events = side == Side::left ? table.left : table.right;
  return event == Event::foot_strike ? events.foot_strike_s : events.toe_off_s;
}

/// Where the three columns stand, and what separates them.
struct Columns {
  char separator = ',';
  std::size_t side = 0, event = 0, time = 0;
};

Result<Columns> columns_of(std::string_view header, std::string_view file_name) {
  Columns columns;
  for (const char separator : {'\t', ';'}) {
    if (header.find(separator) != std::string_view::npos) columns.separator = separator;
  }
  const std::vector<std::string_view> fields = split_fields(header, columns.separator);
  const auto find = [&](std::string_view name, std::size_t& position) {
    const auto found =
        std::ranges::find_if(fields, [&](auto field) { return to_lower(trim(field)) == name; });
    position = static_cast<std::size_t>(found - fields.begin());
    return found != fields.end();
  };
  for (const auto& [name, position] : {std::pair{"side", &columns.side}, std::pair{"event", &columns.event},
                                       std::pair{"time_s", &columns.time}}) {
    if (find(name, *position)) continue;
    return failure({.message = fmt::format("the table of events has no column '{}'", name),
                    .file = std::string(file_name),
                    .line = 1,
                    .advice = advice});
  }
  return columns;
}

Result<void> read_row(std::string_view line, int number, const Columns& columns, std::string_view file_name,
                      EventTable& table) {
  const std::vector<std::string_view> fields = split_fields(line, columns.separator);
  const auto field = [&](std::size_t at) { return at < fields.size() ? fields[at] : std::string_view(); };
  const auto refuse = [&](std::string_view what, std::string_view found) {
    return failure({.message = fmt::format("'{}' is {}", quote_for_message(found), what),
                    .file = std::string(file_name),
                    .line = number,
                    .advice = advice});
  };
  const std::optional<Side> side = side_from(field(columns.side));
  if (!side) return refuse("no side (left, right)", field(columns.side));
  const std::optional<Event> event = event_from(field(columns.event));
  if (!event) return refuse("no event (foot_strike, toe_off)", field(columns.event));
  const std::optional<double> time_s = parse_double(trim(field(columns.time)));
  if (!time_s || !std::isfinite(*time_s)) return refuse("no time in seconds", field(columns.time));
  times_of(table, *side, *event).push_back(*time_s);
  return {};
}

Result<void> sort_times(EventTable& table, std::string_view file_name) {
  for (const Side side : both_sides) {
    for (const Event event : {Event::foot_strike, Event::toe_off}) {
      std::vector<double>& times = times_of(table, side, event);
      std::ranges::sort(times);
      const auto twice = std::ranges::adjacent_find(times);
      if (twice == times.end()) continue;
      return failure({.message = fmt::format("the same event of the {} foot stands twice at {} s",
                                             side_name(side), *twice),
                      .file = std::string(file_name),
                      .advice = "Leave one of them out."});
    }
  }
  return {};
}

}  // namespace

std::string write_event_table(const EventTable& events, std::string_view source) {
  struct Row {
    double time_s;
    Side side;
    std::string_view event;
  };
  std::vector<Row> rows;
  for (const Side side : both_sides) {
    const SideEvents& of = side == Side::left ? events.left : events.right;
    for (const double t : of.foot_strike_s) rows.push_back({t, side, "foot_strike"});
    for (const double t : of.toe_off_s) rows.push_back({t, side, "toe_off"});
  }
  std::ranges::stable_sort(rows, {}, &Row::time_s);
  std::string text = "side,event,time_s,source\r\n";
  for (const Row& row : rows)
    text +=
        fmt::format("{},{},{},{}\r\n", side_name(row.side), row.event, shortest_number(row.time_s), source);
  return text;
}

Result<EventTable> parse_event_table(std::string_view content, std::string_view file_name) {
  if (content.starts_with("\xEF\xBB\xBF")) content.remove_prefix(3);
  EventTable table;
  std::optional<Columns> columns;
  std::size_t rows = 0;
  int number = 0;
  while (!content.empty()) {
    const std::size_t end = std::min(content.find('\n'), content.size());
    const std::string_view line = content.substr(0, end);
    content.remove_prefix(std::min(end + 1, content.size()));
    ++number;
    if (trim(line).empty()) continue;
    if (!columns) {
      HAMSTRING_TRY(found, columns_of(line, file_name));
      columns = found;
      continue;
    }
    if (++rows > rows_max) {
      return failure({.message = fmt::format("more than {} events", rows_max),
                      .file = std::string(file_name),
                      .line = number,
                      .advice = "Give those of one recording."});
    }
    HAMSTRING_TRY_DO(read_row(line, number, *columns, file_name, table));
  }
  if (rows == 0) {
    return failure(
        {.message = "there is no event in this table", .file = std::string(file_name), .advice = advice});
  }
  HAMSTRING_TRY_DO(sort_times(table, file_name));
  return table;
}

namespace {

/// Without a stride: whether the other foot stands at a foot strike. It does where it leaves next, and does
/// not where it left last; a table without toe-offs says nothing.
GaitKind kind_at_strikes(const EventTable& events) {
  for (const auto& [own, other] :
       {std::pair(&events.left, &events.right), std::pair(&events.right, &events.left)}) {
    for (const double strike : own->foot_strike_s) {
      const auto later = [strike](const std::vector<double>& times) {
        const auto next = std::ranges::upper_bound(times, strike);
        return next == times.end() ? std::numeric_limits<double>::infinity() : *next;
      };
      const auto earlier = [strike](const std::vector<double>& times) {
        const auto next = std::ranges::lower_bound(times, strike);
        return next == times.begin() ? -std::numeric_limits<double>::infinity() : *std::prev(next);
      };
      const double leaves = later(other->toe_off_s), lands = later(other->foot_strike_s);
      if (leaves < lands) return GaitKind::walking;
      if (earlier(other->toe_off_s) > earlier(other->foot_strike_s)) return GaitKind::running;
    }
  }
  return GaitKind::none;
}

}  // namespace

GaitKind gait_kind_of(const EventTable& events) {
  double contact_s = 0.0, stride_s = 0.0;
  for (const SideEvents* side : {&events.left, &events.right}) {
    for (std::size_t i = 1; i < side->foot_strike_s.size(); ++i) {
      const double start = side->foot_strike_s[i - 1], end = side->foot_strike_s[i];
      const auto off = std::ranges::upper_bound(side->toe_off_s, start);
      if (off == side->toe_off_s.end() || *off >= end) continue;
      contact_s += *off - start;
      stride_s += end - start;
    }
  }
  if (!(stride_s > 0.0)) return kind_at_strikes(events);
  return contact_s < 0.5 * stride_s ? GaitKind::running : GaitKind::walking;
}

}  // namespace hamstring
