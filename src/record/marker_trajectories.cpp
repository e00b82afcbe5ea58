#include "record/marker_trajectories.h"

#include <algorithm>

namespace hamstring {

std::optional<std::size_t> MarkerTrajectories::find(std::string_view name) const {
  const auto found = std::ranges::find(names, name);
  if (found == names.end()) return std::nullopt;
  return static_cast<std::size_t>(found - names.begin());
}

bool MarkerTrajectories::is_seen(std::size_t frame, std::size_t marker) const {
  return position_m(frame, marker).allFinite();
}

Vec3 MarkerTrajectories::mean_position_m(std::size_t frame, std::span<const std::size_t> of) const {
  Vec3 sum = Vec3::Zero();
  double count = 0.0;
  for (const std::size_t marker : of) {
    if (!is_seen(frame, marker)) continue;
    sum += position_m(frame, marker);
    count += 1.0;
  }
  return sum / count;  // 0 / 0 is NaN
}

MarkerTrajectories MarkerTrajectories::mean_over(std::size_t first, std::size_t last) const {
  MarkerTrajectories mean{
      .rate_hz = rate_hz, .time_s = {time_s[first]}, .names = names, .unit_in_file = unit_in_file};
  for (std::size_t m = 0; m < markers(); ++m) {
    Vec3 sum = Vec3::Zero();
    double count = 0.0;
    for (std::size_t f = first; f <= last; ++f) {
      if (!is_seen(f, m)) continue;
      sum += position_m(f, m);
      count += 1.0;
    }
    mean.positions_m.emplace_back(sum / count);
  }
  return mean;
}

std::size_t MarkerTrajectories::missing_frames(std::size_t marker) const {
  std::size_t missing = 0;
  for (std::size_t f = 0; f < frames(); ++f) missing += is_seen(f, marker) ? 0 : 1;
  return missing;
}

}  // namespace hamstring
