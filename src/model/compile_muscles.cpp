// Wrap objects, muscle paths and markers.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "model/compile_context.h"

#include "core/try.h"

namespace hamstring::model::compiling {
namespace {

std::string_view wrap_kind_name(WrapKind kind) {
  switch (kind) {
    case WrapKind::cylinder:
      return "cylinder";
    case WrapKind::sphere:
      return "sphere";
    case WrapKind::ellipsoid:
      return "ellipsoid";
    case WrapKind::torus:
      return "torus";
  }
  return "unknown";
}

Result<void> check_sizes(const Context& context, const WrapObjectSpecification& wrap) {
  if (wrap.kind != WrapKind::cylinder) return {};
  if (!(wrap.radius_m > 0.0) || !std::isfinite(wrap.radius_m) || !(wrap.length_m >= 0.0) ||
      !std::isfinite(wrap.length_m)) {
    return failure(
        context.error(fmt::format("a wrap cylinder needs a radius above 0 and a length; found {} and {}",
                                  wrap.radius_m, wrap.length_m),
                      wrap.name, wrap.origin));
  }
  return {};
}

Result<PathPoint> compile_point(Context& context, const MuscleSpecification& muscle,
                                const PathPointSpecification& from) {
  const std::string user = fmt::format("{}/{}", muscle.name, from.name);
  HAMSTRING_TRY(frame, context.find_frame(from.frame, user, from.origin));
  PathPoint point{.kind = from.kind, .body = frame.body};
  if (from.kind != PathPointKind::moving) {
    if (!from.location_m.allFinite())
      return failure(context.error("its location is not finite", user, from.origin));
    point.p_B = frame.X_BF * from.location_m;
  }
  if (from.kind == PathPointKind::fixed) return point;
  if (from.coordinate.empty()) {
    if (from.kind == PathPointKind::moving) {
      return failure(context.error("a moving path point needs a coordinate", user, from.origin));
    }
    context.diagnostics.warn("this conditional point names no coordinate and is never active", user,
                             from.origin.line);
    return point;
  }
  HAMSTRING_TRY(coordinate, context.find_coordinate(from.coordinate, user, from.origin));
  point.coordinate = coordinate;
  point.range = from.range;
  if (from.kind == PathPointKind::moving) {
    point.range = context.model.coordinates[coordinate.value()].range;
    point.moving = static_cast<std::int32_t>(context.model.moving_points.size());
    context.model.moving_points.push_back({.location = from.location_functions, .X_BF = frame.X_BF});
  }
  return point;
}

Result<void> compile_path_wraps(Context& context, const MuscleSpecification& from, Muscle& muscle) {
  Model& model = context.model;
  const auto points = static_cast<std::int32_t>(muscle.points.size());
  muscle.wraps.begin = static_cast<std::uint32_t>(model.path_wraps.size());
  for (const PathWrapSpecification& wrap : from.wraps) {
    const auto named = context.wrap_objects.find(wrap.wrap_object);
    if (named == context.wrap_objects.end()) {
      return failure(
          context.error(fmt::format("wraps over '{}', which no body of the model has", wrap.wrap_object),
                        from.name, from.origin, "Check the name of the wrap object."));
    }
    const WrapObject& found = model.wrap_objects[named->second];
    if (!found.active) continue;
    if (found.kind != WrapKind::cylinder && muscle.is_computed) {
      muscle.is_computed = false;
      muscle.not_computed =
          fmt::format("its path wraps over the {} '{}'; only wrap cylinders are computed so far",
                      wrap_kind_name(found.kind), found.name);
      context.diagnostics.warn("length and moment arms are left empty: " + muscle.not_computed, from.name,
                               from.origin.line);
    }
    model.path_wraps.push_back(
        {.wrap_object = static_cast<std::int32_t>(named->second),
         .method = wrap.method,
         .first_point = wrap.range[0] < 1 ? 0 : std::min(wrap.range[0], points) - 1,
         .last_point = wrap.range[1] < 1 ? points - 1 : std::min(wrap.range[1], points) - 1});
  }
  muscle.wraps.end = static_cast<std::uint32_t>(model.path_wraps.size());
  return {};
}

/// The joint coordinates between any two bodies of the path; with several wraps all those below them as well,
/// because OpenSim's stale wrap points (deviation N) give moment arms there.
std::set<CoordinateIndex> crossed_coordinates(const Model& model, const Muscle& muscle) {
  std::set<std::size_t> bodies;
  std::set<CoordinateIndex> crossed;
  for (std::uint32_t p = muscle.points.begin; p < muscle.points.end; ++p) {
    bodies.insert(model.path_points[p].body.value());
    if (model.path_points[p].kind == PathPointKind::moving) crossed.insert(model.path_points[p].coordinate);
  }
  for (std::uint32_t w = muscle.wraps.begin; w < muscle.wraps.end; ++w) {
    bodies.insert(model.wrap_objects[static_cast<std::size_t>(model.path_wraps[w].wrap_object)].body.value());
  }
  if (muscle.wraps.size() > 1) bodies.insert(0);
  // The ways from one of them to all others are the ways between any two.
  for (const std::size_t body : bodies) {
    model.for_each_crossed(BodyIndex(*bodies.begin()), BodyIndex(body),
                           [&](CoordinateIndex c, double) { crossed.insert(c); });
  }
  return crossed;
}

/// Adds the partners of coupled coordinates: a moment arm about one is a moment arm about the others.
void add_coupled(const Model& model, std::set<CoordinateIndex>& coordinates) {
  for (bool grew = true; grew;) {
    const std::size_t before = coordinates.size();
    for (const Coupler& coupler : model.couplers) {
      const bool touched = coordinates.contains(coupler.dependent) ||
                           std::ranges::any_of(coupler.independents,
                                               [&](CoordinateIndex c) { return coordinates.contains(c); });
      if (!touched) continue;
      coordinates.insert(coupler.dependent);
      coordinates.insert(coupler.independents.begin(), coupler.independents.end());
    }
    grew = coordinates.size() > before;
  }
}

void compile_moment_arm_layout(Model& model, Muscle& muscle) {
  std::set<CoordinateIndex> coordinates = crossed_coordinates(model, muscle);
  muscle.direct.begin = static_cast<std::uint32_t>(model.direct_coordinates.size());
  model.direct_coordinates.insert(model.direct_coordinates.end(), coordinates.begin(), coordinates.end());
  muscle.direct.end = static_cast<std::uint32_t>(model.direct_coordinates.size());
  add_coupled(model, coordinates);
  muscle.moment_arms.begin = static_cast<std::uint32_t>(model.moment_arm_coordinates.size());
  model.moment_arm_coordinates.insert(model.moment_arm_coordinates.end(), coordinates.begin(),
                                      coordinates.end());
  muscle.moment_arms.end = static_cast<std::uint32_t>(model.moment_arm_coordinates.size());
}

/// A path of fixed points only: what lies on one body is constant, the rest is a short list of segments.
void compile_static_path(Model& model, Muscle& muscle) {
  muscle.is_static = muscle.wraps.size() == 0;
  for (std::uint32_t p = muscle.points.begin; p < muscle.points.end; ++p) {
    muscle.is_static = muscle.is_static && model.path_points[p].kind == PathPointKind::fixed;
  }
  muscle.segments.begin = muscle.segments.end = static_cast<std::uint32_t>(model.crossing_segments.size());
  if (!muscle.is_static) return;
  for (std::uint32_t p = muscle.points.begin; p + 1 < muscle.points.end; ++p) {
    const PathPoint& a = model.path_points[p];
    const PathPoint& b = model.path_points[p + 1];
    if (a.body == b.body) {
      muscle.constant_length_m += (b.p_B - a.p_B).norm();
    } else {
      model.crossing_segments.push_back({.body_1 = a.body, .body_2 = b.body, .p_1 = a.p_B, .p_2 = b.p_B});
    }
  }
  muscle.segments.end = static_cast<std::uint32_t>(model.crossing_segments.size());
}

Result<void> check_parameters(const Context& context, const MuscleSpecification& from) {
  const std::array<std::pair<const char*, double>, 5> parameters{
      {{"max_isometric_force", from.max_isometric_force_n},
       {"optimal_fiber_length", from.optimal_fiber_length_m},
       {"tendon_slack_length", from.tendon_slack_length_m},
       {"pennation_angle_at_optimal", from.pennation_angle_at_optimal_rad},
       {"max_contraction_velocity", from.max_contraction_velocity_per_s}}};
  for (const auto& [name, value] : parameters) {
    if (!std::isfinite(value) || value < 0.0) {
      return failure(
          context.error(fmt::format("{} must be 0 or more; found {}", name, value), from.name, from.origin));
    }
  }
  return {};
}

Result<void> compile_muscle(Context& context, const MuscleSpecification& from,
                            std::map<std::string, std::vector<std::string>>& unknown) {
  Model& model = context.model;
  if (!context.muscles.insert(from.name).second) {
    return failure(
        context.error("two muscles have this name", from.name, from.origin, "Rename one of them."));
  }
  HAMSTRING_TRY_DO(check_parameters(context, from));
  if (from.points.size() < 2) {
    return failure(
        context.error(fmt::format("a muscle path needs at least 2 points; found {}", from.points.size()),
                      from.name, from.origin));
  }
  Muscle muscle{.name = from.name,
                .class_name = from.class_name,
                .parameters = {.max_isometric_force_n = from.max_isometric_force_n,
                               .optimal_fiber_length_m = from.optimal_fiber_length_m,
                               .tendon_slack_length_m = from.tendon_slack_length_m,
                               .pennation_angle_at_optimal_rad = from.pennation_angle_at_optimal_rad,
                               .max_contraction_velocity_per_s = from.max_contraction_velocity_per_s,
                               .ignore_tendon_compliance = from.ignore_tendon_compliance},
                .applies_force = from.applies_force};
  compile_law(from, muscle, unknown);
  muscle.points.begin = static_cast<std::uint32_t>(model.path_points.size());
  for (const PathPointSpecification& point : from.points) {
    HAMSTRING_TRY(compiled, compile_point(context, from, point));
    model.path_points.push_back(compiled);
  }
  muscle.points.end = static_cast<std::uint32_t>(model.path_points.size());
  HAMSTRING_TRY_DO(compile_path_wraps(context, from, muscle));
  model.path_points_max = std::max(model.path_points_max, muscle.points.size() + 2 * muscle.wraps.size());
  compile_static_path(model, muscle);
  compile_moment_arm_layout(model, muscle);
  model.muscles.push_back(std::move(muscle));
  return {};
}

}  // namespace

Result<void> compile_wraps(Context& context) {
  for (const WrapObjectSpecification& from : context.specification.wrap_objects) {
    HAMSTRING_TRY(frame, context.find_frame(from.frame, from.name, from.origin));
    HAMSTRING_TRY_DO(check_sizes(context, from));
    if (!context.wrap_objects.emplace(from.name, context.model.wrap_objects.size()).second) {
      context.diagnostics.warn("two wrap objects have this name; muscles wrap over the first", from.name,
                               from.origin.line);
    }
    const Pose X_FG{body_xyz_rotation(from.orientation_xyz_rad), from.translation_m};
    context.model.wrap_objects.push_back({.name = from.name,
                                          .kind = from.kind,
                                          .body = frame.body,
                                          .X_BG = frame.X_BF * X_FG,
                                          .quadrant = from.quadrant,
                                          .active = from.active,
                                          .radius_m = from.radius_m,
                                          .length_m = from.length_m});
  }
  return {};
}

Result<void> compile_muscles(Context& context) {
  std::map<std::string, std::vector<std::string>> unknown;
  for (const MuscleSpecification& muscle : context.specification.muscles) {
    HAMSTRING_TRY_DO(compile_muscle(context, muscle, unknown));
  }
  note_unknown_parameters(context, unknown);
  return {};
}

Result<void> compile_markers(Context& context) {
  for (const MarkerSpecification& from : context.specification.markers) {
    HAMSTRING_TRY(frame, context.find_frame(from.frame, from.name, from.origin));
    if (!from.location_m.allFinite())
      return failure(context.error("its location is not finite", from.name, from.origin));
    context.model.markers.push_back(
        {.name = from.name, .body = frame.body, .p_B = frame.X_BF * from.location_m});
  }
  return {};
}

}  // namespace hamstring::model::compiling
