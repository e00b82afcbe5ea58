#include "muscle/tendon_stretch.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <variant>

namespace hamstring::muscle {
namespace {

double tendon_of(const Millard2012Curves& curves, double length) {
  return curves.tendon.at(length).value;
}

double tendon_of(const auto& curves, double length) {
  return curves.tendon(length).value;
}

}  // namespace

double tendon_strain_at(const MuscleMechanics& muscle, double force_n) {
  if (!std::isfinite(force_n)) return std::numeric_limits<double>::quiet_NaN();
  if (force_n <= 0.0 || muscle.rigid_tendon) return 0.0;
  const double force = force_n / muscle.max_force_n;
  return std::visit(
      [&](const auto& curves) {
        double low = 0.0, high = 0.1;
        while (tendon_of(curves, 1.0 + high) < force && high < 10.0) high *= 2.0;
        for (constexpr double close_enough = 1e-9; high - low > close_enough;) {
          const double middle = 0.5 * (low + high);
          (tendon_of(curves, 1.0 + middle) < force ? low : high) = middle;
        }
        return 0.5 * (low + high);
      },
      muscle.curves);
}

double fiber_length_at(const MuscleMechanics& muscle, double length_m, double force_n) {
  const double strain = tendon_strain_at(muscle, force_n);
  const double along_m = std::max(0.0, length_m - muscle.slack_length_m * (1.0 + strain));
  if (!std::isfinite(along_m + strain)) return std::numeric_limits<double>::quiet_NaN();
  return std::max(std::hypot(along_m, muscle.pennation.height_m), muscle.shortest_fiber_m) /
         muscle.optimal_length_m;
}

}  // namespace hamstring::muscle
