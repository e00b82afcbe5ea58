// Published or independently computed facts about the hamstrings that any correct computation must give.
#include <gtest/gtest.h>

#include <cmath>

#include "analysis/load_model.h"
#include "core/units.h"
#include "muscle/muscle_history.h"
#include "tests/support/shared_data.h"

namespace hamstring {
namespace {

const std::string gait2392 =
    "opensim-org+opensim-models/Models/Gait2392_Simbody/gait2392_thelen2003muscle.osim";
const std::string rajagopal = "opensim-org+opensim-models/Models/Rajagopal/Rajagopal2016.osim";

analysis::LoadedModel load(const std::filesystem::path& path) {
  Diagnostics diagnostics;
  auto loaded = analysis::load_model(path, Compatibility::physics, {}, diagnostics);
  EXPECT_TRUE(loaded) << (loaded ? "" : loaded.error().text());
  return std::move(*loaded);
}

/// Stretch of a right hamstring against upright, at hip and knee flexion in degrees, everything else zero.
double stretch(const analysis::LoadedModel& loaded, Hamstring hamstring, double hip_deg, double knee_deg) {
  const model::Model& model = loaded.model;
  const muscle::Leg& leg = loaded.hamstrings.leg(Side::right);
  std::vector<double> q(model.coordinates.size(), 0.0);
  q[leg.hip.coordinate.value()] = leg.hip.sign * hip_deg * rad_per_deg;
  q[leg.knee.coordinate.value()] = leg.knee.sign * knee_deg * rad_per_deg;
  const MuscleIndex m = leg.muscle(hamstring);
  const muscle::MuscleSelection one = muscle::select_muscles(model, {m});
  kinematics::Poses poses(model);
  muscle::MusclePathWorkspace workspace(model);
  muscle::MusclePaths paths(model);
  compute_poses(model, one.joints, q, poses);
  compute_muscle_paths(model, one, poses, {}, Compatibility::physics, workspace, paths);
  return paths.length_m[m.value()] / muscle::upright_lengths(model, Compatibility::physics)[m.value()] - 1.0;
}

constexpr auto BFlh = Hamstring::biceps_femoris_long_head;
constexpr auto ST = Hamstring::semitendinosus;
constexpr auto SM = Hamstring::semimembranosus;

TEST(HamstringAnchors, gait2392_upright_lengths_are_the_known_ones) {
  HAMSTRING_NEEDS_DATA(gait2392);
  const auto loaded = load(testing::shared_data(gait2392));
  const std::vector<double> upright = muscle::upright_lengths(loaded.model, Compatibility::physics);
  const muscle::Leg& leg = loaded.hamstrings.leg(Side::right);
  EXPECT_NEAR(upright[leg.muscle(BFlh).value()], 0.4202, 5e-4);
  EXPECT_NEAR(upright[leg.muscle(SM).value()], 0.4146, 5e-4);
  EXPECT_NEAR(upright[leg.muscle(ST).value()], 0.4632, 5e-4);
}

TEST(HamstringAnchors, gait2392_stretch_in_the_pose_of_late_swing_in_sprinting) {
  HAMSTRING_NEEDS_DATA(gait2392);
  const auto loaded = load(testing::shared_data(gait2392));
  EXPECT_NEAR(100 * stretch(loaded, BFlh, 70, 40), 12.5, 0.1);
  EXPECT_NEAR(100 * stretch(loaded, SM, 70, 40), 9.7, 0.1);
  EXPECT_NEAR(100 * stretch(loaded, ST, 70, 40), 11.0, 0.1);
}

TEST(HamstringAnchors, table_of_static_poses) {
  // Stretch in percent at hip/knee flexion, computed independently from the model files' numbers.
  HAMSTRING_NEEDS_DATA(gait2392);
  const auto loaded = load(testing::shared_data(gait2392));
  const struct {
    double hip, knee, bflh, sm, st;
  } rows[] = {{30, 0, 7.8, 6.9, 7.4},      {60, 0, 15.7, 13.9, 15.2}, {90, 0, 21.6, 19.3, 21.4},
              {30, 15, 5.9, 4.7, 5.1},     {45, 20, 9.3, 7.5, 8.2},   {60, 30, 11.6, 9.3, 10.4},
              {0, 90, -11.3, -14.2, -15.0}};
  for (const auto& row : rows) {
    EXPECT_NEAR(100 * stretch(loaded, BFlh, row.hip, row.knee), row.bflh, 0.1) << row.hip << '/' << row.knee;
    EXPECT_NEAR(100 * stretch(loaded, SM, row.hip, row.knee), row.sm, 0.1) << row.hip << '/' << row.knee;
    EXPECT_NEAR(100 * stretch(loaded, ST, row.hip, row.knee), row.st, 0.1) << row.hip << '/' << row.knee;
  }
}

TEST(HamstringAnchors, rajagopal_long_head_at_the_same_poses) {
  HAMSTRING_NEEDS_DATA(rajagopal);
  const auto loaded = load(testing::shared_data(rajagopal));
  EXPECT_NEAR(100 * stretch(loaded, BFlh, 30, 0), 7.2, 0.1);
  EXPECT_NEAR(100 * stretch(loaded, BFlh, 90, 0), 21.2, 0.1);
  EXPECT_NEAR(100 * stretch(loaded, BFlh, 70, 40), 11.8, 0.1);
}

/// With the hip straight a knee that straightens never stretches the hamstrings beyond upright: a Nordic is
/// no long-length exercise.
void expect_never_beyond_upright(const analysis::LoadedModel& loaded) {
  for (const Hamstring hamstring : {BFlh, ST, SM}) {
    for (double knee = 90; knee >= 0; knee -= 2)
      EXPECT_LE(stretch(loaded, hamstring, 0, knee), 1e-12)
          << hamstring_code(hamstring) << " at knee " << knee;
  }
}

TEST(HamstringAnchors, straightening_the_knee_with_a_straight_hip_never_goes_beyond_upright) {
  expect_never_beyond_upright(
      load(std::filesystem::path(HAMSTRING_PROJECT_DIR) / "data" / "models" / "lower_body.osim"));
}

TEST(HamstringAnchors, nor_in_public_models) {
  HAMSTRING_NEEDS_DATA(gait2392);
  HAMSTRING_NEEDS_DATA(rajagopal);
  expect_never_beyond_upright(load(testing::shared_data(gait2392)));
  expect_never_beyond_upright(load(testing::shared_data(rajagopal)));
}

}  // namespace
}  // namespace hamstring
