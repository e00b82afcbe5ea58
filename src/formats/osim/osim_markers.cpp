// Markers of the MarkerSet and those kept as components of bodies and frames.
#include <fmt/format.h>

#include <unordered_set>

#include "core/text.h"
#include "formats/osim/osim_parts.h"

namespace hamstring::osim {
namespace {

void add_marker(Reading& reading, const pugi::xml_node& node, const std::string& owner,
                std::unordered_set<std::string>& names) {
  Properties& properties = reading.properties;
  properties.mark(node);
  model::MarkerSpecification marker{.name = properties.name(node), .origin = {properties.xml().line(node)}};
  if (!names.insert(marker.name).second) {
    properties.warn(node, fmt::format("a second marker is named '{}'; the first is kept",
                                      quote_for_message(marker.name)));
    properties.mark_all(node);
    return;
  }
  marker.frame = reading.frame_of_point(node, owner + "/" + marker.name);
  marker.location_m = properties.vector(node, {"location"}, Vec3::Zero());
  marker.fixed = properties.boolean(node, {"fixed"}, false);
  reading.model.markers.push_back(std::move(marker));
}

}  // namespace

void read_markers(Reading& reading) {
  std::unordered_set<std::string> names;
  for (const pugi::xml_node& node : reading.properties.objects(reading.set({"MarkerSet"}))) {
    add_marker(reading, node, "/markerset", names);
  }
  const auto add_components = [&](const pugi::xml_node& component, const std::string& path) {
    for (const pugi::xml_node& node : component.child("components").children("Marker")) {
      reading.properties.mark(node.parent());
      add_marker(reading, node, path, names);
    }
  };
  add_components(reading.model_element, "");
  for (const FrameEntry& entry : reading.frames.entries()) add_components(entry.node, entry.path);
}

}  // namespace hamstring::osim
