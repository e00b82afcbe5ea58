// Tasks of inverse kinematics, as the setups of two tools have them.
#pragma once

#include <pugixml.hpp>
#include <string>
#include <vector>

#include "formats/osim/osim_properties.h"

namespace hamstring {

struct IkMarkerTask {
  std::string marker;
  double weight = 0.0;  ///< a task without one weighs nothing, as in OpenSim
};

struct IkCoordinateTask {
  std::string coordinate;
  double weight = 0.0;
  enum class Source { model_default, manual, file } source = Source::model_default;
  double value = 0.0;  ///< manual: rad or m
};

struct IkTasks {
  std::vector<IkMarkerTask> markers;  ///< those that apply
  std::vector<IkCoordinateTask> coordinates;
};

namespace setup {

/// The tasks of an IKTaskSet inside `owner`; what is no task does nothing, with a warning.
[[nodiscard]] IkTasks read_ik_tasks(osim::Properties& properties, const pugi::xml_node& owner);

}  // namespace setup
}  // namespace hamstring
