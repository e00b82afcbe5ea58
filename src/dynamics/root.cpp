#include "dynamics/root.h"

#include <algorithm>
#include <vector>

namespace hamstring::dynamics {

using model::Model;

JointIndex root_joint(const Model& model) {
  std::vector<double> carried(model.bodies.size());
  for (std::size_t j = model.joints.size(); j-- > 0;) {
    const std::size_t child = model.joints[j].child.value();
    carried[child] += model.bodies[child].mass_kg;
    carried[model.joints[j].parent.value()] += carried[child];
  }
  JointIndex root;
  for (std::size_t j = 0; j < model.joints.size(); ++j) {
    if (model.joints[j].parent != BodyIndex(0)) continue;
    if (!root.is_valid() ||
        carried[model.joints[j].child.value()] > carried[model.joints[root.value()].child.value()])
      root = JointIndex(j);
  }
  return root;
}

bool floats(const Model& model, JointIndex root) {
  return std::ranges::any_of(model.joints[root.value()].coordinates, [&](CoordinateIndex c) {
    return model.coordinates[c.value()].motion_type == model::MotionType::translational;
  });
}

}  // namespace hamstring::dynamics
