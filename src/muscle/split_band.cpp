#include "muscle/split_band.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>

namespace hamstring::muscle {
namespace {

constexpr std::size_t muscles_max = 4;

/// Whether two forces can take what the others leave, and which they then are.
bool corner(const SharedPull& pull, std::size_t i, std::size_t k, double moment_1, double moment_2,
            std::array<double, muscles_max>& force) {
  const double determinant = pull.arm_1_m[i] * pull.arm_2_m[k] - pull.arm_1_m[k] * pull.arm_2_m[i];
  if (!(std::abs(determinant) > 1e-9)) return false;  // m²: lines of action that differ by nothing
  force[i] = (moment_1 * pull.arm_2_m[k] - moment_2 * pull.arm_1_m[k]) / determinant;
  force[k] = (pull.arm_1_m[i] * moment_2 - pull.arm_2_m[i] * moment_1) / determinant;
  constexpr double grace_n = 1e-6;
  return force[i] >= pull.low_n[i] - grace_n && force[i] <= pull.high_n[i] + grace_n &&
         force[k] >= pull.low_n[k] - grace_n && force[k] <= pull.high_n[k] + grace_n;
}

}  // namespace

ForceRange range_of_sum(const SharedPull& pull, std::span<const double> weight) {
  const std::size_t n = std::min(pull.force_n.size(), muscles_max);
  double moment_1 = 0.0, moment_2 = 0.0, sum = 0.0;
  for (std::size_t i = 0; i < n; ++i) {
    moment_1 += pull.arm_1_m[i] * pull.force_n[i];
    moment_2 += pull.arm_2_m[i] * pull.force_n[i];
    sum += weight[i] * pull.force_n[i] + 0.0 * (pull.low_n[i] + pull.high_n[i]);
  }
  ForceRange range{sum, sum};
  if (!std::isfinite(sum + moment_1 + moment_2)) {
    range.low_n = range.high_n = std::numeric_limits<double>::quiet_NaN();
    return range;
  }
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t k = i + 1; k < n; ++k) {
      // All others at one of their limits: each bit of `which` says at which.
      for (std::size_t which = 0; which < (std::size_t{1} << n); ++which) {
        if (((which >> i) & 1) != 0 || ((which >> k) & 1) != 0) continue;
        std::array<double, muscles_max> force{};
        double left_1 = moment_1, left_2 = moment_2;
        for (std::size_t j = 0; j < n; ++j) {
          if (j == i || j == k) continue;
          force[j] = ((which >> j) & 1) != 0 ? pull.high_n[j] : pull.low_n[j];
          left_1 -= pull.arm_1_m[j] * force[j];
          left_2 -= pull.arm_2_m[j] * force[j];
        }
        if (!corner(pull, i, k, left_1, left_2, force)) continue;
        double of_corner = 0.0;
        for (std::size_t j = 0; j < n; ++j) of_corner += weight[j] * force[j];
        range.low_n = std::min(range.low_n, of_corner);
        range.high_n = std::max(range.high_n, of_corner);
      }
    }
  }
  return range;
}

}  // namespace hamstring::muscle
