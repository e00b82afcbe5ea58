// What a movement did to muscles, frame by frame.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
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

/// Results over a recording. Columns are the muscles that are kept, in the order in which they were named.
struct MuscleHistory {
  TimeSeries length_m;
  TimeSeries lengthening_speed_m_per_s;
  std::vector<TimeSeries> moment_arm_m;  ///< one table a requested coordinate
  /// Of all selected muscles: positions in Model::moment_arm_coordinates of the moment arms that are ever
  /// other than zero.
  std::vector<std::uint32_t> arms_in_use;
  std::vector<LengthJump> jumps;  ///< of all selected muscles
};

struct MuscleHistoryOptions {
  Compatibility mode = Compatibility::physics;
  std::vector<CoordinateIndex> moment_arm_coordinates{};
  /// The muscles whose series are kept; the others are computed and let go frame by frame, so that a long
  /// recording costs no memory for them. Empty: all that are selected.
  std::optional<std::vector<MuscleIndex>> keep{};
};

/// Computes every frame of `motion` for the selected muscles. Frames with a missing value give NaN for the
/// muscles that depend on it. In physics mode the speeds of dependent coordinates follow their couplers, in
/// opensim mode they are taken from the recording as OpenSim does (docs/compatibility.md).
[[nodiscard]] MuscleHistory compute_muscle_history(const model::Model& model,
                                                   const MuscleSelection& selection,
                                                   const JointMotion& motion,
                                                   const MuscleHistoryOptions& options);

/// The same frame by frame, in order: `visit` sees the results of each and nothing is kept.
void for_each_frame(const model::Model& model, const MuscleSelection& selection, const JointMotion& motion,
                    Compatibility mode,
                    const std::function<void(std::size_t frame, const MusclePaths& paths)>& visit);

/// Length of every muscle in the upright pose, all coordinates zero [m], [muscle]; NaN where not computed.
[[nodiscard]] std::vector<double> upright_lengths(const model::Model& model, Compatibility mode);

}  // namespace hamstring::muscle
