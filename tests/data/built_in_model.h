// The built-in model and its pose, for the tests of this folder.
#pragma once

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "core/units.h"
#include "formats/osim/osim_reader.h"
#include "kinematics/poses.h"
#include "model/compile.h"
#include "muscle/muscle_paths.h"

namespace hamstring::testing {

inline const std::string built_in_model_file = HAMSTRING_PROJECT_DIR "/data/models/lower_body.osim";

inline const model::ModelSpecification& built_in_specification() {
  static const model::ModelSpecification specification = [] {
    Diagnostics diagnostics;
    auto read = read_osim(built_in_model_file, {}, diagnostics);
    if (!read) throw std::runtime_error(read.error().text());
    return *read;
  }();
  return specification;
}

inline const model::Model& built_in_model() {
  static const model::Model model = [] {
    Diagnostics diagnostics;
    auto compiled = model::compile(built_in_specification(), diagnostics);
    if (!compiled) throw std::runtime_error(compiled.error().text());
    return *compiled;
  }();
  return model;
}

/// Coordinate values or speeds by name; what is not named is 0.
using Named = std::map<std::string, double>;

inline std::vector<double> in_order(const Named& named) {
  const model::Model& model = built_in_model();
  std::vector<double> values(model.coordinates.size(), 0.0);
  for (const auto& [name, value] : named) {
    const CoordinateIndex index = model.find_coordinate(name);
    EXPECT_TRUE(index.is_valid()) << name;
    if (index.is_valid()) values[index.value()] = value;
  }
  return values;
}

/// Poses and paths of every muscle of the built-in model in one pose.
struct Frame {
  explicit Frame(const Named& values, const Named& speeds = {}, Compatibility mode = Compatibility::physics)
      : poses(built_in_model()), velocities(built_in_model().bodies.size()), paths(built_in_model()) {
    const model::Model& model = built_in_model();
    kinematics::compute_poses(model, kinematics::all_joints(model), in_order(values), poses);
    std::vector<double> rates = in_order(speeds);
    kinematics::apply_couplers_to_speeds(model, poses, rates);
    kinematics::compute_velocities(model, poses, rates, velocities);
    muscle::MusclePathWorkspace workspace(model);
    muscle::compute_muscle_paths(model, muscle::all_muscles(model), poses, rates, mode, workspace, paths);
  }

  [[nodiscard]] double length_m(const std::string& muscle) const {
    return paths.length_m.at(built_in_model().find_muscle(muscle).value());
  }
  [[nodiscard]] double moment_arm_m(const std::string& muscle, const std::string& coordinate) const {
    const model::Model& model = built_in_model();
    return paths.moment_arm(model, model.find_muscle(muscle), model.find_coordinate(coordinate));
  }

  kinematics::Poses poses;
  std::vector<kinematics::BodyVelocity> velocities;
  muscle::MusclePaths paths;
};

/// The right leg with hip and knee flexed [deg].
inline Named hip_knee(double hip_deg, double knee_deg) {
  return {{"hip_flexion_r", hip_deg * rad_per_deg}, {"knee_angle_r", knee_deg * rad_per_deg}};
}

/// Length against upright length [%].
inline double stretch_percent(const std::string& muscle, const Named& pose) {
  static const Frame upright{{}};
  return 100.0 * (Frame(pose).length_m(muscle) / upright.length_m(muscle) - 1.0);
}

}  // namespace hamstring::testing
