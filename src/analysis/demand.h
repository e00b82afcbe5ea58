// What the free coordinates of a movement need, handed on through couplers: what muscles have to carry.
#pragma once

#include <span>
#include <vector>

#include "core/provenance.h"
#include "core/result.h"
#include "dynamics/body_loads.h"
#include "model/model.h"
#include "record/coordinate_motion.h"
#include "record/joint_motion.h"

namespace hamstring::analysis {

/// A movement with accelerations ([frame * coordinates + coordinate]) as dynamics reads it. Coordinates that
/// a coupler sets take their value and acceleration from it; their speed in physics mode, too, while in
/// opensim mode it stays that of the recording (docs/compatibility.md). A coupler of several coordinates
/// hands on no curvature.
[[nodiscard]] CoordinateMotion with_accelerations(const model::Model& model, const JointMotion& motion,
                                                  std::span<const double> accelerations, Compatibility mode);

/// The same movement without its accelerations, frame by frame.
[[nodiscard]] JointMotion without_accelerations(const CoordinateMotion& motion);

/// Generalized forces of inverse dynamics ([coordinate * frames + frame]) with those on dependent coordinates
/// handed to what they follow; in physics mode they come so already.
[[nodiscard]] std::vector<double> handed_on(const model::Model& model, const CoordinateMotion& motion,
                                            std::vector<double> generalized, Compatibility mode);

/// Generalized forces, [coordinate * frames + frame], those of dependent coordinates handed to what they
/// follow. Errors: those of dynamics::inverse_dynamics().
[[nodiscard]] Result<std::vector<double>> demand_of(const model::Model& model, const CoordinateMotion& motion,
                                                    std::span<const dynamics::BodyLoad> loads,
                                                    Compatibility mode);

}  // namespace hamstring::analysis
