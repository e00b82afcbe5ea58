// From events to strides: foot strike to the next foot strike of the same side.
#pragma once

#include <vector>

#include "core/anatomy.h"
#include "gait/gait_events.h"

namespace hamstring {

/// One complete gait cycle of one side.
struct Stride {
  double start_s = 0.0;    ///< foot strike
  double toe_off_s = 0.0;  ///< toe-off between the two strikes
  double end_s = 0.0;      ///< next foot strike of the same side

  [[nodiscard]] double duration_s() const { return end_s - start_s; }
  [[nodiscard]] double contact_s() const { return toe_off_s - start_s; }
  /// Where in the cycle the toe leaves the ground [% of the cycle].
  [[nodiscard]] double toe_off_percent() const { return 100.0 * contact_s() / duration_s(); }
};

/// Cycles that were begun or ended in the recording but are not complete, counted once each by reason.
struct DroppedStrides {
  int starts_before_recording = 0;  ///< the part before the first foot strike
  int ends_after_recording = 0;     ///< the part after the last foot strike
  int without_toe_off = 0;          ///< two foot strikes with no toe-off between
  int implausible_duration =
      0;                 ///< longer or shorter than a stride of this gait can be, or than its neighbors
  int missing_data = 0;  ///< samples of the foot are missing within

  [[nodiscard]] int total() const {
    return starts_before_recording + ends_after_recording + without_toe_off + implausible_duration +
           missing_data;
  }
};

/// Half of a gait cycle, or about: from a foot strike to the next one of the other foot.
struct StepSpan {
  Side side = Side::left;  ///< whose strike it begins with
  double start_s = 0.0;
  double end_s = 0.0;
};

struct StrideList {
  std::vector<Stride> complete;  ///< in order of time
  DroppedStrides dropped;
};

/// The complete strides of one side within the recording [recording.start_s, recording.end_s].
/// GaitKind::none gives an empty list with nothing dropped.
[[nodiscard]] StrideList find_strides(const SideEvents& side, GaitKind kind, TimeSpan recording);

/// The steps, in order of time; as long as half of a stride of this gait can be.
[[nodiscard]] std::vector<StepSpan> find_step_spans(const SideEvents& left, const SideEvents& right,
                                                    GaitKind kind);

/// The strides that lie within a part of the recording. Those that only reach into it count as starting
/// before or ending after it; what else was dropped from the recording is not counted again.
[[nodiscard]] StrideList strides_within(const StrideList& list, TimeSpan part);

}  // namespace hamstring
