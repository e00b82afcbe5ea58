#include "formats/storage/storage_writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "core/file.h"
#include "core/text.h"

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

Result<void> check_header(const TimeSeries& table, const StorageWriteOptions& options) {
  for (const std::string& label : table.labels()) {
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

Result<std::string> format_storage(const TimeSeries& table, const StorageWriteOptions& options) {
  if (Result<void> fine = check_header(table, options); !fine) return failure(fine.error());
  std::string text = fmt::format("{}\nversion=1\nnRows={}\nnColumns={}\ninDegrees={}\n", options.title,
                                 table.rows(), table.columns() + 1, options.in_degrees ? "yes" : "no");
  if (!options.description.empty()) text += fmt::format("\n{}\n\n", trim(options.description));
  text += "endheader\ntime";
  for (const std::string& label : table.labels()) text += '\t' + label;
  text += '\n';
  text.reserve(text.size() + table.rows() * (table.columns() + 1) * (field_width + 1));
  for (std::size_t r = 0; r < table.rows(); ++r) {
    append_number(table.time_s()[r], options.digits, text);
    for (std::size_t c = 0; c < table.columns(); ++c) {
      text += '\t';
      append_number(table(r, c), options.digits, text);
    }
    text += '\n';
  }
  return text;
}

Result<void> write_storage(const std::filesystem::path& path, const TimeSeries& table,
                           const StorageWriteOptions& options) {
  const Result<std::string> text = format_storage(table, options);
  if (!text) return failure(text.error());
  return write_file(path, *text);
}

}  // namespace hamstring
