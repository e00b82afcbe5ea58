// A stretch of time.
#pragma once

namespace hamstring {

/// From start to end, both included [s].
struct TimeSpan {
  double start_s = 0.0;
  double end_s = 0.0;
};

}  // namespace hamstring
