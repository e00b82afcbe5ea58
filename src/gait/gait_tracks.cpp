#include "gait/gait_tracks.h"

#include <fmt/format.h>

#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cmath>
#include <limits>

#include "signal/local_quadratic.h"

namespace hamstring {
namespace {

// Our choices: 10 ms keeps the stop of the foot at contact sharp and takes out the noise of markers; at low
// sampling rates the parabola needs about four samples.
constexpr double bandwidth_s = 0.010;
constexpr double bandwidth_in_samples = 0.85;
constexpr double bridged_gap_s = 0.06;
constexpr double bridged_gap_in_samples = 2.5;
constexpr double heading_half_window_s = 0.6;  // about a stride of walking in all
constexpr double pelvis_rest_m = 0.002;        // a pelvis in gait moves centimeters along every axis

Vec3 horizontal(const Vec3& v) {
  return {v.x(), 0.0, v.z()};
}

struct SmoothedFoot {
  bool is_given = false;
  SmoothedPath heel, toe;
  std::vector<TimeSpan> missing;

  [[nodiscard]] Vec3 center(std::size_t i) const { return 0.5 * (heel.position_m[i] + toe.position_m[i]); }
};

struct Smoother {
  std::span<const double> time_s;
  double bandwidth_s = 0.0;
  double gap_limit_s = 0.0;

  [[nodiscard]] SmoothedPath path(std::span<const Vec3> points, std::vector<TimeSpan>& missing) const {
    BridgedPoints bridged = bridge_gaps(time_s, points, gap_limit_s);
    missing.insert(missing.end(), bridged.missing.begin(), bridged.missing.end());
    return smooth_path(time_s, bridged.points_m, bandwidth_s);
  }

