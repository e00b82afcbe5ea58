// How many numbers this machine computes with at once.
#pragma once

namespace hamstring {

/// 8 with AVX-512, 4 with AVX2, 2 otherwise: asked of the processor once. Wider than the machine is slower,
/// and the results are the same to the last bit.
[[nodiscard]] int lane_width();

}  // namespace hamstring
