#include "muscle/leg_geometry.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "muscle/muscle_paths.h"
#include "muscle/path_solver.h"

namespace hamstring::muscle {
namespace {

using kinematics::Poses;
using model::Model;

const Vec3 unknown_point = Vec3::Constant(std::numeric_limits<double>::quiet_NaN());

// Arcs are drawn in pieces of about this angle.
constexpr double arc_piece_rad = 0.15;

Vec3 body_origin(const Poses& poses, BodyIndex body) {
  return body.is_valid() ? poses.X_WB[body.value()].p : unknown_point;
}

/// Center of a joint: where the child frame's origin is.
Vec3 joint_center(const Model& model, const Poses& poses, BodyIndex child) {
  if (!child.is_valid() || !model.bodies[child.value()].inboard_joint.is_valid()) return unknown_point;
  const model::Joint& joint = model.joints[model.bodies[child.value()].inboard_joint.value()];
  return poses.X_WB[child.value()] * joint.X_MB.inverse().p;
}

/// Pieces of the arc between two points on a cylinder, the end points left out.
void append_arc(const Model& model, const model::Muscle& muscle, const Poses& poses, const CoursePoint& a,
                const CoursePoint& b, double arc_length, std::vector<Vec3>& points) {
  const auto wrap = static_cast<std::size_t>(
      model.path_wraps[muscle.wraps.begin + static_cast<std::uint32_t>(a.wrap)].wrap_object);
  const model::WrapObject& object = model.wrap_objects[wrap];
  const Pose X_WG = poses.X_WB[object.body.value()] * object.X_BG;
  const Vec3 r_1 = X_WG.inverse() * a.p_W;
  const Vec3 r_2 = X_WG.inverse() * b.p_W;
  const double around =
      std::sqrt(std::max(0.0, arc_length * arc_length - (r_2.z() - r_1.z()) * (r_2.z() - r_1.z()))) /
      object.radius_m;
  const double signed_way =
      std::atan2(r_1.x() * r_2.y() - r_1.y() * r_2.x(), r_1.x() * r_2.x() + r_1.y() * r_2.y());
  // The way around that ends at r_2: the short one as it is signed, the long one against it.
  const bool is_long = std::abs(around - std::abs(signed_way)) > 1e-6;
  const double turn = is_long ? -std::copysign(around, signed_way) : signed_way;
  const int pieces = 1 + static_cast<int>(around / arc_piece_rad);
  for (int i = 1; i < pieces; ++i) {
    const double share = static_cast<double>(i) / pieces;
    const Mat3 R = axis_angle_rotation(Vec3::UnitZ(), share * turn);
    Vec3 p = R * r_1;
    p.z() = r_1.z() + share * (r_2.z() - r_1.z());
    points.push_back(X_WG * p);
  }
}

std::vector<Vec3> muscle_course(const Model& model, MuscleIndex index, const Poses& poses, Course& course) {
  std::vector<Vec3> points;
  if (!index.is_valid() || !model.muscles[index.value()].is_computed) return points;
  const model::Muscle& muscle = model.muscles[index.value()];
  solve_course(model, muscle, poses, Compatibility::physics, course);
  for (std::size_t i = 0; i < course.points.size(); ++i) {
    const CoursePoint& point = course.points[i];
    if (i > 0 && point.wrap >= 0 && course.points[i - 1].wrap == point.wrap) {
      append_arc(model, muscle, poses, course.points[i - 1], point,
                 course.arc_length_m[static_cast<std::size_t>(point.wrap)], points);
    }
    points.push_back(point.p_W);
  }
  return points;
}

/// Ground to a frame whose x is the pelvis's heading and whose y is up.
Pose heading_frame(const Poses& poses, BodyIndex pelvis, const Vec3& origin) {
  Vec3 forward = pelvis.is_valid() ? Vec3(poses.X_WB[pelvis.value()].R.col(0)) : Vec3::UnitX();
  // Bent over or lying, the pelvis faces the ground or the sky; its right side still says where ahead is.
  if (pelvis.is_valid() && std::abs(forward.y()) > 0.8)
    forward = Vec3::UnitY().cross(Vec3(poses.X_WB[pelvis.value()].R.col(2)));
  forward.y() = 0.0;
  forward = forward.norm() > 1e-6 ? Vec3(forward.normalized()) : Vec3::UnitX();
  Pose X_WH;
  X_WH.R.col(0) = forward;
  X_WH.R.col(1) = Vec3::UnitY();
  X_WH.R.col(2) = forward.cross(Vec3::UnitY());
  X_WH.p = origin.allFinite() ? origin : Vec3::Zero();
  return X_WH.inverse();
}

}  // namespace

std::array<LegPoints, 2> leg_points(const Model& model, const HamstringMap& map,
                                    std::span<const double> values) {
  Poses poses(model);
  compute_poses(model, kinematics::all_joints(model), values, poses);
  Course course(model);
  std::array<LegPoints, 2> both;
  Vec3 origin = Vec3::Zero();
  int hips = 0;
  BodyIndex pelvis;
  for (const Leg& leg : map.legs) {
    LegPoints& points = both[static_cast<std::size_t>(leg.side)];
    points.hip = joint_center(model, poses, leg.femur);
    points.knee = joint_center(model, poses, leg.tibia);
    points.ankle = joint_center(model, poses, leg.talus);
    points.heel = body_origin(poses, leg.calcaneus);
    points.toe = body_origin(poses, leg.toes);
    for (std::size_t h = 0; h < 4; ++h)
      points.muscles[h] = muscle_course(model, leg.muscles[h], poses, course);
    if (points.hip.allFinite()) {
      origin += points.hip;
      ++hips;
    }
    if (leg.pelvis.is_valid()) pelvis = leg.pelvis;
  }
  if (hips > 0) origin /= hips;
  const Pose X_HW = heading_frame(poses, pelvis, origin);
  for (LegPoints& points : both) {
    for (Vec3* p : {&points.hip, &points.knee, &points.ankle, &points.heel, &points.toe}) *p = X_HW * *p;
    for (std::vector<Vec3>& line : points.muscles) {
      for (Vec3& p : line) p = X_HW * p;
    }
  }
  return both;
}

BodyPoints body_points(const Model& model, const HamstringMap& map, BodyIndex trunk,
                       std::span<const double> values) {
  Poses poses(model);
  compute_poses(model, kinematics::all_joints(model), values, poses);
  Vec3 origin = Vec3::Zero();
  int hips = 0;
  BodyIndex pelvis;
  for (const Leg& leg : map.legs) {
    const Vec3 hip = joint_center(model, poses, leg.femur);
    if (hip.allFinite()) {
      origin += hip;
      ++hips;
    }
    if (leg.pelvis.is_valid()) pelvis = leg.pelvis;
  }
  if (hips > 0) origin /= hips;
  const Pose X_HW = heading_frame(poses, pelvis, origin);
  const auto axes = [&](BodyIndex body) {
    if (!body.is_valid()) return BodyAxes{};
    const Pose X_HB = X_HW * poses.X_WB[body.value()];
    return BodyAxes{.p = X_HB.p, .x = X_HB.R.col(0), .y = X_HB.R.col(1)};
  };
  return {.pelvis = axes(pelvis), .trunk = axes(trunk), .at_m = origin};
}

std::array<double, 2> hip_and_knee_arms(const Model& model, const Leg& leg, MuscleIndex muscle,
                                        std::span<const double> values) {
  std::array<double, 2> arms{std::numeric_limits<double>::quiet_NaN(),
                             std::numeric_limits<double>::quiet_NaN()};
  const MuscleSelection one = select_muscles(model, {muscle});
  Poses poses(model);
  compute_poses(model, one.joints, values, poses);
  MusclePathWorkspace workspace(model);
  MusclePaths paths(model);
  compute_muscle_paths(model, one, poses, {}, Compatibility::physics, workspace, paths);
  if (leg.hip.coordinate.is_valid())
    arms[0] = -leg.hip.sign * paths.moment_arm(model, muscle, leg.hip.coordinate);
  if (leg.knee.coordinate.is_valid())
    arms[1] = leg.knee.sign * paths.moment_arm(model, muscle, leg.knee.coordinate);
  return arms;
}

}  // namespace hamstring::muscle
