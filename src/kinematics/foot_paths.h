// Where both feet and the pelvis go over a recording: what gait events are found from.
#pragma once

#include <vector>

#include "core/geometry.h"
#include "kinematics/legs.h"
#include "model/model.h"
#include "record/joint_motion.h"

namespace hamstring::kinematics {

/// Points of one foot and of the pelvis over a recording, in ground [m]: [frame]. Empty where the model has
/// no such body; NaN in frames with a missing coordinate.
struct FootPaths {
  std::vector<Vec3> pelvis;
  std::vector<Vec3> heel;  ///< origin of the calcaneus (or talus)
  std::vector<Vec3> toe;   ///< origin of the toes: the metatarsophalangeal joint
};

[[nodiscard]] FootPaths foot_paths(const model::Model& model, const Leg& leg, const JointMotion& motion);

}  // namespace hamstring::kinematics
