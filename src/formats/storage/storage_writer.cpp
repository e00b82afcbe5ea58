#include "formats/storage/storage_writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "core/file.h"
#include "core/text.h"
#include "core/try.h"

namespace hamstring {
namespace {

constexpr std::size_t field_width = 16;

/// "%16.8f" without the locale.
void append_number(double value, StorageDigits digits, std::string& text) {
  std::array<char, 352> buffer{};  // the largest double has 309 digits before its point
  char* const begin = buffer.data();
  char* end = nullptr;
  if (!std::isfinite(value)) {
    const std::string_view word = std::isnan(value) ? "nan" : value > 0 ? "inf" : "-inf";
    end = std::ranges::copy(word, begin).out;
  } else if (digits == StorageDigits::eight_decimals) {
    end = std::to_chars(begin, begin + buffer.size(), value, std::chars_format::fixed, 8).ptr;
  } else {
    end = std::to_chars(begin, begin + buffer.size(), value).ptr;
  }
  const auto length = static_cast<std::size_t>(end - begin);
  if (length < field_width) text.append(field_width - length, ' ');
  text.append(begin, length);
}

Result<void> check_header(const std::vector<std::string>& labels, const StorageWriteOptions& options) {
  for (const std::string& label : labels) {
    if (label.empty() || label.find_first_of(" \t\r\n\f\v") != std::string::npos) {
      return failure(
          {.message = fmt::format("the label \"{}\" cannot be written to a table that is separated by blanks",
                                  quote_for_message(label)),
           .advice = "Use a name without white space."});
    }
  }
  if (options.title.find_first_of("=\r\n") != std::string::npos) {
    return failure(
        fmt::format("the title \"{}\" must be one line without '='", quote_for_message(options.title)));
  }
  for (const std::string_view line : split_fields(options.description, '\n')) {
    if (to_lower(trim(line)) == "endheader")
      return failure("the description must not hold a line \"endheader\"");
  }
  return {};
}

}  // namespace

Result<std::string> storage_head(const std::vector<std::string>& labels, std::size_t rows,
                                 const StorageWriteOptions& options) {
  HAMSTRING_TRY_DO(check_header(labels, options));
  std::string text = fmt::format("{}\nversion=1\nnRows={}\nnColumns={}\ninDegrees={}\n", options.title, rows,
                                 labels.size() + 1, options.in_degrees ? "yes" : "no");
  if (!options.description.empty()) text += fmt::format("\n{}\n\n", trim(options.description));
  text += "endheader\ntime";
  for (const std::string& label : labels) text += '\t' + label;
  text += '\n';
  return text;
}

void append_storage_row(double time_s, std::span<const double> values, StorageDigits digits,
                        std::string& text) {
  append_number(time_s, digits, text);
  for (const double value : values) {
    text += '\t';
    append_number(value, digits, text);
  }
  text += '\n';
}

Result<std::string> format_storage(const TimeSeries& table, const StorageWriteOptions& options) {
  HAMSTRING_TRY(text, storage_head(table.labels(), table.rows(), options));
  text.reserve(text.size() + table.rows() * (table.columns() + 1) * (field_width + 1));
  std::vector<double> row(table.columns());
  for (std::size_t r = 0; r < table.rows(); ++r) {
    for (std::size_t c = 0; c < row.size(); ++c) row[c] = table(r, c);
    append_storage_row(table.time_s()[r], row, options.digits, text);
  }
  return text;
}

Result<void> write_storage(const std::filesystem::path& path, const TimeSeries& table,
                           const StorageWriteOptions& options) {
  HAMSTRING_TRY(text, format_storage(table, options));
  return write_file(path, text);
}

}  // namespace hamstring
