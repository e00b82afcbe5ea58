// What of a set of forces is driven by a control: the actuators in OpenSim's actuator files and in models,
// and the bounds of muscle controls.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/diagnostics.h"
#include "core/result.h"
#include "model/actuator.h"

namespace hamstring {

/// Bounds that a muscle's own element or its class's defaults give; infinite where they say nothing.
struct MuscleControl {
  std::string muscle;
  double min_control = -std::numeric_limits<double>::infinity();
  double max_control = std::numeric_limits<double>::infinity();
};

/// A force that no control drives: ligaments, springs, limits of coordinates, contacts.
struct UndrivenForce {
  std::string class_name;
  std::string name;
};

struct ForceSetActuators {
  std::vector<model::ActuatorSpecification> actuators;  ///< that apply
  std::vector<MuscleControl> muscles;                   ///< all, in their order
  std::vector<std::string> order;       ///< names of muscles and actuators, as the file has them
  std::vector<UndrivenForce> undriven;  ///< that apply
};

/// Reads the ForceSet (ActuatorSet) of an actuator file or of a model: CoordinateActuator,
/// ActivationCoordinateActuator, PointActuator, TorqueActuator; muscles by name and bounds only. Actuators
/// switched off are left out. Errors: those of reading XML; not a set of forces and not a model; another
/// class of actuator (BodyActuator, PathActuator …), by name; an actuator without coordinate or body, or
/// whose direction has no length; bounds that contradict each other; two of one name.
[[nodiscard]] Result<ForceSetActuators> parse_actuators(std::string_view content,
                                                        const std::filesystem::path& path,
                                                        Diagnostics& diagnostics);

/// The same from a file.
[[nodiscard]] Result<ForceSetActuators> read_actuators(const std::filesystem::path& path,
                                                       Diagnostics& diagnostics);

}  // namespace hamstring
