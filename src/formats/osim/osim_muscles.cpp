// Muscles of every class: the parameters they share and, by name, those of their class.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <unordered_set>

#include "core/text.h"
#include "formats/osim/osim_parts.h"

namespace hamstring::osim {
namespace {

/// Properties with fields of their own in MuscleSpecification, and objects that are no parameters.
constexpr std::array<std::string_view, 16> not_extra_parameters{"max_isometric_force",
                                                                "optimal_fiber_length",
                                                                "tendon_slack_length",
                                                                "pennation_angle_at_optimal",
                                                                "pennation_angle",
                                                                "max_contraction_velocity",
                                                                "ignore_tendon_compliance",
                                                                "appliesForce",
                                                                "isDisabled",
                                                                "GeometryPath",
                                                                "path",
                                                                "PathPointSet",
                                                                "MusclePointSet",
                                                                "PathWrapSet",
                                                                "MuscleWrapSet",
                                                                "VisibleObject"};

bool is_muscle(const pugi::xml_node& node) {
  const std::string_view tag = class_of(node);
  if (tag.ends_with("Muscle") || tag.ends_with("Muscle_Deprecated")) return true;
  // A class from a plugin is a muscle if it has what every muscle has.
  return node.child("optimal_fiber_length") && node.child("max_isometric_force");
}

/// Up to version 30513 these values meant "not set": OpenSim removes them and the class's own values count.
bool is_unset_control(const Properties& properties, std::string_view tag, double value) {
  return properties.version() < 30513 &&
         ((tag == "min_control" && value == 0.0) || (tag == "max_control" && value == 1.0));
}

/// Adds every child that holds one number or truth value, under `prefix` + tag; goes into curves.
void add_parameters(Properties& properties, const pugi::xml_node& object, const std::string& prefix,
                    std::map<std::string, double>& parameters) {
  for (const pugi::xml_node& child : xml_elements(object)) {
    const std::string_view tag = child.name();
    if (prefix.empty() && std::ranges::find(not_extra_parameters, tag) != not_extra_parameters.end())
      continue;
    if (!xml_elements(child).empty()) {
      if (prefix.empty()) {
        properties.mark(child);
        add_parameters(properties, child, std::string(tag) + "/", parameters);
      }
      continue;
    }
    const std::string written = xml_text(child);
    const std::string lower = to_lower(written);
    std::optional<double> value = parse_double(written);
    if (lower == "true") value = 1.0;
    if (lower == "false") value = 0.0;
    if (written.empty()) properties.mark(child);  // an optional property that is not set
    if (!value) continue;                         // words and lists: reported as ignored
    properties.mark(child);
    if (std::isnan(*value) || is_unset_control(properties, tag, *value)) continue;
    parameters[prefix + std::string(tag)] = *value;
  }
}

/// DeGrooteFregly2016Muscle: whether the tendon's state is found from forces or from velocities.
void add_tendon_mode(Properties& properties, const pugi::xml_node& node,
                     std::map<std::string, double>& parameters) {
  const std::string mode = to_lower(properties.text(node, {"tendon_compliance_dynamics_mode"}));
  if (mode == "implicit") parameters["tendon_compliance_dynamics_mode_implicit"] = 1.0;
  if (mode == "explicit") parameters["tendon_compliance_dynamics_mode_implicit"] = 0.0;
}

void read_shared_parameters(Properties& properties, const pugi::xml_node& node,
                            model::MuscleSpecification& muscle) {
  muscle.max_isometric_force_n = properties.number(node, {"max_isometric_force"}, 1000.0, not_negative);
  muscle.optimal_fiber_length_m = properties.number(node, {"optimal_fiber_length"}, 0.1, positive);
  muscle.tendon_slack_length_m = properties.number(node, {"tendon_slack_length"}, 0.2, not_negative);
  muscle.pennation_angle_at_optimal_rad =
      properties.number(node, {"pennation_angle_at_optimal", "pennation_angle"}, 0.0);
  muscle.max_contraction_velocity_per_s =
      properties.number(node, {"max_contraction_velocity"}, 10.0, not_negative);
  muscle.ignore_tendon_compliance = properties.boolean(node, {"ignore_tendon_compliance"}, false);
  muscle.applies_force =
      properties.boolean(node, {"appliesForce"}, true) && !properties.boolean(node, {"isDisabled"}, false);
  if (std::abs(muscle.pennation_angle_at_optimal_rad) >= std::numbers::pi / 2) {
    properties.warn(node,
                    fmt::format("the pennation angle, {} rad, is beyond a right angle: is it in degrees?",
                                muscle.pennation_angle_at_optimal_rad));
  }
}

/// Names of muscles so far, and how many unnamed ones there were of each class.
struct Names {
  std::unordered_set<std::string> taken;
  std::map<std::string, int> unnamed;
};

std::string muscle_name(Reading& reading, const pugi::xml_node& node, Names& names) {
  std::string name = reading.properties.name(node);
  if (name.empty()) {
    // OpenSim calls an unnamed component by its class and numbers the further ones.
    const std::string base = to_lower(class_of(node));
    const int number = names.unnamed[base]++;
    name = number == 0 ? base : fmt::format("{}_{}", base, number - 1);
  }
  if (!names.taken.insert(name).second) {
    reading.properties.refuse(node, fmt::format("two muscles are named '{}'", quote_for_message(name)),
                              "Rename one of them.");
  }
  return name;
}

void read_muscle(Reading& reading, const pugi::xml_node& node, Names& names) {
  Properties& properties = reading.properties;
  properties.mark(node);
  model::MuscleSpecification muscle{.name = muscle_name(reading, node, names),
                                    .class_name = std::string(class_of(node)),
                                    .origin = {properties.xml().line(node)}};
  read_shared_parameters(properties, node, muscle);
  add_parameters(properties, properties.class_default(node), "", muscle.parameters);
  add_parameters(properties, node, "", muscle.parameters);
  add_tendon_mode(properties, node, muscle.parameters);
  const std::string reason = read_path(reading, node, muscle);
  if (!reason.empty()) {
    properties.warn(node, fmt::format("muscle '{}' is left out: {}", quote_for_message(muscle.name), reason));
    return;
  }
  reading.model.muscles.push_back(std::move(muscle));
}

}  // namespace

void read_muscles(Reading& reading) {
  Names names;
  Properties& properties = reading.properties;
  const auto read_all = [&](const pugi::xml_node& list) {
    for (const pugi::xml_node& node : xml_elements(list)) {
      if (!is_muscle(node)) continue;
      properties.mark(list);
      read_muscle(reading, node, names);
    }
  };
  const pugi::xml_node forces = reading.set({"ForceSet", "ActuatorSet"});
  properties.refuse_if_elsewhere(forces);
  read_all(forces.child("objects"));
  read_all(reading.set({"ComponentSet"}).child("objects"));
  read_all(reading.model_element.child("components"));
}

}  // namespace hamstring::osim
