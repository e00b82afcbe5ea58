// Jumps of length, gathered by muscle: a running recording holds hundreds of them, a reader wants to know
// where and how large.
#pragma once

#include <vector>

#include "report/motion_report.h"

namespace hamstring::report {

/// All jumps of one muscle.
struct JumpGroup {
  std::size_t count = 0;
  ReportedJump largest;  ///< the one with the largest absolute size
};

/// One group a muscle, the largest jump first; muscles with equal jumps keep the order of the recording.
[[nodiscard]] std::vector<JumpGroup> jumps_by_muscle(const std::vector<ReportedJump>& jumps);

}  // namespace hamstring::report
