#include "knowledge/fact.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "core/text.h"

namespace hamstring::rehab {
namespace {

bool is_name(std::string_view text) {
  if (text.empty() || text[0] < 'a' || text[0] > 'z') return false;
  return std::ranges::all_of(
      text, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
}

constexpr std::array<std::string_view, 9> spaces{"person", "story",   "test", "injury", "progress",
                                                 "flag",   "picture", "gate", "plan"};

}  // namespace

std::string FactName::text() const {
  std::string result = space;
  result += '.';
  result += item;
  if (!field.empty()) {
    result += '.';
    result += field;
  }
  return result;
}

Result<FactName> parse_fact_name(std::string_view text) {
  const std::vector<std::string_view> parts = split_fields(text, '.');
  const bool named =
      std::ranges::all_of(parts, is_name) && std::ranges::find(spaces, parts[0]) != spaces.end();
  const std::size_t expected = !parts.empty() && parts[0] == "test" ? 3 : 2;
  if (!named || parts.size() != expected) {
    return failure(fmt::format("'{}' is not a fact; facts look like story.<question> or test.<test>.pain",
                               quote_for_message(text)));
  }
  FactName name{.space = std::string(parts[0]), .item = std::string(parts[1]), .field = {}};
  if (parts.size() == 3) name.field = std::string(parts[2]);
  return name;
}

FactLayer layer_of(const FactName& name) {
  if (name.space == "flag") return FactLayer::flag;
  if (name.space == "picture") return FactLayer::picture;
  if (name.space == "gate") return FactLayer::gate;
  if (name.space == "plan") return FactLayer::plan;
  return FactLayer::base;
}

}  // namespace hamstring::rehab
