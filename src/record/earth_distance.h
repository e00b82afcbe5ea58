// Lengths on the earth between points that lie near each other, as those of a track do.
#pragma once

namespace hamstring {

struct EarthPoint {
  double latitude_deg = 0.0, longitude_deg = 0.0;  ///< WGS 84
};

/// On the ellipsoid, with its two radii of curvature at the mean latitude [m]. Off by less than 1e-6 of the
/// length up to 10 km and 80° of latitude; NaN where a coordinate is.
[[nodiscard]] double earth_distance_m(const EarthPoint& a, const EarthPoint& b);

}  // namespace hamstring
