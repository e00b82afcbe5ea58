// Joints of every kind become six axes; couplers are put in an order in which they can be evaluated.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "model/compile_context.h"

#include "core/try.h"

namespace hamstring::model::compiling {
namespace {

// OpenSim refuses axes whose cross product is shorter than this.
constexpr double parallel_axes_tolerance = 1e-5;

struct AxisPlan {
  std::size_t slot;  ///< 0-2 rotations, 3-5 translations
  Vec3 axis;
};

/// Which axis each coordinate of a simple joint drives, in the joint's own order of coordinates.
std::vector<AxisPlan> simple_joint_axes(JointKind kind) {
  const Vec3 x = Vec3::UnitX();
  const Vec3 y = Vec3::UnitY();
  const Vec3 z = Vec3::UnitZ();
  switch (kind) {
    case JointKind::pin:
      return {{0, z}};
    case JointKind::slider:
      return {{3, x}};
    case JointKind::universal:
      return {{0, x}, {1, y}};
    case JointKind::planar:
      return {{0, z}, {3, x}, {4, y}};
    case JointKind::ball:
    case JointKind::gimbal:
      return {{0, x}, {1, y}, {2, z}};
    case JointKind::free:
      return {{0, x}, {1, y}, {2, z}, {3, x}, {4, y}, {5, z}};
    case JointKind::weld:
    case JointKind::custom:
      return {};
  }
  return {};
}

Result<void> compile_simple_joint(Context& context, const JointSpecification& specification, Joint& joint) {
  const std::vector<AxisPlan> plan = simple_joint_axes(specification.kind);
  if (plan.size() != joint.coordinates.size()) {
    return failure(context.error(
        fmt::format("this kind of joint has {} coordinates; found {}", plan.size(), joint.coordinates.size()),
        specification.name, specification.origin));
  }
  for (std::size_t i = 0; i < plan.size(); ++i) {
    TransformAxis& axis = joint.axes[plan[i].slot];
    axis.kind = AxisKind::identity;
    axis.axis = plan[i].axis;
    axis.coordinate = joint.coordinates[i];
    axis.constant = 1.0;
    context.model.coordinates[joint.coordinates[i].value()].motion_type =
        plan[i].slot < 3 ? MotionType::rotational : MotionType::translational;
  }
  return {};
}

Result<void> check_axes(Context& context, const JointSpecification& joint) {
  for (const std::size_t first : {std::size_t{0}, std::size_t{3}}) {
    for (std::size_t i = first; i < first + 3; ++i) {
      const Vec3& axis = joint.axes[i].axis;
      if (!axis.allFinite() || axis.norm() < parallel_axes_tolerance) {
        return failure(context.error(fmt::format("axis {} of its spatial transform has no direction", i + 1),
                                     joint.name, joint.origin));
      }
      for (std::size_t k = first; k < i; ++k) {
        if (axis.normalized().cross(joint.axes[k].axis.normalized()).norm() < parallel_axes_tolerance) {
          return failure(
              context.error(fmt::format("axes {} and {} of its spatial transform are parallel", k + 1, i + 1),
                            joint.name, joint.origin, "Three independent directions are needed."));
        }
      }
    }
  }
  return {};
}

Result<void> compile_axis(Context& context, const JointSpecification& joint,
                          const TransformAxisSpecification& from, TransformAxis& axis) {
  axis.axis = from.axis.normalized();
  axis.function = from.function;
  if (from.coordinates.size() > arguments_max) {
    return failure(context.error(fmt::format("an axis may depend on at most {} coordinates; found {}",
                                             arguments_max, from.coordinates.size()),
                                 joint.name, joint.origin));
  }
  if (const std::size_t takes = argument_count(from.function);
      takes > 0 && !from.coordinates.empty() && takes != from.coordinates.size()) {
    return failure(context.error(
        fmt::format("a function of {} coordinates on an axis that names {}", takes, from.coordinates.size()),
        joint.name, joint.origin));
  }
  for (const std::string& name : from.coordinates) {
    HAMSTRING_TRY(coordinate, context.find_coordinate(name, joint.name, joint.origin));
    if (!axis.coordinate.is_valid()) {
      axis.coordinate = coordinate;
    } else {
      axis.further_arguments.push_back(coordinate);
    }
  }
  if (is_constant(from.function) || !axis.coordinate.is_valid()) {
    axis.constant = evaluate(from.function, 0.0).value;
    axis.kind = axis.constant == 0.0 ? AxisKind::none : AxisKind::constant;
    axis.coordinate = {};
    axis.further_arguments.clear();
  } else if (axis.further_arguments.empty() && is_identity_up_to_sign(from.function)) {
    axis.kind = AxisKind::identity;
    axis.constant = evaluate(from.function, 1.0).value;
  } else {
    axis.kind = AxisKind::function;
  }
  return {};
}

/// OpenSim calls a coordinate rotational (or translational) if some axis of that kind is the coordinate
/// itself.
void find_motion_types(Model& model, const Joint& joint) {
  for (const CoordinateIndex c : joint.coordinates) {
    MotionType type = MotionType::coupled;
    for (std::size_t i = 6; i-- > 0;) {
      if (joint.axes[i].kind != AxisKind::identity || joint.axes[i].coordinate != c) continue;
      type = i < 3 ? MotionType::rotational : MotionType::translational;
    }
    model.coordinates[c.value()].motion_type = type;
  }
}

Result<void> compile_custom_joint(Context& context, const JointSpecification& specification, Joint& joint) {
  HAMSTRING_TRY_DO(check_axes(context, specification));
  for (std::size_t i = 0; i < 6; ++i) {
    HAMSTRING_TRY_DO(compile_axis(context, specification, specification.axes[i], joint.axes[i]));
  }
  if (joint.axes[0].kind == AxisKind::constant || joint.axes[1].kind == AxisKind::constant) {
    context.diagnostics.note(
        "a constant rotation comes before a moving one; OpenSim itself misplaces the later axes here "
        "(deviation E)",
        specification.name);
  }
  for (const CoordinateIndex c : joint.coordinates) {
    const bool used = std::ranges::any_of(joint.axes, [c](const TransformAxis& axis) {
      return axis.coordinate == c ||
             std::ranges::find(axis.further_arguments, c) != axis.further_arguments.end();
    });
    if (!used) {
      context.diagnostics.warn("no axis of the joint uses this coordinate",
                               context.model.coordinates[c.value()].name, specification.origin.line);
    }
  }
  find_motion_types(context.model, joint);
  return {};
}

Result<void> add_coordinates(Context& context, const JointSpecification& specification, Joint& joint) {
  for (const CoordinateSpecification& from : specification.coordinates) {
    const CoordinateIndex index(context.model.coordinates.size());
    if (!context.coordinates.emplace(from.name, index).second) {
      return failure(
          context.error("two coordinates have this name", from.name, from.origin, "Rename one of them."));
    }
    if (!std::isfinite(from.default_value) || std::isnan(from.range[0]) || std::isnan(from.range[1])) {
      return failure(context.error("default value and range must be numbers", from.name, from.origin));
    }
    joint.coordinates.push_back(index);
    context.model.coordinates.push_back({.name = from.name,
                                         .joint = JointIndex(context.model.joints.size()),
                                         .motion_type = MotionType::rotational,
                                         .default_value = from.default_value,
                                         .default_speed = from.default_speed,
                                         .range = from.range,
                                         .clamped = from.clamped,
                                         .locked = from.locked});
  }
  return {};
}

Result<void> compile_joint(Context& context, const JointSpecification& specification) {
  HAMSTRING_TRY(parent,
                context.find_frame(specification.parent_frame, specification.name, specification.origin));
  HAMSTRING_TRY(child,
                context.find_frame(specification.child_frame, specification.name, specification.origin));
  Joint joint{.name = specification.name,
              .kind = specification.kind,
              .parent = parent.body,
              .child = child.body,
              .X_PF = parent.X_BF,
              .X_MB = child.X_BF.inverse(),
              .axes = {},
              .coordinates = {}};
  HAMSTRING_TRY_DO(add_coordinates(context, specification, joint));
  HAMSTRING_TRY_DO(specification.kind == JointKind::custom
                       ? compile_custom_joint(context, specification, joint)
                       : compile_simple_joint(context, specification, joint));
  context.model.joints.push_back(std::move(joint));
  return {};
}

Result<Coupler> compile_coupler(Context& context, const CouplerSpecification& from) {
  Coupler coupler{.name = from.name, .dependent = {}, .independents = {}, .function = from.function};
  HAMSTRING_TRY(dependent, context.find_coordinate(from.dependent_coordinate, from.name, from.origin));
  coupler.dependent = dependent;
  for (const std::string& name : from.independent_coordinates) {
    HAMSTRING_TRY(independent, context.find_coordinate(name, from.name, from.origin));
    coupler.independents.push_back(independent);
  }
  if (coupler.independents.empty() || coupler.independents.size() > arguments_max) {
    return failure(context.error(fmt::format("a coupler needs 1 to {} independent coordinates; found {}",
                                             arguments_max, coupler.independents.size()),
                                 from.name, from.origin));
  }
  if (const std::size_t takes = argument_count(coupler.function);
      takes > 0 && takes != coupler.independents.size()) {
    return failure(context.error(
        fmt::format("its function takes {} coordinates; it names {}", takes, coupler.independents.size()),
        from.name, from.origin));
  }
  return coupler;
}

}  // namespace

Result<void> compile_joints(Context& context) {
  std::unordered_map<std::string, bool> names;
  for (const JointSpecification& joint : context.specification.joints) {
    if (!names.emplace(joint.name, true).second) {
      return failure(
          context.error("two joints have this name", joint.name, joint.origin, "Rename one of them."));
    }
    HAMSTRING_TRY_DO(compile_joint(context, joint));
  }
  return {};
}

Result<void> compile_couplers(Context& context) {
  Model& model = context.model;
  std::vector<Coupler> waiting;
  for (const CouplerSpecification& from : context.specification.couplers) {
    if (!from.enforced) {
      context.diagnostics.note("this coupler is switched off in the file and is not used", from.name);
      continue;
    }
    HAMSTRING_TRY(coupler, compile_coupler(context, from));
    Coordinate& dependent = model.coordinates[coupler.dependent.value()];
    if (dependent.coupler >= 0) {
      return failure(context.error(fmt::format("coordinate '{}' is set by two couplers", dependent.name),
                                   from.name, from.origin));
    }
    dependent.coupler = 0;  // its place in the order follows below
    waiting.push_back(std::move(coupler));
  }
  // A coupler can be evaluated once none of its arguments still waits to be set.
  std::vector<bool> waits(model.coordinates.size(), false);
  for (const Coupler& coupler : waiting) waits[coupler.dependent.value()] = true;
  while (!waiting.empty()) {
    const auto ready = std::ranges::find_if(waiting, [&](const Coupler& coupler) {
      return std::ranges::none_of(coupler.independents, [&](CoordinateIndex c) { return waits[c.value()]; });
    });
    if (ready == waiting.end()) {
      return failure(context.error("couplers depend on each other in a circle", waiting.front().name, {}));
    }
    model.coordinates[ready->dependent.value()].coupler = static_cast<std::int32_t>(model.couplers.size());
    waits[ready->dependent.value()] = false;
    model.couplers.push_back(std::move(*ready));
    waiting.erase(ready);
  }
  return {};
}

}  // namespace hamstring::model::compiling
