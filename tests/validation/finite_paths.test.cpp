// No NaN leaves the muscle stage of a real model in any pose within its ranges, but where the field says so:
// about a dependent coordinate whose coupler stands still.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "analysis/load_model.h"
#include "muscle/muscle_paths.h"
#include "tests/support/shared_data.h"

namespace hamstring {
namespace {

std::vector<double> random_pose(const model::Model& model, std::mt19937& random) {
  std::vector<double> q(model.coordinates.size());
  for (std::size_t c = 0; c < q.size(); ++c) {
    const auto [low, high] = model.coordinates[c].range;
    q[c] = std::uniform_real_distribution<double>(std::clamp(low, -3.0, 3.0),
                                                  std::clamp(high, low + 1e-9, 3.0 + 1e-9))(random);
  }
  return q;
}

TEST(FinitePaths, have_a_number_in_every_pose) {
  const std::vector<std::string> models{
      "opensim-org+opensim-models/Pipelines/Hamner/outputReference/subject02_registered.osim",
      "opensim-org+opensim-models/Models/Rajagopal/Rajagopal2016.osim",
      "opensim-org+opensim-models/Models/Gait2392_Simbody/gait2392_thelen2003muscle.osim",
      "opensim-org+opensim-models/Models/Arm26/arm26.osim",
      "opensim-org+CMBBE2024/Demo1_OpenCap/OpenSimData/Model/LaiUhlrich2022_scaled.osim"};
  std::size_t lengths = 0;
  std::size_t arms = 0;
  std::size_t excused = 0;
  for (const std::string& file : models) {
    HAMSTRING_NEEDS_DATA(file);
    Diagnostics diagnostics;
    const auto loaded =
        analysis::load_model(testing::shared_data(file), Compatibility::physics, {}, diagnostics);
    ASSERT_TRUE(loaded) << loaded.error().text();
    const model::Model& model = loaded->model;
    const muscle::MuscleSelection all = muscle::all_muscles(model);
    kinematics::Poses poses(model);
    muscle::MusclePathWorkspace workspace(model);
    muscle::MusclePaths paths(model);
    std::mt19937 random(11);
    for (int i = 0; i < 60; ++i) {
      const Compatibility mode = i % 2 == 0 ? Compatibility::physics : Compatibility::opensim;
      compute_poses(model, all.joints, random_pose(model, random), poses);
      std::vector<double> speeds(model.coordinates.size(), 1.0);
      apply_couplers_to_speeds(model, poses, speeds);
      compute_muscle_paths(model, all, poses, speeds, mode, workspace, paths);
      for (std::size_t m = 0; m < model.muscles.size(); ++m) {
        const model::Muscle& muscle = model.muscles[m];
        if (!muscle.is_computed) continue;
        EXPECT_TRUE(std::isfinite(paths.length_m[m])) << file << " " << muscle.name;
        EXPECT_TRUE(std::isfinite(paths.lengthening_speed_m_per_s[m])) << file << " " << muscle.name;
        ++lengths;
        for (std::uint32_t e = muscle.moment_arms.begin; e < muscle.moment_arms.end; ++e, ++arms) {
          if (std::isfinite(paths.moment_arm_m[e])) continue;
          const std::int32_t coupler = model.coordinates[model.moment_arm_coordinates[e].value()].coupler;
          ASSERT_GE(coupler, 0) << file << " " << muscle.name;
          ++excused;
        }
      }
    }
  }
  EXPECT_GE(lengths, 15000U);
  EXPECT_GE(arms, 60000U);
  EXPECT_LE(excused, arms / 100);
}

}  // namespace
}  // namespace hamstring
