// The compiled musculoskeletal model: constant, checked, flattened into arrays that are sized once.
// Made by compile() (model/compile.h); every algorithm takes it by const reference and keeps its results
// apart.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/geometry.h"
#include "core/index.h"
#include "model/function.h"
#include "model/muscle_law.h"
#include "model/specification.h"

namespace hamstring::model {

struct Body {
  std::string name;
  double mass_kg = 0.0;
  Vec3 mass_center_m = Vec3::Zero();      ///< p_BoBcm_B
  std::array<double, 6> inertia_kg_m2{};  ///< xx yy zz xy xz yz about the mass center, in B
  JointIndex inboard_joint;               ///< the joint that moves it; invalid for ground
};

/// How a coordinate counts in files: only rotational ones are written in degrees.
enum class MotionType { rotational, translational, coupled };

struct Coordinate {
  std::string name;
  JointIndex joint;
  MotionType motion_type = MotionType::rotational;
  double default_value = 0.0;
  double default_speed = 0.0;
  std::array<double, 2> range{-10.0, 10.0};
  bool clamped = false;
  bool locked = false;
  std::int32_t coupler = -1;  ///< position in Model::couplers of the coupler that sets it; -1: independent
};

/// What an axis does, so that the hot loop need not look at its function.
enum class AxisKind : std::uint8_t { none, constant, identity, function };

/// One of the six axes of a joint: rotations about F-fixed, then body-fixed axes; translations along F's
/// axes.
struct TransformAxis {
  AxisKind kind = AxisKind::none;
  Vec3 axis = Vec3::Zero();                        ///< unit vector; in F for axis 0 and translations
  CoordinateIndex coordinate;                      ///< argument; invalid for constants
  double constant = 0.0;                           ///< value of a constant, sign (±1) of an identity
  Function function;                               ///< kind == function
  std::vector<CoordinateIndex> further_arguments;  ///< functions of several coordinates
};

struct Joint {
  std::string name;
  JointKind kind = JointKind::weld;
  BodyIndex parent;
  BodyIndex child;
  Pose X_PF;  ///< parent frame on the parent body
  Pose X_MB;  ///< child body in the child frame M
  /// The file has it from the outside in: `parent` and `child` here are those of the tree, and the axes move
  /// the parent's frame against the child's.
  bool is_reversed = false;
  std::array<TransformAxis, 6> axes;
  std::vector<CoordinateIndex> coordinates;
};

struct Coupler {
  std::string name;
  CoordinateIndex dependent;
  std::vector<CoordinateIndex> independents;
  Function function;
};

struct WrapObject {
  std::string name;
  WrapKind kind = WrapKind::cylinder;
  BodyIndex body;
  Pose X_BG;  ///< pose of the wrap geometry's frame on its body; a cylinder's axis is z
  WrapQuadrant quadrant;
  bool active = true;
  double radius_m = 0.0;
  double length_m = 0.0;
};

struct PathPoint {
  PathPointKind kind = PathPointKind::fixed;
  BodyIndex body;
  Vec3 p_B = Vec3::Zero();                ///< fixed and conditional points
  CoordinateIndex coordinate;             ///< conditional and moving points
  std::array<double, 2> range{0.0, 0.0};  ///< of `coordinate`
  std::int32_t moving = -1;               ///< position in Model::moving_points
};

/// The functions of a moving point: location in frame F of its body, p_BP = X_BF · (fx, fy, fz)(q).
struct MovingPoint {
  std::array<Function, 3> location;
  Pose X_BF;
};

struct PathWrap {
  std::int32_t wrap_object = -1;  ///< position in Model::wrap_objects
  WrapMethod method = WrapMethod::hybrid;
  std::int32_t first_point = 0;  ///< positions among the muscle's own points, both inclusive
  std::int32_t last_point = 0;
};

/// A stretch of a fixed path whose two ends lie on different bodies.
struct CrossingSegment {
  BodyIndex body_1;
  BodyIndex body_2;
  Vec3 p_1 = Vec3::Zero();  ///< in body_1
  Vec3 p_2 = Vec3::Zero();  ///< in body_2
};

/// The parameters that every muscle class shares; units in the names.
struct MuscleParameters {
  double max_isometric_force_n = 0.0;
  double optimal_fiber_length_m = 0.0;
  double tendon_slack_length_m = 0.0;
  double pennation_angle_at_optimal_rad = 0.0;
  double max_contraction_velocity_per_s = 0.0;
  bool ignore_tendon_compliance = false;
};

struct Range32 {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  [[nodiscard]] std::uint32_t size() const { return end - begin; }
};

struct Muscle {
  std::string name;
  std::string class_name;
  MuscleParameters parameters;
  MuscleLaw law{};  ///< how its force comes about; monostate where its class is not computed
  FiberDefaults defaults{};
  bool applies_force = true;
  Range32 points;          ///< into Model::path_points
  Range32 wraps;           ///< into Model::path_wraps
  Range32 moment_arms;     ///< into Model::moment_arm_coordinates and every result of that layout
  Range32 direct;          ///< into Model::direct_coordinates: joint coordinates its path crosses
  bool is_static = false;  ///< only fixed points, no wraps: `segments` and `constant_length_m` say it all
  Range32 segments;        ///< into Model::crossing_segments, static paths only
  double constant_length_m = 0.0;  ///< of the parts between points on one body, static paths only
  /// False if the path needs a wrap that is not computed yet: its results stay NaN; `not_computed` says why.
  bool is_computed = true;
  std::string not_computed{};
};

struct Marker {
  std::string name;
  BodyIndex body;
  Vec3 p_B = Vec3::Zero();
};

/// A body's place in the tree of joints.
struct TreePlace {
  std::int32_t parent = -1;  ///< body below it; -1: ground, or no joint moves it
  std::uint32_t depth = 0;   ///< joints between it and its root
  Range32 coordinates;       ///< of its inboard joint, into Model::joint_coordinates
};

struct Model {
  std::string name;
  std::string file;
  int file_version = 0;
  Vec3 gravity_m_per_s2 = Vec3::Zero();

