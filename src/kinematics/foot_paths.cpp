#include "kinematics/foot_paths.h"

#include <array>

#include "kinematics/poses.h"

namespace hamstring::kinematics {

FootPaths foot_paths(const model::Model& model, const Leg& leg, const JointMotion& motion) {
  FootPaths paths;
  const BodyIndex heel = leg.calcaneus.is_valid() ? leg.calcaneus : leg.talus;
  const JointSelection joints = joints_to(model, std::array{leg.pelvis, heel, leg.toes});
  Poses poses(model);
  for (std::size_t f = 0; f < motion.frames(); ++f) {
    compute_poses(model, joints, motion.values_at(f), poses);
    if (leg.pelvis.is_valid()) paths.pelvis.push_back(poses.X_WB[leg.pelvis.value()].p);
    if (heel.is_valid()) paths.heel.push_back(poses.X_WB[heel.value()].p);
    if (leg.toes.is_valid()) paths.toe.push_back(poses.X_WB[leg.toes.value()].p);
  }
  return paths;
}

}  // namespace hamstring::kinematics
