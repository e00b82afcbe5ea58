// The moving leg of the app: a movement of the library, or one pose, through the built-in model.
#pragma once

#include <array>
#include <filesystem>
#include <string>
#include <vector>

#include "analysis/load_model.h"
#include "muscle/leg_geometry.h"

namespace hamstring::analysis {

/// The model of the scene, read once.
struct LegStage {
  LoadedModel loaded;
  std::vector<double> upright_m;  ///< [muscle of the model] length with all coordinates at zero
};

/// One cycle of a movement. Muscle arrays are [Hamstring][frame], of the right leg.
struct LegScene {
  std::string id;
  bool demonstration = false;  ///< shown where nobody chose another
  double cycle_s = 0.0;
  double speed_m_per_s = 0.0;
  double contact_fraction = 0.0;  ///< of the cycle that a foot is on the ground; 0: not said
  std::vector<std::array<muscle::LegPoints, 2>> frames;  ///< [frame][Side]
  std::vector<muscle::BodyPoints> bodies;                ///< [frame]
  std::vector<double> hip_rad, knee_rad;                 ///< [frame] of the right leg, flexion positive
  std::array<std::vector<double>, 4> stretch;            ///< length / upright length - 1
  std::array<std::vector<double>, 4> lengthening_m_per_s;
  std::vector<std::string> sources;  ///< of the movement
};

/// What a person sets with sliders. Angles are of the thigh against the vertical and of the knee; a forward
/// tilt of the pelvis (positive) leaves the thigh where it is, so that it stretches what comes from behind.
struct PoseAsked {
  double thigh_rad = 0.0, knee_rad = 0.0, forward_tilt_rad = 0.0;
  double leg_length_m = 0.0;  ///< hip to ankle, standing; 0: the model's own. Scales the leg as a whole.
};

struct LegNow {
  muscle::LegPoints points;  ///< right leg
  muscle::BodyPoints body;
  std::array<double, 4> length_m{}, upright_m{}, hip_arm_m{}, knee_arm_m{};  ///< [Hamstring]
  double leg_length_m = 0.0;
};

/// Errors: the built-in model cannot be read or lacks a right leg.
[[nodiscard]] Result<LegStage> load_leg_stage(const std::filesystem::path& data_folder,
                                              Diagnostics& diagnostics);

/// `frames` samples, the last a step before the first one again. Errors: those of the movement's reader.
[[nodiscard]] Result<LegScene> leg_scene(const LegStage& stage, const std::filesystem::path& movement_file,
                                         int frames, Diagnostics& diagnostics);

/// All movements of a folder, in the order in which they are shown; exactly one is the demonstration.
[[nodiscard]] Result<std::vector<LegScene>> leg_scenes(const LegStage& stage,
                                                       const std::filesystem::path& folder, int frames,
                                                       Diagnostics& diagnostics);

/// Errors: an angle outside the model's range or not finite.
[[nodiscard]] Result<LegNow> leg_pose(const LegStage& stage, const PoseAsked& asked);

}  // namespace hamstring::analysis
