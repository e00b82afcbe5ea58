#include "core/text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "core/utf8.h"

namespace hamstring {
namespace {

constexpr std::string_view blanks = " \t\r\n\f\v";

bool is_blank(char c) {
  return blanks.find(c) != std::string_view::npos;
}

}  // namespace

std::string_view trim(std::string_view text) {
  const std::size_t first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

std::optional<double> parse_double(std::string_view text) {
  text = trim(text);
  if (text.starts_with('+')) text.remove_prefix(1);
  if (text.empty() || text.starts_with('+')) return std::nullopt;
  double value = 0.0;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (code == std::errc() && end == text.data() + text.size()) return value;
  const std::size_t exponent = text.find_first_of("dD");  // Fortran writes 1.0D-3
  if (exponent != std::string_view::npos && exponent > 0 && text.size() < 64) {
    std::string copy(text);
    copy[exponent] = 'e';
    const auto [end2, code2] = std::from_chars(copy.data(), copy.data() + copy.size(), value);
    if (code2 == std::errc() && end2 == copy.data() + copy.size()) return value;
  }
  if (code == std::errc::result_out_of_range && end == text.data() + text.size()) {
    // Too small becomes zero, too large infinity: the sign of the exponent tells which.
    const std::size_t e = text.find_first_of("eE");
    const bool tiny = e != std::string_view::npos && e + 1 < text.size() && text[e + 1] == '-';
    const double magnitude = tiny ? 0.0 : HUGE_VAL;
    return text.starts_with('-') ? -magnitude : magnitude;
  }
  return std::nullopt;
}

std::optional<long long> parse_integer(std::string_view text) {
  text = trim(text);
  if (text.starts_with('+')) text.remove_prefix(1);
  long long value = 0;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (code != std::errc() || end != text.data() + text.size() || text.empty()) return std::nullopt;
  return value;
}

std::optional<std::vector<double>> parse_doubles(std::string_view text) {
  std::vector<double> values;
  for (const std::string_view word : split_words(text)) {
    const std::optional<double> value = parse_double(word);
    if (!value) return std::nullopt;
    values.push_back(*value);
  }
  return values;
}

std::vector<std::string_view> split_words(std::string_view text) {
  std::vector<std::string_view> words;
  std::size_t i = 0;
  while (i < text.size()) {
    while (i < text.size() && is_blank(text[i])) ++i;
    const std::size_t start = i;
    while (i < text.size() && !is_blank(text[i])) ++i;
    if (i > start) words.push_back(text.substr(start, i - start));
  }
  return words;
}

std::vector<std::string_view> split_fields(std::string_view text, char separator) {
  std::vector<std::string_view> fields;
  std::size_t start = 0;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    if (i == text.size() || text[i] == separator) {
      fields.push_back(text.substr(start, i - start));
      start = i + 1;
    }
  }
  return fields;
}

std::string to_lower(std::string_view text) {
  std::string lower(text);
  std::ranges::transform(lower, lower.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return lower;
}

std::string shortest_number(double value) {
  if (std::isnan(value)) return "nan";
  if (std::isinf(value)) return value > 0 ? "inf" : "-inf";
  std::array<char, 32> buffer{};
  const auto result = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
  return {buffer.data(), result.ptr};
}

std::string quote_for_message(std::string_view text, std::size_t max_length) {
  const bool cut = text.size() > max_length;
  if (cut) {
    std::size_t end = max_length;
    while (end > 0 && continues_code_point(text[end])) --end;
    text = text.substr(0, end);
  }
  std::string quoted;
  for (const char c : text) quoted += static_cast<unsigned char>(c) < 0x20U || c == 0x7F ? '?' : c;
  return cut ? quoted + "…" : quoted;
}

}  // namespace hamstring
