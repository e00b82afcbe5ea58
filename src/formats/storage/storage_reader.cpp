#include "formats/storage/storage_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/file.h"
#include "core/text.h"
#include "core/try.h"
#include "formats/storage/storage_rows.h"
#include "formats/text/table_checks.h"
#include "formats/text/table_text.h"

namespace hamstring {
namespace {

bool is_time_label(std::string_view label) {
  const std::string word = to_lower(label);
  return word == "time" || word == "time_s" || word == "time(s)" || word == "time (s)" || word == "time[s]";
}

/// Position of the time column among the labels.
std::optional<std::size_t> find_time(const std::vector<std::string>& labels, Diagnostics& diagnostics) {
  const auto found = std::ranges::find_if(labels, is_time_label);
  if (found == labels.end()) return std::nullopt;
  const auto position = static_cast<std::size_t>(found - labels.begin());
  if (position > 0) diagnostics.warn("the time column is not the first one; it was used as time", *found);
  return position;
}

void warn_of_missing_time(const StorageHeader& header, Diagnostics& diagnostics) {
  std::string message = "there is no column \"time\"; rows are numbered 0, 1, 2 … instead, as OpenSim does";
  if (header.range) message += fmt::format(" (the header says range {})", quote_for_message(*header.range));
  diagnostics.warn(message, "time");
}

std::vector<double> time_column(const StorageRows& rows, std::size_t column) {
  std::vector<double> time_s(rows.count());
  for (std::size_t r = 0; r < rows.count(); ++r) time_s[r] = rows.values[r * rows.width + column];
  return time_s;
}

std::vector<std::string> column_labels(const std::vector<std::string>& names, std::optional<std::size_t> time,
                                       std::size_t components) {
  std::vector<std::string> labels;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i == time) continue;
    if (components == 1 || i == 0) {
      labels.push_back(names[i]);
    } else {
      for (std::size_t k = 1; k <= components; ++k) labels.push_back(fmt::format("{}_{}", names[i], k));
    }
  }
  return labels;
}

/// Copies the rows that are kept into columns; infinite values become NaN.
TimeSeries to_columns(const StorageRows& rows, const std::vector<std::size_t>& kept,
                      std::optional<std::size_t> time, std::vector<std::string> labels) {
  std::vector<double> time_s(kept.size());
  for (std::size_t r = 0; r < kept.size(); ++r) {
    time_s[r] = time ? rows.values[kept[r] * rows.width + *time] : static_cast<double>(r);
  }
  TimeSeries table(std::move(time_s), std::move(labels));
  // Blocks of rows keep both sides in the cache: one side runs along rows, the other along columns.
  constexpr std::size_t block = 64;
  for (std::size_t begin = 0; begin < kept.size(); begin += block) {
    const std::size_t end = std::min(begin + block, kept.size());
    for (std::size_t c = 0; c < table.columns(); ++c) {
      const std::size_t source = time && c >= *time ? c + 1 : c;
      const std::span<double> column = table.column(c);
      for (std::size_t r = begin; r < end; ++r) column[r] = rows.values[kept[r] * rows.width + source];
    }
  }
  return table;
}

/// Names values that are not numbers, and makes infinite ones NaN: past the reader only NaN means "missing".
void report_missing_values(TimeSeries& table, Diagnostics& diagnostics) {
  std::size_t missing = 0;
  std::size_t infinite = 0;
  std::string first_missing;
  std::string first_infinite;
  for (std::size_t c = 0; c < table.columns(); ++c) {
    for (double& value : table.column(c)) {
      if (std::isnan(value) && missing++ == 0) first_missing = table.labels()[c];
      if (!std::isinf(value)) continue;
      if (infinite++ == 0) first_infinite = table.labels()[c];
      value = std::numeric_limits<double>::quiet_NaN();
    }
  }
  if (missing > 0) {
    diagnostics.note(fmt::format("{} missing (NaN), the first one in this column", counted(missing, "value")),
                     first_missing);
  }
  if (infinite > 0) {
    diagnostics.warn(fmt::format("{} infinite, the first one in this column; read as missing (NaN)",
                                 counted(infinite, "value")),
                     first_infinite);
  }
}

Result<StorageTable> parse_text(std::string_view text, std::string_view file_name, Diagnostics& diagnostics) {
  HAMSTRING_TRY(preamble, read_storage_preamble(text, file_name, diagnostics));
  const std::vector<std::string>& names = preamble.labels.names;
  std::optional<std::size_t> time = find_time(names, diagnostics);
  HAMSTRING_TRY(rows, read_storage_rows(preamble, file_name, diagnostics));
  if (rows.components > 1 && time != 0) {
    return failure({.message = "a table of vectors or quaternions must begin with the column \"time\"",
                    .file = std::string(file_name),
                    .line = preamble.labels.line});
  }
  std::vector<std::size_t> kept(rows.count());
  for (std::size_t r = 0; r < kept.size(); ++r) kept[r] = r;
  if (time) {
    const auto equal = [&rows](std::size_t a, std::size_t b) {
      return std::equal(rows.values.begin() + static_cast<std::ptrdiff_t>(a * rows.width),
                        rows.values.begin() + static_cast<std::ptrdiff_t>((a + 1) * rows.width),
                        rows.values.begin() + static_cast<std::ptrdiff_t>(b * rows.width), same_number);
    };
    HAMSTRING_TRY(ordered,
                  rows_in_time_order(time_column(rows, *time), rows.lines, file_name, equal, diagnostics));
    kept = std::move(ordered);
  } else {
    warn_of_missing_time(preamble.header, diagnostics);
  }
  std::vector<std::string> labels = column_labels(names, time, rows.components);
  warn_of_duplicates(labels, "column", diagnostics);

  StorageTable storage;
  storage.table = to_columns(rows, kept, time, std::move(labels));
  report_missing_values(storage.table, diagnostics);
  storage.in_degrees = preamble.header.in_degrees;
  storage.version = preamble.header.version;
  storage.title = preamble.header.title;
  storage.file_name = std::string(file_name);
  storage.has_time = time.has_value();
  storage.data_type = preamble.header.data_type;
  storage.components = rows.components;
  storage.header = preamble.header.entries;
  return storage;
}

}  // namespace

std::optional<std::string> StorageTable::header_value(std::string_view key) const {
  for (const auto& [name, value] : header) {
    if (to_lower(name) == to_lower(key)) return value;
  }
  return std::nullopt;
}

Result<StorageTable> parse_storage(std::string_view content, std::string_view file_name,
                                   Diagnostics& diagnostics) {
  HAMSTRING_TRY(text, require_text(content, file_name, "motion file"));
  Diagnostics found;
  found.set_file(std::string(file_name));
  Result<StorageTable> storage = parse_text(text, file_name, found);
  diagnostics.append(found);
  return storage;
}

Result<StorageTable> read_storage(const std::filesystem::path& path, Diagnostics& diagnostics) {
  HAMSTRING_TRY(content, read_file(path, table_size_limit_bytes));
  return parse_storage(content, path.string(), diagnostics);
}

}  // namespace hamstring
