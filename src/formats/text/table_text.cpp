#include "formats/text/table_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>

#include "core/text.h"

namespace hamstring {

LineCursor::LineCursor(std::string_view text) : text_(text) {
  const bool only_cr = text.find('\n') == std::string_view::npos && text.find('\r') != std::string_view::npos;
  if (only_cr) ending_ = '\r';
}

std::optional<TextLine> LineCursor::next() {
  if (position_ >= text_.size()) return std::nullopt;
  const std::size_t end = std::min(text_.find(ending_, position_), text_.size());
  std::string_view line = text_.substr(position_, end - position_);
  position_ = end + 1;
  if (line.ends_with('\r')) line.remove_suffix(1);
  return TextLine{line, ++number_};
}

Result<std::string_view> require_text(std::string_view content, std::string_view file_name,
                                      std::string_view kind) {
  const auto refuse = [&](std::string message, std::string advice) {
    return failure(
        {.message = std::move(message), .file = std::string(file_name), .advice = std::move(advice)});
  };
  if (content.size() > table_size_limit_bytes) {
    return refuse(fmt::format("the file is larger than {} MiB", table_size_limit_bytes >> 20U),
                  "Split the recording into shorter trials.");
  }
  if (content.starts_with("\xEF\xBB\xBF")) content.remove_prefix(3);
  if (trim(content).empty()) {
    return refuse(fmt::format("the file is empty; a {} was expected", kind), "Export the trial again.");
  }
  if (content.starts_with("\xFF\xFE") || content.starts_with("\xFE\xFF")) {
    return refuse(fmt::format("the {} is UTF-16 text; plain or UTF-8 text was expected", kind),
                  "Save it again as UTF-8.");
  }
  if (content.starts_with("PK\x03\x04") || content.starts_with("\x1F\x8B")) {
    return refuse(fmt::format("the file is compressed; a {} (text) was expected", kind), "Unpack it first.");
  }
  if (content.find('\0') != std::string_view::npos) {
    return refuse(fmt::format("the file is binary; a {} (text) was expected", kind),
                  "Check that this is the right file.");
  }
  return content;
}

std::optional<double> parse_cell(std::string_view cell) {
  if (const std::optional<double> value = parse_double(cell)) return value;
  constexpr std::array<std::string_view, 9> missing{"-1.#ind", "1.#ind",    "1.#qnan", "-1.#qnan", "na",
                                                    "n/a",     "-nan(ind)", "null",    "#n/a"};
  const std::string_view word = trim(cell);
  if (word.size() <= 9 && std::ranges::find(missing, to_lower(word)) != missing.end()) {
    return std::numeric_limits<double>::quiet_NaN();
  }
  return std::nullopt;
}

std::vector<std::string_view> split_tab_fields(std::string_view line, std::size_t limit) {
  std::vector<std::string_view> fields;
  std::size_t start = 0;
  while (fields.size() < limit) {
    const std::size_t end = std::min(line.find('\t', start), line.size());
    fields.push_back(trim(line.substr(start, end - start)));
    if (end == line.size()) break;
    start = end + 1;
  }
  return fields;
}

std::vector<std::string_view> split_blank_fields(std::string_view line, std::size_t limit) {
  constexpr std::string_view blanks = " \t\r\f\v";
  std::vector<std::string_view> words;
  std::size_t start = line.find_first_not_of(blanks);
  while (start != std::string_view::npos && words.size() < limit) {
    const std::size_t end = std::min(line.find_first_of(blanks, start), line.size());
    words.push_back(line.substr(start, end - start));
    start = line.find_first_not_of(blanks, end);
  }
  return words;
}

void drop_trailing_empty(std::vector<std::string_view>& fields) {
  while (!fields.empty() && fields.back().empty()) fields.pop_back();
}

std::string counted(std::size_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

}  // namespace hamstring
