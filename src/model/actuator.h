// Motors beside muscles, as files name them: a force or a moment of a given place and direction, as large as
// a control times an optimal force.
#pragma once

#include <cstdint>
#include <limits>
#include <string>

#include "core/geometry.h"

namespace hamstring::model {

enum class ActuatorKind : std::uint8_t {
  coordinate,  ///< a generalized force on one coordinate
  point,       ///< a force on a point of a body
  torque,      ///< a moment on a body, and its opposite on another
};

struct ActuatorSpecification {
  std::string name;
  ActuatorKind kind = ActuatorKind::coordinate;
  double optimal_force = 1.0;  ///< at control 1 [N or N m]
  double min_control = -std::numeric_limits<double>::infinity();
  double max_control = std::numeric_limits<double>::infinity();
  std::string coordinate{};  ///< kind coordinate
  std::string body{};        ///< the force's or the moment's
  std::string other_body{};  ///< kind torque: that which gets the opposite
  Vec3 point = Vec3::Zero();
  Vec3 direction = Vec3(1, 0, 0);      ///< of force or moment; its length means nothing
  bool point_is_in_ground = false;     ///< else in `body`
  bool direction_is_in_ground = true;  ///< else in `body`
  std::string file{};
  int line = 0;
};

}  // namespace hamstring::model
