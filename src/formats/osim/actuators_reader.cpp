#include "formats/osim/actuators_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <unordered_set>

#include "core/text.h"
#include "core/try.h"
#include "formats/osim/osim_document.h"
#include "formats/osim/osim_frames.h"
#include "formats/osim/osim_properties.h"

namespace hamstring {
namespace {

using model::ActuatorKind;
using model::ActuatorSpecification;
using osim::Properties;

constexpr osim::Allowed any_bound{.infinite = true, .expected = "a number, or an infinite one"};

struct Reader {
  Properties& properties;
  const std::filesystem::path& path;
  ForceSetActuators read{};
  std::unordered_set<std::string> names{};
};

bool is_muscle(const pugi::xml_node& node) {
  const std::string_view tag = osim::class_of(node);
  return tag.ends_with("Muscle") || tag.ends_with("Muscle_Deprecated") ||
         (node.child("optimal_fiber_length") && node.child("max_isometric_force"));
}

bool applies(Properties& properties, const pugi::xml_node& node) {
  if (properties.find(node, {"isDisabled"})) return !properties.boolean(node, {"isDisabled"}, false);
  return properties.boolean(node, {"appliesForce"}, true);
}

/// The last name of a reference to a body; ground, under any of its names, is "ground".
std::string body_of(Properties& properties, const pugi::xml_node& node, std::string_view tag,
                    std::string_view socket) {
  std::string written = properties.text(node, {tag});
  if (written.empty()) written = properties.socket(node, socket);
  const std::string name(osim::last_name(written));
  return to_lower(name) == "ground" ? "ground" : name;
}

void read_bounds(Properties& properties, const pugi::xml_node& node, double& low, double& high) {
  low = properties.number(node, {"min_control"}, low, any_bound);
  high = properties.number(node, {"max_control"}, high, any_bound);
  if (low > high)
    properties.refuse(node, fmt::format("min_control {} is larger than max_control {}", low, high));
}

void read_direction(Properties& properties, const pugi::xml_node& node, ActuatorSpecification& actuator,
                    std::string_view tag) {
  actuator.direction = properties.vector(node, {tag}, Vec3(1, 0, 0));
  if (!(actuator.direction.norm() > 0.0))
    properties.refuse(node,
                      fmt::format("the {} of '{}' has no length", tag, quote_for_message(actuator.name)));
}

void need(Properties& properties, const pugi::xml_node& node, const std::string& value,
          std::string_view tag) {
  if (value.empty())
    properties.refuse(node, fmt::format("the actuator names no {}", tag), fmt::format("Write <{}>.", tag));
}

ActuatorSpecification read_actuator(Properties& properties, const pugi::xml_node& node) {
  const std::string_view tag = osim::class_of(node);
  ActuatorSpecification actuator{.name = properties.name(node)};
  actuator.line = properties.xml().line(node);
  actuator.optimal_force = properties.number(node, {"optimal_force"}, actuator.optimal_force);
  read_bounds(properties, node, actuator.min_control, actuator.max_control);
  if (tag == "PointActuator") {
    actuator.kind = ActuatorKind::point;
    actuator.body = body_of(properties, node, "body", "body");
    need(properties, node, actuator.body, "body");
    actuator.point = properties.vector(node, {"point"}, Vec3::Zero());
    actuator.point_is_in_ground = properties.boolean(node, {"point_is_global"}, false);
    actuator.direction_is_in_ground = properties.boolean(node, {"force_is_global"}, false);
    read_direction(properties, node, actuator, "direction");
  } else if (tag == "TorqueActuator") {
    actuator.kind = ActuatorKind::torque;
    actuator.body = body_of(properties, node, "bodyA", "bodyA");
    actuator.other_body = body_of(properties, node, "bodyB", "bodyB");
    need(properties, node, actuator.body, "bodyA");
    if (actuator.other_body.empty()) actuator.other_body = "ground";
    actuator.direction_is_in_ground = properties.boolean(node, {"torque_is_global"}, true);
    read_direction(properties, node, actuator, "axis");
  } else {
    actuator.coordinate = std::string(osim::last_name(properties.text(node, {"coordinate"})));
    if (actuator.coordinate.empty())
      actuator.coordinate = std::string(osim::last_name(properties.socket(node, "coordinate")));
    need(properties, node, actuator.coordinate, "coordinate");
  }
  return actuator;
}

/// Up to version 30513 these values of muscles meant "not set".
void read_muscle(Reader& reader, const pugi::xml_node& node) {
  MuscleControl control{.muscle = reader.properties.name(node)};
  MuscleControl written = control;
  read_bounds(reader.properties, node, written.min_control, written.max_control);
  const bool old = reader.properties.version() < 30513;
  if (!old || written.min_control != 0.0) control.min_control = written.min_control;
  if (!old || written.max_control != 1.0) control.max_control = written.max_control;
  reader.read.order.push_back(control.muscle);
  reader.read.muscles.push_back(std::move(control));
}

void read_force(Reader& reader, const pugi::xml_node& node) {
  constexpr std::array<std::string_view, 4> known{"CoordinateActuator", "ActivationCoordinateActuator",
                                                  "PointActuator", "TorqueActuator"};
  Properties& properties = reader.properties;
  const std::string_view tag = osim::class_of(node);
  const std::string name = properties.name(node);
  if (is_muscle(node)) return read_muscle(reader, node);
  if (!applies(properties, node)) return;
  if (std::ranges::find(known, tag) != known.end()) {
    if (!reader.names.insert(name).second) {
      properties.refuse(node, fmt::format("a second actuator is named '{}'", quote_for_message(name)));
      return;
    }
    reader.read.order.push_back(name);
    reader.read.actuators.push_back(read_actuator(properties, node));
    reader.read.actuators.back().file = reader.path.filename().string();
  } else if (tag.find("Actuator") != std::string_view::npos) {
    properties.refuse(
        node,
        fmt::format("'{}' is a {}, which is not computed", quote_for_message(name), quote_for_message(tag)),
        "CoordinateActuator, PointActuator and TorqueActuator are; switch it off with <appliesForce>.");
  } else {
    reader.read.undriven.push_back({std::string(tag), name});
  }
}

Result<pugi::xml_node> force_set(const osim::Document& document) {
  const std::string_view tag = document.object.name();
  if (tag == "ForceSet" || tag == "ActuatorSet") return document.object;
  if (tag == "Model") {
    const pugi::xml_node set = document.object.child("ForceSet");
    return set ? set : document.object.child("ActuatorSet");
  }
  const std::string kind = osim::describe_object(tag);
  return failure(document.xml.error(
      document.object,
      kind.empty() ? fmt::format("this is not a file of actuators: found <{}>", quote_for_message(tag))
                   : fmt::format("this is not a file of actuators but {}", kind),
      "Choose the XML file with the <ForceSet>."));
}

}  // namespace

Result<ForceSetActuators> parse_actuators(std::string_view content, const std::filesystem::path& path,
                                          Diagnostics& diagnostics) {
  HAMSTRING_TRY(document, osim::open_document(content, path.string()));
  HAMSTRING_TRY(set, force_set(document));
  Diagnostics found;
  found.set_file(path.string());
  Properties properties(document, found);
  properties.use_defaults(document.object.child("defaults"));
  Reader reader{.properties = properties, .path = path};
  for (const pugi::xml_node& node : properties.objects(set)) read_force(reader, node);
  diagnostics.append(found);
  if (properties.first_error()) return failure(*properties.first_error());
  return std::move(reader.read);
}

Result<ForceSetActuators> read_actuators(const std::filesystem::path& path, Diagnostics& diagnostics) {
  HAMSTRING_TRY(content, osim::read_document(path));
  return parse_actuators(content, path, diagnostics);
}

}  // namespace hamstring
