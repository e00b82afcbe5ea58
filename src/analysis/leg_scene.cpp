#include "analysis/leg_scene.h"

#include <fmt/format.h>

#include <cmath>
#include <numbers>

#include "core/file.h"
#include "core/try.h"
#include "kinematics/joint_motion.h"
#include "movement/movement.h"
#include "movement/movement_library.h"
#include "muscle/muscle_history.h"

namespace hamstring::analysis {
namespace {

constexpr double degrees = 180.0 / std::numbers::pi;

const muscle::Leg& right_leg(const LegStage& stage) {
  return stage.loaded.hamstrings.leg(Side::right);
}

CoordinateIndex find_coordinate(const model::Model& model, std::string_view name) {
  for (std::size_t i = 0; i < model.coordinates.size(); ++i) {
    if (model.coordinates[i].name == name) return CoordinateIndex(static_cast<std::uint32_t>(i));
  }
  return {};
}

Result<void> check_range(const LegStage& stage, const kinematics::Flexion& flexion, double value,
                         const char* what) {
  const model::Coordinate& coordinate = stage.loaded.model.coordinates[flexion.coordinate.value()];
  const double own = flexion.sign * value;
  if (std::isfinite(value) && own >= coordinate.range[0] && own <= coordinate.range[1]) return {};
  const double a = flexion.sign * coordinate.range[0], b = flexion.sign * coordinate.range[1];
  return failure(Error{.message = fmt::format("the {} angle has to lie between {:.0f} and {:.0f} degrees",
                                              what, std::min(a, b) * degrees, std::max(a, b) * degrees),
                       .element = what});
}

void scale(Vec3& point, double factor) {
  point *= factor;
}

double own_leg_length(const LegStage& stage) {
  const std::vector<double> zero(stage.loaded.model.coordinates.size(), 0.0);
  const auto points = muscle::leg_points(stage.loaded.model, stage.loaded.hamstrings, zero);
  const auto& leg = points[static_cast<std::size_t>(Side::right)];
  return (leg.hip - leg.ankle).norm();
}

}  // namespace

Result<LegStage> load_leg_stage(const std::filesystem::path& data_folder, Diagnostics& diagnostics) {
  HAMSTRING_TRY(loaded, load_model(data_folder / "models" / "lower_body.osim", Compatibility::physics, {},
                                   diagnostics));
  LegStage stage{.loaded = std::move(loaded), .upright_m = {}};
  const muscle::Leg& leg = right_leg(stage);
  if (!leg.hip.coordinate.is_valid() || !leg.knee.coordinate.is_valid())
    return failure(Error{.message = "the built-in model has no right hip and knee"});
  for (const MuscleIndex muscle : leg.muscles) {
    if (!muscle.is_valid()) return failure(Error{.message = "the built-in model lacks a hamstring"});
  }
  stage.upright_m = muscle::upright_lengths(stage.loaded.model, Compatibility::physics);
  return stage;
}

Result<LegScene> leg_scene(const LegStage& stage, const std::filesystem::path& movement_file, int frames,
                           Diagnostics& diagnostics) {
  HAMSTRING_TRY(movement, movement::load_movement(movement_file, diagnostics));
  const model::Model& model = stage.loaded.model;
  HAMSTRING_TRY(table, movement::movement_as_table(
                           movement, {.cycles = 1.0, .rate_hz = frames / movement.cycle_time_s}));
  HAMSTRING_TRY(motion, joint_motion_from_series(model, table, {.partial_by_design = true}, diagnostics));
  const muscle::Leg& leg = right_leg(stage);
  const auto history = muscle::compute_muscle_history(
      model, muscle::select_muscles(model, {leg.muscles.begin(), leg.muscles.end()}), motion, {});
  LegScene scene{.id = movement.id,
                 .demonstration = movement.demonstration,
                 .cycle_s = movement.cycle_time_s,
                 .speed_m_per_s = movement.speed_m_per_s,
                 .contact_fraction = movement.contact_fraction,
                 .sources = movement.sources};
  const BodyIndex trunk = model.find_body("torso");
  const std::size_t count = std::min(motion.frames(), static_cast<std::size_t>(frames));
  for (std::size_t f = 0; f < count; ++f) {
    const auto values = motion.values_at(f);
    scene.frames.push_back(muscle::leg_points(model, stage.loaded.hamstrings, values));
    scene.bodies.push_back(muscle::body_points(model, stage.loaded.hamstrings, trunk, values));
    scene.hip_rad.push_back(leg.hip.sign * values[leg.hip.coordinate.value()]);
    scene.knee_rad.push_back(leg.knee.sign * values[leg.knee.coordinate.value()]);
    for (std::size_t h = 0; h < leg.muscles.size(); ++h) {
      const double upright = stage.upright_m[leg.muscles[h].value()];
      scene.stretch[h].push_back(history.length_m(f, h) / upright - 1.0);
      scene.lengthening_m_per_s[h].push_back(history.lengthening_speed_m_per_s(f, h));
    }
  }
  return scene;
}

Result<std::vector<LegScene>> leg_scenes(const LegStage& stage, const std::filesystem::path& folder,
                                         int frames, Diagnostics& diagnostics) {
  HAMSTRING_TRY(library, movement::load_movement_library(folder, diagnostics));
  std::vector<LegScene> scenes;
  for (const movement::LibraryMovement& one : library) {
    HAMSTRING_TRY(scene, leg_scene(stage, one.file, frames, diagnostics));
    scenes.push_back(std::move(scene));
  }
  return scenes;
}

Result<LegNow> leg_pose(const LegStage& stage, const PoseAsked& asked) {
  const model::Model& model = stage.loaded.model;
  const muscle::Leg& leg = right_leg(stage);
  const double hip = asked.thigh_rad + asked.forward_tilt_rad;  // flexion is between thigh and pelvis
  HAMSTRING_TRY_DO(check_range(stage, leg.hip, hip, "hip"));
  HAMSTRING_TRY_DO(check_range(stage, leg.knee, asked.knee_rad, "knee"));
  if (!std::isfinite(asked.leg_length_m) ||
      (asked.leg_length_m != 0.0 && (asked.leg_length_m < 0.4 || asked.leg_length_m > 1.3)))
    return failure(
        Error{.message = "the leg length has to lie between 0.4 and 1.3 m", .element = "leg_length_m"});
  std::vector<double> values(model.coordinates.size(), 0.0);
  values[leg.hip.coordinate.value()] = leg.hip.sign * hip;
  values[leg.knee.coordinate.value()] = leg.knee.sign * asked.knee_rad;
  // The model counts the tilt of its pelvis positive backward.
  if (const CoordinateIndex tilt = find_coordinate(model, "pelvis_tilt"); tilt.is_valid())
    values[tilt.value()] = -asked.forward_tilt_rad;
  const double own = own_leg_length(stage);
  const double factor = asked.leg_length_m > 0.0 ? asked.leg_length_m / own : 1.0;
  LegNow now{.points = muscle::leg_points(model, stage.loaded.hamstrings,
                                          values)[static_cast<std::size_t>(Side::right)],
             .body = muscle::body_points(model, stage.loaded.hamstrings, model.find_body("torso"), values),
             .leg_length_m = own * factor};
  for (Vec3* point :
       {&now.points.hip, &now.points.knee, &now.points.ankle, &now.points.heel, &now.points.toe})
    scale(*point, factor);
  for (Vec3* point : {&now.body.pelvis.p, &now.body.trunk.p, &now.body.at_m}) scale(*point, factor);
  for (auto& course : now.points.muscles) {
    for (Vec3& point : course) scale(point, factor);
  }
  kinematics::Poses poses(model);
  const auto selection = muscle::select_muscles(model, {leg.muscles.begin(), leg.muscles.end()});
  kinematics::compute_poses(model, selection.joints, values, poses);
  muscle::MusclePathWorkspace workspace(model);
  muscle::MusclePaths paths(model);
  muscle::compute_muscle_paths(model, selection, poses, {}, Compatibility::physics, workspace, paths);
  for (std::size_t h = 0; h < leg.muscles.size(); ++h) {
    const MuscleIndex muscle = leg.muscles[h];
    now.length_m[h] = factor * paths.length_m[muscle.value()];
    now.upright_m[h] = factor * stage.upright_m[muscle.value()];
    const auto arms = muscle::hip_and_knee_arms(model, leg, muscle, values);
    now.hip_arm_m[h] = factor * arms[0];
    now.knee_arm_m[h] = factor * arms[1];
  }
  return now;
}

}  // namespace hamstring::analysis
