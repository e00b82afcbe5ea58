#include "muscle/path_solver.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace hamstring::muscle {
namespace {

using kinematics::Poses;
using model::Model;
using model::Muscle;
using model::PathPoint;
using model::PathPointKind;

// OpenSim keeps a conditional point this far beyond its range [rad or m].
constexpr double conditional_tolerance = 1e-5;
// OpenSim ends its passes over several wraps below this change of length; physics goes on to convergence.
constexpr double pass_tolerance_opensim_m = 5e-4;
constexpr double pass_tolerance_physics_m = 1e-14;
constexpr int passes_max_opensim = 8;
constexpr int passes_max_physics = 200;

bool is_active(const PathPoint& point, const Poses& poses) {
  if (point.kind != PathPointKind::conditional) return true;
  if (!point.coordinate.is_valid()) return false;
  const double q = poses.q[point.coordinate.value()];
  if (std::isnan(q)) return true;  // not known: its place is not either
  return q >= point.range[0] - conditional_tolerance && q <= point.range[1] + conditional_tolerance;
}

Vec3 location_on_body(const Model& model, const PathPoint& point, const Poses& poses) {
  if (point.kind == PathPointKind::conditional && std::isnan(poses.q[point.coordinate.value()]))
    return Vec3::Constant(std::numeric_limits<double>::quiet_NaN());
  if (point.kind != PathPointKind::moving) return point.p_B;
  const model::MovingPoint& moving = model.moving_points[static_cast<std::size_t>(point.moving)];
  const double q = std::clamp(poses.q[point.coordinate.value()], point.range[0], point.range[1]);
  const Vec3 p_F(evaluate(moving.location[0], q).value, evaluate(moving.location[1], q).value,
                 evaluate(moving.location[2], q).value);
  return moving.X_BF * p_F;
}

void collect_active_points(const Model& model, const Muscle& muscle, const Poses& poses, Course& course) {
  course.points.clear();
  course.topology = 0;
  for (std::uint32_t p = muscle.points.begin; p < muscle.points.end; ++p) {
    const PathPoint& point = model.path_points[p];
    if (!is_active(point, poses)) continue;
    const std::uint32_t own = p - muscle.points.begin;
    if (point.kind == PathPointKind::conditional)
      course.topology |= std::uint64_t{1} << std::min(own, wrap_topology_bit - 1);
    const Vec3 p_W = poses.X_WB[point.body.value()] * location_on_body(model, point, poses);
    course.points.push_back(
        {.body = point.body, .p_W = p_W, .p_W_direction = p_W, .own_point = static_cast<std::int32_t>(own)});
  }
}

void remove_wrap_points(Course& course, std::uint32_t wrap) {
  std::erase_if(course.points,
                [wrap](const CoursePoint& p) { return p.wrap == static_cast<std::int32_t>(wrap); });
  course.wraps[wrap].in_use = false;
  course.arc_length_m[wrap] = 0.0;
}

struct BestPiece {
  std::size_t after = 0;  ///< position of the point before the wrap
  CylinderWrap wrap;
  double increase = std::numeric_limits<double>::max();
};

/// Tries one wrap on every straight piece that it may touch and keeps the one that lengthens the path least.
BestPiece find_best_piece(const Model& model, const Muscle& muscle, const model::PathWrap& path_wrap,
                          const Pose& X_WG, Compatibility mode, Course& course, std::uint32_t wrap) {
  const model::WrapObject& object = model.wrap_objects[static_cast<std::size_t>(path_wrap.wrap_object)];
  const Cylinder cylinder{
      .radius_m = object.radius_m, .length_m = object.length_m, .quadrant = object.quadrant};
  const Pose X_GW = X_WG.inverse();
  std::size_t first = 0;
  while (first < course.points.size() && course.points[first].own_point < path_wrap.first_point) ++first;
  std::size_t last = course.points.size() - 1;
  while (last > 0 &&
         (course.points[last].own_point < 0 || course.points[last].own_point > path_wrap.last_point))
    --last;
  BestPiece best;
  for (std::size_t i = first; i < last; ++i) {
    const CoursePoint& a = course.points[i];
    const CoursePoint& b = course.points[i + 1];
    if (a.wrap >= 0 && a.wrap == b.wrap) continue;
    const Vec3 p_1 = X_GW * a.p_W;
    const Vec3 p_2 = X_GW * b.p_W;
    const CylinderWrap tried = wrap_cylinder(cylinder, p_1, p_2, muscle.wraps.size() == 1, mode);
    course.wraps[wrap].last = tried.outcome;
    if (tried.outcome != WrapOutcome::wrapped && tried.outcome != WrapOutcome::mandatory) continue;
    const double increase = std::abs((tried.r_1 - p_1).norm() + tried.arc_length_m +
                                     (p_2 - tried.r_2).norm() - (p_2 - p_1).norm());
    if (tried.outcome == WrapOutcome::mandatory) return {.after = i, .wrap = tried, .increase = increase};
    if (increase < best.increase) best = {.after = i, .wrap = tried, .increase = increase};
  }
  return best;
}

void try_wrap(const Model& model, const Muscle& muscle, const Poses& poses, Compatibility mode,
              std::uint32_t wrap, Course& course) {
  remove_wrap_points(course, wrap);
  const model::PathWrap& path_wrap = model.path_wraps[muscle.wraps.begin + wrap];
  const model::WrapObject& object = model.wrap_objects[static_cast<std::size_t>(path_wrap.wrap_object)];
  const Pose X_WG = poses.X_WB[object.body.value()] * object.X_BG;
  const BestPiece best = find_best_piece(model, muscle, path_wrap, X_WG, mode, course, wrap);
  if (best.increase == std::numeric_limits<double>::max() || std::isnan(best.increase)) return;
  Course::WrapState& state = course.wraps[wrap];
  state.in_use = true;
  course.arc_length_m[wrap] = best.wrap.arc_length_m;
  const Vec3 p_1 = X_WG * best.wrap.r_1;
  const Vec3 p_2 = X_WG * best.wrap.r_2;
  const auto at = course.points.begin() + static_cast<std::ptrdiff_t>(best.after) + 1;
  const std::int32_t id = static_cast<std::int32_t>(wrap);
  const std::array<CoursePoint, 2> pair{
      CoursePoint{
          .body = object.body, .p_W = p_1, .p_W_direction = state.cached ? state.cached_1 : p_1, .wrap = id},
      CoursePoint{
          .body = object.body, .p_W = p_2, .p_W_direction = state.cached ? state.cached_2 : p_2, .wrap = id}};
  course.points.insert(at, pair.begin(), pair.end());
}

/// OpenSim computes the length after each pass, and by that reads (and from then on keeps) the ground
/// position of every wrap point on the path: deviation N.
void cache_ground_positions(Course& course) {
  for (std::size_t i = 0; i + 1 < course.points.size(); ++i) {
    const CoursePoint& a = course.points[i];
    if (a.wrap < 0 || course.points[i + 1].wrap != a.wrap) continue;
    Course::WrapState& state = course.wraps[static_cast<std::size_t>(a.wrap)];
    if (state.cached) continue;
    state.cached = true;
    state.cached_1 = a.p_W;
    state.cached_2 = course.points[i + 1].p_W;
  }
}

double course_length(const Course& course) {
  double length = 0.0;
  for (std::size_t i = 0; i + 1 < course.points.size(); ++i) {
    const CoursePoint& a = course.points[i];
    const CoursePoint& b = course.points[i + 1];
    length += a.wrap >= 0 && a.wrap == b.wrap ? course.arc_length_m[static_cast<std::size_t>(a.wrap)]
                                              : (b.p_W_direction - a.p_W_direction).norm();
  }
  return length;
}

void solve_wraps(const Model& model, const Muscle& muscle, const Poses& poses, Compatibility mode,
                 Course& course) {
  const std::uint32_t n = muscle.wraps.size();
  const bool opensim = mode == Compatibility::opensim;
  for (std::uint32_t w = 0; w < n; ++w) {
    course.wraps[w] = {};
    course.order[w] = w;
    course.arc_length_m[w] = 0.0;
  }
  const int passes = n == 1 ? 1 : (opensim ? passes_max_opensim : passes_max_physics);
  const double tolerance = opensim ? pass_tolerance_opensim_m : pass_tolerance_physics_m;
  double last_length = std::numeric_limits<double>::max();
  for (int pass = 0; pass < passes; ++pass) {
    for (std::uint32_t i = 0; i < n; ++i) try_wrap(model, muscle, poses, mode, course.order[i], course);
    if (opensim) cache_ground_positions(course);
    const double length = course_length(course);
    if (std::abs(length - last_length) < tolerance) break;
    last_length = length;
    if (opensim && pass == 0 && n > 1 && course.wraps[course.order[0]].last == WrapOutcome::none &&
        course.wraps[course.order[1]].last == WrapOutcome::inside) {
      remove_wrap_points(course, course.order[0]);
      std::swap(course.order[0], course.order[1]);
    }
  }
  for (std::uint32_t w = 0; w < n; ++w) {
    if (course.wraps[w].in_use) course.topology |= std::uint64_t{1} << std::min(wrap_topology_bit + w, 63U);
  }
}

}  // namespace

Course::Course(const Model& model) {
  points.reserve(model.path_points_max + 2);
  std::uint32_t wraps_max = 0;
  for (const Muscle& muscle : model.muscles) wraps_max = std::max(wraps_max, muscle.wraps.size());
  arc_length_m.assign(wraps_max, 0.0);
  wraps.assign(wraps_max, {});
  order.assign(wraps_max, 0);
}

void solve_course(const Model& model, const Muscle& muscle, const Poses& poses, Compatibility mode,
                  Course& course) {
  collect_active_points(model, muscle, poses, course);
  if (muscle.wraps.size() > 0 && course.points.size() > 1) solve_wraps(model, muscle, poses, mode, course);
}

}  // namespace hamstring::muscle
