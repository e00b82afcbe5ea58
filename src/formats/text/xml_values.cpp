#include "formats/text/xml_values.h"

#include <fmt/format.h>

#include <cmath>
#include <limits>
#include <string>

#include "core/text.h"
#include "formats/text/iso_time.h"

namespace hamstring {
namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();
/// Enough to see what is wrong with a file; a broken one has a fault a point.
constexpr std::size_t warnings_max = 20;

double warn_and_none(const XmlDocument& document, const pugi::xml_node& node, std::string_view wanted,
                     std::string_view found, Diagnostics& diagnostics) {
  if (diagnostics.entries().size() < warnings_max)
    diagnostics.warn(fmt::format("'{}' is no {}; left out", quote_for_message(found), wanted),
                     std::string(local_name(node)), document.line(node));
  return none;
}

}  // namespace

std::string_view local_name(const pugi::xml_node& node) {
  const std::string_view name = node.name();
  const std::size_t colon = name.rfind(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

pugi::xml_node local_child(const pugi::xml_node& node, std::string_view name) {
  for (const pugi::xml_node child : node.children())
    if (local_name(child) == name) return child;
  return {};
}

double xml_number(const XmlDocument& document, const pugi::xml_node& node, Diagnostics& diagnostics) {
  const std::string_view text = trim(node.child_value());
  if (text.empty()) return none;
  const auto number = parse_double(text);
  if (number && std::isfinite(*number)) return *number;
  if (number && std::isnan(*number)) return none;
  return warn_and_none(document, node, "number", text, diagnostics);
}

double xml_time(const XmlDocument& document, const pugi::xml_node& node, Diagnostics& diagnostics) {
  const std::string_view text = trim(node.child_value());
  if (text.empty()) return none;
  const auto time = parse_iso_time(text);
  if (!time) return warn_and_none(document, node, "time", text, diagnostics);
  static constexpr std::string_view no_zone = "its times name no zone; taken for UTC";
  if (!time->utc_offset_s &&
      (diagnostics.entries().empty() || diagnostics.entries().back().message != no_zone))
    diagnostics.note(std::string(no_zone));
  return time->time_s;
}

}  // namespace hamstring
