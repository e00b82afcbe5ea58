#include "personalize/measure_scales.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/try.h"
#include "model/compile.h"

namespace hamstring::personalize {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

std::pair<std::size_t, std::size_t> frames_of(const MarkerTrajectories& recording, const Interval& interval) {
  std::size_t first = 0, last = recording.frames() - 1;
  for (std::size_t f = 0; f < recording.frames(); ++f) {
    if (recording.time_s[f] <= interval.from_s) first = f;
  }
  for (std::size_t f = recording.frames(); f-- > first;) {
    if (recording.time_s[f] >= interval.to_s) last = f;
  }
  return {first, last};
}

Vec3 default_position(const model::Model& model, const kinematics::Poses& poses, const std::string& name) {
  const auto marker = std::ranges::find(model.markers, name, &model::Marker::name);
  if (marker == model.markers.end()) return Vec3::Constant(nan);
  return poses.X_WB[marker->body.value()] * marker->p_B;
}

double mean_distance(const MarkerTrajectories& recording, std::pair<std::size_t, std::size_t> frames,
                     const std::string& a, const std::string& b) {
  const auto at_a = recording.find(a), at_b = recording.find(b);
  if (!at_a || !at_b) return nan;
  double sum = 0.0;
  for (std::size_t f = frames.first; f <= frames.second; ++f)
    sum += (recording.position_m(f, *at_a) - recording.position_m(f, *at_b)).norm();
  return sum / static_cast<double>(frames.second - frames.first + 1);
}

}  // namespace

Result<BodyScales> measured_scales(const model::ModelSpecification& specification,
                                   const MarkerTrajectories& recording, const Interval& interval,
                                   const std::vector<Measurement>& measurements, Diagnostics& diagnostics) {
  if (recording.frames() == 0) return failure(Error{.message = "the recording has no frames"});
  Diagnostics quiet;
  HAMSTRING_TRY(model, model::compile(specification, quiet));
  kinematics::Poses poses(model);
  compute_poses(model, kinematics::all_joints(model), model.default_values(), poses);
  const auto frames = frames_of(recording, interval);
  BodyScales scales;
  for (const Measurement& measurement : measurements) {
    double sum = 0.0;
    std::string culprit;
    for (const auto& [a, b] : measurement.pairs) {
      const double of_model = (default_position(model, poses, a) - default_position(model, poses, b)).norm();
      const double ratio = mean_distance(recording, frames, a, b) / of_model;
      if (!std::isfinite(ratio) && culprit.empty()) culprit = fmt::format("{} and {}", a, b);
      sum += ratio;
    }
    const double factor = sum / static_cast<double>(measurement.pairs.size());
    if (!std::isfinite(factor)) {
      diagnostics.warn(fmt::format("left out: {} are not both in model and recording throughout",
                                   culprit.empty() ? "its markers" : culprit),
                       measurement.name);
      continue;
    }
    for (const auto& [body, axes] : measurement.bodies) {
      Vec3& s = scales.try_emplace(body, Vec3::Ones()).first->second;
      for (int k = 0; k < 3; ++k) {
        if (axes[static_cast<std::size_t>(k)]) s[k] = factor;
      }
    }
  }
  return scales;
}

Result<MarkerTrajectories> mean_position(const MarkerTrajectories& recording, const Interval& interval) {
  if (recording.frames() == 0) return failure(Error{.message = "the recording has no frames"});
  const auto frames = frames_of(recording, interval);
  return recording.mean_over(frames.first, frames.second);
}

Result<model::ModelSpecification> place_markers_at(const model::ModelSpecification& specification,
                                                   const MarkerTrajectories& mean,
                                                   const std::vector<double>& pose) {
  Diagnostics quiet;
  HAMSTRING_TRY(model, model::compile(specification, quiet));
  kinematics::Poses poses(model);
  compute_poses(model, kinematics::all_joints(model), pose, poses);
  model::ModelSpecification placed = specification;
  placed.markers.clear();
  for (model::MarkerSpecification marker : specification.markers) {
    const auto column = mean.find(marker.name);
    if (!column || !mean.is_seen(0, *column)) continue;
    const auto compiled = std::ranges::find(model.markers, marker.name, &model::Marker::name);
    if (!marker.fixed && compiled != model.markers.end()) {
      marker.frame = model.bodies[compiled->body.value()].name;
      marker.location_m = poses.X_WB[compiled->body.value()].inverse() * mean.position_m(0, *column);
    }
    placed.markers.push_back(std::move(marker));
  }
  return placed;
}

Result<PlacedMarkers> place_markers(const model::ModelSpecification& specification,
                                    const MarkerTrajectories& recording, const Interval& interval,
                                    const kinematics::FitTasks& tasks, Diagnostics& diagnostics) {
  Diagnostics quiet;
  HAMSTRING_TRY(model, model::compile(specification, quiet));
  HAMSTRING_TRY(mean, mean_position(recording, interval));
  HAMSTRING_TRY(fit, kinematics::fit_markers(model, mean, tasks, {}, diagnostics));
  const std::vector<double> pose(fit.motion.values_at(0).begin(), fit.motion.values_at(0).end());
  HAMSTRING_TRY(placed, place_markers_at(specification, mean, pose));
  return PlacedMarkers{.model = std::move(placed), .pose = std::move(fit)};
}

}  // namespace hamstring::personalize
