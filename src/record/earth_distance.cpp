#include "record/earth_distance.h"

#include <cmath>
#include <numbers>

namespace hamstring {
namespace {

// WGS 84 (NIMA TR8350.2): semi-major axis and first eccentricity squared.
constexpr double semi_major_axis_m = 6378137.0;
constexpr double eccentricity_squared = 6.69437999014e-3;

}  // namespace

double earth_distance_m(const EarthPoint& a, const EarthPoint& b) {
  constexpr double rad = std::numbers::pi / 180.0;
  const double middle = 0.5 * (a.latitude_deg + b.latitude_deg) * rad;
  const double s = std::sin(middle), w = 1.0 - eccentricity_squared * s * s;
  const double meridian = semi_major_axis_m * (1.0 - eccentricity_squared) / (w * std::sqrt(w));
  const double across = semi_major_axis_m / std::sqrt(w);
  const double turn = std::remainder(b.longitude_deg - a.longitude_deg, 360.0) * rad;
  return std::hypot((b.latitude_deg - a.latitude_deg) * rad * meridian, turn * across * std::cos(middle));
}

}  // namespace hamstring
