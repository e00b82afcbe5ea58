// The spatial transform of a custom joint: which coordinates move it along and about which axes.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

#include "core/text.h"
#include "formats/osim/osim_parts.h"

namespace hamstring::osim {
namespace {

constexpr std::array<std::string_view, 6> axis_names{"rotation1",    "rotation2",    "rotation3",
                                                     "translation1", "translation2", "translation3"};

/// OpenSim's axes where the file gives none: x, y, z.
Vec3 default_axis(std::size_t slot) {
  return Vec3::Unit(static_cast<Eigen::Index>(slot % 3));
}

double value_at_zero(const model::Function& function) {
  const std::array<double, model::arguments_max> zeros{};
  return model::evaluate(function, std::span<const double>(zeros));
}

void read_axis_function(Properties& properties, const pugi::xml_node& element,
                        model::TransformAxisSpecification& axis) {
  const FunctionProperty property = read_function(properties, element, {"function"});
  if (property.found == FunctionProperty::Found::absent) {
    if (axis.coordinates.empty()) return;  // constant zero
    if (axis.coordinates.size() > 1) {
      properties.refuse(element, "an axis with several coordinates needs a function of them");
      return;
    }
    axis.function = {.kind = model::LinearFunction{.slopes = {1.0}, .intercept = 0.0}};
    properties.warn(element,
                    fmt::format("the axis names the coordinate '{}' but no function; taken as the coordinate "
                                "itself. OpenSim 4 may keep this axis still: add a LinearFunction",
                                quote_for_message(axis.coordinates.front())));
    return;
  }
  if (!require_supported(properties, property)) return;
  axis.function = property.function;
  const std::size_t arguments = axis.coordinates.size();
  if (model::is_constant(axis.function)) return;
  const std::size_t expected = model::argument_count(axis.function);
  if (arguments == 0) {
    // OpenSim has nothing to evaluate it at; the models that are written so mean an axis that stays.
    axis.function = {.kind = model::ConstantFunction{value_at_zero(axis.function)}};
    properties.warn(
        property.element,
        fmt::format("the axis has a function and names no coordinate; it stays where the function is at "
                    "zero ({:.6g})",
                    value_at_zero(axis.function)));
    return;
  }
  if (arguments != expected) {
    properties.refuse(property.element, fmt::format("a function of {} coordinate{} on an axis that names {}",
                                                    expected, expected == 1 ? "" : "s", arguments));
  }
}

void read_axis(Reading& reading, const pugi::xml_node& element, const model::JointSpecification& joint,
               model::TransformAxisSpecification& axis) {
  Properties& properties = reading.properties;
  properties.mark(element);
  axis.axis = properties.vector(element, {"axis"}, axis.axis);
  if (!(axis.axis.norm() > 0.0))
    properties.refuse(properties.find(element, {"axis"}), "the axis has no direction: it is 0 0 0");
  const auto is_own = [&joint](const std::string& name) {
    return std::ranges::any_of(joint.coordinates, [&name](const auto& c) { return c.name == name; });
  };
  std::vector<std::string> names = properties.words(element, {"coordinates", "coordinate"});
  // One name with a blank in it, as old files may have, is one coordinate.
  const std::string whole = properties.clean_name(properties.text(element, {"coordinates", "coordinate"}));
  if (names.size() > 1 && is_own(whole)) names = {whole};
  for (const std::string& name : names) {
    if (is_own(name)) continue;
    properties.refuse(element,
                      fmt::format("names the coordinate '{}', which joint '{}' does not have",
                                  quote_for_message(name), quote_for_message(joint.name)),
                      "Check the name against the joint's coordinates.");
    return;
  }
  axis.coordinates = std::move(names);
  read_axis_function(properties, element, axis);
}

/// Before version 10901 a list of axes marked as rotations or translations; missing ones are filled with axes
/// at right angles to those given.
void read_axis_list(Reading& reading, const pugi::xml_node& list, model::JointSpecification& joint) {
  std::array<std::size_t, 2> count{0, 0};  // rotations, translations
  for (const pugi::xml_node& element : reading.properties.objects(list)) {
    const std::size_t kind = reading.properties.boolean(element, {"is_rotation"}, false) ? 0 : 1;
    if (count[kind] == 3) {
      reading.properties.refuse(element, "more than three axes of rotation or of translation");
      return;
    }
    read_axis(reading, element, joint, joint.axes[3 * kind + count[kind]++]);
  }
  for (std::size_t kind = 0; kind < 2; ++kind) {
    const std::size_t first = 3 * kind;
    if (count[kind] == 2) {
      joint.axes[first + 2].axis = joint.axes[first].axis.cross(joint.axes[first + 1].axis).normalized();
    } else if (count[kind] == 1) {
      constexpr double parallel = 1e-4;
      const Vec3 given = joint.axes[first].axis.normalized();
      if (std::abs(std::abs(given.dot(joint.axes[first + 1].axis)) - 1.0) < parallel) {
        joint.axes[first + 1].axis = default_axis(2);
      }
      joint.axes[first + 2].axis = joint.axes[first + 1].axis.cross(given).normalized();
    }
  }
}

void read_named_axes(Reading& reading, const pugi::xml_node& transform, model::JointSpecification& joint) {
  const std::vector<pugi::xml_node> elements = xml_elements(transform);
  std::size_t position = 0;
  for (pugi::xml_node element : elements) {
    std::string_view name = element.attribute("name").value();
    if (class_of(element) != "TransformAxis") {  // <rotation1><TransformAxis>
      name = element.name();
      reading.properties.mark(element);
      element = element.child("TransformAxis");
    }
    const auto* named = std::ranges::find(axis_names, name);
    if (named == axis_names.end() && name.empty() && elements.size() == axis_names.size())
      named = axis_names.begin() + position;
    ++position;
    if (!element || named == axis_names.end()) continue;  // reported as ignored
    model::TransformAxisSpecification& axis =
        joint.axes[static_cast<std::size_t>(named - axis_names.begin())];
    axis.coordinates.clear();
    read_axis(reading, element, joint, axis);
  }
}

/// OpenSim orders the coordinates of a custom joint as the axes name them, not as the file lists them.
void sort_coordinates(model::JointSpecification& joint) {
  auto next = joint.coordinates.begin();
  for (const model::TransformAxisSpecification& axis : joint.axes) {
    for (const std::string& name : axis.coordinates) {
      const auto found =
          std::find_if(next, joint.coordinates.end(), [&name](const auto& c) { return c.name == name; });
      if (found == joint.coordinates.end()) continue;  // has its place already
      std::rotate(next, found, found + 1);
      ++next;
    }
  }
}

/// Ranges are in radians; one far outside any joint's looks like degrees.
void question_ranges(Reading& reading, const pugi::xml_node& element,
                     const model::JointSpecification& joint) {
  constexpr double implausible_rad = 15.0;  // more than two turns
  constexpr double unlimited = 721.0;       // beyond two turns in degrees: written to mean "no limit"
  for (std::size_t i = 0; i < 3; ++i) {
    for (const model::CoordinateSpecification& coordinate : joint.coordinates) {
      if (std::ranges::find(joint.axes[i].coordinates, coordinate.name) == joint.axes[i].coordinates.end())
        continue;
      const double largest = std::max(std::abs(coordinate.range[0]), std::abs(coordinate.range[1]));
      if (largest > implausible_rad && largest < unlimited &&
          model::is_identity_up_to_sign(joint.axes[i].function)) {
        std::string doubt =
            fmt::format("the range of '{}', {} to {} rad, looks like degrees; it is used as written",
                        quote_for_message(coordinate.name), coordinate.range[0], coordinate.range[1]);
        if (coordinate.clamped) {
          reading.properties.warn(element, std::move(doubt));
        } else {  // nothing is held to it
          reading.properties.note(std::move(doubt), element);
        }
      }
    }
  }
}

}  // namespace

void read_spatial_transform(Reading& reading, const pugi::xml_node& joint_element,
                            model::JointSpecification& joint) {
  for (std::size_t i = 0; i < 6; ++i) joint.axes[i].axis = default_axis(i);
  Properties& properties = reading.properties;
  if (const pugi::xml_node list = properties.find(joint_element, {"TransformAxisSet"})) {
    read_axis_list(reading, list, joint);
  } else if (const pugi::xml_node transform = properties.find(joint_element, {"SpatialTransform"})) {
    read_named_axes(reading, transform, joint);
  } else {
    properties.warn(joint_element, "a custom joint without SpatialTransform: nothing moves");
  }
  sort_coordinates(joint);
  question_ranges(reading, joint_element, joint);
}

}  // namespace hamstring::osim
