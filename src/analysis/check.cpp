#include "analysis/check.h"

#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>
#include <random>

#include "analysis/load_model.h"
#include "core/file.h"
#include "core/try.h"
#include "muscle/muscle_paths.h"

namespace hamstring::analysis {
namespace {

using model::Model;
using nlohmann::json;

/// One frame of the built-in model.
struct Frame {
  explicit Frame(const Model& model_in)
      : model(model_in),
        poses(model),
        workspace(model),
        paths(model),
        velocities(model.bodies.size()),
        all(muscle::all_muscles(model)) {}

  void compute(const std::vector<double>& q, std::vector<double> speeds) {
    compute_poses(model, all.joints, q, poses);
    apply_couplers_to_speeds(model, poses, speeds);
    compute_velocities(model, poses, speeds, velocities);
    compute_muscle_paths(model, all, poses, speeds, Compatibility::physics, workspace, paths);
  }

  const Model& model;
  kinematics::Poses poses;
  muscle::MusclePathWorkspace workspace;
  muscle::MusclePaths paths;
  std::vector<kinematics::BodyVelocity> velocities;
  muscle::MuscleSelection all;
};

/// Largest differences from the stored numbers of the independent engine.
struct Differences {
  double position = 0.0;
  double rotation = 0.0;
  double velocity = 0.0;
  double length = 0.0;
  double speed = 0.0;
  double moment_arm = 0.0;
  std::size_t lengths = 0;
};

void compare_bodies(const json& bodies, const Frame& frame, Differences& worst) {
  for (const auto& [name, expected] : bodies.items()) {
    const BodyIndex b = frame.model.find_body(name);
    if (!b.is_valid()) {
      worst.position = std::numeric_limits<double>::infinity();
      continue;
    }
    for (int i = 0; i < 3; ++i) {
      worst.position = std::max(
          worst.position, std::abs(frame.poses.X_WB[b.value()].p[i] -
                                   expected.at("p_WBo_m").at(static_cast<std::size_t>(i)).get<double>()));
      worst.velocity =
          std::max(worst.velocity,
                   std::abs(frame.velocities[b.value()].v_WBo[i] -
                            expected.at("v_WBo_m_per_s").at(static_cast<std::size_t>(i)).get<double>()));
      for (int k = 0; k < 3; ++k) {
        worst.rotation = std::max(
            worst.rotation, std::abs(frame.poses.X_WB[b.value()].R(i, k) -
                                     expected.at("R_WB")
                                         .at(3 * static_cast<std::size_t>(i) + static_cast<std::size_t>(k))
                                         .get<double>()));
      }
    }
  }
}

void compare_muscles(const json& muscles, const Frame& frame, Differences& worst) {
  for (const auto& [name, expected] : muscles.items()) {
    const MuscleIndex m = frame.model.find_muscle(name);
    if (!m.is_valid()) {
      worst.length = std::numeric_limits<double>::infinity();
      continue;
    }
    ++worst.lengths;
    worst.length = std::max(
        worst.length, std::abs(frame.paths.length_m[m.value()] - expected.at("length_m").get<double>()));
    worst.speed = std::max(worst.speed, std::abs(frame.paths.lengthening_speed_m_per_s[m.value()] -
                                                 expected.at("lengthening_speed_m_per_s").get<double>()));
    const model::Muscle& muscle = frame.model.muscles[m.value()];
    for (std::uint32_t e = muscle.moment_arms.begin; e < muscle.moment_arms.end; ++e) {
      const std::size_t c = frame.model.moment_arm_coordinates[e].value();
      if (frame.model.coordinates[c].coupler >= 0)
        continue;  // the other engine lists independent coordinates
      const double arm =
          expected.at("moment_arm_m").value(frame.model.coordinates[c].name, 0.0);  // zeros are left out
      worst.moment_arm = std::max(worst.moment_arm, std::abs(frame.paths.moment_arm_m[e] - arm));
    }
  }
}

std::vector<double> by_coordinate(const Model& model, const json& values) {
  std::vector<double> q = model.default_values();
  for (const auto& [name, value] : values.items()) {
    const CoordinateIndex c = model.find_coordinate(name);
    if (c.is_valid()) q[c.value()] = value.get<double>();
  }
  return q;
}

Result<Differences> compare_with_simbody(const Model& model, const std::filesystem::path& file) {
  HAMSTRING_TRY(content, read_file(file));
  Differences worst;
  Frame frame(model);
  try {
    const json stored = json::parse(content);
    for (const json& pose : stored.at("poses")) {
      frame.compute(by_coordinate(model, pose.at("values")), by_coordinate(model, pose.at("speeds")));
      compare_bodies(pose.at("bodies"), frame, worst);
      compare_muscles(pose.at("muscles"), frame, worst);
    }
  } catch (const json::exception& error) {
    return failure(
        {.message = fmt::format("not the known answers this program wrote: {}", error.what()),
         .file = file.string(),
         .advice = "Restore the file from the project, or write it again with the oracle in tests/oracle."});
  }
  return worst;
}

void add_simbody(const Differences& d, std::vector<KnownAnswer>& answers) {
  const std::string basis = "Simbody 3.7 on the built-in model (data/checks)";
  answers.push_back({.what = "Body positions, largest difference",
                     .basis = basis,
                     .found = d.position,
                     .tolerance = 1e-10,
                     .unit = "m"});
  answers.push_back({.what = "Body rotations, largest difference",
                     .basis = basis,
                     .found = d.rotation,
                     .tolerance = 1e-10,
                     .unit = "1"});
  answers.push_back({.what = "Body velocities, largest difference",
                     .basis = basis,
                     .found = d.velocity,
                     .tolerance = 1e-9,
                     .unit = "m/s"});
  answers.push_back(
      {.what = fmt::format("Lengths of muscles without wraps ({} values), largest difference", d.lengths),
       .basis = basis,
       .found = d.length,
       .tolerance = 1e-10,
       .unit = "m"});
  answers.push_back({.what = "Their lengthening speeds, largest difference",
                     .basis = basis,
                     .found = d.speed,
                     .tolerance = 1e-9,
                     .unit = "m/s"});
  answers.push_back({.what = "Their moment arms, largest difference",
                     .basis = basis,
                     .found = d.moment_arm,
                     .tolerance = 1e-10,
                     .unit = "m"});
}

std::vector<double> random_pose(const Model& model, std::mt19937& random) {
  std::vector<double> q;
  for (const model::Coordinate& c : model.coordinates) {
    const double low = std::max(c.range[0], -1.5);
    const double high = std::min(c.range[1], 1.5);
    // Away from the ends of the range, where splines change their kind.
    q.push_back(low < high ? std::uniform_real_distribution<double>(low + 0.05 * (high - low),
                                                                    high - 0.05 * (high - low))(random)
                           : c.default_value);
  }
  return q;
}

/// Moment arms against central differences of length, and lengthening speeds against differences in time.
void add_differences(const Model& model, std::vector<KnownAnswer>& answers) {
  constexpr double h = 1e-6;
  std::mt19937 random(2);
  Frame at(model);
  Frame up(model);
  Frame down(model);
  double worst_arm = 0.0;
  const std::vector<double> still(model.coordinates.size(), 0.0);
  for (int trial = 0; trial < 5; ++trial) {
    const std::vector<double> q = random_pose(model, random);
    at.compute(q, still);
    for (std::size_t c = 0; c < model.coordinates.size(); ++c) {
      if (model.coordinates[c].coupler >= 0) continue;
      std::vector<double> q_up = q;
      std::vector<double> q_down = q;
      q_up[c] += h;
      q_down[c] -= h;
      up.compute(q_up, still);
      down.compute(q_down, still);
      for (std::size_t m = 0; m < model.muscles.size(); ++m) {
        if (!model.muscles[m].is_computed || up.paths.topology[m] != down.paths.topology[m]) continue;
        const double slope = (up.paths.length_m[m] - down.paths.length_m[m]) / (2 * h);
        worst_arm = std::max(
            worst_arm, std::abs(at.paths.moment_arm(model, MuscleIndex(m), CoordinateIndex(c)) + slope));
      }
    }
  }
  answers.push_back({.what = "Moment arms of all muscles against the change of their length",
                     .basis = "central differences, step 1e-6",
                     .found = worst_arm,
                     .tolerance = 2e-9,
                     .unit = "m"});
}

/// The left side is the mirror image of the right.
void add_mirror(const Model& model, std::vector<KnownAnswer>& answers) {
  Frame frame(model);
  frame.compute(std::vector<double>(model.coordinates.size(), 0.0),
                std::vector<double>(model.coordinates.size(), 0.0));
  double worst = 0.0;
  for (std::size_t m = 0; m < model.muscles.size(); ++m) {
    std::string name = model.muscles[m].name;
    if (!name.ends_with("_r")) continue;
    name.back() = 'l';
    const MuscleIndex other = model.find_muscle(name);
    if (other.is_valid())
      worst = std::max(worst, std::abs(frame.paths.length_m[m] - frame.paths.length_m[other.value()]));
  }
  answers.push_back({.what = "Left against right muscle lengths, standing upright",
                     .basis = "mirror symmetry of the built-in model",
                     .found = worst,
                     .tolerance = 1e-14,
                     .unit = "m"});
}

}  // namespace

Result<std::vector<KnownAnswer>> run_known_answers(const std::filesystem::path& data_folder,
                                                   Diagnostics& diagnostics) {
  std::vector<KnownAnswer> answers = closed_form_answers();
  HAMSTRING_TRY(loaded, load_model(data_folder / "models" / "lower_body.osim", Compatibility::physics, {},
                                   diagnostics));
  HAMSTRING_TRY(simbody,
                compare_with_simbody(loaded.model, data_folder / "checks" / "lower_body_simbody.json"));
  add_simbody(simbody, answers);
  add_differences(loaded.model, answers);
  add_mirror(loaded.model, answers);
  return answers;
}

}  // namespace hamstring::analysis
