// A movement from a file, as coordinates of a model.
#pragma once

#include "analysis/analyze_motion.h"

namespace hamstring::analysis {

struct LoadedMotion {
  JointMotion motion;  ///< only the frames between from and to
  JointMotion whole;   ///< all of the recording: gait events near a cut need what lies beyond it
  InputFile file;      ///< role "motion"
};

/// Reads the motion that the request names and fits it to the model. Errors: those of the reader; a time
/// range without frames; a file without any of the model's coordinates.
[[nodiscard]] Result<LoadedMotion> load_motion(const MotionRequest& request, const model::Model& model,
                                               Diagnostics& diagnostics);

}  // namespace hamstring::analysis
