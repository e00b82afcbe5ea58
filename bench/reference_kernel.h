// A yardstick that every machine has: one 64×64 product of doubles with Eigen, timed in the same run.
#pragma once

namespace hamstring::bench {

/// Median time of one product [s], measured once when first asked for.
[[nodiscard]] double reference_kernel_seconds();

}  // namespace hamstring::bench
