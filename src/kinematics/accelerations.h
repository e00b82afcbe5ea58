// Speeds and accelerations of a recorded movement.
#pragma once

#include <optional>

#include "core/diagnostics.h"
#include "core/provenance.h"
#include "core/result.h"
#include "model/model.h"
#include "record/coordinate_motion.h"
#include "record/joint_motion.h"

namespace hamstring {

struct AccelerationOptions {
  /// opensim: as its inverse dynamics tool. Coordinates that the recording lacks keep the model's default;
  /// those that a coupler sets are taken from their own columns like all others; the low-pass is not
  /// corrected for its two passes and leaves the rows that padding added. physics: coupled coordinates follow
  /// what they are coupled to, the cutoff is that of both passes together, and the rows stay those of the
  /// recording.
  Compatibility mode = Compatibility::physics;
  std::optional<double> lowpass_hz{};
  int lanes = 0;  ///< see SmoothOptions
};

/// Filters the values of a movement, where asked for, and differentiates the quintic spline through them
/// twice. Rows in which a coordinate has no number split the movement: each part of at least
/// smoothed_rows_min rows is treated by itself, shorter ones and the gaps are left out and named. Errors: no
/// such part; those of smooth_columns(); in physics mode a coordinate that follows several others by a
/// function that is not linear.
[[nodiscard]] Result<CoordinateMotion> coordinate_motion(const model::Model& model, const JointMotion& motion,
                                                         const AccelerationOptions& options,
                                                         Diagnostics& diagnostics);

/// Frames first … last (inclusive).
[[nodiscard]] CoordinateMotion slice(const CoordinateMotion& motion, std::size_t first, std::size_t last);

}  // namespace hamstring
