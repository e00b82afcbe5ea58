#include "formats/squad/squad_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "core/day.h"
#include "core/text.h"
#include "formats/text/table_text.h"

namespace hamstring {
namespace {

constexpr std::size_t columns_max = 200, cell_shown_max = 60;
using Cells = std::vector<std::string>;

struct Line {
  int number = 0;
  Cells cells;
};

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// Splits a whole table at once: a quoted cell may hold separators and line breaks.
class Splitter {
 public:
  Splitter(std::string_view text, char separator) : text_(text), separator_(separator) {}

  std::vector<Line> lines() {
    while (at_ < text_.size() && lines_.size() <= squad_rows_max) line();
    return std::move(lines_);
  }

 private:
  void line() {
    Line made{.number = number_, .cells = {}};
    for (bool more = true; more;) {
      std::string cell = this->cell();
      if (made.cells.size() < columns_max) made.cells.push_back(std::string(trim(cell)));
      more = at_ < text_.size() && text_[at_] == separator_;
      if (more) ++at_;
    }
    end_of_line();
    while (!made.cells.empty() && made.cells.back().empty()) made.cells.pop_back();
    if (!made.cells.empty()) lines_.push_back(std::move(made));
  }

  std::string cell() {
    std::string cell;
    const std::size_t start = at_;
    while (at_ < text_.size() && text_[at_] == ' ' && separator_ != ' ') ++at_;
    if (at_ < text_.size() && text_[at_] == '"') return quoted();
    at_ = start;
    while (at_ < text_.size() && text_[at_] != separator_ && text_[at_] != '\n' && text_[at_] != '\r')
      cell += text_[at_++];
    return cell;
  }

  std::string quoted() {
    std::string cell;
    for (++at_; at_ < text_.size(); ++at_) {
      if (text_[at_] == '\n') ++number_;
      if (text_[at_] != '"') {
        cell += text_[at_];
      } else if (at_ + 1 < text_.size() && text_[at_ + 1] == '"') {
        cell += text_[++at_];
      } else {
        ++at_;
        break;
      }
    }
    while (at_ < text_.size() && text_[at_] != separator_ && text_[at_] != '\n' && text_[at_] != '\r') ++at_;
    return cell;
  }

  void end_of_line() {
    if (at_ < text_.size() && text_[at_] == '\r') ++at_;
    if (at_ < text_.size() && text_[at_] == '\n') ++at_;
    ++number_;
  }

