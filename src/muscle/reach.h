// How far activations may go in one round of a search whose curves have corners.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace hamstring::muscle {

/// A least cost may stand on the corner of a force curve: from either side the slope there leads over it, and
/// a search that believes the slopes goes to and fro for ever. So whoever turns around may go half as far the
/// next time, and whoever goes on and on may go farther: an activation at a corner closes in on it, as in a
/// bisection, and all others are free.
struct Reach {
  std::vector<double> most;       ///< [unknown] largest step
  std::vector<double> last_step;  ///< [unknown]
  std::vector<int> same_way;      ///< [unknown] steps as far as allowed in one direction
};

/// Steps of up to `most` for everybody.
[[nodiscard]] Reach free_reach(std::size_t unknowns, double most);

/// Learns from the round that leads from `x` to `next`; what is not known (NaN) teaches nothing.
void learn(Reach& reach, std::span<const double> x, std::span<const double> next);

}  // namespace hamstring::muscle
