// What a movement did to muscles, frame by frame.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/time_series.h"
#include "muscle/muscle_paths.h"
#include "record/joint_motion.h"

namespace hamstring::muscle {

/// A jump of a muscle's length that no movement explains: a conditional point or a wrap switched.
struct LengthJump {
  MuscleIndex muscle;
  std::size_t frame = 0;  ///< the first frame after the jump
  double time_s = 0.0;    ///< when it happened, between the frames
  double size_m = 0.0;    ///< length after minus length before, at that instant
  std::string cause{};    ///< "conditional point" or "wrap"
};

/// Results over a recording. Columns are muscles in the order of the selection.
struct MuscleHistory {
  TimeSeries length_m;
  TimeSeries lengthening_speed_m_per_s;
  std::vector<TimeSeries> moment_arm_m;  ///< one table a requested coordinate
  /// Every moment arm that is ever other than zero, one column "muscle|coordinate" each, if asked for [m; 1
  /// about translations].
  TimeSeries all_moment_arms;
  std::vector<LengthJump> jumps;
};

struct MuscleHistoryOptions {
  Compatibility mode = Compatibility::physics;
  std::vector<CoordinateIndex> moment_arm_coordinates{};
  bool all_moment_arms = false;
};

/// Computes every frame of `motion` for the selected muscles. Frames with a missing value give NaN for the
/// muscles that depend on it. In physics mode the speeds of dependent coordinates follow their couplers, in
/// opensim mode they are taken from the recording as OpenSim does (docs/compatibility.md).
[[nodiscard]] MuscleHistory compute_muscle_history(const model::Model& model,
                                                   const MuscleSelection& selection,
                                                   const JointMotion& motion,
                                                   const MuscleHistoryOptions& options);

/// Length of every muscle in the upright pose, all coordinates zero [m], [muscle]; NaN where not computed.
[[nodiscard]] std::vector<double> upright_lengths(const model::Model& model, Compatibility mode);

}  // namespace hamstring::muscle
