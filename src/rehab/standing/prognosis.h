// How long it may take: named trial distributions, mixed and widened, never a date. docs/rehab.md, 11.
#pragma once

#include "rehab/standing/assess.h"
#include "rehab/standing/state.h"

namespace hamstring::rehab {

/// Quantile of the standard normal distribution; 0 < p < 1.
[[nodiscard]] double normal_quantile(double p);
/// Day at which a share `p` of the trial arm was back.
[[nodiscard]] double quantile_of(const PrognosisItem& item, double p);

[[nodiscard]] PrognosisReport prognosis_of(const Knowledge& knowledge, const State& state, Day today);

}  // namespace hamstring::rehab
