// Joints and their coordinates, in the layouts of OpenSim 4 (JointSet, sockets) and before (joint inside its
// body).
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "core/text.h"
#include "formats/osim/osim_parts.h"

namespace hamstring::osim {
namespace {

struct KnownJoint {
  std::string_view tag;
  model::JointKind kind;
  std::size_t coordinates;  ///< custom joints have as many as their axes name
};
constexpr std::array<KnownJoint, 9> known_joints{{{"CustomJoint", model::JointKind::custom, 6},
                                                  {"WeldJoint", model::JointKind::weld, 0},
                                                  {"PinJoint", model::JointKind::pin, 1},
                                                  {"SliderJoint", model::JointKind::slider, 1},
                                                  {"UniversalJoint", model::JointKind::universal, 2},
                                                  {"PlanarJoint", model::JointKind::planar, 3},
                                                  {"BallJoint", model::JointKind::ball, 3},
                                                  {"GimbalJoint", model::JointKind::gimbal, 3},
                                                  {"FreeJoint", model::JointKind::free, 6}}};

const KnownJoint* find_kind(std::string_view tag) {
  const auto* const found = std::ranges::find(known_joints, tag, &KnownJoint::tag);
  return found == known_joints.end() ? nullptr : found;
}

model::CoordinateSpecification read_coordinate(Properties& properties, const pugi::xml_node& node,
                                               std::string name) {
  model::CoordinateSpecification coordinate{.name = std::move(name), .origin = {properties.xml().line(node)}};
  coordinate.default_value = properties.number(node, {"default_value"}, 0.0);
  coordinate.default_speed = properties.number(node, {"default_speed_value"}, 0.0);
  if (const pugi::xml_node range = properties.find(node, {"range"})) {
    // Unlimited coordinates are written with infinite or huge limits.
    const std::optional<std::vector<double>> limits = parse_doubles(xml_text(range));
    if (!limits || limits->size() != 2 || !((*limits)[0] <= (*limits)[1])) {
      properties.refuse(range, fmt::format("a range has two numbers, the smaller first; found '{}'",
                                           quote_for_message(xml_text(range))));
    } else {
      coordinate.range = {(*limits)[0], (*limits)[1]};
    }
  }
  coordinate.clamped = properties.boolean(node, {"clamped"}, false);
  coordinate.locked = properties.boolean(node, {"locked"}, false);
  const pugi::xml_node prescribed = node.child("prescribed_function");
  properties.mark_all(prescribed);
  properties.mark(node.child("motion_type"));  // follows from the joint
  if (properties.boolean(node, {"prescribed"}, false) && !xml_elements(prescribed).empty()) {
    properties.warn(
        node,
        "the model prescribes this coordinate as a function of time; it follows the motion file instead");
  }
  return coordinate;
}

std::vector<pugi::xml_node> coordinate_elements(Properties& properties, const pugi::xml_node& joint) {
  std::vector<pugi::xml_node> elements;
  for (const std::string_view list : {"coordinates", "CoordinateSet"}) {
    for (const pugi::xml_node& node : properties.objects(properties.find(joint, {list})))
      elements.push_back(node);
  }
  return elements;
}

void read_coordinates(Reading& reading, const FoundJoint& found, const KnownJoint& kind,
                      model::JointSpecification& joint) {
  Properties& properties = reading.properties;
  const std::vector<pugi::xml_node> elements = coordinate_elements(properties, found.node);
  if (elements.size() > kind.coordinates) {
    properties.refuse(found.node, fmt::format("a {} has at most {} coordinates; found {}", kind.tag,
                                              kind.coordinates, elements.size()));
    return;
  }
  const std::size_t count = kind.kind == model::JointKind::custom ? elements.size() : kind.coordinates;
  for (std::size_t i = 0; i < count; ++i) {
    const pugi::xml_node node = i < elements.size() ? elements[i] : pugi::xml_node();
    std::string name = node ? properties.name(node) : "";
    if (name.empty()) name = fmt::format("{}_coord_{}", found.name, i);  // as OpenSim calls it
    const bool again = std::ranges::any_of(joint.coordinates, [&](const auto& c) { return c.name == name; });
    joint.coordinates.push_back(read_coordinate(properties, node, name));
    if (again) {
      properties.refuse(node ? node : found.node,
                        fmt::format("two coordinates of one joint are named '{}'", quote_for_message(name)),
                        "Rename one of them.");
    }
  }
}

/// OpenSim 4 knows coordinates by their joint, so two joints may have one of the same name. Here a name is
/// one coordinate's: the later one is called after its joint as well, "knee_l/flexion".
void tell_apart(Reading& reading, const FoundJoint& found, model::JointSpecification& joint) {
  for (model::CoordinateSpecification& coordinate : joint.coordinates) {
    if (reading.coordinates.insert(coordinate.name).second) continue;
    const std::string bare = coordinate.name;
    coordinate.name = fmt::format("{}/{}", found.name, bare);
    if (!reading.coordinates.insert(coordinate.name).second) {
      reading.properties.refuse(
          found.node, fmt::format("two coordinates are named '{}'", quote_for_message(coordinate.name)),
          "Rename one of them.");
    }
    for (model::TransformAxisSpecification& axis : joint.axes)
      std::ranges::replace(axis.coordinates, bare, coordinate.name);
    reading.properties.warn(
        found.node,
        fmt::format("another joint has a coordinate '{}' already; this one is called '{}'. A motion "
                    "moves it by a column with its path, /jointset/{}/value",
                    quote_for_message(bare), quote_for_message(coordinate.name),
                    quote_for_message(coordinate.name)));
  }
}

/// One side of a joint: which frame, and for files before version 30505 where on it.
struct JointSide {
  std::string_view socket;
  std::string_view old_socket;                  ///< of development versions
  std::array<std::string_view, 2> location;     ///< tag, and its older spelling
  std::array<std::string_view, 2> orientation;  ///< likewise
};
constexpr JointSide parent_side{"parent_frame",
                                "parent_body",
                                {"location_in_parent", "location_in_parent"},
                                {"orientation_in_parent", "orientation_in_parent"}};
constexpr JointSide child_side{
    "child_frame", "child_body", {"location_in_child", "location"}, {"orientation_in_child", "orientation"}};

std::string side_reference(Reading& reading, const FoundJoint& found, const JointSide& side,
                           std::string_view body) {
  Properties& properties = reading.properties;
  std::string reference = properties.socket(found.node, side.socket);
  if (reference.empty()) reference = properties.socket(found.node, side.old_socket);
  return reference.empty() ? std::string(body) : reference;
}

/// Name of the frame at this side of the joint, made here if an old file gives its pose beside the body.
std::string joint_frame(Reading& reading, const FoundJoint& found, const JointSide& side,
                        std::string_view body) {
  Properties& properties = reading.properties;
  std::string parent =
      reading.frame_name(found.node, side_reference(reading, found, side, body), "/jointset/" + found.name);
  if (parent.empty()) return {};
  Vec3 translation = properties.vector(found.node, {side.location[0], side.location[1]}, Vec3::Zero());
  Vec3 orientation = properties.vector(found.node, {side.orientation[0], side.orientation[1]}, Vec3::Zero());
  if (translation.isZero(0.0) && orientation.isZero(0.0)) return parent;
  if (reading.options.round_like_opensim_upgrade && properties.version() < 30505) {
    translation = round_to_six_digits(translation);
    orientation = round_to_six_digits(orientation);
  }
  model::FrameSpecification frame{.name = fmt::format("{}/{}_offset", found.name, last_name(parent)),
                                  .parent = parent,
                                  .translation_m = translation,
                                  .orientation_xyz_rad = orientation,
                                  .origin = {properties.xml().line(found.node)}};
  reading.model.frames.push_back(frame);
  return frame.name;
}

void read_joint(Reading& reading, const FoundJoint& found) {
  Properties& properties = reading.properties;
  properties.mark(found.node);
  const KnownJoint* const kind = find_kind(found.node.name());
  if (kind == nullptr) {
    properties.mark_all(found.node);
    properties.refuse(found.node,
                      fmt::format("joint '{}' is a {}, which is not known here",
                                  quote_for_message(found.name), quote_for_message(found.node.name())),
                      "Replace it by a CustomJoint with the same motion.");
    return;
  }
  model::JointSpecification joint{
      .name = found.name, .kind = kind->kind, .origin = {properties.xml().line(found.node)}};
  const std::string parent_body = properties.clean_name(properties.text(found.node, {"parent_body"}));
  joint.parent_frame = joint_frame(reading, found, parent_side, parent_body);
  joint.child_frame = joint_frame(reading, found, child_side, found.child_body);
  // Before version 30514 a joint could count from child to parent.
  if (properties.version() < 30514 && properties.boolean(found.node, {"reverse"}, false))
    std::swap(joint.parent_frame, joint.child_frame);
  read_coordinates(reading, found, *kind, joint);
  if (kind->kind == model::JointKind::custom) read_spatial_transform(reading, found.node, joint);
  tell_apart(reading, found, joint);
  reading.model.joints.push_back(std::move(joint));
}

}  // namespace

void read_joints(Reading& reading) {
  for (const FoundJoint& found : reading.joints) read_joint(reading, found);
}

}  // namespace hamstring::osim
