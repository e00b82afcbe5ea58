// Tolerance and the arithmetic of doses: docs/rehab.md, 6.
#include <algorithm>
#include <cmath>
#include <numeric>

#include "rehab/plan.h"

namespace hamstring::rehab {
namespace {

double total_of(const Dose& dose) {
  return std::accumulate(dose.amounts.begin(), dose.amounts.end(), 0.0);
}

/// Whole amounts, the larger ones first: 26 on three sets is 9, 9, 8.
std::vector<double> spread(double total, int sets) {
  std::vector<double> amounts;
  for (int left = sets; left > 0; --left) {
    amounts.push_back(std::ceil(total / left));
    total -= amounts.back();
  }
  return amounts;
}

double down_to_half(double load_kg) {
  return std::floor(load_kg * 2.0) / 2.0;
}

}  // namespace

double Dose::volume() const {
  return total_of(*this) * load_kg.value_or(1.0);
}

Tolerance tolerance_of(std::optional<double> before, std::optional<double> worst,
                       std::optional<double> morning, double pain_limit) {
  if ((worst && *worst > pain_limit) || (morning && *morning > pain_limit)) return Tolerance::not_tolerated;
  if (before && morning && *morning > *before) return Tolerance::not_tolerated;
  return before && worst && morning ? Tolerance::tolerated : Tolerance::not_known;
}

Dose heavier(const Dose& base, const ContentLine& line, double step) {
  const double total = total_of(base);
  const double most = line.sets.max * line.reps.max;
  const double next = std::min(std::floor(total * (1.0 + step) + 1e-9), most);
  Dose result = base;
  if (next > total) {
    const double needed = std::ceil(next / line.reps.max);
    result.amounts =
        spread(next, static_cast<int>(std::clamp(needed, std::min(line.sets.min, next), line.sets.max)));
  } else if (base.load_kg && total >= most) {
    result.load_kg = std::max(*base.load_kg, down_to_half(*base.load_kg * (1.0 + step) + 1e-9));
  }
  return result;
}

Dose lighter(const Dose& base, const ContentLine& line, double share_off) {
  const double next = std::min(
      total_of(base), std::max(line.reps.min, std::floor(total_of(base) * (1.0 - share_off) + 1e-9)));
  const double longest = base.amounts.empty() ? line.reps.min : std::max(1.0, std::ranges::max(base.amounts));
  Dose result = base;
  result.amounts = spread(next, std::max(1, static_cast<int>(std::ceil(next / longest))));
  return result;
}

}  // namespace hamstring::rehab
