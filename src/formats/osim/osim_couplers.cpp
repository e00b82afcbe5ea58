// Coordinate couplers (a patella that follows the knee); other constraints are named as ignored.
#include <fmt/format.h>

#include "core/text.h"
#include "formats/osim/osim_parts.h"

namespace hamstring::osim {
namespace {

bool is_enforced(Properties& properties, const pugi::xml_node& node) {
  return properties.boolean(node, {"isEnforced"}, true) && !properties.boolean(node, {"isDisabled"}, false);
}

void read_coupler(Reading& reading, const pugi::xml_node& node) {
  Properties& properties = reading.properties;
  model::CouplerSpecification coupler{.name = properties.name(node), .origin = {properties.xml().line(node)}};
  const FunctionProperty property = read_function(properties, node, {"coupled_coordinates_function"});
  if (property.found == FunctionProperty::Found::absent) {
    properties.refuse(node, "a coupler needs a coupled_coordinates_function");
    return;
  }
  if (!require_supported(properties, property)) return;
  coupler.function = property.function;
  coupler.function.scale *= properties.number(node, {"scale_factor"}, 1.0);
  const pugi::xml_node independent = properties.find(node, {"independent_coordinate_names"});
  for (const std::string& word : properties.words(node, {"independent_coordinate_names"})) {
    coupler.independent_coordinates.push_back(reading.coordinate_name(independent, word));
  }
  if (coupler.independent_coordinates.empty() && !model::is_constant(coupler.function)) {
    properties.refuse(node, "a coupler needs at least one coordinate in independent_coordinate_names");
  }
  const pugi::xml_node dependent = properties.find(node, {"dependent_coordinate_name"});
  coupler.dependent_coordinate = reading.coordinate_name(dependent ? dependent : node, xml_text(dependent));
  coupler.enforced = is_enforced(properties, node);
  reading.model.couplers.push_back(std::move(coupler));
}

}  // namespace

void read_couplers(Reading& reading) {
  for (const pugi::xml_node& node : reading.set({"ConstraintSet"}).child("objects").children()) {
    if (class_of(node) != "CoordinateCouplerConstraint") continue;
    reading.properties.mark(node.parent());
    reading.properties.mark(node);
    read_coupler(reading, node);
  }
}

}  // namespace hamstring::osim
