// How far hip and knee flexion alone stretch the hamstrings of the built-in leg.
#pragma once

#include <array>
#include <span>
#include <vector>

#include "analysis/leg_scene.h"

namespace hamstring::analysis {

struct HipAndKnee {
  double hip_rad = 0.0, knee_rad = 0.0;  ///< flexion of the right leg, zero upright
};

struct LegStretch {
  std::array<double, 4> stretch{};  ///< [Hamstring] length / upright length - 1
  bool held = false;  ///< the pose lies beyond the model's range, and its nearest pose within it was taken
};

/// One result a pose, all other coordinates at zero. NaN in, NaN out.
[[nodiscard]] std::vector<LegStretch> leg_stretch(const LegStage& stage, std::span<const HipAndKnee> poses);

}  // namespace hamstring::analysis