  std::vector<Body> bodies;             ///< [0] is ground
  std::vector<Joint> joints;            ///< each after the joint that moves its parent body
  std::vector<Coordinate> coordinates;  ///< in the order of the file
  std::vector<Coupler> couplers;        ///< in an order in which they can be evaluated
  std::vector<WrapObject> wrap_objects;
  std::vector<Muscle> muscles;
  std::vector<PathPoint> path_points;
  std::vector<MovingPoint> moving_points;
  std::vector<PathWrap> path_wraps;
  std::vector<CrossingSegment> crossing_segments;
  std::vector<Marker> markers;

  /// Muscle by muscle, the coordinates it may have a moment arm about (ascending); see Muscle::moment_arms.
  std::vector<CoordinateIndex> moment_arm_coordinates;
  /// Muscle by muscle, the joint coordinates its path crosses, before couplers; see Muscle::direct.
  std::vector<CoordinateIndex> direct_coordinates;

  std::vector<TreePlace> tree;                     ///< [body]
  std::vector<CoordinateIndex> joint_coordinates;  ///< joint by joint; see TreePlace::coordinates
  std::uint32_t path_points_max = 0;               ///< most points any path can have, wrap points included

  /// Calls visit(coordinate, sign) for every coordinate of the joints between two bodies: first outwards in
  /// on the side of `body_2`, with +1 (it moves body_2 against body_1), on the side of `body_1` with -1.
  /// Walks the tree: a table of all pairs would hold cubes of the bodies' number.
  template <class Visit>
  void for_each_crossed(BodyIndex body_1, BodyIndex body_2, Visit&& visit) const {
    std::size_t a = body_1.value();
    std::size_t b = body_2.value();
    while (a != b) {
      const bool from_b = tree[b].depth >= tree[a].depth;
      std::size_t& at = from_b ? b : a;
      if (tree[at].parent < 0) return;  // roots of two trees: nothing lies between them
      const Range32 range = tree[at].coordinates;
      for (std::uint32_t i = range.begin; i < range.end; ++i)
        visit(joint_coordinates[i], from_b ? 1.0 : -1.0);
      at = static_cast<std::size_t>(tree[at].parent);
    }
  }

  [[nodiscard]] CoordinateIndex find_coordinate(std::string_view name) const;  ///< invalid if there is none
  [[nodiscard]] MuscleIndex find_muscle(std::string_view name) const;          ///< invalid if there is none
  [[nodiscard]] BodyIndex find_body(std::string_view name) const;              ///< invalid if there is none

  /// The coordinate values of the model's default pose (couplers not applied), length coordinates.size().
  [[nodiscard]] std::vector<double> default_values() const;
};

}  // namespace hamstring::model
