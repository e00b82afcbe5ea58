#include "exposure/exponential_load.h"

namespace hamstring::exposure {

std::vector<double> exponential_mean(std::span<const double> daily, int days) {
  std::vector<double> means;
  if (days < 1) return means;
  const double ratio = 2.0 / (days + 1.0);
  for (const double load : daily)
    means.push_back(means.empty() ? load : ratio * load + (1.0 - ratio) * means.back());
  return means;
}

}  // namespace hamstring::exposure
