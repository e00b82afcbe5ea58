// How else muscles of one joint pair may have divided what they carry together.
#pragma once

#include <span>

namespace hamstring::muscle {

/// What is known of muscles that cross the same two joints, in one frame. All of one length, four at most.
struct SharedPull {
  std::span<const double> force_n;
  std::span<const double> low_n,
      high_n;  ///< what each can give here, at its least and at its full activation
  std::span<const double> arm_1_m, arm_2_m;  ///< about the two joints
};

struct ForceRange {
  double low_n = 0.0, high_n = 0.0;
};

/// Least and largest Σ weight · force over all forces within their limits that leave both joints the moments
/// they have: the corners of that polygon. At least as wide as the sum itself. NaN where something is not
/// known.
[[nodiscard]] ForceRange range_of_sum(const SharedPull& pull, std::span<const double> weight);

}  // namespace hamstring::muscle
