#include "exposure/movement_load.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/units.h"

namespace hamstring::exposure {
namespace {

load::Interval peak_interval(const MuscleExposure& muscle) {
  const double error = stretch_error(muscle, assumed_angle_error_deg * rad_per_deg);
  if (!std::isfinite(error)) return {};
  std::vector<double> peaks;
  for (const Exposure& stride : muscle.strides) peaks.push_back(stride.peak_stretch.value);
  if (peaks.empty()) peaks.push_back(muscle.recording.peak_stretch.value);
  std::erase_if(peaks, [](double peak) { return std::isnan(peak); });
  if (peaks.empty()) return {};
  const auto [low, high] = std::ranges::minmax(peaks);
  return {.low = low - error, .high = high + error};
}

}  // namespace

load::Load load_of_movement(std::span<const SideExposure* const> sides, load::LoadSource source) {
  load::Load made{.source = std::move(source), .amounts = {}};
  for (const SideExposure* side : sides) {
    const auto add = [&](Hamstring muscle, load::Interval peak) {
      const auto strides = static_cast<double>(side->strides.complete.size());
      made.amounts.push_back({.side = side->side,
                              .muscle = muscle,
                              .quantity = load::Quantity::peak_stretch,
                              .interval = peak,
                              .origin = load::Origin::modelled});
      made.amounts.push_back({.side = side->side,
                              .muscle = muscle,
                              .quantity = load::Quantity::strides,
                              .interval = {.low = strides, .high = strides},
                              .origin = load::Origin::measured});
    };
    for (const MuscleExposure& muscle : side->muscles) add(muscle.muscle, peak_interval(muscle));
    for (const MissingMuscle& missing : side->missing) add(missing.muscle, {});
  }
  load::sort_amounts(made);
  return made;
}

}  // namespace hamstring::exposure
