#include "signal/local_quadratic.h"

#include <Eigen/Cholesky>
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>

namespace hamstring {
namespace {

const Vec3 not_known = Vec3::Constant(std::numeric_limits<double>::quiet_NaN());
constexpr double reach_in_bandwidths = 3.0;
constexpr int samples_wanted = 4;  // one more than a parabola has coefficients

bool is_known(const Vec3& p) {
  return p.allFinite();
}

struct Window {
  std::size_t first = 0;
  std::size_t end = 0;
  int known = 0;
};

/// The samples within reach of sample i, widened one by one until enough of them are known.
Window window_around(std::size_t i, std::span<const double> t, std::span<const Vec3> p, double reach_s) {
  Window w{.first = i, .end = i + 1, .known = 1};
  while (w.first > 0 && t[i] - t[w.first - 1] <= reach_s) w.known += is_known(p[--w.first]) ? 1 : 0;
  while (w.end < t.size() && t[w.end] - t[i] <= reach_s) w.known += is_known(p[w.end++]) ? 1 : 0;
  while (w.known < samples_wanted && (w.first > 0 || w.end < t.size())) {
    if (w.first > 0) w.known += is_known(p[--w.first]) ? 1 : 0;
    if (w.end < t.size()) w.known += is_known(p[w.end++]) ? 1 : 0;
  }
  return w;
}

/// Position and slope [per bandwidth] at sample i of the weighted least-squares parabola, as rows.
Eigen::Matrix<double, 2, 3> fit_parabola(std::size_t i, const Window& w, std::span<const double> t,
                                         std::span<const Vec3> p, double bandwidth_s) {
  Mat3 normal = Mat3::Zero();
  Mat3 moments = Mat3::Zero();
  for (std::size_t k = w.first; k < w.end; ++k) {
    if (!is_known(p[k])) continue;
    const double u = (t[k] - t[i]) / bandwidth_s;
    // The floor keeps far samples of a widened window from losing all weight.
    const double weight = std::max(std::exp(-0.5 * u * u), 1e-4);
    const Vec3 basis(1.0, u, u * u);
    normal += weight * basis * basis.transpose();
    moments += weight * basis * (p[k] - p[i]).transpose();
  }
  const Mat3 coefficients = normal.ldlt().solve(moments);
  Eigen::Matrix<double, 2, 3> result = coefficients.topRows<2>();
  result.row(0) += p[i].transpose();
  return result;
}

/// Slope at known sample `k` looking toward sample `beyond` on the far side of the gap's edge, if that is
/// known.
Vec3 edge_slope(std::size_t k, std::ptrdiff_t beyond, std::span<const double> t, std::span<const Vec3> p,
                const Vec3& otherwise) {
  if (beyond < 0 || beyond >= static_cast<std::ptrdiff_t>(t.size())) return otherwise;
  const auto b = static_cast<std::size_t>(beyond);
  return is_known(p[b]) ? Vec3((p[k] - p[b]) / (t[k] - t[b])) : otherwise;
}

void fill_gap(std::size_t before, std::size_t after, std::span<const double> t, std::vector<Vec3>& p) {
  const double length = t[after] - t[before];
  const Vec3 chord = (p[after] - p[before]) / length;
  const Vec3 m0 = edge_slope(before, static_cast<std::ptrdiff_t>(before) - 1, t, p, chord);
  const Vec3 m1 = edge_slope(after, static_cast<std::ptrdiff_t>(after) + 1, t, p, chord);
  const Vec3 p0 = p[before];
  const Vec3 p1 = p[after];
  for (std::size_t k = before + 1; k < after; ++k) {
    const double u = (t[k] - t[before]) / length;
    p[k] = (1 + 2 * u) * (1 - u) * (1 - u) * p0 + u * (1 - u) * (1 - u) * length * m0 +
           u * u * (3 - 2 * u) * p1 + u * u * (u - 1) * length * m1;
  }
}

}  // namespace

SmoothedPath smooth_path(std::span<const double> time_s, std::span<const Vec3> points_m, double bandwidth_s) {
  const std::size_t n = time_s.size();
  SmoothedPath path{.position_m = std::vector<Vec3>(n, not_known),
                    .velocity_m_per_s = std::vector<Vec3>(n, not_known)};
  for (std::size_t i = 0; i < n; ++i) {
    if (!is_known(points_m[i])) continue;
    const Window window = window_around(i, time_s, points_m, reach_in_bandwidths * bandwidth_s);
    if (window.known < 3) continue;  // no parabola through fewer
    const Eigen::Matrix<double, 2, 3> fit = fit_parabola(i, window, time_s, points_m, bandwidth_s);
    path.position_m[i] = fit.row(0).transpose();
    path.velocity_m_per_s[i] = fit.row(1).transpose() / bandwidth_s;
  }
  return path;
}

BridgedPoints bridge_gaps(std::span<const double> time_s, std::span<const Vec3> points_m, double limit_s) {
  const std::size_t n = time_s.size();
  BridgedPoints bridged{.points_m = {points_m.begin(), points_m.end()}, .missing = {}};
  std::size_t i = 0;
  while (i < n) {
    if (is_known(points_m[i])) {
      ++i;
      continue;
    }
    std::size_t after = i;
    while (after < n && !is_known(points_m[after])) ++after;
    const bool is_inside = i > 0 && after < n;
    if (is_inside && time_s[after] - time_s[i - 1] <= limit_s) {
      fill_gap(i - 1, after, time_s, bridged.points_m);
    } else {
      bridged.missing.push_back(
          {.start_s = time_s[i > 0 ? i - 1 : 0], .end_s = time_s[std::min(after, n - 1)]});
    }
    i = after;
  }
  return bridged;
}

}  // namespace hamstring
