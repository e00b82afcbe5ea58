// The joint that ties a model to the ground.
#pragma once

#include "model/model.h"

namespace hamstring::dynamics {

/// The joint on ground that carries most of the mass; invalid where no joint stands on ground.
[[nodiscard]] JointIndex root_joint(const model::Model& model);

/// A root that can go anywhere hangs on nothing; a joint of the body that is fixed to the ground bears it.
[[nodiscard]] bool floats(const model::Model& model, JointIndex root);

}  // namespace hamstring::dynamics