  [[nodiscard]] SmoothedFoot foot(const FootTrajectory& given) const {
    SmoothedFoot foot;
    const bool has_heel = given.heel_m.size() == time_s.size();
    const bool has_toe = given.toe_m.size() == time_s.size();
    foot.is_given = has_heel || has_toe;
    if (!foot.is_given) return foot;
    foot.heel = path(has_heel ? given.heel_m : given.toe_m, foot.missing);
    foot.toe = has_heel && has_toe ? path(given.toe_m, foot.missing) : foot.heel;
    return foot;
  }
};

Smoother make_smoother(std::span<const double> time_s) {
  std::vector<double> steps;
  for (std::size_t i = 1; i < time_s.size(); ++i) steps.push_back(time_s[i] - time_s[i - 1]);
  const double dt = median_of(std::move(steps));
  return {.time_s = time_s,
          .bandwidth_s = std::max(bandwidth_s, bandwidth_in_samples * dt),
          .gap_limit_s = std::max(bridged_gap_s, bridged_gap_in_samples * dt)};
}

/// Mean of the known vectors within ±half_window_s of every time, made unit length; zero where there is none.
std::vector<Vec3> moving_direction(std::span<const double> t, const std::vector<Vec3>& raw,
                                   double half_window_s) {
  std::vector<Vec3> directions(t.size(), Vec3::Zero());
  Vec3 sum = Vec3::Zero();
  std::size_t first = 0;
  std::size_t end = 0;
  for (std::size_t i = 0; i < t.size(); ++i) {
    for (; end < t.size() && t[end] <= t[i] + half_window_s; ++end) {
      if (raw[end].allFinite()) sum += raw[end];
    }
    for (; t[first] < t[i] - half_window_s; ++first) {
      if (raw[first].allFinite()) sum -= raw[first];
    }
    directions[i] = sum.norm() > 0.0 ? Vec3(sum.normalized()) : Vec3(Vec3::Zero());
  }
  return directions;
}

/// Which way the feet point, from heel to toe, over about a stride.
std::vector<Vec3> direction_of_feet(std::span<const double> t, const std::array<SmoothedFoot, 2>& feet) {
  std::vector<Vec3> raw(t.size(), Vec3::Zero());
  for (std::size_t i = 0; i < t.size(); ++i) {
    for (const SmoothedFoot& foot : feet) {
      if (foot.is_given) raw[i] += horizontal(foot.toe.position_m[i] - foot.heel.position_m[i]);
    }
  }
  return moving_direction(t, raw, heading_half_window_s);
}

/// Where heel and toe are not both known: the axis along which the feet pass each other (or the pelvis), in
/// the sense in which a foot that is higher than on average, one in swing, moves.
Vec3 direction_of_swing(const std::array<SmoothedFoot, 2>& feet, const SmoothedPath& pelvis) {
  Mat3 spread = Mat3::Zero();
  for (const SmoothedFoot& foot : feet) {
    for (std::size_t i = 0; foot.is_given && i < pelvis.position_m.size(); ++i) {
      const Vec3 v = horizontal(foot.heel.velocity_m_per_s[i] - pelvis.velocity_m_per_s[i]);
      if (v.allFinite()) spread += v * v.transpose();
    }
  }
  const Vec3 axis = Eigen::SelfAdjointEigenSolver<Mat3>(spread).eigenvectors().col(2);
  double sense = 0.0;
  for (const SmoothedFoot& foot : feet) {
    if (!foot.is_given) continue;
    std::vector<double> heights(foot.heel.position_m.size());
    std::ranges::transform(foot.heel.position_m, heights.begin(), [](const Vec3& p) { return p.y(); });
    const double middle = median_of(heights);
    for (std::size_t i = 0; i < heights.size(); ++i) {
      const double v = (foot.heel.velocity_m_per_s[i] - pelvis.velocity_m_per_s[i]).dot(axis);
      if (std::isfinite(v)) sense += (heights[i] - middle) * v;
    }
  }
  return horizontal(sense < 0.0 ? Vec3(-axis) : axis).normalized();
}

PointTrack project(const SmoothedPath& path, const std::vector<Vec3>& directions) {
  PointTrack track;
  for (std::size_t i = 0; i < directions.size(); ++i) {
    track.height_m.push_back(path.position_m[i].y());
    track.forward_m_per_s.push_back(path.velocity_m_per_s[i].dot(directions[i]));
    track.upward_m_per_s.push_back(path.velocity_m_per_s[i].y());
  }
  return track;
}

/// The pelvis, or what can stand for it: the middle of the two feet moves with it over a stride.
SmoothedPath pelvis_or_middle_of_feet(const GaitInput& input, const Smoother& smoother,
                                      const std::array<SmoothedFoot, 2>& feet) {
  std::vector<TimeSpan> ignored;
  if (input.pelvis_m.size() == input.time_s.size()) return smoother.path(input.pelvis_m, ignored);
  SmoothedPath middle = feet[0].heel;
  for (std::size_t i = 0; i < input.time_s.size(); ++i) {
    middle.position_m[i] = 0.5 * (feet[0].center(i) + feet[1].center(i));
    middle.velocity_m_per_s[i] = 0.25 * (feet[0].heel.velocity_m_per_s[i] + feet[0].toe.velocity_m_per_s[i] +
                                         feet[1].heel.velocity_m_per_s[i] + feet[1].toe.velocity_m_per_s[i]);
  }
  return middle;
}

double range_along(const SmoothedPath& path, int axis) {
  double low = std::numeric_limits<double>::infinity();
  double high = -low;
  for (const Vec3& p : path.position_m) {
    if (!p.allFinite()) continue;
    low = std::min(low, p(axis));
    high = std::max(high, p(axis));
  }
  return high - low;
}

/// How far the left foot is ahead: of heel over heel and toe over toe, or of the pair that is known.
std::vector<double> lead_of_left(const std::array<SmoothedFoot, 2>& feet, const SmoothedPath& pelvis,
                                 const std::vector<Vec3>& directions) {
  const auto along = [&](const SmoothedPath& left, const SmoothedPath& right, std::size_t i) {
    return (left.position_m[i] - right.position_m[i]).dot(directions[i]);
  };
  const SmoothedPath* left_heel = feet[0].is_given ? &feet[0].heel : &pelvis;
  const SmoothedPath* left_toe = feet[0].is_given ? &feet[0].toe : &pelvis;
  const SmoothedPath* right_heel = feet[1].is_given ? &feet[1].heel : &pelvis;
  const SmoothedPath* right_toe = feet[1].is_given ? &feet[1].toe : &pelvis;
  std::vector<double> lead;
  for (std::size_t i = 0; i < directions.size(); ++i) {
    const double heels = along(*left_heel, *right_heel, i);
    const double toes = along(*left_toe, *right_toe, i);
    lead.push_back(!std::isfinite(heels) ? toes : !std::isfinite(toes) ? heels : 0.5 * (heels + toes));
  }
  if (feet[0].is_given && feet[1].is_given) return lead;
  // The pelvis' origin is not above the middle of the foot's path: the middle of the path is where it passes.
  std::vector<double> known;
  std::copy_if(lead.begin(), lead.end(), std::back_inserter(known),
               [](double x) { return std::isfinite(x); });
  if (known.empty()) return lead;
  const auto [low, high] = std::minmax_element(known.begin(), known.end());
  const double middle = 0.5 * (*low + *high);
  for (double& x : lead) x -= middle;
  return lead;
}

void add_remarks(const GaitInput& input, const GaitTracks& tracks, bool has_points, double bandwidth,
                 std::vector<std::string>& remarks) {
  if (!tracks.feet[0].is_given || !tracks.feet[1].is_given) {
    remarks.push_back("one foot is not given: walking and running are told apart from the other alone");
  }
  if (!has_points) {
    remarks.push_back(
        "heel and toe are not both given: the events come from one point of the foot and may be tens of "
        "milliseconds off");
  }
  if (input.pelvis_m.size() != input.time_s.size()) {
    remarks.push_back("the pelvis is not given: speed is that of the middle of the feet");
  } else if (tracks.pelvis_keeps_place || tracks.pelvis_keeps_height) {
    remarks.push_back(
        "the pelvis has no translation: foot strikes come from the feet's movement relative to it and are "
        "less certain (about 40 ms)");
  }
  if (bandwidth > 1.7 * bandwidth_s) {
    remarks.push_back(
        fmt::format("recorded at about {:.0f} Hz: the events cannot be more certain than some {:.0f} ms",
                    bandwidth_in_samples / bandwidth, 1000.0 * bandwidth));
  }
}

}  // namespace

double median_of(std::vector<double> values) {
  std::erase_if(values, [](double x) { return !std::isfinite(x); });
  if (values.empty()) return std::numeric_limits<double>::quiet_NaN();
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  if (values.size() % 2 == 1) return *middle;
  return 0.5 * (*middle + *std::max_element(values.begin(), middle));
}

GaitTracks make_gait_tracks(const GaitInput& input, std::vector<std::string>& remarks) {
  const Smoother smoother = make_smoother(input.time_s);
  const std::array<SmoothedFoot, 2> feet{smoother.foot(input.left), smoother.foot(input.right)};
  const SmoothedPath pelvis = pelvis_or_middle_of_feet(input, smoother, feet);
  std::vector<Vec3> directions = direction_of_feet(input.time_s, feet);
  const bool has_points =
      std::any_of(directions.begin(), directions.end(), [](const Vec3& d) { return d.norm() > 0.0; });
  if (!has_points) directions.assign(input.time_s.size(), direction_of_swing(feet, pelvis));

  GaitTracks tracks;
  tracks.time_s.assign(input.time_s.begin(), input.time_s.end());
  for (std::size_t side = 0; side < 2; ++side) {
    FootTrack& track = tracks.feet[side];
    track.is_given = feet[side].is_given;
    if (!track.is_given) continue;
    track.heel = project(feet[side].heel, directions);
    track.toe = project(feet[side].toe, directions);
    track.missing = feet[side].missing;
  }
  tracks.pelvis_forward_m_per_s = project(pelvis, directions).forward_m_per_s;
  tracks.left_ahead_m = lead_of_left(feet, pelvis, directions);
  tracks.pelvis_keeps_place = std::max(range_along(pelvis, 0), range_along(pelvis, 2)) < pelvis_rest_m;
  tracks.pelvis_keeps_height = range_along(pelvis, 1) < pelvis_rest_m;
  for (const Vec3& d : directions) tracks.forward += d;
  if (tracks.forward.norm() > 0.0) tracks.forward.normalize();
  add_remarks(input, tracks, has_points, smoother.bandwidth_s, remarks);
  return tracks;
}

double swing_sense(const GaitTracks& tracks) {
  double product = 0.0;
  double heights = 0.0;
  double speeds = 0.0;
  for (const FootTrack& foot : tracks.feet) {
    if (!foot.is_given) continue;
    const double middle = median_of(foot.toe.height_m);
    for (std::size_t i = 0; i < foot.toe.height_m.size(); ++i) {
      const double height = foot.toe.height_m[i] - middle;
      const double speed = foot.toe.forward_m_per_s[i] - tracks.pelvis_forward_m_per_s[i];
      if (!std::isfinite(height * speed)) continue;
      product += height * speed;
      heights += height * height;
      speeds += speed * speed;
    }
  }
  const double norm = std::sqrt(heights * speeds);
  return norm > 0.0 ? product / norm : 0.0;
}

void reverse_direction(GaitTracks& tracks) {
  const auto negate = [](std::vector<double>& values) {
    for (double& x : values) x = -x;
  };
  for (FootTrack& foot : tracks.feet) {
    negate(foot.heel.forward_m_per_s);
    negate(foot.toe.forward_m_per_s);
  }
  negate(tracks.pelvis_forward_m_per_s);
  negate(tracks.left_ahead_m);
  tracks.forward = -tracks.forward;
}

}  // namespace hamstring
