// A musculoskeletal model as it was read or written down: plain values, names instead of indices, nothing
// checked yet. compile() (model/compile.h) checks it and turns it into a constant Model.
// SI units and radians; frames as in core/geometry.h.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/geometry.h"
#include "model/function.h"

namespace hamstring::model {

/// Where in its file an element stood, for messages. Line 0: unknown.
struct SourceLine {
  int line = 0;
};

/// A point fixed to a body or a frame.
struct StationSpecification {
  std::string frame;
  Vec3 location_m = Vec3::Zero();
};

/// +x, -z …: which axis of a frame, and whether it points along or against.
struct SignedAxis {
  int axis = 0;  ///< 0 x, 1 y, 2 z
  int sign = 1;
};

/// A frame made of landmarks of one body: one axis along a→b, one along (a→b) × (a→c), the third at right
/// angles to both, right-handed.
struct LandmarkSpecification {
  StationSpecification a, b, c, origin;
  SignedAxis along_ab{.axis = 0, .sign = 1};
  SignedAxis along_ab_x_ac{.axis = 1, .sign = 1};
};

/// A frame fixed to a body or to another fixed frame. `parent` is the name of a body, "ground" or a frame.
struct FrameSpecification {
  std::string name;
  std::string parent;                       ///< not used where there are landmarks
  Vec3 translation_m = Vec3::Zero();        ///< p of this frame's origin in its parent frame
  Vec3 orientation_xyz_rad = Vec3::Zero();  ///< body-fixed X-Y-Z
  SourceLine origin{};
  std::optional<LandmarkSpecification> landmarks{};  ///< instead of parent, translation and orientation
};

struct BodySpecification {
  std::string name;
  double mass_kg = 0.0;
  Vec3 mass_center_m = Vec3::Zero();
  std::array<double, 6> inertia_kg_m2{};  ///< xx yy zz xy xz yz about the mass center, body axes
  SourceLine origin{};
};

struct CoordinateSpecification {
  std::string name;
  double default_value = 0.0;                ///< rad or m
  double default_speed = 0.0;                ///< rad/s or m/s
  std::array<double, 2> range{-10.0, 10.0};  ///< rad or m
  bool clamped = false;
  bool locked = false;
  SourceLine origin{};
};

enum class JointKind { custom, weld, pin, slider, universal, planar, ball, gimbal, free };

/// One of the six axes of a custom joint: three rotations, then three translations.
struct TransformAxisSpecification {
  Vec3 axis = Vec3::Zero();              ///< need not be of unit length in the file
  std::vector<std::string> coordinates;  ///< arguments of `function`, in order
  Function function;
};

struct JointSpecification {
  std::string name;
  JointKind kind = JointKind::weld;
  /// Name of a frame, a body or "ground". Coordinates move the child against the parent, whichever of the two
  /// is nearer to ground.
  std::string parent_frame;
  std::string child_frame;
  std::vector<CoordinateSpecification> coordinates;  ///< in the joint's own order
  std::array<TransformAxisSpecification, 6> axes{};  ///< custom joints only
  SourceLine origin{};
};

/// dependent = scale · function(independents)
struct CouplerSpecification {
  std::string name;
  std::vector<std::string> independent_coordinates;
  std::string dependent_coordinate;
  Function function;  ///< the scale factor is in function.scale
  bool enforced = true;
  SourceLine origin{};
};

enum class WrapKind { cylinder, sphere, ellipsoid, torus };

/// Which half of a wrap object the path may use: axis 0-2 with sign ±1, or sign 0 for all of it.
struct WrapQuadrant {
  int axis = 0;
  int sign = 0;
};

struct WrapObjectSpecification {
  std::string name;
  WrapKind kind = WrapKind::cylinder;
  std::string frame;  ///< body or frame that owns it
  Vec3 translation_m = Vec3::Zero();
  Vec3 orientation_xyz_rad = Vec3::Zero();
  WrapQuadrant quadrant{};
  bool active = true;
  double radius_m = 0.0;        ///< cylinder, sphere; torus: of the tube (inner_radius)
  double length_m = 0.0;        ///< cylinder
  Vec3 radii_m = Vec3::Zero();  ///< ellipsoid semi-axes
  double outer_radius_m = 0.0;  ///< torus
  SourceLine origin{};
};

enum class PathPointKind { fixed, conditional, moving };

struct PathPointSpecification {
  std::string name;
  PathPointKind kind = PathPointKind::fixed;
  std::string frame;               ///< body or frame
  Vec3 location_m = Vec3::Zero();  ///< fixed and conditional points, in `frame`
  /// Conditional: active while range[0] <= q <= range[1]. Moving: the coordinate of all three functions.
  /// Empty on a conditional point whose file names none: such a point is never active.
  std::string coordinate{};
  std::array<double, 2> range{0.0, 0.0};         ///< rad or m
  std::array<Function, 3> location_functions{};  ///< moving points: x, y, z in `frame` [m]
  SourceLine origin{};
};

enum class WrapMethod { hybrid, midpoint, axial };

struct PathWrapSpecification {
  std::string wrap_object;
  WrapMethod method = WrapMethod::hybrid;
  std::array<int, 2> range{-1, -1};  ///< 1-based positions in the point list; < 1: first / last
};

struct MuscleSpecification {
  std::string name;
  std::string class_name;  ///< as in the file: "Thelen2003Muscle", "Millard2012EquilibriumMuscle" …
  double max_isometric_force_n = 1000.0;
  double optimal_fiber_length_m = 0.1;
  double tendon_slack_length_m = 0.2;
  double pennation_angle_at_optimal_rad = 0.0;
  double max_contraction_velocity_per_s = 10.0;  ///< optimal fiber lengths per second
  bool ignore_tendon_compliance = false;
  bool applies_force = true;
  /// Further numeric parameters of the class under their OpenSim names, curves as "Curve/parameter".
  std::map<std::string, double> parameters{};
  std::vector<PathPointSpecification> points;
  std::vector<PathWrapSpecification> wraps{};
  SourceLine origin{};
};

struct MarkerSpecification {
  std::string name;
  std::string frame;
  Vec3 location_m = Vec3::Zero();
  bool fixed = false;
  SourceLine origin{};
};

/// Everything a model file says. Names are unique within their list; compile() refuses others.
struct ModelSpecification {
  std::string name;
  std::string file;      ///< for messages; empty for a model made in memory
  int file_version = 0;  ///< OpenSim document version, e.g. 40000; 0 if not from such a file
  std::string credits{};
  Vec3 gravity_m_per_s2 = Vec3(0.0, -9.80665, 0.0);
  std::vector<BodySpecification> bodies;   ///< without ground, which always exists under the name "ground"
  std::vector<FrameSpecification> frames;  ///< offset frames
  std::vector<JointSpecification> joints;
  std::vector<CouplerSpecification> couplers;
  std::vector<WrapObjectSpecification> wrap_objects;
  std::vector<MuscleSpecification> muscles;
  std::vector<MarkerSpecification> markers;
};

}  // namespace hamstring::model
