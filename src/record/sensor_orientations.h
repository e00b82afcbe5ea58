// Which way inertial sensors pointed, frame by frame.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/geometry.h"

namespace hamstring {

/// Orientations in the sensors' own world: for most systems z up and x towards magnetic north.
struct SensorOrientations {
  double rate_hz = 0.0;
  std::vector<double> time_s;      ///< [frame] strictly increasing
  std::vector<std::string> names;  ///< [sensor]
  std::vector<Mat3> R_WS;          ///< [frame * sensors + sensor] sensor in world; NaN where there is none

  [[nodiscard]] std::size_t frames() const { return time_s.size(); }
  [[nodiscard]] const Mat3& at(std::size_t frame, std::size_t sensor) const {
    return R_WS[frame * names.size() + sensor];
  }
};

}  // namespace hamstring
