// Ways to change the text of a real .osim model for a test.
#pragma once

#include <string>
#include <string_view>

namespace hamstring::testing {

/// Every `from` becomes `to`.
inline std::string replaced(std::string text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
  return text;
}

/// Without the elements whose tags end in "Muscle" (Thelen2003Muscle, Millard2012EquilibriumMuscle …).
inline std::string without_muscles(std::string text) {
  for (std::size_t at = text.find("Muscle name="); at != std::string::npos;
       at = text.find("Muscle name=", at)) {
    const std::size_t begin = text.rfind('<', at);
    const std::string close = "</" + text.substr(begin + 1, at + 6 - begin - 1) + ">";
    const std::size_t end = text.find(close, at);
    if (end == std::string::npos) return {};
    text.erase(begin, end + close.size() - begin);
    at = begin;
  }
  return text;
}

}  // namespace hamstring::testing
