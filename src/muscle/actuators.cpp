#include "muscle/actuators.h"

#include <fmt/format.h>

#include <algorithm>

#include "muscle/muscle_paths.h"

namespace hamstring::muscle {
namespace {

using kinematics::MotionAxis;
using model::ActuatorKind;
using model::ActuatorSpecification;

Error not_in_model(const ActuatorSpecification& actuator, const char* what, const std::string& name) {
  return {.message = fmt::format("the actuator acts on {} '{}', which the model does not have", what, name),
          .file = actuator.file,
          .line = actuator.line,
          .element = actuator.name,
          .advice = "List what the model has with: hamstring model FILE"};
}

/// Adds what a force f and its moment m about the ground's origin do when they act on a body.
void add_wrench(const model::Model& model, const kinematics::Poses& poses, BodyIndex body, const Vec3& f,
                const Vec3& m, std::span<double> generalized) {
  model.for_each_crossed(BodyIndex(0), body, [&](CoordinateIndex c, double) {
    const MotionAxis& axis = poses.axes[c.value()];
    generalized[c.value()] += m.dot(axis.w) + f.dot(axis.v);
  });
}

}  // namespace

Result<std::vector<Actuator>> find_actuators(const model::Model& model,
                                             std::span<const ActuatorSpecification> specifications) {
  std::vector<Actuator> found;
  for (const ActuatorSpecification& specification : specifications) {
    Actuator actuator{.specification = specification, .coordinate = {}, .body = {}, .other_body = {}};
    const auto body = [&](const std::string& name) {
      return name == "ground" ? BodyIndex(0) : model.find_body(name);
    };
    if (specification.kind == ActuatorKind::coordinate) {
      actuator.coordinate = model.find_coordinate(specification.coordinate);
      if (!actuator.coordinate.is_valid())
        return failure(not_in_model(specification, "coordinate", specification.coordinate));
    } else {
      actuator.body = body(specification.body);
      if (!actuator.body.is_valid()) return failure(not_in_model(specification, "body", specification.body));
    }
    if (specification.kind == ActuatorKind::torque) {
      actuator.other_body = body(specification.other_body);
      if (!actuator.other_body.is_valid())
        return failure(not_in_model(specification, "body", specification.other_body));
    }
    found.push_back(std::move(actuator));
  }
  return found;
}

Actuator reserve(const model::Model& model, CoordinateIndex coordinate, double optimal_force) {
  const std::string& name = model.coordinates[coordinate.value()].name;
  return {.specification = {.name = name + "_reserve", .optimal_force = optimal_force, .coordinate = name},
          .coordinate = coordinate,
          .body = {},
          .other_body = {}};
}

void actuator_effect(const model::Model& model, const kinematics::Poses& poses, const Actuator& actuator,
                     std::span<double> generalized) {
  const ActuatorSpecification& s = actuator.specification;
  std::ranges::fill(generalized, 0.0);
  if (s.kind == ActuatorKind::coordinate) {
    generalized[actuator.coordinate.value()] = s.optimal_force;
  } else {
    const Pose& X_WB = poses.X_WB[actuator.body.value()];
    const Vec3 along = s.direction.normalized() * s.optimal_force;
    const Vec3 u = s.direction_is_in_ground ? along : Vec3(X_WB.R * along);
    if (s.kind == ActuatorKind::point) {
      const Vec3 p = s.point_is_in_ground ? s.point : Vec3(X_WB * s.point);
      add_wrench(model, poses, actuator.body, u, p.cross(u), generalized);
    } else {
      add_wrench(model, poses, actuator.body, Vec3::Zero(), u, generalized);
      add_wrench(model, poses, actuator.other_body, Vec3::Zero(), -u, generalized);
    }
  }
  if (!model.couplers.empty()) fold_couplers(model, poses, generalized);
}

}  // namespace hamstring::muscle
