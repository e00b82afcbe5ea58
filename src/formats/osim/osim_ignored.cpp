// Names everything in the model that no part of the reader looked at: once for each kind, with what it means.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "core/text.h"
#include "formats/osim/osim_parts.h"

namespace hamstring::osim {
namespace {

constexpr std::size_t names_listed_max = 8;

/// What leaving out the objects of a set means for results.
struct SetMeaning {
  std::string_view set;
  std::string_view meaning;
};
constexpr std::array<SetMeaning, 6> set_meanings{{
    {"ForceSet", "forces that are not muscles are left out; lengths and moment arms do not depend on them"},
    {"ConstraintSet", "these constraints are not applied: the parts they connect may come apart"},
    {"ContactGeometrySet", "contact shapes are not used"},
    {"ControllerSet", "controllers are not used: nothing is simulated forward"},
    {"ProbeSet", "probes are not evaluated"},
    {"ComponentSet", "these components are not read"},
}};
// Motors of a model: normal in models for optimization, without influence on lengths and on inverse dynamics.
constexpr std::array<std::string_view, 6> motors{
    "CoordinateActuator",           "TorqueActuator",      "PointActuator", "BodyActuator",
    "ActivationCoordinateActuator", "PointToPointActuator"};
constexpr std::array<std::string_view, 14> appearance{"Mesh",
                                                      "Appearance",
                                                      "FrameGeometry",
                                                      "VisibleObject",
                                                      "DisplayGeometry",
                                                      "SurfaceProperties",
                                                      "GeometrySet",
                                                      "Ellipsoid",
                                                      "Sphere",
                                                      "Cylinder",
                                                      "Brick",
                                                      "LineGeometry",
                                                      "Arrow",
                                                      "ModelVisualPreferences"};

struct Kind {
  std::size_t count = 0;
  std::vector<std::string> names;
  int line = 0;
};

struct Ignored {
  std::map<std::string, Kind, std::less<>> appearance;
  std::map<std::pair<std::string, std::string>, Kind> objects;  ///< by place and class
  std::map<std::string, Kind, std::less<>> properties;
};

template <class List>
bool contains(const List& list, std::string_view tag) {
  return std::ranges::find(list, tag) != list.end();
}

/// Forces and shapes move no point of a muscle and no joint: leaving them out changes no length. A path
/// actuator may be what a model has instead of a muscle.
bool changes_nothing(std::string_view set, std::string_view tag) {
  if (tag == "Station") return true;  // those that a frame is made of were looked at
  if (set == "ForceSet") return tag.find("PathActuator") == std::string_view::npos;
  return set == "ControllerSet" || set == "ProbeSet" || set == "ContactGeometrySet";
}

bool is_class(std::string_view tag) {
  return !tag.empty() && tag.front() >= 'A' && tag.front() <= 'Z';
}

/// Where an object stands: the set of the model whose member it is, or "in <class>" of what it is part of.
std::string place_of(const pugi::xml_node& node) {
  pugi::xml_node around = node.parent();
  if (std::string_view(around.name()) == "objects") around = around.parent();
  const std::string_view tag = current_class(around.name());
  if (std::ranges::find(set_meanings, tag, &SetMeaning::set) != set_meanings.end()) return std::string(tag);
  while (around && !is_class(around.name())) around = around.parent();
  return around ? fmt::format("in {}", quote_for_message(around.name())) : "";
}

void count(Reading& reading, const pugi::xml_node& node, Kind& kind) {
  ++kind.count;
  if (kind.line == 0) kind.line = reading.properties.xml().line(node);
  const std::string_view name = node.attribute("name").value();
  if (!name.empty() && kind.names.size() < names_listed_max) kind.names.push_back(quote_for_message(name));
}

bool is_empty(const pugi::xml_node& node) {
  return !node.first_child();
}

/// Sorts one element that nobody looked at; true if what is inside must be looked at too.
bool sort_element(Reading& reading, const pugi::xml_node& node, Ignored& ignored) {
  const std::string_view tag = node.name();
  if (is_empty(node)) return false;
  if (contains(appearance, tag)) {
    count(reading, node, ignored.appearance[std::string(tag)]);
    return false;
  }
  if (is_class(tag) && !tag.ends_with("Set")) {
    count(reading, node, ignored.objects[{place_of(node), quote_for_message(tag)}]);
    return false;
  }
  if (xml_elements(node).empty()) {
    count(reading, node, ignored.properties[quote_for_message(tag)]);
    return false;
  }
  return true;
}

/// Goes through the tree; what was used is entered, what was not is sorted. Depth is bounded by
/// XmlLimits::depth.
void collect(Reading& reading, const pugi::xml_node& node, Ignored& ignored) {
  for (const pugi::xml_node& child : node.children()) {
    if (child.type() != pugi::node_element) continue;
    if (std::string_view(child.name()) == "defaults") continue;  // values for properties that were omitted
    if (reading.properties.is_marked(child) || sort_element(reading, child, ignored))
      collect(reading, child, ignored);
  }
}

std::string list_kinds(const std::map<std::string, Kind, std::less<>>& kinds) {
  std::string list;
  for (const auto& [tag, kind] : kinds)
    list += fmt::format("{}{} {}", list.empty() ? "" : ", ", kind.count, tag);
  return list;
}

std::string list_names(const Kind& kind) {
  if (kind.names.empty()) return {};
  std::string list = fmt::format(" ('{}'", fmt::join(kind.names, "', '"));
  return list + (kind.count > kind.names.size() ? " …)" : ")");
}

void report_objects(Reading& reading, const Ignored& ignored) {
  for (const auto& [key, kind] : ignored.objects) {
    const auto& [set, tag] = key;
    const auto* const known = std::ranges::find(set_meanings, set, &SetMeaning::set);
    const bool in_set = known != set_meanings.end();
    const std::string_view meaning = in_set ? known->meaning : "this kind of element is not read";
    const std::string what =
        fmt::format("ignored: {} {}{}{}: ", kind.count, tag, in_set ? "" : " " + set, list_names(kind));
    if (tag == "ObjectGroup") {
      reading.properties.note(what + "only names of groups");
    } else if (contains(motors, tag)) {
      reading.properties.note(what + "motors are not used");
    } else if (changes_nothing(set, tag)) {
      reading.properties.note(what + std::string(meaning));
    } else {
      reading.properties.warn({}, what + std::string(meaning));
    }
  }
}

}  // namespace

void report_ignored(Reading& reading) {
  Ignored ignored;
  collect(reading, reading.model_element, ignored);
  report_objects(reading, ignored);
  if (!ignored.appearance.empty()) {
    reading.properties.note(fmt::format("ignored: {} (appearance only)", list_kinds(ignored.appearance)));
  }
  if (!ignored.properties.empty()) {
    reading.properties.note(fmt::format("not needed: {}", list_kinds(ignored.properties)));
  }
}

}  // namespace hamstring::osim
