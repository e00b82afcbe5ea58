// What actuators beside muscles do to the coordinates of a model.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/index.h"
#include "core/result.h"
#include "kinematics/poses.h"
#include "model/actuator.h"
#include "model/model.h"

namespace hamstring::muscle {

/// An actuator whose coordinate or bodies are found in a model.
struct Actuator {
  model::ActuatorSpecification specification;
  CoordinateIndex coordinate;
  BodyIndex body, other_body;
};

/// Errors: a coordinate or body that the model does not have, with the actuator's name, file and line.
[[nodiscard]] Result<std::vector<Actuator>> find_actuators(
    const model::Model& model, std::span<const model::ActuatorSpecification> specifications);

/// A reserve: a moment on one coordinate, in N m (N) for a control of 1, without bounds.
[[nodiscard]] Actuator reserve(const model::Model& model, CoordinateIndex coordinate, double optimal_force);

/// The generalized forces of a control of 1 in one pose, into `generalized` ([coordinate], overwritten);
/// those on dependent coordinates are handed to what they follow. Directions are of length one, as OpenSim
/// takes them.
void actuator_effect(const model::Model& model, const kinematics::Poses& poses, const Actuator& actuator,
                     std::span<double> generalized);

}  // namespace hamstring::muscle
