// Daily loads weighted by how long ago they were, as publications of injury data define acute and chronic
// load. For holding such data against; nothing here is shown as a risk, and no plan reads it.
#pragma once

#include <span>
#include <vector>

namespace hamstring::exposure {

/// Exponentially weighted mean of a day and all before it, one value a day, first day first:
/// a₀ = x₀, aₜ = r xₜ + (1 − r) aₜ₋₁ with r = 2 / (days + 1). Acute: 7 days, chronic: 28 (the script of
/// predicting-hamstring-injuries). Empty for no days or days < 1.
[[nodiscard]] std::vector<double> exponential_mean(std::span<const double> daily, int days);

}  // namespace hamstring::exposure
