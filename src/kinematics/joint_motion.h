// From the columns of a file to values and speeds of a model's coordinates.
#pragma once

#include <optional>

#include "core/diagnostics.h"
#include "core/provenance.h"
#include "core/result.h"
#include "formats/storage/storage_table.h"
#include "model/model.h"
#include "record/joint_motion.h"

namespace hamstring {

struct JointMotionOptions {
  /// opensim: a missing coordinate is 0, a low-pass is not corrected for its two passes, speeds of dependent
  /// coordinates come from their columns. physics: the model's default, corrected, from the couplers.
  Compatibility mode = Compatibility::physics;
  std::optional<double> lowpass_hz{};
  bool partial_by_design = false;    ///< missing coordinates are worth a note, not a warning
  std::optional<bool> in_degrees{};  ///< the unit of the angles, given by hand: before header and rules
  bool refuse_other_unit = false;    ///< values that no person has in that unit are an error, not a warning
};

/// Fits a table to a model (it is taken by value: a long recording need not be held twice): columns by
/// coordinate name or state path, degrees to radians for rotational coordinates, a low-pass if asked for,
/// speeds from the interpolating quintic spline of each column (or from the file's own speed columns, if it
/// has them). Diagnostics name missing coordinates, columns that are not used, gaps, and angles that look
/// like the other unit. Errors: no column is a coordinate of the model; fewer than two rows; a filter that
/// the sampling rate does not carry; values that contradict the unit, where `refuse_other_unit` asks for it.
[[nodiscard]] Result<JointMotion> joint_motion_from_table(const model::Model& model, StorageTable table,
                                                          const JointMotionOptions& options,
                                                          Diagnostics& diagnostics);

/// The same for a table whose columns are rad and m already.
[[nodiscard]] Result<JointMotion> joint_motion_from_series(const model::Model& model,
                                                           const TimeSeries& series,
                                                           const JointMotionOptions& options,
                                                           Diagnostics& diagnostics);

/// Frames first … last (inclusive).
[[nodiscard]] JointMotion slice(const JointMotion& motion, std::size_t first, std::size_t last);

}  // namespace hamstring
