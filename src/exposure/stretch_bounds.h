// Bounds of stretch at a speed, and of quantiles where the weights are bounds, too. Used by run_exposure.
#pragma once

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

/// The least and the most that a quantile can be, over every choice of weights and values within their
/// bounds. Not known without strides, or where a stretch is not known.
[[nodiscard]] load::Interval quantile_bounds(std::span<const WeightedStretch> strides, double quantile);

}  // namespace hamstring::exposure
