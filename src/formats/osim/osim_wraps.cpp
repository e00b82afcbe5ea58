// Wrap objects: cylinders, spheres, ellipsoids and tori fixed to bodies and frames.
#include <fmt/format.h>

#include <optional>

#include "core/text.h"
#include "formats/osim/osim_parts.h"

namespace hamstring::osim {
namespace {

std::optional<model::WrapQuadrant> parse_quadrant(std::string_view written) {
  const std::string text = to_lower(trim(written));
  if (text.empty() || text == "all" || text == "unassigned") return model::WrapQuadrant{};
  const bool is_signed = text.front() == '+' || text.front() == '-';
  const std::string_view letter = std::string_view(text).substr(is_signed ? 1 : 0);
  if (letter.size() != 1 || letter.front() < 'x' || letter.front() > 'z') return std::nullopt;
  return model::WrapQuadrant{.axis = letter.front() - 'x', .sign = text.front() == '-' ? -1 : 1};
}

/// Sizes a wrap object cannot do without; OpenSim's own defaults (a cylinder of 1 m radius) would be no help.
double required_size(Properties& properties, const pugi::xml_node& node, std::string_view tag) {
  if (properties.find(node, {tag})) return properties.number(node, {tag}, 1.0, positive);
  properties.refuse(node, fmt::format("the wrap object has no <{}>", tag));
  return 1.0;
}

/// Fills kind and size; false for a class that is not read.
bool read_shape(Properties& properties, const pugi::xml_node& node, model::WrapObjectSpecification& wrap) {
  const std::string_view shape = class_of(node);
  if (shape == "WrapCylinder") {
    wrap.kind = model::WrapKind::cylinder;
    wrap.radius_m = required_size(properties, node, "radius");
    wrap.length_m = required_size(properties, node, "length");
  } else if (shape == "WrapSphere") {
    wrap.kind = model::WrapKind::sphere;
    wrap.radius_m = required_size(properties, node, "radius");
  } else if (shape == "WrapTorus") {
    wrap.kind = model::WrapKind::torus;
    wrap.radius_m = required_size(properties, node, "inner_radius");
    wrap.outer_radius_m = required_size(properties, node, "outer_radius");
  } else if (shape == "WrapEllipsoid") {
    wrap.kind = model::WrapKind::ellipsoid;
    wrap.radii_m = properties.vector(node, {"dimensions"}, Vec3::Zero());
    if (!(wrap.radii_m.minCoeff() > 0.0)) {
      properties.refuse(node, "an ellipsoid needs three <dimensions> above zero");
    }
  } else {
    return false;
  }
  return true;
}

void read_wrap_object(Reading& reading, const pugi::xml_node& node, const FrameEntry& owner) {
  Properties& properties = reading.properties;
  model::WrapObjectSpecification wrap{
      .name = properties.name(node), .frame = owner.name, .origin = {properties.xml().line(node)}};
  if (!read_shape(properties, node, wrap)) {
    reading.unread_wrap_objects.insert(wrap.name);
    properties.mark_all(node);
    properties.warn(node,
                    fmt::format("wrap objects of kind {} are not read; muscles that use it are left out",
                                quote_for_message(node.name())));
    return;
  }
  wrap.translation_m = properties.vector(node, {"translation"}, Vec3::Zero());
  wrap.orientation_xyz_rad = properties.vector(node, {"xyz_body_rotation"}, Vec3::Zero());
  wrap.active = properties.boolean(node, {"active"}, true);
  const std::string quadrant = properties.text(node, {"quadrant"});
  if (const std::optional<model::WrapQuadrant> parsed = parse_quadrant(quadrant)) {
    wrap.quadrant = *parsed;
  } else {
    properties.refuse(node, fmt::format("the quadrant is one of x, -x, y, -y, z, -z, all; found '{}'",
                                        quote_for_message(quadrant)));
  }
  if (!reading.wrap_objects.insert(wrap.name).second) {
    // Paths find wrap objects by name alone and take the first; the others must not stand in the way.
    properties.warn(node, fmt::format("a second wrap object is named '{}'; muscle paths use the first",
                                      quote_for_message(wrap.name)));
    wrap.name = fmt::format("{}/{}", owner.name, wrap.name);
    if (!reading.wrap_objects.insert(wrap.name).second) return;
  }
  reading.model.wrap_objects.push_back(std::move(wrap));
}

}  // namespace

void read_wrap_objects(Reading& reading) {
  for (const FrameEntry& entry : reading.frames.entries()) {
    if (!entry.is_computed) continue;
    const pugi::xml_node set = reading.properties.find(entry.node, {"WrapObjectSet"});
    for (const pugi::xml_node& node : reading.properties.objects(set)) read_wrap_object(reading, node, entry);
  }
}

}  // namespace hamstring::osim
