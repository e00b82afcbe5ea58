#include "service/problem_words.h"

#include "view/words.h"

namespace hamstring::service {

namespace {
constexpr std::string_view kind = "problem.";
}

std::string Problems::translated(const std::string& english) const {
  const rehab::Catalog& source = catalog_of(knowledge_, "en");
  const rehab::Catalog& target = catalog_of(knowledge_, language_);
  for (auto at = source.text.lower_bound(kind); at != source.text.end() && at->first.starts_with(kind);
       ++at) {
    if (at->second != english) continue;
    const auto found = target.text.find(at->first);
    if (found != target.text.end()) return found->second;
  }
  return {};
}

std::string Problems::message(const std::string& english, const std::string& code) const {
  if (std::string found = translated(english); !found.empty()) return found;
  const rehab::Catalog& target = catalog_of(knowledge_, language_);
  const auto general = target.text.find("problem.code." + code);
  return general == target.text.end() ? english : general->second;
}

std::string Problems::advice(const std::string& english) const {
  return translated(english);
}

}  // namespace hamstring::service
