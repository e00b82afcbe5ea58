// The built-in model as a Simbody system.
#pragma once

#include <Simbody.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace oracle {

struct Coordinate {
  std::string name;
  SimTK::MobilizedBodyIndex body;  ///< the body its joint moves
  int index_in_joint = 0;
  double low = 0.0;
  double high = 0.0;
  std::string follows{};  ///< the coordinate it equals (a coupler of slope 1); empty: independent
};

struct PathPoint {
  SimTK::MobilizedBodyIndex body;
  SimTK::Vec3 station;
};

struct Muscle {
  std::string name;
  std::vector<PathPoint> points;
};

/// Everything read from the file; muscles that bend around cylinders are left out.
struct Skeleton {
  SimTK::MultibodySystem system;
  SimTK::SimbodyMatterSubsystem matter{system};
  std::vector<std::string> body_names;  ///< in the file's order, without ground
  std::map<std::string, SimTK::MobilizedBodyIndex> bodies;
  std::vector<Coordinate> coordinates;  ///< in the file's order
  std::vector<Muscle> muscles;
};

/// Builds the system. Throws std::exception with a reason if the file holds what the built-in model does not
/// use.
std::unique_ptr<Skeleton> read_skeleton(const std::string& osim_file);

}  // namespace oracle
