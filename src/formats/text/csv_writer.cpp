#include "formats/text/csv_writer.h"

#include <fmt/format.h>

#include <cmath>

#include "core/text.h"

namespace hamstring {
namespace {

/// Text that a spreadsheet would run as a formula. Names come from files of strangers.
bool looks_like_formula(std::string_view text) {
  return !text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos &&
         !parse_double(text);
}

std::string cell_text(const CsvCell& cell) {
  if (const auto* text = std::get_if<std::string>(&cell)) return csv_field(*text);
  if (const auto* number = std::get_if<double>(&cell))
    return std::isnan(*number) ? "" : shortest_number(*number);
  return fmt::format("{}", std::get<long long>(cell));
}

}  // namespace

std::string csv_field(std::string_view text) {
  std::string safe(text);
  if (looks_like_formula(text)) safe.insert(safe.begin(), '\'');
  const bool blank_end = !safe.empty() && (safe.front() == ' ' || safe.back() == ' ');
  if (safe.find_first_of(",\"\r\n\t") == std::string::npos && !blank_end) return safe;
  std::string quoted(1, '"');
  for (const char c : safe) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  quoted += '"';
  return quoted;
}

Result<std::string> format_csv(const CsvTable& table, const CsvWriteOptions& options) {
  if (table.headers.empty()) return failure("a CSV table needs column headers");
  std::string text;
  if (options.byte_order_mark) text += "\xEF\xBB\xBF";
  std::string_view separator;
  for (const std::string& header : table.headers) {
    text.append(separator).append(csv_field(header));
    separator = ",";
  }
  text += "\r\n";
  for (std::size_t r = 0; r < table.rows.size(); ++r) {
    const std::vector<CsvCell>& row = table.rows[r];
    if (row.size() != table.headers.size()) {
      return failure(fmt::format("row {} has {} cells, the table has {} columns", r + 1, row.size(),
                                 table.headers.size()));
    }
    separator = {};
    for (const CsvCell& cell : row) {
      text.append(separator).append(cell_text(cell));
      separator = ",";
    }
    text += "\r\n";
  }
  return text;
}

}  // namespace hamstring
