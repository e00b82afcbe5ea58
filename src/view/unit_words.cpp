#include "view/unit_words.h"

#include <algorithm>
#include <cctype>

namespace hamstring::service {

std::string unit_words(const Words& words, const std::string& unit) {
  return unit_words(words.catalog(), unit);
}

std::string unit_words(const rehab::Catalog& catalog, const std::string& unit) {
  if (unit.empty()) return {};
  std::string key = unit;
  std::ranges::transform(key, key.begin(), [](unsigned char c) {
    return std::isalnum(c) != 0 ? static_cast<char>(std::tolower(c)) : '_';
  });
  key.insert(0, "unit.");
  return catalog.text.contains(key) ? rehab::say(catalog, key) : " " + unit;
}

}  // namespace hamstring::service
