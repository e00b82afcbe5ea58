// The path of a muscle: points that are fixed, conditional or moving, and the objects it wraps.
#include <fmt/format.h>

#include <array>
#include <cmath>

#include "core/text.h"
#include "formats/osim/osim_parts.h"

namespace hamstring::osim {
namespace {

/// A point's coordinate, from its socket or the property of old files; "" if the file names none.
std::string point_coordinate(Reading& reading, const pugi::xml_node& node, std::string_view socket,
                             Tags old_tags) {
  std::string reference = reading.properties.socket(node, socket);
  if (reference.empty()) reference = reading.properties.text(node, old_tags);
  return reference.empty() ? "" : reading.coordinate_name(node, reference);
}

void read_conditional(Reading& reading, const pugi::xml_node& node, model::PathPointSpecification& point) {
  point.kind = model::PathPointKind::conditional;
  point.coordinate = point_coordinate(reading, node, "coordinate", {"coordinate", "coordinates"});
  if (point.coordinate.empty()) {
    reading.properties.warn(node, "a conditional point without a coordinate is never part of the path");
  }
  if (const auto range = reading.properties.numbers(node, {"range"}, 2))
    point.range = {(*range)[0], (*range)[1]};
}

/// Gives a reason if a location function is of a kind that is not read.
std::string read_moving(Reading& reading, const pugi::xml_node& node, model::PathPointSpecification& point) {
  using Found = FunctionProperty::Found;
  struct Component {
    std::string_view tag, old_tag, socket;
  };
  constexpr std::array<Component, 3> components{{{"x_location", "XAttachment", "x_coordinate"},
                                                 {"y_location", "YAttachment", "y_coordinate"},
                                                 {"z_location", "ZAttachment", "z_coordinate"}}};
  point.kind = model::PathPointKind::moving;
  for (std::size_t i = 0; i < components.size(); ++i) {
    const auto& [tag, old_tag, socket] = components[i];
    const FunctionProperty property = read_function(reading.properties, node, {tag, old_tag});
    if (property.found == Found::unsupported) {
      return fmt::format("the location of point '{}' is a {}, which is not known here",
                         quote_for_message(point.name), property.class_name);
    }
    if (property.found == Found::read) point.location_functions[i] = property.function;
    if (model::argument_count(point.location_functions[i]) > 1) {
      return fmt::format("the location of point '{}' is a function of several coordinates",
                         quote_for_message(point.name));
    }
    const std::string coordinate = point_coordinate(reading, node, socket, {socket});
    if (coordinate.empty()) continue;
    if (!point.coordinate.empty() && point.coordinate != coordinate) {
      reading.properties.refuse(
          node,
          fmt::format("x, y and z of a moving point must depend on one coordinate; found "
                      "'{}' and '{}'",
                      quote_for_message(point.coordinate), quote_for_message(coordinate)),
          "OpenSim does not accept this either.");
    }
    point.coordinate = coordinate;
  }
  if (point.coordinate.empty()) {
    // Nothing moves it: the functions are evaluated at zero, as OpenSim does.
    point.kind = model::PathPointKind::fixed;
    for (int i = 0; i < 3; ++i) {
      point.location_m[i] = model::evaluate(point.location_functions[static_cast<std::size_t>(i)], 0.0).value;
    }
  }
  return {};
}

std::string read_point(Reading& reading, const pugi::xml_node& node, model::MuscleSpecification& muscle) {
  Properties& properties = reading.properties;
  model::PathPointSpecification point{.name = properties.name(node), .origin = {properties.xml().line(node)}};
  if (point.name.empty()) point.name = fmt::format("{}-P{}", muscle.name, muscle.points.size() + 1);
  const std::string_view kind = class_of(node);
  if (kind != "PathPoint" && kind != "ConditionalPathPoint" && kind != "MovingPathPoint") {
    properties.mark_all(node);
    return fmt::format("a path point of kind {} is not known here", quote_for_message(node.name()));
  }
  // Sockets inside a path are as deep as forceset/muscle/path/pathpointset/point.
  point.frame =
      reading.frame_of_point(node, fmt::format("/forceset/{}/path/pathpointset/{}", muscle.name, point.name));
  std::string reason;
  if (kind == "MovingPathPoint") {
    reason = read_moving(reading, node, point);
  } else {
    if (!properties.find(node, {"location"})) properties.refuse(node, "a path point without a location");
    point.location_m = properties.vector(node, {"location"}, Vec3::Zero());
    if (kind == "ConditionalPathPoint") read_conditional(reading, node, point);
  }
  muscle.points.push_back(std::move(point));
  return reason;
}

model::WrapMethod read_method(Properties& properties, const pugi::xml_node& node) {
  const std::string written = to_lower(properties.text(node, {"method"}));
  if (written == "midpoint") return model::WrapMethod::midpoint;
  if (written == "axial") return model::WrapMethod::axial;
  if (!written.empty() && written != "hybrid" && written != "unassigned") {
    properties.warn(node, fmt::format("the wrapping method '{}' is not known; hybrid is used",
                                      quote_for_message(written)));
  }
  return model::WrapMethod::hybrid;
}

std::string read_wrap(Reading& reading, const pugi::xml_node& node, model::MuscleSpecification& muscle) {
  Properties& properties = reading.properties;
  model::PathWrapSpecification wrap;
  wrap.wrap_object = properties.clean_name(last_name(properties.text(node, {"wrap_object"})));
  if (reading.unread_wrap_objects.contains(wrap.wrap_object)) {
    properties.mark_all(node);
    return fmt::format("it wraps '{}', an object of a kind that is not read",
                       quote_for_message(wrap.wrap_object));
  }
  if (!reading.wrap_objects.contains(wrap.wrap_object)) {
    properties.refuse(node,
                      fmt::format("refers to the wrap object '{}', which no body of the model has",
                                  quote_for_message(wrap.wrap_object)),
                      "Check the name, or remove the PathWrap.");
  }
  wrap.method = read_method(properties, node);
  if (const auto range = properties.numbers(node, {"range"}, 2)) {
    for (std::size_t i = 0; i < 2; ++i) {
      const double limit = (*range)[i];
      if (std::abs(limit) > 1e6 || limit != std::floor(limit)) {
        properties.refuse(node, fmt::format("the range of a wrap holds point numbers; found {}", limit));
        break;
      }
      wrap.range[i] = static_cast<int>(limit);
    }
  }
  muscle.wraps.push_back(std::move(wrap));
  return {};
}

/// The element that holds the point set: GeometryPath, or the muscle itself up to OpenSim 2.
pugi::xml_node find_path(Properties& properties, const pugi::xml_node& muscle_element, std::string& reason) {
  if (const pugi::xml_node wrapper = properties.find(muscle_element, {"path"})) {
    for (const pugi::xml_node& inside : xml_elements(wrapper)) {
      properties.mark(inside);
      if (class_of(inside) == "GeometryPath") return inside;
      properties.mark_all(inside);
      reason = fmt::format("its path is a {}, which is not read", quote_for_message(inside.name()));
    }
    return {};
  }
  if (const pugi::xml_node path = muscle_element.child("GeometryPath")) {
    properties.mark(path);
    return path;
  }
  for (const pugi::xml_node& child : xml_elements(muscle_element)) {
    const std::string_view tag = child.name();
    if (tag.ends_with("Path") || std::string_view(child.attribute("name").value()) == "path") {
      properties.mark_all(child);
      reason = fmt::format("its path is a {}, which is not read", quote_for_message(tag));
      return {};
    }
  }
  if (properties.find(muscle_element, {"PathPointSet", "MusclePointSet"})) return muscle_element;
  return properties.find(muscle_element, {"GeometryPath"});  // of the class default
}

}  // namespace

std::string read_path(Reading& reading, const pugi::xml_node& muscle_element,
                      model::MuscleSpecification& muscle) {
  Properties& properties = reading.properties;
  std::string reason;
  const pugi::xml_node path = find_path(properties, muscle_element, reason);
  if (!reason.empty()) return reason;
  for (const pugi::xml_node& node :
       properties.objects(properties.find(path, {"PathPointSet", "MusclePointSet"}))) {
    if (std::string found = read_point(reading, node, muscle); !found.empty()) reason = std::move(found);
  }
  for (const pugi::xml_node& node :
       properties.objects(properties.find(path, {"PathWrapSet", "MuscleWrapSet"}))) {
    if (std::string found = read_wrap(reading, node, muscle); !found.empty()) reason = std::move(found);
  }
  if (reason.empty() && muscle.points.size() < 2) {
    properties.refuse(muscle_element,
                      fmt::format("a muscle path needs at least two points; found {}", muscle.points.size()),
                      "Give the muscle an origin and an insertion, or remove it.");
  }
  return reason;
}

}  // namespace hamstring::osim
