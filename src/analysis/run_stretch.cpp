#include "analysis/run_stretch.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "analysis/leg_scene.h"
#include "core/try.h"
#include "core/units.h"
#include "exposure/movement_load.h"
#include "movement/movement_library.h"

namespace hamstring::analysis {
namespace {

constexpr int frames = 100;  ///< of a cycle; a peak lies less than 1e-4 of stretch above the nearest frame

/// Thelen 2005 (10.1249/01.mss.0000150078.79120.c8), in the order of long_hamstrings.
constexpr std::array<double, 3> published_near_top{0.095, 0.081, 0.074};
constexpr double published_spread = 0.25;

/// The largest stretch of a cycle, with what the angles' error makes of it there.
Result<exposure::StretchKnot> knot_of(const LegStage& stage, const LegScene& scene, Hamstring muscle) {
  const auto m = static_cast<std::size_t>(muscle);
  const std::vector<double>& stretch = scene.stretch[m];
  const auto peak = static_cast<std::size_t>(std::ranges::max_element(stretch) - stretch.begin());
  HAMSTRING_TRY(pose, leg_pose(stage, {.thigh_rad = scene.hip_rad[peak], .knee_rad = scene.knee_rad[peak]}));
  const double angle = exposure::assumed_angle_error_deg * rad_per_deg;
  const double error =
      angle * (std::abs(pose.hip_arm_m[m]) + std::abs(pose.knee_arm_m[m])) / pose.upright_m[m];
  return exposure::StretchKnot{
      .speed_m_per_s = scene.speed_m_per_s, .stretch = stretch[peak], .common = error, .own = 0.0};
}

/// The movements of the library that get somewhere, the slowest first.
Result<std::vector<LegScene>> advancing(const LegStage& stage, const std::filesystem::path& data_folder,
                                        Diagnostics& diagnostics) {
  HAMSTRING_TRY(library, movement::load_movement_library(data_folder / "movements", diagnostics));
  std::vector<LegScene> scenes;
  for (const movement::LibraryMovement& one : library) {
    if (one.movement.speed_m_per_s <= 0.0) continue;
    HAMSTRING_TRY(scene, leg_scene(stage, one.file, frames, diagnostics));
    scenes.push_back(std::move(scene));
  }
  if (scenes.empty())
    return failure(Error{.message = "no movement of the library says how fast it gets on",
                         .file = (data_folder / "movements").string()});
  std::ranges::sort(scenes, {}, &LegScene::speed_m_per_s);
  return scenes;
}

}  // namespace

Result<RunStretch> run_stretch(const std::filesystem::path& data_folder, Diagnostics& diagnostics) {
  HAMSTRING_TRY(stage, load_leg_stage(data_folder, diagnostics));
  HAMSTRING_TRY(scenes, advancing(stage, data_folder, diagnostics));
  RunStretch result{.model_sha256 = stage.loaded.file.sha256};
  for (std::size_t i = 0; i < result.models.size(); ++i) {
    exposure::StretchAtSpeed& model = result.models[i];
    model.muscle = exposure::long_hamstrings[i];
    for (const LegScene& scene : scenes) {
      HAMSTRING_TRY(knot, knot_of(stage, scene, model.muscle));
      model.steady.push_back(knot);
    }
    model.near_top = {.stretch = published_near_top[i],
                      .common = model.steady.back().common,
                      .own = published_spread * published_near_top[i]};
  }
  return result;
}

}  // namespace hamstring::analysis
