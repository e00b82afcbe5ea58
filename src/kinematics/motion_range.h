// Values of a recording beyond the range that the model gives its coordinates.
#pragma once

#include "core/diagnostics.h"
#include "core/provenance.h"
#include "model/model.h"
#include "record/joint_motion.h"

namespace hamstring {

/// Names every coordinate of the recording that leaves the model's range: by how much, in how many rows, and
/// when first. In opensim mode the clamped independent coordinates of a model with couplers are then set to
/// the end of their range, in place: OpenSim assembles such a model in every frame and keeps to the range of
/// what is clamped (its speeds stay those of the file). Otherwise the values are used as recorded.
void keep_to_ranges(const model::Model& model, Compatibility mode, JointMotion& motion,
                    Diagnostics& diagnostics);

}  // namespace hamstring
