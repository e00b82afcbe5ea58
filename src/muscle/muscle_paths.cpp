#include "muscle/muscle_paths.h"

#include <limits>

namespace hamstring::muscle {
namespace {

using kinematics::MotionAxis;
using kinematics::Poses;
using model::Model;
using model::Muscle;
using model::PathPoint;
using model::PathPointKind;

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

/// A unit tension along u through p pulls body 1 by +u and body 2 by -u; this adds what that does to every
/// coordinate between the two. Both ends lie on the line, so one moment about the ground's origin serves
/// both.
void add_tension(const Model& model, const Poses& poses, BodyIndex body_1, BodyIndex body_2, const Vec3& u,
                 const Vec3& p_W, std::span<double> generalized) {
  const Vec3 moment = p_W.cross(u);
  model.for_each_crossed(body_1, body_2, [&](CoordinateIndex c, double sign) {
    const MotionAxis& axis = poses.axes[c.value()];
    generalized[c.value()] -= sign * (moment.dot(axis.w) + u.dot(axis.v));
  });
}

void compute_static(const Model& model, const Muscle& muscle, const Poses& poses,
                    std::span<double> generalized, double& length) {
  length = muscle.constant_length_m;
  for (std::uint32_t s = muscle.segments.begin; s < muscle.segments.end; ++s) {
    const model::CrossingSegment& segment = model.crossing_segments[s];
    const Vec3 p_1 = poses.X_WB[segment.body_1.value()] * segment.p_1;
    const Vec3 d = poses.X_WB[segment.body_2.value()] * segment.p_2 - p_1;
    const double piece = d.norm();
    length += piece;
    if (piece == 0.0) continue;  // a piece without length pulls nowhere
    add_tension(model, poses, segment.body_1, segment.body_2, d / piece, p_1, generalized);
  }
}

/// What a tension does to the coordinate of a moving point: it pulls the point along its own track.
void add_moving_point(const Model& model, const Muscle& muscle, const CoursePoint& course_point,
                      const Vec3& pull_W, const Poses& poses, Compatibility mode,
                      std::span<double> generalized) {
  if (course_point.own_point < 0) return;
  const PathPoint& point =
      model.path_points[muscle.points.begin + static_cast<std::uint32_t>(course_point.own_point)];
  if (point.kind != PathPointKind::moving) return;
  const double q = poses.q[point.coordinate.value()];
  // Outside its range the point stands still; OpenSim moves its velocity and force on regardless.
  if (mode == Compatibility::physics && (q < point.range[0] || q > point.range[1])) return;
  const model::MovingPoint& moving = model.moving_points[static_cast<std::size_t>(point.moving)];
  const Vec3 dp_F(evaluate(moving.location[0], q).first, evaluate(moving.location[1], q).first,
                  evaluate(moving.location[2], q).first);
  generalized[point.coordinate.value()] +=
      pull_W.dot(poses.X_WB[point.body.value()].R * (moving.X_BF.R * dp_F));
}

/// One end of a segment whose direction does not pass through both points (deviation N): every coordinate
/// below the body feels it, because the two pulls no longer cancel there.
void add_pull(const Model& model, const Poses& poses, BodyIndex body, const Vec3& u, const Vec3& p_W,
              std::span<double> generalized) {
  const Vec3 moment = p_W.cross(u);
  model.for_each_crossed(BodyIndex(0), body, [&](CoordinateIndex c, double) {
    const MotionAxis& axis = poses.axes[c.value()];
    generalized[c.value()] += moment.dot(axis.w) + u.dot(axis.v);
  });
}

Vec3 point_velocity(const Model& model, const Poses& poses, std::span<const double> speeds, BodyIndex body,
                    const Vec3& p_W) {
  Vec3 velocity = Vec3::Zero();
  model.for_each_crossed(BodyIndex(0), body, [&](CoordinateIndex index, double) {
    const std::size_t c = index.value();
    velocity += speeds[c] * (poses.axes[c].w.cross(p_W) + poses.axes[c].v);
  });
  return velocity;
}

/// OpenSim lets the two points of one wrap count in the lengthening speed; with stale directions that term
/// does not vanish.
double stale_wrap_speed(const Model& model, const Poses& poses, std::span<const double> speeds,
                        const CoursePoint& a, const CoursePoint& b) {
  const Vec3 d = b.p_W_direction - a.p_W_direction;
  const Vec3 v = point_velocity(model, poses, speeds, b.body, b.p_W) -
                 point_velocity(model, poses, speeds, a.body, a.p_W);
  const double distance = d.norm();
  return distance > 0.0 ? v.dot(d) / distance : v.norm();
}

struct CourseResult {
  double length = 0.0;
  double extra_speed = 0.0;  ///< not contained in the generalized forces; opensim mode only
};

CourseResult compute_course(const Model& model, const Muscle& muscle, const Poses& poses,
                            std::span<const double> speeds, Compatibility mode, const Course& course,
                            std::span<double> generalized) {
  CourseResult result;
  const bool stale = mode == Compatibility::opensim && muscle.wraps.size() > 1;
  for (std::size_t i = 0; i + 1 < course.points.size(); ++i) {
    const CoursePoint& a = course.points[i];
    const CoursePoint& b = course.points[i + 1];
    if (a.wrap >= 0 && a.wrap == b.wrap) {
      result.length += course.arc_length_m[static_cast<std::size_t>(a.wrap)];
      if (stale && !speeds.empty()) result.extra_speed += stale_wrap_speed(model, poses, speeds, a, b);
      continue;
    }
    const Vec3 d = b.p_W_direction - a.p_W_direction;
    const double piece = d.norm();
    result.length += piece;
    const bool moving = a.own_point >= 0 || b.own_point >= 0;
    if ((a.body == b.body && !moving) || piece == 0.0) continue;  // a piece without length pulls nowhere
    const Vec3 u = d / piece;
    if (a.body != b.body) {
      if (stale) {
        add_pull(model, poses, a.body, u, a.p_W, generalized);
        add_pull(model, poses, b.body, -u, b.p_W, generalized);
      } else {
        add_tension(model, poses, a.body, b.body, u, a.p_W, generalized);
      }
    }
    add_moving_point(model, muscle, a, u, poses, mode, generalized);
    add_moving_point(model, muscle, b, -u, poses, mode, generalized);
  }
  return result;
}

/// About a dependent coordinate the moment arm is that about its (first) independent one over the coupler's
/// slope.
double dependent_moment_arm(const Model& model, const Poses& poses, std::int32_t coupler_index,
                            std::span<const double> generalized) {
  std::size_t partial = 0;
  for (std::int32_t k = 0; k < coupler_index; ++k)
    partial += model.couplers[static_cast<std::size_t>(k)].independents.size();
  const model::Coupler& coupler = model.couplers[static_cast<std::size_t>(coupler_index)];
  const double slope = poses.coupler_partials[partial];
  return slope == 0.0 ? nan : generalized[coupler.independents.front().value()] / slope;
}

void compute_muscle(const Model& model, std::size_t m, const Poses& poses, std::span<const double> speeds,
                    Compatibility mode, MusclePathWorkspace& workspace, MusclePaths& results) {
  const Muscle& muscle = model.muscles[m];
  const std::span<double> generalized = workspace.generalized;
  for (std::uint32_t e = muscle.moment_arms.begin; e < muscle.moment_arms.end; ++e) {
    generalized[model.moment_arm_coordinates[e].value()] = 0.0;
  }
  CourseResult course;
  if (muscle.is_static) {
    compute_static(model, muscle, poses, generalized, course.length);
    results.topology[m] = 0;
  } else {
    solve_course(model, muscle, poses, mode, workspace.course);
    course = compute_course(model, muscle, poses, speeds, mode, workspace.course, generalized);
    results.topology[m] = workspace.course.topology;
  }
  results.length_m[m] = course.length;
  if (!speeds.empty()) {
    double shortening = 0.0;
    for (std::uint32_t e = muscle.direct.begin; e < muscle.direct.end; ++e) {
      const std::size_t c = model.direct_coordinates[e].value();
      shortening += generalized[c] * speeds[c];
    }
    results.lengthening_speed_m_per_s[m] = course.extra_speed - shortening;
  }
  if (!model.couplers.empty()) fold_couplers(model, poses, generalized);
  for (std::uint32_t e = muscle.moment_arms.begin; e < muscle.moment_arms.end; ++e) {
    const std::size_t c = model.moment_arm_coordinates[e].value();
    const std::int32_t coupler = model.coordinates[c].coupler;
    results.moment_arm_m[e] =
        coupler < 0 ? generalized[c] : dependent_moment_arm(model, poses, coupler, generalized);
  }
}

}  // namespace

void fold_couplers(const Model& model, const Poses& poses, std::span<double> generalized) {
  std::size_t partial = poses.coupler_partials.size();
  for (std::size_t k = model.couplers.size(); k-- > 0;) {
    const model::Coupler& coupler = model.couplers[k];
    partial -= coupler.independents.size();
    const double force = generalized[coupler.dependent.value()];
    if (force == 0.0) continue;
    for (std::size_t i = 0; i < coupler.independents.size(); ++i) {
      generalized[coupler.independents[i].value()] += poses.coupler_partials[partial + i] * force;
    }
  }
}

MuscleSelection all_muscles(const Model& model) {
  std::vector<MuscleIndex> muscles;
  for (std::size_t m = 0; m < model.muscles.size(); ++m) muscles.emplace_back(m);
  return {.muscles = std::move(muscles), .joints = kinematics::all_joints(model)};
}

MuscleSelection select_muscles(const Model& model, std::vector<MuscleIndex> muscles) {
  kinematics::JointSelection joints = kinematics::joints_of(model, muscles);
  return {.muscles = std::move(muscles), .joints = std::move(joints)};
}

MusclePaths::MusclePaths(const Model& model)
    : length_m(model.muscles.size(), nan),
      lengthening_speed_m_per_s(model.muscles.size(), nan),
      moment_arm_m(model.moment_arm_coordinates.size(), nan),
      topology(model.muscles.size(), 0) {}

double MusclePaths::moment_arm(const Model& model, MuscleIndex muscle, CoordinateIndex coordinate) const {
  const Muscle& entry = model.muscles[muscle.value()];
  if (!entry.is_computed) return nan;
  for (std::uint32_t e = entry.moment_arms.begin; e < entry.moment_arms.end; ++e) {
    if (model.moment_arm_coordinates[e] == coordinate) return moment_arm_m[e];
  }
  return 0.0;
}

MusclePathWorkspace::MusclePathWorkspace(const Model& model)
    : course(model), generalized(model.coordinates.size(), 0.0) {}

void compute_muscle_paths(const Model& model, const MuscleSelection& selection, const Poses& poses,
                          std::span<const double> speeds, Compatibility mode, MusclePathWorkspace& workspace,
                          MusclePaths& results) {
  for (const MuscleIndex m : selection.muscles) {
    if (model.muscles[m.value()].is_computed)
      compute_muscle(model, m.value(), poses, speeds, mode, workspace, results);
  }
}

}  // namespace hamstring::muscle
