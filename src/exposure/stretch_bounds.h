// Bounds of stretch at a speed, and of quantiles where the weights are bounds, too. Used by run_exposure.
#pragma once

#include <array>
#include <cstddef>
#include <span>

#include "exposure/run_exposure.h"

namespace hamstring::exposure {

/// Peak stretch of the strides of a group: over all speeds within its bounds and all top speeds, wider by
/// both errors of the model. `may_accelerate`: up to what near_top says.
[[nodiscard]] load::Interval stretch_range(const StretchAtSpeed& model, const StrideGroup& group,
                                           const load::Interval& top, bool may_accelerate);

/// The same against that of own easy running, at least 0: what is off the same way at every speed moves both
/// and mostly cancels. Not known where easy running may not stretch at all.
[[nodiscard]] load::Interval ratio_to_easy(const StretchAtSpeed& model, const StrideGroup& group,
                                           const OwnSpeeds& own, bool may_accelerate);

struct WeightedStretch {
  load::Interval strides, stretch;
};

/// `bounds`: one of each quantile, as quantile_bounds() gives it.
void find_quantile_bounds(std::span<const WeightedStretch> strides, std::span<const double> quantiles,
                          std::span<load::Interval> bounds);

/// The least and the most that a quantile can be, over every choice of weights and values within their
/// bounds. Not known without strides, or where a stretch is not known.
[[nodiscard]] load::Interval quantile_bounds(std::span<const WeightedStretch> strides, double quantile);

/// The same of several quantiles; the strides are put in order once.
template <std::size_t N>
[[nodiscard]] std::array<load::Interval, N> quantile_bounds(std::span<const WeightedStretch> strides,
                                                            const std::array<double, N>& quantiles) {
  std::array<load::Interval, N> bounds{};
  find_quantile_bounds(strides, quantiles, bounds);
  return bounds;
}

}  // namespace hamstring::exposure
