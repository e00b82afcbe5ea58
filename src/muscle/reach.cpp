#include "muscle/reach.h"

#include <algorithm>
#include <cmath>

namespace hamstring::muscle {

Reach free_reach(std::size_t unknowns, double most) {
  return {.most = std::vector<double>(unknowns, most),
          .last_step = std::vector<double>(unknowns, 0.0),
          .same_way = std::vector<int>(unknowns, 0)};
}

void learn(Reach& reach, std::span<const double> x, std::span<const double> next) {
  // After a turn two steps of half the length lead back to where it began: only the third is news.
  constexpr int news = 3;
  constexpr double widest = 1.0;
  // Steps that shrink by themselves are Newton's own, whichever way they lead; those of rounding say nothing.
  constexpr double own = 0.5, rounding = 1e-9, narrowest = 1e-12;
  for (std::size_t j = 0; j < x.size(); ++j) {
    const double step = next[j] - x[j];
    if (!std::isfinite(step)) continue;
    const double last = reach.last_step[j];
    const bool is_held = std::abs(step) >= 0.99 * reach.most[j];
    const bool goes_on = std::abs(step) > own * std::abs(last) && std::abs(step) > rounding;
    if (step * last < 0.0 && (is_held || goes_on)) {
      reach.most[j] = std::max(0.5 * std::min(reach.most[j], std::abs(step)), narrowest);
      reach.same_way[j] = 0;
    } else if (!is_held) {
      reach.same_way[j] = 0;
    } else if (++reach.same_way[j] >= news) {
      reach.most[j] = std::min(4.0 * reach.most[j], widest);
    }
    reach.last_step[j] = step;
  }
}

}  // namespace hamstring::muscle
