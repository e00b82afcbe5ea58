#include "analysis/leg_stretch.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "muscle/muscle_paths.h"

namespace hamstring::analysis {
namespace {

/// The nearest value within the coordinate's range.
double held(const model::Model& model, const kinematics::Flexion& flexion, double value) {
  const model::Coordinate& coordinate = model.coordinates[flexion.coordinate.value()];
  return flexion.sign * std::clamp(flexion.sign * value, coordinate.range[0], coordinate.range[1]);
}

}  // namespace

std::vector<LegStretch> leg_stretch(const LegStage& stage, std::span<const HipAndKnee> poses) {
  const model::Model& model = stage.loaded.model;
  const muscle::Leg& leg = stage.loaded.hamstrings.leg(Side::right);
  const auto selection = muscle::select_muscles(model, {leg.muscles.begin(), leg.muscles.end()});
  kinematics::Poses bodies(model);
  muscle::MusclePathWorkspace workspace(model);
  muscle::MusclePaths paths(model);
  std::vector<double> values(model.coordinates.size(), 0.0);
  std::vector<LegStretch> result;
  result.reserve(poses.size());
  for (const HipAndKnee& pose : poses) {
    LegStretch one;
    if (!std::isfinite(pose.hip_rad) || !std::isfinite(pose.knee_rad)) {
      one.stretch.fill(std::numeric_limits<double>::quiet_NaN());
      result.push_back(one);
      continue;
    }
    const double hip = held(model, leg.hip, pose.hip_rad), knee = held(model, leg.knee, pose.knee_rad);
    one.held = hip != pose.hip_rad || knee != pose.knee_rad;
    values[leg.hip.coordinate.value()] = leg.hip.sign * hip;
    values[leg.knee.coordinate.value()] = leg.knee.sign * knee;
    kinematics::compute_poses(model, selection.joints, values, bodies);
    muscle::compute_muscle_paths(model, selection, bodies, {}, Compatibility::physics, workspace, paths);
    for (std::size_t h = 0; h < leg.muscles.size(); ++h) {
      const auto muscle = leg.muscles[h].value();
      one.stretch[h] = paths.length_m[muscle] / stage.upright_m[muscle] - 1.0;
    }
    result.push_back(one);
  }
  return result;
}

}  // namespace hamstring::analysis
