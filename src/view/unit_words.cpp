#include "view/unit_words.h"

#include <algorithm>
#include <cctype>

namespace hamstring::service {

std::string unit_words(const Words& words, const std::string& unit) {
  if (unit.empty()) return {};
  std::string key = unit;
  std::ranges::transform(key, key.begin(), [](unsigned char c) {
    return std::isalnum(c) != 0 ? static_cast<char>(std::tolower(c)) : '_';
  });
  std::string said = words.if_any("unit." + key);
  return said.empty() ? " " + unit : said;
}

}  // namespace hamstring::service
