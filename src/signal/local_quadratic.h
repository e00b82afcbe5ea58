// Smoothing and differentiation of unevenly sampled points with gaps, by weighted local parabolas.
#pragma once

#include <span>
#include <vector>

#include "core/geometry.h"
#include "signal/time_span.h"

namespace hamstring {

/// A point's smoothed path, one entry per time; NaN where the path is not known.
struct SmoothedPath {
  std::vector<Vec3> position_m;
  std::vector<Vec3> velocity_m_per_s;
};

/// At every time, the parabola that fits the neighboring samples best, each weighted with
/// exp(-(Δt/bandwidth)²/2) out to three bandwidths (local polynomial regression: Cleveland & Devlin 1988,
/// J Am Stat Assoc 83:596). Positions that are quadratic in time come back unchanged, ends included.
/// A sample with a NaN coordinate is left out, and the result is NaN there.
/// `points_m` must have time_s.size() entries; time_s [s] must rise.
[[nodiscard]] SmoothedPath smooth_path(std::span<const double> time_s, std::span<const Vec3> points_m,
                                       double bandwidth_s);

struct BridgedPoints {
  std::vector<Vec3> points_m;     ///< gaps up to the limit filled, longer ones left NaN
  std::vector<TimeSpan> missing;  ///< the longer ones, from the last sample before to the first one after [s]
};

/// Fills gaps (NaN samples) no longer than `limit_s` between their neighbors with the cubic that keeps
/// position and slope at both edges (Hermite). Gaps at the ends are never filled.
[[nodiscard]] BridgedPoints bridge_gaps(std::span<const double> time_s, std::span<const Vec3> points_m,
                                        double limit_s);

}  // namespace hamstring
