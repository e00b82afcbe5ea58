// Bodies, the ground and the frames fixed to them.
#include <fmt/format.h>

#include <map>

#include "core/text.h"
#include "formats/osim/osim_parts.h"

namespace hamstring::osim {
namespace {

void add_frame_table_entry(Reading& reading, FrameEntry entry) {
  const pugi::xml_node node = entry.node;
  const std::string name = entry.name;
  if (!reading.frames.add(std::move(entry))) {
    reading.properties.refuse(node,
                              fmt::format("a second body or frame is named '{}'", quote_for_message(name)),
                              "Rename one of the two.");
  }
}

bool is_frame_class(std::string_view tag) {
  return tag.ends_with("Frame");
}

bool is_read_frame(const pugi::xml_node& node) {
  return class_of(node) == "PhysicalOffsetFrame" || class_of(node) == "StationDefinedFrame";
}

bool is_station_class(std::string_view tag) {
  return tag == "Station" || tag == "Marker";
}

/// Of two with one path the first, as for markers.
void add_station(Reading& reading, const pugi::xml_node& node, std::string_view place) {
  const std::string name = reading.properties.name(node);
  if (!name.empty())
    (void)reading.stations.add({.path = join_paths(place, name), .name = name, .node = node});
}

/// Frames in a list property (`frames`, `components`) of a component, and the frames inside them.
void add_frames_of(Reading& reading, const pugi::xml_node& component, const std::string& path,
                   const std::string& name_prefix) {
  for (const char* const list : {"frames", "components"}) {
    for (const pugi::xml_node& node : xml_elements(component.child(list))) {
      if (is_station_class(class_of(node))) add_station(reading, node, path);
      if (!is_frame_class(node.name())) continue;
      const std::string own_name = reading.properties.name(node);
      if (own_name.empty()) {
        reading.properties.refuse(node, "a frame without a name", "Give it a name.");
        continue;
      }
      FrameEntry entry{.path = join_paths(path, own_name),
                       .name = name_prefix + own_name,
                       .node = node,
                       .is_frame = true,
                       .is_computed = is_read_frame(node)};
      reading.properties.mark(component.child(list));
      reading.properties.mark(node);
      const std::string inner_path = entry.path;
      const std::string inner_prefix = entry.name + "/";
      add_frame_table_entry(reading, std::move(entry));
      add_frames_of(reading, node, inner_path, inner_prefix);
    }
  }
}

std::string lower_class_name(const pugi::xml_node& node) {
  return to_lower(class_of(node));
}

void add_joint(Reading& reading, const pugi::xml_node& node, std::string child_body,
               std::map<std::string, int>& names_taken) {
  std::string name = reading.properties.name(node);
  if (name.empty()) {
    // OpenSim calls an unnamed component by its class and numbers the further ones.
    const std::string base = lower_class_name(node);
    const int number = names_taken[base]++;
    name = number == 0 ? base : fmt::format("{}_{}", base, number - 1);
  } else if (++names_taken[name] > 1) {
    reading.properties.refuse(node, fmt::format("two joints are named '{}'", quote_for_message(name)),
                              "Rename one of them.");
  }
  add_frames_of(reading, node, "/jointset/" + name, name + "/");
  reading.joints.push_back({.node = node, .name = std::move(name), .child_body = std::move(child_body)});
}

/// Returns the body's joint of the old layout: the element inside <Joint>, if any.
pugi::xml_node joint_inside(Reading& reading, const pugi::xml_node& body) {
  const pugi::xml_node wrapper = body.child("Joint");
  if (!wrapper) return {};
  reading.properties.mark(wrapper);
  const std::vector<pugi::xml_node> inside = xml_elements(wrapper);
  if (inside.empty()) return {};
  reading.properties.mark(inside.front());
  return inside.front();
}

void add_body(Reading& reading, const pugi::xml_node& node, std::map<std::string, int>& joint_names) {
  const std::string name = reading.properties.name(node);
  if (name.empty()) {
    reading.properties.refuse(node, "a body without a name", "Give it a name.");
    return;
  }
  const bool is_ground = to_lower(name) == "ground";
  const std::string path = is_ground ? "/ground" : "/bodyset/" + name;
  add_frame_table_entry(reading, {.path = path, .name = is_ground ? "ground" : name, .node = node});
  add_frames_of(reading, node, path, (is_ground ? "ground" : name) + "/");
  if (is_ground) {
    reading.properties.mark_all(node.child("Joint"));
  } else if (const pugi::xml_node joint = joint_inside(reading, node)) {
    add_joint(reading, joint, name, joint_names);
  }
}

void add_ground(Reading& reading) {
  const pugi::xml_node ground = reading.properties.find(reading.model_element, {"Ground"});
  if (ground) {
    add_frame_table_entry(reading, {.path = "/ground", .name = "ground", .node = ground});
    add_frames_of(reading, ground, "/ground", "ground/");
  }
}

void read_body(Reading& reading, const FrameEntry& entry) {
  Properties& properties = reading.properties;
  const pugi::xml_node& node = entry.node;
  model::BodySpecification body{.name = entry.name, .origin = {properties.xml().line(node)}};
  if (!properties.find(node, {"mass"})) properties.warn(node, "no mass is given; it is taken as zero");
  body.mass_kg = properties.number(node, {"mass"}, 0.0, not_negative);
  body.mass_center_m = properties.vector(node, {"mass_center"}, Vec3::Zero());
  if (const auto inertia = properties.numbers(node, {"inertia"}, 6)) {
    std::copy(inertia->begin(), inertia->end(), body.inertia_kg_m2.begin());
  } else {
    // Before version 30500 each component had its own tag; OpenSim rounds them when it joins them.
    constexpr std::array<std::string_view, 6> tags{"inertia_xx", "inertia_yy", "inertia_zz",
                                                   "inertia_xy", "inertia_xz", "inertia_yz"};
    const bool round = reading.options.round_like_opensim_upgrade && properties.version() < 30500;
    for (std::size_t i = 0; i < tags.size(); ++i) {
      const double value = properties.number(node, {tags[i]}, 0.0);
      body.inertia_kg_m2[i] = round ? round_to_six_digits(value) : value;
    }
  }
  reading.model.bodies.push_back(std::move(body));
}

/// Refuses the first frames that hang on each other in a circle. Walks each chain once.
void refuse_circles(Reading& reading) {
  std::map<std::string_view, const model::FrameSpecification*> by_name;
  for (const model::FrameSpecification& frame : reading.model.frames) by_name.emplace(frame.name, &frame);
  std::map<const model::FrameSpecification*, const model::FrameSpecification*> visited_from;
  for (const model::FrameSpecification& start : reading.model.frames) {
    const model::FrameSpecification* frame = &start;
    while (frame != nullptr && visited_from.emplace(frame, &start).second) {
      const auto parent = by_name.find(frame->parent);
      frame = parent == by_name.end() ? nullptr : parent->second;
    }
    if (frame == nullptr || visited_from.at(frame) != &start) continue;
    for (const FrameEntry& entry : reading.frames.entries()) {
      if (entry.name != frame->name) continue;
      reading.properties.refuse(entry.node,
                                fmt::format("frames hang on each other in a circle: '{}' on '{}' …",
                                            quote_for_message(frame->name), quote_for_message(frame->parent)),
                                "One of them must be fixed to a body.");
    }
    return;
  }
}

}  // namespace

double round_to_six_digits(double value) {
  return parse_double(fmt::format("{:.6g}", value)).value_or(value);
}

Vec3 round_to_six_digits(const Vec3& values) {
  return {round_to_six_digits(values.x()), round_to_six_digits(values.y()), round_to_six_digits(values.z())};
}

pugi::xml_node Reading::set(Tags tags) {
  if (const pugi::xml_node found = properties.find(model_element, tags)) return found;
  const pugi::xml_node engine = model_element.child("DynamicsEngine").child("SimbodyEngine");
  if (!engine) return {};
  properties.mark(engine.parent());
  properties.mark(engine);
  return properties.find(engine, tags);
}

std::string Reading::frame_name(const pugi::xml_node& node, std::string_view reference,
                                std::string_view owner) {
  const FrameEntry* const found = frames.resolve(reference, owner);
  if (found != nullptr && found->is_computed) return found->name;
  if (found != nullptr) {
    properties.refuse(node,
                      fmt::format("refers to '{}', a {}, which is not read", quote_for_message(found->name),
                                  quote_for_message(found->node.name())),
                      "Replace it by a PhysicalOffsetFrame or a StationDefinedFrame.");
  } else if (reference.empty()) {
    properties.refuse(node, "does not say to which body or frame it belongs");
  } else {
    properties.refuse(node,
                      fmt::format("refers to the body or frame '{}', which the model does not have",
                                  quote_for_message(reference)),
                      "Check the name; it must be a body or a frame of this file.");
  }
  return {};
}

std::string Reading::frame_of_point(const pugi::xml_node& point, std::string_view owner) {
  std::string reference = properties.socket(point, "parent_frame");
  if (reference.empty()) reference = properties.clean_name(properties.text(point, {"body"}));
  return frame_name(point, reference, owner);
}

model::StationSpecification Reading::station(const pugi::xml_node& node, std::string_view reference,
                                             std::string_view owner) {
  const FrameEntry* const found = stations.resolve(reference, owner);
  if (found == nullptr) {
    properties.refuse(
        node,
        fmt::format("refers to the point '{}', which the model does not have", quote_for_message(reference)),
        "It must be a Station or a Marker of this file.");
    return {};
  }
  properties.mark(found->node.parent());
  properties.mark(found->node);
  return {.frame = frame_of_point(found->node, found->path),
          .location_m = properties.vector(found->node, {"location"}, Vec3::Zero())};
}

std::string Reading::coordinate_name(const pugi::xml_node& node, std::string_view reference) {
  std::string name = properties.clean_name(last_name(reference));
  // Of two with one name the later one is called after its joint too: "…/knee_l/flexion".
  const std::string_view above =
      reference.substr(0, reference.size() - std::min(reference.size(), name.size() + 1));
  if (!above.empty()) {
    std::string of_joint = fmt::format("{}/{}", last_name(above), name);
    if (coordinates.contains(of_joint)) return of_joint;
  }
  if (coordinates.contains(name)) return name;
  properties.refuse(node,
                    fmt::format("refers to the coordinate '{}', which no joint of the model has",
                                quote_for_message(reference)),
                    "Check the name.");
  return {};
}

void find_bodies_and_frames(Reading& reading) {
  std::map<std::string, int> joint_names;
  add_ground(reading);
  for (const pugi::xml_node& node : reading.properties.objects(reading.set({"BodySet"}))) {
    add_body(reading, node, joint_names);
  }
  if (!reading.frames.has_path("/ground")) {
    add_frame_table_entry(reading, {.path = "/ground", .name = "ground", .node = {}});
  }
  for (const pugi::xml_node& node : reading.properties.objects(reading.set({"JointSet"}))) {
    add_joint(reading, node, {}, joint_names);
  }
  add_frames_of(reading, reading.model_element, "/", "");
  for (const std::string_view set : {"ComponentSet", "FrameSet", "MiscComponentSet"}) {
    const pugi::xml_node objects = reading.set({set}).child("objects");
    for (const pugi::xml_node& node : xml_elements(objects)) {
      if (is_station_class(class_of(node))) add_station(reading, node, fmt::format("/{}", to_lower(set)));
      if (!is_frame_class(node.name())) continue;
      reading.properties.mark(objects);
      reading.properties.mark(node);
      const std::string name = reading.properties.name(node);
      add_frame_table_entry(reading, {.path = fmt::format("/{}/{}", to_lower(set), name),
                                      .name = name,
                                      .node = node,
                                      .is_frame = true,
                                      .is_computed = is_read_frame(node)});
    }
  }
  for (const pugi::xml_node& node : xml_elements(reading.model_element.child("MarkerSet").child("objects")))
    add_station(reading, node, "/markerset");
}

void read_bodies(Reading& reading) {
  for (const FrameEntry& entry : reading.frames.entries()) {
    if (entry.is_frame) continue;
    if (entry.name == "ground") {
      // A ground written as a body has a mass, which means nothing.
      reading.properties.mark(entry.node);
      for (const pugi::xml_node& child : xml_elements(entry.node)) {
        if (xml_elements(child).empty()) reading.properties.mark(child);
      }
    } else {
      read_body(reading, entry);
    }
  }
  if (reading.model.bodies.empty()) {
    reading.properties.refuse(reading.model_element, "the model has no bodies (no BodySet with a Body)",
                              "Models of OpenSim 1.5 and older must be opened and saved by a newer OpenSim.");
  }
}

namespace {

/// "+x", "-Z", "y"; what the class has by default where the file says nothing.
model::SignedAxis signed_axis(Properties& properties, const pugi::xml_node& node, std::string_view tag,
                              model::SignedAxis fallback) {
  const pugi::xml_node element = properties.find(node, {tag});
  const std::string written = to_lower(xml_text(element));
  if (written.empty()) return fallback;
  const bool has_sign = written.front() == '+' || written.front() == '-';
  const std::string_view axis = std::string_view(written).substr(has_sign ? 1 : 0);
  if (axis == "x" || axis == "y" || axis == "z")
    return {.axis = axis.front() - 'x', .sign = written.front() == '-' ? -1 : 1};
  properties.refuse(
      element, fmt::format("expected a direction like +x or -y; found '{}'", quote_for_message(written)));
  return fallback;
}

model::LandmarkSpecification read_landmarks(Reading& reading, const FrameEntry& entry) {
  const auto point = [&](std::string_view socket) {
    return reading.station(entry.node, reading.properties.socket(entry.node, socket), entry.path);
  };
  const model::LandmarkSpecification usual;
  return {.a = point("point_a"),
          .b = point("point_b"),
          .c = point("point_c"),
          .origin = point("origin_point"),
          .along_ab = signed_axis(reading.properties, entry.node, "ab_axis", usual.along_ab),
          .along_ab_x_ac = signed_axis(reading.properties, entry.node, "ab_x_ac_axis", usual.along_ab_x_ac)};
}

}  // namespace

void read_frames(Reading& reading) {
  Properties& properties = reading.properties;
  for (const FrameEntry& entry : reading.frames.entries()) {
    if (!entry.is_frame || !entry.is_computed) continue;
    model::FrameSpecification frame{.name = entry.name, .origin = {properties.xml().line(entry.node)}};
    if (class_of(entry.node) == "StationDefinedFrame") {
      frame.landmarks = read_landmarks(reading, entry);
      frame.parent = frame.landmarks->a.frame;
      reading.model.frames.push_back(std::move(frame));
      continue;
    }
    frame.parent = reading.frame_name(entry.node, properties.socket(entry.node, "parent"), entry.path);
    frame.translation_m = properties.vector(entry.node, {"translation"}, Vec3::Zero());
    frame.orientation_xyz_rad = properties.vector(entry.node, {"orientation"}, Vec3::Zero());
    reading.model.frames.push_back(std::move(frame));
  }
  refuse_circles(reading);
}

}  // namespace hamstring::osim
