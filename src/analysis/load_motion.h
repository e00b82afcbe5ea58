// A movement from a file, as coordinates of a model.
#pragma once

#include "analysis/analyze_motion.h"
#include "gait/event_table.h"

namespace hamstring::analysis {

struct LoadedMotion {
  JointMotion motion;                  ///< the frames between from and to
  std::optional<JointMotion> whole{};  ///< all of the recording, where `motion` is a part of it
  InputFile file;                      ///< role "motion"

  /// All of it: gait events near a cut need what lies beyond.
  [[nodiscard]] const JointMotion& recording() const { return whole ? *whole : motion; }
};

/// Events that somebody gave, and the file they came from; both empty where none were given.
struct GivenEvents {
  std::optional<EventTable> table{};
  std::optional<InputFile> file{};  ///< role "events"
};

/// Errors: those of reading and of the table.
[[nodiscard]] Result<GivenEvents> read_events(const MotionRequest& request);

/// The model that the request names, from its file or from what was read of it already. Errors: those of
/// load_model().
[[nodiscard]] Result<LoadedModel> model_of(const MotionRequest& request, Diagnostics& diagnostics);

/// Reads the motion that the request names and fits it to the model. Errors: those of the reader; a time
/// range without frames; a file without any of the model's coordinates.
[[nodiscard]] Result<LoadedMotion> load_motion(const MotionRequest& request, const model::Model& model,
                                               Diagnostics& diagnostics);

}  // namespace hamstring::analysis