  std::string_view text_;
  char separator_;
  std::size_t at_ = 0;
  int number_ = 1;
  std::vector<Line> lines_;
};

/// Of tab, semicolon and comma the one that stands in the first line; a tab before a semicolon before a
/// comma, since numbers and names hold commas.
char separator_of(std::string_view text) {
  const std::string_view first = text.substr(0, text.find_first_of("\r\n"));
  for (const char c : {'\t', ';'})
    if (first.find(c) != std::string_view::npos) return c;
  return ',';
}

/// The letters and digits of a header, without its unit in brackets: "L Max Force (N)" → "l max force".
std::string header_key(std::string_view header) {
  std::string key;
  int depth = 0;
  for (const char c : to_lower(header)) {
    if (c == '(' || c == '[') ++depth;
    const bool letter = (c >= 'a' && c <= 'z') || is_digit(c) || static_cast<unsigned char>(c) >= 0x80U;
    if (depth == 0 && letter) key += c;
    if (depth == 0 && !letter && !key.empty() && key.back() != ' ') key += ' ';
    if ((c == ')' || c == ']') && depth > 0) --depth;
  }
  return std::string(trim(key));
}

struct HeaderWord {
  std::string_view key;
  SquadColumn column;
};
// Headers as spreadsheets of clubs, hand-held dynamometers and Nordic devices write them, best first.
constexpr std::array header_words{HeaderWord{"name", SquadColumn::name},
                                  HeaderWord{"athlete", SquadColumn::name},
                                  HeaderWord{"athlete name", SquadColumn::name},
                                  HeaderWord{"player", SquadColumn::name},
                                  HeaderWord{"player name", SquadColumn::name},
                                  HeaderWord{"full name", SquadColumn::name},
                                  HeaderWord{"person", SquadColumn::name},
                                  HeaderWord{"patient", SquadColumn::name},
                                  HeaderWord{"subject", SquadColumn::name},
                                  HeaderWord{"spieler", SquadColumn::name},
                                  HeaderWord{"spielerin", SquadColumn::name},
                                  HeaderWord{"sportler", SquadColumn::name},
                                  HeaderWord{"first name", SquadColumn::first_name},
                                  HeaderWord{"given name", SquadColumn::first_name},
                                  HeaderWord{"vorname", SquadColumn::first_name},
                                  HeaderWord{"last name", SquadColumn::last_name},
                                  HeaderWord{"family name", SquadColumn::last_name},
                                  HeaderWord{"surname", SquadColumn::last_name},
                                  HeaderWord{"nachname", SquadColumn::last_name},
                                  HeaderWord{"left", SquadColumn::left},
                                  HeaderWord{"l", SquadColumn::left},
                                  HeaderWord{"links", SquadColumn::left},
                                  HeaderWord{"left max force", SquadColumn::left},
                                  HeaderWord{"l max force", SquadColumn::left},
                                  HeaderWord{"max force left", SquadColumn::left},
                                  HeaderWord{"left peak force", SquadColumn::left},
                                  HeaderWord{"peak force left", SquadColumn::left},
                                  HeaderWord{"left force", SquadColumn::left},
                                  HeaderWord{"force left", SquadColumn::left},
                                  HeaderWord{"kraft links", SquadColumn::left},
                                  HeaderWord{"right", SquadColumn::right},
                                  HeaderWord{"r", SquadColumn::right},
                                  HeaderWord{"rechts", SquadColumn::right},
                                  HeaderWord{"right max force", SquadColumn::right},
                                  HeaderWord{"r max force", SquadColumn::right},
                                  HeaderWord{"max force right", SquadColumn::right},
                                  HeaderWord{"right peak force", SquadColumn::right},
                                  HeaderWord{"peak force right", SquadColumn::right},
                                  HeaderWord{"right force", SquadColumn::right},
                                  HeaderWord{"force right", SquadColumn::right},
                                  HeaderWord{"kraft rechts", SquadColumn::right},
                                  HeaderWord{"pain", SquadColumn::pain},
                                  HeaderWord{"schmerz", SquadColumn::pain},
                                  HeaderWord{"date", SquadColumn::day},
                                  HeaderWord{"test date", SquadColumn::day},
                                  HeaderWord{"date utc", SquadColumn::day},
                                  HeaderWord{"day", SquadColumn::day},
                                  HeaderWord{"datum", SquadColumn::day},
                                  HeaderWord{"tag", SquadColumn::day}};

SquadColumn column_of(std::string_view header) {
  // "Left kg" as well as "Left (kg)".
  for (const std::string_view part : {header, without_squad_unit(header)}) {
    const auto found = std::ranges::find(header_words, header_key(part), &HeaderWord::key);
    if (found != header_words.end()) return found->column;
  }
  return SquadColumn::ignored;
}

void read_units(SquadTable& table) {
  for (std::size_t i = 0; i < std::min(table.columns.size(), table.headers.size()); ++i) {
    if (table.columns[i] == SquadColumn::left) table.left_unit = squad_unit_of(table.headers[i]);
    if (table.columns[i] == SquadColumn::right) table.right_unit = squad_unit_of(table.headers[i]);
  }
}

bool has(const std::vector<SquadColumn>& columns, SquadColumn column) {
  return std::ranges::find(columns, column) != columns.end();
}

/// Each once: a second column of the same kind is left alone, since nobody can say which one is meant.
void keep_first(std::vector<SquadColumn>& columns) {
  std::vector<SquadColumn> seen;
  for (SquadColumn& column : columns) {
    if (column == SquadColumn::ignored) continue;
    if (has(seen, column))
      column = SquadColumn::ignored;
    else
      seen.push_back(column);
  }
}

Result<std::vector<SquadColumn>> mapped(const Cells& headers, const SquadMapping& mapping) {
  std::vector<SquadColumn> columns(headers.size(), SquadColumn::ignored);
  const std::pair<const std::string*, SquadColumn> wanted[] = {{&mapping.name, SquadColumn::name},
                                                               {&mapping.left, SquadColumn::left},
                                                               {&mapping.right, SquadColumn::right},
                                                               {&mapping.pain, SquadColumn::pain},
                                                               {&mapping.day, SquadColumn::day}};
  for (const auto& [header, column] : wanted) {
    if (header->empty()) continue;
    const auto found = std::ranges::find(headers, *header);
    if (found == headers.end())
      return failure(Error{.message = "the table has no such column", .element = quote_for_message(*header)});
    columns[static_cast<std::size_t>(found - headers.begin())] = column;
  }
  return columns;
}

/// "2026-03-09", "2026-03-09T10:00", "09.03.2026", "09/03/2026": where day and month could be taken for one
/// another, only the point is read, which is written one way alone.
std::string day_in_cell(std::string_view cell) {
  if (cell.size() >= 10 && parse_day(cell.substr(0, 10))) return std::string(cell.substr(0, 10));
  const auto parts = split_fields(cell.substr(0, cell.find(' ')), '.');
  if (parts.size() != 3 || parts[2].size() != 4) return {};
  const auto day = parse_integer(parts[0]), month = parse_integer(parts[1]), year = parse_integer(parts[2]);
  if (!day || !month || !year || *day < 1 || *day > 31 || *month < 1 || *month > 12 || *year < 1900)
    return {};
  const std::string text = fmt::format("{:04}-{:02}-{:02}", *year, *month, *day);
  return parse_day(text) ? text : std::string{};
}

class RowReader {
 public:
  RowReader(const std::vector<SquadColumn>& columns, bool& comma) : columns_(columns), comma_(comma) {}

