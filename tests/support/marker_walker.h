// A small skeleton with markers, and where they are while it moves.
#pragma once

#include <cmath>
#include <string>
#include <vector>

#include "kinematics/poses.h"
#include "record/marker_trajectories.h"
#include "tests/support/small_models.h"

namespace hamstring::testing {

/// A body that is free in space, a shin below it on a pin with bounds, and a foot that no marker sees.
inline model::ModelSpecification marker_walker() {
  model::ModelSpecification s;
  s.bodies = {
      {.name = "pelvis", .mass_kg = 1}, {.name = "shin", .mass_kg = 1}, {.name = "foot", .mass_kg = 1}};
  s.frames = {{.name = "knee", .parent = "pelvis", .translation_m = {0.02, -0.4, 0.01}},
              {.name = "ankle", .parent = "shin", .translation_m = {0, -0.4, 0}}};
  const auto one = [](const std::string& name) { return std::vector<std::string>{name}; };
  model::JointSpecification root{.name = "root",
                                 .kind = model::JointKind::custom,
                                 .parent_frame = "ground",
                                 .child_frame = "pelvis",
                                 .coordinates = {{.name = "tilt"},
                                                 {.name = "list"},
                                                 {.name = "turn"},
                                                 {.name = "tx"},
                                                 {.name = "ty"},
                                                 {.name = "tz"}}};
  root.axes = {axis({0, 0, 1}, one("tilt"), linear(1)), axis({1, 0, 0}, one("list"), linear(1)),
               axis({0, 1, 0}, one("turn"), linear(1)), axis({1, 0, 0}, one("tx"), linear(1)),
               axis({0, 1, 0}, one("ty"), linear(1)),   axis({0, 0, 1}, one("tz"), linear(1))};
  s.joints = {root,
              {.name = "knee",
               .kind = model::JointKind::pin,
               .parent_frame = "knee",
               .child_frame = "shin",
               .coordinates = {{.name = "knee", .range = {-2.0, 0.1}, .clamped = true}}},
              {.name = "ankle",
               .kind = model::JointKind::pin,
               .parent_frame = "ankle",
               .child_frame = "foot",
               .coordinates = {{.name = "ankle"}}}};
  for (const char* body : {"pelvis", "shin"}) {
    for (int k = 0; k < 3; ++k) {
      Vec3 p(0.01, -0.1, 0.02);
      p[k] += 0.15;
      s.markers.push_back({.name = std::string(body) + "xyz"[k], .frame = body, .location_m = p});
    }
  }
  return s;
}

/// Where the model's markers are in these poses.
inline MarkerTrajectories markers_at(const model::Model& model,
                                     const std::vector<std::vector<double>>& poses) {
  MarkerTrajectories markers{.rate_hz = 100.0};
  for (const model::Marker& marker : model.markers) markers.names.push_back(marker.name);
  kinematics::Poses computed(model);
  for (std::size_t f = 0; f < poses.size(); ++f) {
    kinematics::compute_poses(model, kinematics::all_joints(model), poses[f], computed);
    markers.time_s.push_back(0.01 * static_cast<double>(f));
    for (const model::Marker& marker : model.markers)
      markers.positions_m.push_back(computed.X_WB[marker.body.value()] * marker.p_B);
  }
  return markers;
}

inline std::vector<std::vector<double>> swinging() {
  std::vector<std::vector<double>> poses;
  for (int f = 0; f < 20; ++f) {
    const double t = 0.05 * f;
    poses.push_back({0.2 * std::sin(t), 0.1 * t, 2.8 + 0.3 * t, 1.5 + 2.0 * t, 0.9, -0.3,
                     -0.6 - 0.5 * std::sin(2 * t), 0.0});
  }
  return poses;
}

}  // namespace hamstring::testing
