#include "muscle/muscle_history.h"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/support/small_models.h"

namespace hamstring::muscle {
namespace {

using model::Model;
using testing::compiled;
using testing::fixed_point;
using testing::leg;

/// The knee bends from 0 to 1.5 rad in 31 frames of 10 ms at constant speed.
JointMotion bending(const Model& model) {
  JointMotion motion{.time_s = {},
                     .coordinates = model.coordinates.size(),
                     .values = {},
                     .speeds = {},
                     .is_given = std::vector<bool>(model.coordinates.size(), true)};
  for (int f = 0; f <= 30; ++f) {
    motion.time_s.push_back(0.01 * f);
    motion.values.insert(motion.values.end(), {0.2, 0.05 * f, 0.0});
    motion.speeds.insert(motion.speeds.end(),
                         {0.0, 5.0, 77.0});  // the patella's own speed is nonsense on purpose
  }
  return motion;
}

Model with_conditional_point() {
  model::ModelSpecification s = leg();
  s.muscles = {
      testing::muscle("m", {fixed_point("ground", {0.05, 0.95, 0}), fixed_point("femur", {-0.05, -0.3, 0}),
                            fixed_point("tibia", {0, -0.1, 0})}),
      testing::muscle("patellar",
                      {fixed_point("femur", {0.03, -0.1, 0.0}), fixed_point("patella", {0.01, 0.02, 0.0})})};
  s.muscles[0].points[1].kind = model::PathPointKind::conditional;
  s.muscles[0].points[1].coordinate = "knee";
  s.muscles[0].points[1].range = {0.52, 10.0};
  return compiled(s);
}

TEST(MuscleHistory, finds_the_instant_and_size_of_a_jump_at_a_conditional_point) {
  const Model model = with_conditional_point();
  const MuscleHistory history = compute_muscle_history(model, all_muscles(model), bending(model), {});
  ASSERT_EQ(history.jumps.size(), 1U);
  const LengthJump& jump = history.jumps[0];
  EXPECT_EQ(jump.frame, 11U);                           // knee 0.50 at frame 10, 0.55 at frame 11
  EXPECT_NEAR(jump.time_s, (0.52 - 1e-5) / 5.0, 1e-9);  // switches 1e-5 rad before its range begins
  EXPECT_EQ(jump.cause, "conditional point");
  // The step is the detour over the point at that instant.
  kinematics::Poses poses(model);
  const std::vector<double> q{0.2, 0.52 - 1e-5, 0.0};
  compute_poses(model, kinematics::all_joints(model), q, poses);
  const Vec3 a(0.05, 0.95, 0);
  const Vec3 b = poses.X_WB[1] * Vec3(-0.05, -0.3, 0);
  const Vec3 c = poses.X_WB[2] * Vec3(0, -0.1, 0);
  EXPECT_NEAR(jump.size_m, (b - a).norm() + (c - b).norm() - (c - a).norm(), 1e-9);
}

TEST(MuscleHistory, integrating_the_speed_gives_the_change_of_length_in_physics_mode) {
  const Model model = with_conditional_point();
  const MuscleHistory history = compute_muscle_history(model, all_muscles(model), bending(model), {});
  double integral = 0.0;
  for (std::size_t f = 0; f + 1 < history.length_m.rows(); ++f) {
    integral +=
        0.005 * (history.lengthening_speed_m_per_s(f, 1) + history.lengthening_speed_m_per_s(f + 1, 1));
  }
  EXPECT_NEAR(integral, history.length_m(30, 1) - history.length_m(0, 1), 1e-4);  // trapezoids of 10 ms
}

TEST(MuscleHistory, takes_the_speed_of_a_dependent_coordinate_from_the_recording_as_openSim_does) {
  const Model model = with_conditional_point();
  const MuscleHistory ours =
      compute_muscle_history(model, all_muscles(model), bending(model), {.mode = Compatibility::physics});
  const MuscleHistory theirs =
      compute_muscle_history(model, all_muscles(model), bending(model), {.mode = Compatibility::opensim});
  EXPECT_GT(std::abs(theirs.lengthening_speed_m_per_s(5, 1)),
            10.0 * std::abs(ours.lengthening_speed_m_per_s(5, 1)));
  EXPECT_EQ(theirs.length_m(5, 1), ours.length_m(5, 1));
}

TEST(MuscleHistory, a_frame_without_a_value_gives_nan_there_and_nothing_else) {
  const Model model = with_conditional_point();
  JointMotion motion = bending(model);
  motion.values[3 * motion.coordinates + 1] = std::nan("");
  const MuscleHistory history = compute_muscle_history(model, all_muscles(model), motion, {});
  EXPECT_TRUE(std::isnan(history.length_m(3, 0)));
  EXPECT_TRUE(std::isfinite(history.length_m(2, 0)));
  EXPECT_TRUE(std::isfinite(history.length_m(4, 0)));
}

TEST(MuscleHistory, gives_moment_arms_about_the_coordinates_asked_for_and_names_all_that_are_not_zero) {
  const Model model = with_conditional_point();
  const MuscleHistory history = compute_muscle_history(model, all_muscles(model), bending(model),
                                                       {.moment_arm_coordinates = {CoordinateIndex(1)}});
  ASSERT_EQ(history.moment_arm_m.size(), 1U);
  // Every arm that is other than zero in some frame, and no other.
  std::vector<bool> used(model.moment_arm_coordinates.size(), false);
  for_each_frame(model, all_muscles(model), bending(model), Compatibility::physics,
                 [&](std::size_t, const MusclePaths& paths) {
                   for (std::size_t e = 0; e < used.size(); ++e)
                     used[e] = used[e] || paths.moment_arm_m[e] != 0.0;
                 });
  std::vector<std::uint32_t> expected;
  for (std::uint32_t e = 0; e < used.size(); ++e) {
    if (used[e]) expected.push_back(e);
  }
  EXPECT_EQ(history.arms_in_use, expected);
  EXPECT_GT(expected.size(), 0U);
}

TEST(MuscleHistory, keeps_the_series_of_the_muscles_asked_for_and_looks_at_all) {
  const Model model = with_conditional_point();
  const MuscleSelection all = all_muscles(model);
  const MuscleHistory whole = compute_muscle_history(model, all, bending(model), {});
  ASSERT_GT(whole.jumps.size(), 0U);
  ASSERT_GT(all.muscles.size(), 1U);
  const MuscleIndex last = all.muscles.back();
  const MuscleHistory one =
      compute_muscle_history(model, all, bending(model), {.keep = std::vector<MuscleIndex>{last}});
  ASSERT_EQ(one.length_m.columns(), 1U);
  EXPECT_EQ(one.length_m.labels()[0], model.muscles[last.value()].name);
  for (std::size_t f = 0; f < one.length_m.rows(); ++f)
    EXPECT_EQ(one.length_m(f, 0), whole.length_m(f, last.value()));
  EXPECT_EQ(one.jumps.size(), whole.jumps.size());
  EXPECT_EQ(one.arms_in_use, whole.arms_in_use);
}

TEST(UprightLengths, are_those_with_every_coordinate_zero) {
  const Model model = with_conditional_point();
  const std::vector<double> upright = upright_lengths(model, Compatibility::physics);
  const MuscleHistory history = compute_muscle_history(model, all_muscles(model), bending(model), {});
  kinematics::Poses poses(model);
  compute_poses(model, kinematics::all_joints(model), std::vector<double>{0, 0, 0}, poses);
  EXPECT_NEAR(upright[0], (poses.X_WB[2] * Vec3(0, -0.1, 0) - Vec3(0.05, 0.95, 0)).norm(), 1e-14);
}

}  // namespace
}  // namespace hamstring::muscle
