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

std::size_t MarkerTrajectories::missing_frames(std::size_t marker) const {
  std::size_t missing = 0;
  for (std::size_t f = 0; f < frames(); ++f) missing += is_seen(f, marker) ? 0 : 1;
  return missing;
}

}  // namespace hamstring
