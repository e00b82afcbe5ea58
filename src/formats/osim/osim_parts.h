// What the parts of the .osim reader share while one file is read, and those parts.
#pragma once

#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "formats/osim/osim_frames.h"
#include "formats/osim/osim_functions.h"
#include "formats/osim/osim_properties.h"
#include "formats/osim/osim_reader.h"
#include "model/specification.h"

namespace hamstring::osim {

/// A joint found in the file, before it is read.
struct FoundJoint {
  pugi::xml_node node;
  std::string name;
  std::string child_body;  ///< old layout: the body the joint stands in; else empty
};

struct Reading {
  Properties& properties;
  const OsimOptions& options;
  pugi::xml_node model_element;
  model::ModelSpecification model{};
  FrameTable frames{};
  FrameTable stations{};  ///< points under their paths: stations and markers, for frames made of landmarks
  std::vector<FoundJoint> joints{};
  std::unordered_set<std::string> coordinates{};
  std::unordered_set<std::string> wrap_objects{};
  std::unordered_set<std::string> unread_wrap_objects{};  ///< of kinds that are not read

  /// A set of the model (`BodySet` …), also where OpenSim 1 kept it (DynamicsEngine/SimbodyEngine).
  pugi::xml_node set(Tags tags);
  /// The specification's name of a referenced body or frame; refuses at `node` and gives "" if there is none.
  std::string frame_name(const pugi::xml_node& node, std::string_view reference, std::string_view owner);
  /// The frame in which a point lies: socket `parent_frame` or the `body` of old files. Refuses if unknown.
  std::string frame_of_point(const pugi::xml_node& point, std::string_view owner);
  /// A point that `owner` refers to, of a station or a marker. Refuses if there is none.
  model::StationSpecification station(const pugi::xml_node& node, std::string_view reference,
                                      std::string_view owner);
  /// The name at the end of a coordinate's path; refuses at `node` and gives "" if no joint has it.
  std::string coordinate_name(const pugi::xml_node& node, std::string_view reference);
};

// In the order in which they run. Each leaves what it refuses in `properties`.
void find_bodies_and_frames(
    Reading& reading);  ///< fills frames and joints: everything that can be referred to
void read_bodies(Reading& reading);
void read_frames(Reading& reading);
void read_joints(Reading& reading);
void read_couplers(Reading& reading);
void read_wrap_objects(Reading& reading);
void read_muscles(Reading& reading);
void read_markers(Reading& reading);
void report_ignored(Reading& reading);  ///< names what no part looked at

/// Six significant digits, to which OpenSim rounds some numbers of old files when it brings them up to date.
[[nodiscard]] double round_to_six_digits(double value);
[[nodiscard]] Vec3 round_to_six_digits(const Vec3& values);

/// The six axes of a custom joint; also puts its coordinates in the order in which the axes name them.
void read_spatial_transform(Reading& reading, const pugi::xml_node& joint_element,
                            model::JointSpecification& joint);

/// Points and wraps of a muscle. Gives a reason if the path is of a kind that cannot be read.
[[nodiscard]] std::string read_path(Reading& reading, const pugi::xml_node& muscle_element,
                                    model::MuscleSpecification& muscle);

}  // namespace hamstring::osim