  SquadRow read(const Line& line) {
    SquadRow row;
    row.line = line.number;
    if (line.cells.size() > columns_.size()) fault(row, SquadFault::too_many_cells, {});
    std::string first, last;
    for (std::size_t i = 0; i < std::min(columns_.size(), line.cells.size()); ++i) {
      const std::string& cell = line.cells[i];
      if (cell.empty()) continue;
      switch (columns_[i]) {
        case SquadColumn::name:
          row.name = cell;
          break;
        case SquadColumn::first_name:
          first = cell;
          break;
        case SquadColumn::last_name:
          last = cell;
          break;
        case SquadColumn::left:
          row.left = number(row, cell);
          break;
        case SquadColumn::right:
          row.right = number(row, cell);
          break;
        case SquadColumn::pain:
          row.pain = pain(row, cell);
          break;
        case SquadColumn::day:
          row.day = day_in_cell(cell);
          if (row.day.empty()) fault(row, SquadFault::day, cell);
          break;
        case SquadColumn::ignored:
          break;
      }
    }
    if (row.name.empty()) row.name = std::string(trim(first + " " + last));
    if (!row.left && !row.right && row.faults.empty()) fault(row, SquadFault::empty, {});
    return row;
  }

 private:
  static void fault(SquadRow& row, SquadFault what, std::string_view cell) {
    row.faults.push_back({.fault = what, .cell = quote_for_message(cell, cell_shown_max)});
  }

  std::optional<double> number(SquadRow& row, const std::string& cell) {
    SquadFault why = SquadFault::no_number;
    const auto value = squad_number(cell, why, comma_);
    if (!value) fault(row, why, cell);
    return value;
  }

  std::optional<double> pain(SquadRow& row, const std::string& cell) {
    SquadFault why = SquadFault::no_number;
    const auto value = squad_number(cell, why, comma_);
    if (value && *value >= 0.0 && *value <= 10.0) return value;
    fault(row, SquadFault::pain, cell);
    return std::nullopt;
  }

