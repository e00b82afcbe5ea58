// Forces that act on a body from outside: ground reaction under a foot, a pole, a harness.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/geometry.h"

namespace hamstring {

/// Which three neighboring columns of a table hold a vector: those whose labels begin with `identifier`, or
/// from column `first_column` on, counted with the time as 0 (how the oldest files say it). Both empty: none.
struct LoadColumns {
  std::string identifier{};
  int first_column = -1;

  [[nodiscard]] bool are_given() const { return !identifier.empty() || first_column >= 0; }
};

/// What a file of external loads says of one of them: where its numbers stand, and what they mean.
struct LoadSource {
  std::string name;
  std::string applied_to_body;
  std::string force_expressed_in = "ground";  ///< also of the torque
  std::string point_expressed_in = "ground";
  LoadColumns force{}, point{}, torque{};
  bool applies = true;
  int line = 0;
};

/// One force as it was recorded. Force, point and free moment are kept apart: the torque acts besides the
/// force at the point, it is not the moment about any origin. NaN where the recording holds no number.
struct ExternalLoad {
  std::string name;
  std::string applied_to_body;
  std::string force_expressed_in = "ground";
  std::string point_expressed_in = "ground";
  std::vector<double> time_s;    ///< [sample] rising
  std::vector<Vec3> force_n;     ///< [sample]; empty: a torque alone
  std::vector<Vec3> point_m;     ///< [sample]; empty: the force acts at the body's origin
  std::vector<Vec3> torque_n_m;  ///< [sample]; empty: none

  [[nodiscard]] std::size_t samples() const { return time_s.size(); }
  [[nodiscard]] bool is_in_ground() const {
    return force_expressed_in == "ground" && point_expressed_in == "ground" && !point_m.empty();
  }
};

struct ExternalLoads {
  std::vector<ExternalLoad> loads;
  std::string file{};  ///< the table they were read from, without its folder
};

}  // namespace hamstring
