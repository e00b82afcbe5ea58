// SI and radians inside; these factors are used only where files and people come in.
#pragma once

#include <numbers>

namespace hamstring {

inline constexpr double rad_per_deg = std::numbers::pi / 180.0;
inline constexpr double deg_per_rad = 180.0 / std::numbers::pi;

}  // namespace hamstring