  const std::vector<SquadColumn>& columns_;
  bool& comma_;
};

/// Whether the first line already holds somebody's numbers.
bool holds_numbers(const Cells& cells) {
  return std::ranges::any_of(cells, [](const std::string& cell) {
    SquadFault why{};
    bool comma = false;
    return squad_number(cell, why, comma).has_value();
  });
}

Result<void> can_be_used(const std::vector<SquadColumn>& columns) {
  const bool names = has(columns, SquadColumn::name) || has(columns, SquadColumn::first_name) ||
                     has(columns, SquadColumn::last_name);
  const bool numbers = has(columns, SquadColumn::left) || has(columns, SquadColumn::right);
  if (names && numbers) return {};
  return failure(Error{.message = "no column says whose row it is, or none holds numbers",
                       .element = names ? "left" : "name",
                       .advice = "Name the columns: name, left, right."});
}

}  // namespace

std::optional<double> squad_number(std::string_view cell, SquadFault& fault, bool& comma) {
  std::string text(trim(cell));
  fault = SquadFault::no_number;
  const auto commas = std::ranges::count(text, ','), points = std::ranges::count(text, '.');
  if (commas > 0 && points > 0) {
    fault = SquadFault::both_signs;
    return std::nullopt;
  }
  if (commas > 1) {
    fault = SquadFault::thousand;
    return std::nullopt;
  }
  if (commas == 1) {
    const std::size_t at = text.find(',');
    const std::string_view after = std::string_view(text).substr(at + 1);
    const bool digits = !after.empty() && std::ranges::all_of(after, is_digit);
    const bool whole = at > 0 && std::ranges::all_of(text.substr(0, at), is_digit);
    // "1,234" is a thousand in one country and a bit more than one in the next; "0,234" is neither.
    if (digits && whole && after.size() == 3 && text[0] != '0') {
      fault = SquadFault::thousand;
      return std::nullopt;
    }
    text[at] = '.';
  }
  const bool plain = !text.empty() && std::ranges::all_of(text, [](char c) {
    return is_digit(c) || c == '.' || c == '-' || c == '+';
  });
  const std::optional<double> value = plain ? parse_double(text) : std::nullopt;
  comma |= value && commas == 1;
  return value;
}

Result<SquadTable> read_squad_table(std::string_view content, const SquadMapping& mapping) {
  if (content.size() > squad_size_max_bytes)
    return failure(Error{.message = "the table is too large", .advice = "At most one megabyte."});
  const Result<std::string_view> text = require_text(content, "table", "table");
  if (!text) return failure(text.error());
  SquadTable table;
  table.separator = separator_of(*text);
  std::vector<Line> lines = Splitter(*text, table.separator).lines();
  if (lines.empty()) return failure(Error{.message = "the table is empty"});
  if (lines.size() > squad_rows_max)
    return failure(Error{.message = "the table has too many rows", .advice = "At most two thousand."});
  const bool chosen = !mapping.name.empty() || !mapping.left.empty() || !mapping.right.empty();
  std::size_t first = 1;
  if (chosen) {
    table.headers = lines.front().cells;
    auto columns = mapped(table.headers, mapping);
    if (!columns) return failure(columns.error());
    table.columns = std::move(*columns);
  } else if (holds_numbers(lines.front().cells)) {
    first = 0;
    table.columns = {SquadColumn::name, SquadColumn::left, SquadColumn::right};
  } else {
    table.headers = lines.front().cells;
    for (const std::string& header : table.headers) table.columns.push_back(column_of(header));
    keep_first(table.columns);
  }
  // The headers come back with the refusal, so that somebody can say which is which.
  if (const Result<void> good = can_be_used(table.columns); !good) {
    Error error = good.error();
    for (const std::string& header : table.headers)
      error.advice += (&header == &table.headers.front() ? " There are: " : ", ") +
                      quote_for_message(header, cell_shown_max);
    return failure(std::move(error));
  }
  read_units(table);
  RowReader reader(table.columns, table.comma_for_point);
  for (std::size_t i = first; i < lines.size(); ++i) table.rows.push_back(reader.read(lines[i]));
  return table;
}

}  // namespace hamstring
