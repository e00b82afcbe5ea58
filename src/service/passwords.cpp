#include "service/passwords.h"

#include <algorithm>
#include <array>

#include "core/file.h"
#include "core/text.h"
#include "core/try.h"

namespace hamstring::service {
namespace {

constexpr std::size_t list_size_max = 1 << 20;
// A row of four keys is a row; shorter ones stand in any word.
constexpr std::size_t row_min = 4, piece_max = 5;

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
}

/// Letters that are written as digits and signs, within what begins and ends with a letter.
char as_letter(char c) {
  constexpr std::string_view signs = "013457@$!|", letters = "oieastasil";
  const std::size_t at = signs.find(c);
  return at == std::string_view::npos ? c : letters[at];
}

/// Without digits and signs around it.
std::string_view core_of(std::string_view text) {
  while (!text.empty() && !is_letter(text.front())) text.remove_prefix(1);
  while (!text.empty() && !is_letter(text.back())) text.remove_suffix(1);
  return text;
}

std::string letters_of(std::string_view text) {
  std::string letters;
  for (const char c : text)
    if (is_letter(as_letter(c))) letters += as_letter(c);
  return letters;
}

bool repeats(std::string_view text) {
  for (std::size_t piece = 1; piece <= piece_max && piece * 2 <= text.size(); ++piece) {
    bool same = true;
    for (std::size_t i = piece; i < text.size() && same; ++i) same = text[i] == text[i - piece];
    if (same) return true;
  }
  return false;
}

bool next_to(char a, char b) {
  if (b == a || b == a + 1 || b + 1 == a) return true;
  constexpr std::array<std::string_view, 8> rows{"qwertyuiop", "qwertzuiop", "asdfghjkl",    "zxcvbnm",
                                                 "yxcvbnm",    "1234567890", "1q2w3e4r5t6z", "1q2w3e4r5t6y"};
  return std::ranges::any_of(rows, [&](std::string_view row) {
    const std::size_t at = row.find(a), other = row.find(b);
    return at != std::string_view::npos && other != std::string_view::npos &&
           (other == at + 1 || other + 1 == at);
  });
}

/// Rows of neighbours and nothing else: "1234567890", "abcdef654321", "qwertz1234".
bool is_rows(std::string_view text) {
  std::size_t long_enough = 1;
  for (std::size_t i = 1; i < text.size(); ++i) {
    if (next_to(text[i - 1], text[i])) {
      ++long_enough;
      continue;
    }
    if (long_enough < row_min) return false;
    long_enough = 1;
  }
  return long_enough >= row_min;
}

}  // namespace

Result<CommonPasswords> CommonPasswords::load(const std::filesystem::path& data_folder) {
  HAMSTRING_TRY(text, read_file(data_folder / "accounts" / "common_passwords.txt", list_size_max));
  CommonPasswords made;
  for (const std::string_view line : split_fields(text, '\n')) {
    const std::string_view word = trim(line);
    if (!word.empty() && !word.starts_with('#')) made.words_.emplace(word);
  }
  return made;
}

bool CommonPasswords::holds(std::string_view password, std::string_view name) const {
  const std::string small = to_lower(password);
  const std::string_view core = core_of(small);
  const auto named = [&](std::string_view text) { return !text.empty() && words_.contains(text); };
  if (named(small) || named(core) || named(letters_of(core)) || named(letters_of(small))) return true;
  // Two of them side by side, and the own name, are no harder.
  for (std::size_t at = 1; at < core.size(); ++at)
    if (named(core.substr(0, at)) && named(core_of(core.substr(at)))) return true;
  const std::string own = letters_of(to_lower(name));
  if (!own.empty() && letters_of(core) == own) return true;
  return repeats(small) || is_rows(small);
}

}  // namespace hamstring::service
