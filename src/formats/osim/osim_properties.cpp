#include "formats/osim/osim_properties.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "core/text.h"

namespace hamstring::osim {
namespace {

// More than this of one file say nothing new.
constexpr std::size_t errors_listed_max = 50;
constexpr std::size_t warnings_listed_max = 500;

constexpr std::array<std::pair<std::string_view, std::string_view>, 12> renamed_classes{{
    {"ActuatorSet", "ForceSet"},
    {"MuscleWrap", "PathWrap"},
    {"MuscleWrapSet", "PathWrapSet"},
    {"MusclePoint", "PathPoint"},
    {"MuscleViaPoint", "ConditionalPathPoint"},
    {"MovingMusclePoint", "MovingPathPoint"},
    {"MusclePointSet", "PathPointSet"},
    {"GeneralizedForce", "CoordinateActuator"},
    {"natCubicSpline", "SimmSpline"},
    {"NaturalCubicSpline", "SimmSpline"},
    {"Delp1990Muscle", "Delp1990Muscle_Deprecated"},
    {"Schutte1993Muscle", "Schutte1993Muscle_Deprecated"},
}};

}  // namespace

std::string_view current_class(std::string_view tag) {
  for (const auto& [old_name, new_name] : renamed_classes) {
    if (tag == old_name) return new_name;
  }
  return tag;
}

Properties::Properties(const Document& document, Diagnostics& diagnostics)
    : document_(document), diagnostics_(diagnostics), used_(document.xml.size(), false) {}

void Properties::use_defaults(const pugi::xml_node& defaults) {
  for (const pugi::xml_node& object : xml_elements(defaults)) defaults_.emplace(class_of(object), object);
  if (defaults) mark_all(defaults);
}

pugi::xml_node Properties::class_default(const pugi::xml_node& object) const {
  const auto found = defaults_.find(class_of(object));
  return found == defaults_.end() ? pugi::xml_node() : found->second;
}

pugi::xml_node Properties::find(const pugi::xml_node& object, Tags tags) {
  const auto find_in = [&tags](const pugi::xml_node& place) {
    return place.find_child([&tags](const pugi::xml_node& child) {
      return std::ranges::find(tags, std::string_view(child.name())) != tags.end();
    });
  };
  pugi::xml_node found = find_in(object);
  if (!found && !defaults_.empty()) found = find_in(class_default(object));
  if (found) mark(found);
  return found;
}

std::vector<pugi::xml_node> Properties::objects(const pugi::xml_node& set) {
  if (!set) return {};
  mark(set);
  pugi::xml_node list = set;
  if (const pugi::xml_node inner = set.child("objects")) list = inner;
  mark(list);
  refuse_if_elsewhere(set);
  std::vector<pugi::xml_node> found = xml_elements(list);
  std::erase_if(found, [](const pugi::xml_node& node) { return std::string_view(node.name()) == "groups"; });
  for (const pugi::xml_node& object : found) mark(object);
  return found;
}

void Properties::refuse_if_elsewhere(const pugi::xml_node& set) {
  const std::string_view file = set.attribute("file").value();
  if (file.empty() || to_lower(file) == "unassigned") return;
  refuse(set,
         fmt::format("its content is kept in another file, '{}', which is not read", quote_for_message(file)),
         "Open the model in OpenSim and save it: that puts everything into one file.");
}

std::string Properties::clean_name(std::string_view written) const {
  std::string cleaned(trim(written));
  if (version() < 30500) {
    std::erase_if(cleaned, [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; });
  }
  return cleaned;
}

std::string Properties::name(const pugi::xml_node& object) const {
  return clean_name(object.attribute("name").value());
}

std::string Properties::socket(const pugi::xml_node& object, std::string_view socket_name) {
  const std::string plain = fmt::format("socket_{}", socket_name);
  const std::string long_form = fmt::format("socket_{}_connectee_name", socket_name);
  const std::string older = fmt::format("connector_{}_connectee_name", socket_name);
  if (const pugi::xml_node element = find(object, {plain, long_form, older}))
    return clean_name(xml_text(element));
  // Development versions 30500-30516: <connectors><Connector_PhysicalFrame_
  // name="parent_frame"><connectee_name>
  const pugi::xml_node connectors = object.child("connectors");
  for (const pugi::xml_node& connector : xml_elements(connectors)) {
    if (socket_name != connector.attribute("name").value()) continue;
    mark_all(connectors);
    return clean_name(xml_text(connector.child("connectee_name")));
  }
  return {};
}

double Properties::number(const pugi::xml_node& object, Tags tags, double fallback, const Allowed& allowed) {
  const pugi::xml_node element = find(object, tags);
  if (!element) return fallback;
  const std::string written = xml_text(element);
  const std::optional<double> value = parse_double(written);
  const bool good = value && !std::isnan(*value) && (allowed.infinite || std::isfinite(*value)) &&
                    (allowed.low_included ? *value >= allowed.low : *value > allowed.low);
  if (good) return *value;
  refuse(element, fmt::format("expected {}; found '{}'", allowed.expected, quote_for_message(written)),
         "Correct the number in the file.");
  return fallback;
}

std::optional<std::vector<double>> Properties::numbers(const pugi::xml_node& object, Tags tags,
                                                       std::size_t count) {
  const pugi::xml_node element = find(object, tags);
  if (!element) return std::nullopt;
  const std::string written = xml_text(element);
  std::optional<std::vector<double>> values = parse_doubles(written);
  if (!values) {
    refuse(element, fmt::format("expected numbers; found '{}'", quote_for_message(written)),
           "Correct the numbers in the file.");
    return std::nullopt;
  }
  if (count > 0 && values->size() != count) {
    refuse(
        element,
        fmt::format("expected {} numbers; found {}: '{}'", count, values->size(), quote_for_message(written)),
        "Correct the list in the file.");
    return std::nullopt;
  }
  if (std::ranges::any_of(*values, [](double v) { return !std::isfinite(v); })) {
    refuse(element, fmt::format("expected finite numbers; found '{}'", quote_for_message(written)),
           "Correct the numbers in the file.");
    return std::nullopt;
  }
  return values;
}

Vec3 Properties::vector(const pugi::xml_node& object, Tags tags, const Vec3& fallback) {
  const std::optional<std::vector<double>> values = numbers(object, tags, 3);
  return values ? Vec3((*values)[0], (*values)[1], (*values)[2]) : fallback;
}

bool Properties::boolean(const pugi::xml_node& object, Tags tags, bool fallback) {
  const pugi::xml_node element = find(object, tags);
  if (!element) return fallback;
  const std::string written = to_lower(xml_text(element));
  if (written == "true" || written == "1") return true;
  if (written == "false" || written == "0") return false;
  refuse(element, fmt::format("expected true or false; found '{}'", quote_for_message(written)));
  return fallback;
}

std::string Properties::text(const pugi::xml_node& object, Tags tags) {
  const pugi::xml_node element = find(object, tags);
  return element ? xml_text(element) : std::string();
}

std::vector<std::string> Properties::words(const pugi::xml_node& object, Tags tags) {
  const std::string written = text(object, tags);
  std::vector<std::string> found;
  for (const std::string_view word : split_words(written)) found.emplace_back(word);
  return found;
}

void Properties::refuse(const pugi::xml_node& node, std::string message, std::string advice) {
  const Error error = document_.xml.error(node, std::move(message), std::move(advice));
  if (++errors_ <= errors_listed_max) {
    diagnostics_.add({.severity = Severity::error,
                      .message = error.message,
                      .file = error.file,
                      .line = error.line,
                      .element = error.element});
  }
  if (!first_error_) first_error_ = error;
}

void Properties::warn(const pugi::xml_node& node, std::string message) {
  if (++warnings_ == warnings_listed_max)
    message = "there are more warnings of this file; they are not listed";
  if (warnings_ > warnings_listed_max) return;
  diagnostics_.add({.severity = Severity::warning,
                    .message = std::move(message),
                    .line = document_.xml.line(node),
                    .element = xml_path(node)});
}

void Properties::note(std::string message, const pugi::xml_node& node) {
  diagnostics_.add({.severity = Severity::note,
                    .message = std::move(message),
                    .line = document_.xml.line(node),
                    .element = node ? xml_path(node) : std::string()});
}

void Properties::mark(const pugi::xml_node& node) {
  if (node) used_[xml_offset(node)] = true;
}

void Properties::mark_all(const pugi::xml_node& node) {
  if (!node) return;
  mark(node);
  for (pugi::xml_node child = node.first_child(); child; child = child.next_sibling()) {
    if (child.type() == pugi::node_element) mark_all(child);  // depth is bounded by XmlLimits::depth
  }
}

bool Properties::is_marked(const pugi::xml_node& node) const {
  return used_[xml_offset(node)];
}

}  // namespace hamstring::osim
