// Foot strike and toe-off of both sides from kinematics alone, in walking and running.
#pragma once

#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/geometry.h"
#include "signal/time_span.h"

namespace hamstring {

/// Two points of one foot over time, in the same frame as the pelvis. A span may be empty where the point is
/// not known; one of the two is enough for events of lower precision. A NaN coordinate is a missing sample.
struct FootTrajectory {
  std::span<const Vec3> heel_m;  ///< calcaneus origin or heel marker, one per time [m]
  std::span<const Vec3> toe_m;   ///< toe joint (metatarsal heads) or toe marker, one per time [m]
};

/// What gait events are found from. Y is up; the direction of motion along the ground is found, not assumed.
struct GaitInput {
  std::span<const double> time_s;  ///< strictly rising [s]
  std::span<const Vec3>
      pelvis_m;  ///< pelvis origin, one per time [m]; may be constant (no translations) or empty
  FootTrajectory left, right;  ///< spans of time_s.size(), or empty
};

enum class GaitKind {
  none,     ///< standing, squats, jumps, or too little to tell: no events are given
  walking,  ///< the feet overlap on the ground
  running,  ///< each contact ends before that of the other foot begins
};

/// "none", "walking" or "running".
[[nodiscard]] std::string_view gait_kind_name(GaitKind kind);

/// Events of one side in order of time, to a fraction of a sample [s].
struct SideEvents {
  std::vector<double> foot_strike_s;
  std::vector<double> toe_off_s;
  std::vector<TimeSpan> missing;  ///< where samples of this foot are missing for too long to be bridged
};

struct GaitEvents {
  GaitKind kind = GaitKind::none;
  SideEvents left, right;
  /// Horizontal speed of the pelvis over the surface the feet stand on (belt or floor), mean over the
  /// stances [m/s]; NaN where there is none.
  double speed_m_per_s = std::numeric_limits<double>::quiet_NaN();
  /// Horizontal unit vector the person moves along, relative to that surface; NaN where there is none.
  Vec3 forward = Vec3::Constant(std::numeric_limits<double>::quiet_NaN());
  /// What a reader of the result must know: why there are no events, what lowered their precision.
  std::vector<std::string> remarks;
};

/// Finds foot strikes and toe-offs. Method, agreement with force plates and sources: docs/signal.md.
/// Never fails: where the input does not carry a gait, `kind` is none and `remarks` says why.
/// Spans whose length differs from time_s count as not given.
[[nodiscard]] GaitEvents detect_gait_events(const GaitInput& input);

}  // namespace hamstring
