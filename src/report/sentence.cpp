#include "report/sentence.h"

#include <fmt/format.h>

#include <algorithm>

namespace hamstring::report {

std::string Sentence::text() const {
  std::string joined;
  for (const Part& part : parts) joined += part.text;
  return joined;
}

Sentence say(const Message& message, const std::vector<Argument>& arguments) {
  Sentence sentence;
  std::string_view rest = message.text;
  while (!rest.empty()) {
    const std::size_t open = rest.find('{');
    const std::size_t close = open == std::string_view::npos ? open : rest.find('}', open);
    if (close == std::string_view::npos) break;
    if (open > 0) sentence.parts.push_back({std::string(rest.substr(0, open))});
    const std::string_view name = rest.substr(open + 1, close - open - 1);
    const auto argument = std::ranges::find(arguments, name, &Argument::name);
    if (argument != arguments.end()) {
      sentence.parts.push_back({argument->text, argument->figure});
    } else {
      sentence.parts.push_back({std::string(rest.substr(open, close - open + 1))});
    }
    rest.remove_prefix(close + 1);
  }
  if (!rest.empty()) sentence.parts.push_back({std::string(rest)});
  return sentence;
}

std::string counted(std::size_t count, const Message& one, const Message& many) {
  return count == 1 ? say(one).text() : say(many, {{"n", fmt::format("{}", count)}}).text();
}

}  // namespace hamstring::report
