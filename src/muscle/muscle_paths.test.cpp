#include "muscle/muscle_paths.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <random>

#include "tests/support/small_models.h"

namespace hamstring::muscle {
namespace {

using kinematics::Poses;
using model::Model;
using model::PathPointKind;
using testing::compiled;
using testing::fixed_point;
using testing::leg;
using testing::linear;

struct Frame {
  Poses poses;
  MusclePaths paths;
};

Frame frame_at(const Model& model, const std::vector<double>& q, std::vector<double> speeds = {},
               Compatibility mode = Compatibility::physics) {
  Frame frame{.poses = Poses(model), .paths = MusclePaths(model)};
  const MuscleSelection all = all_muscles(model);
  compute_poses(model, all.joints, q, frame.poses);
  if (!speeds.empty()) apply_couplers_to_speeds(model, frame.poses, speeds);
  MusclePathWorkspace workspace(model);
  compute_muscle_paths(model, all, frame.poses, speeds, mode, workspace, frame.paths);
  return frame;
}

/// A muscle of every kind of path that physics mode computes, on the leg of small_models.h.
Model leg_with_muscles(bool knee_from_the_outside_in = false) {
  model::ModelSpecification s = leg();
  if (knee_from_the_outside_in) std::swap(s.joints[1].parent_frame, s.joints[1].child_frame);
  s.wrap_objects = {{.name = "condyle",
                     .kind = model::WrapKind::cylinder,
                     .frame = "femur",
                     .translation_m = {0.0, -0.39, 0.01},
                     .orientation_xyz_rad = {0.1, 0.2, 0.0},
                     .quadrant = {.axis = 0, .sign = -1},
                     .radius_m = 0.03,
                     .length_m = 0.5},
                    {.name = "shank",
                     .kind = model::WrapKind::cylinder,
                     .frame = "tibia",
                     .translation_m = {-0.02, -0.06, 0.0},
                     .quadrant = {.axis = 0, .sign = -1},
                     .radius_m = 0.02,
                     .length_m = 0.5}};
  s.muscles = {
      testing::muscle("fixed",
                      {fixed_point("ground", {0.03, 0.95, 0.06}), fixed_point("femur", {-0.02, -0.3, 0.0}),
                       fixed_point("tibia", {-0.03, -0.08, 0.01})}),
      testing::muscle("patellar",
                      {fixed_point("femur", {0.03, -0.1, 0.0}), fixed_point("patella", {0.01, 0.02, 0.0}),
                       fixed_point("tibia", {0.04, -0.08, 0.0})}),
      testing::muscle("moving", {fixed_point("ground", {0.03, 0.95, 0.06}), fixed_point("tibia", {0, 0, 0}),
                                 fixed_point("tibia", {-0.03, -0.08, 0.01})}),
      testing::muscle(
          "wrapped", {fixed_point("ground", {0.06, 0.96, 0.06}), fixed_point("tibia", {-0.04, -0.07, 0.02})}),
      testing::muscle("twice_wrapped", {fixed_point("ground", {0.06, 0.96, 0.06}),
                                        fixed_point("tibia", {-0.01, -0.2, 0.02})})};
  model::PathPointSpecification& moving = s.muscles[2].points[1];
  moving.kind = PathPointKind::moving;
  moving.coordinate = "knee";
  moving.location_functions = {linear(-0.01, -0.02),
                               testing::spline({0, 1, 2, 3}, {-0.02, -0.03, -0.02, 0.0}), linear(0.005)};
  s.muscles[3].wraps = {{.wrap_object = "condyle"}};
  s.muscles[4].wraps = {{.wrap_object = "condyle"}, {.wrap_object = "shank"}};
  return compiled(s);
}

TEST(MusclePaths, length_of_a_straight_muscle_is_the_distance_of_its_ends) {
  model::ModelSpecification s = leg();
  s.muscles = {testing::muscle("m", {fixed_point("ground", {0, 1, 0}), fixed_point("tibia", {0, -0.1, 0})})};
  const Model model = compiled(s);
  const Frame frame = frame_at(model, {0.3, 0.7, 0});
  EXPECT_NEAR(frame.paths.length_m[0], (frame.poses.X_WB[2] * Vec3(0, -0.1, 0) - Vec3(0, 1, 0)).norm(),
              1e-15);
}

TEST(MusclePaths, moment_arm_of_a_pulley_is_its_radius) {
  // A rope over a cylinder on the axis of a pin: whatever the angle, the moment arm is the radius.
  model::ModelSpecification s;
  s.bodies = {{.name = "arm"}};
  s.joints = {{.name = "j",
               .kind = model::JointKind::pin,
               .parent_frame = "ground",
               .child_frame = "arm",
               .coordinates = {{.name = "q"}}}};
  s.wrap_objects = {{.name = "pulley",
                     .kind = model::WrapKind::cylinder,
                     .frame = "ground",
                     .quadrant = {.axis = 0, .sign = -1},
                     .radius_m = 0.05,
                     .length_m = 1.0}};
  s.muscles = {testing::muscle(
      "rope", {fixed_point("ground", {-0.02, 0.5, 0.1}), fixed_point("arm", {-0.02, -0.4, -0.1})})};
  s.muscles[0].wraps = {{.wrap_object = "pulley"}};
  const Model model = compiled(s);
  for (const double q : {0.0, 0.3, 0.9, 1.4}) {
    const Frame frame = frame_at(model, {q});
    // Only the part across the axis turns the arm: the whole pull is shared between turning and pulling along
    // z.
    const double slope = 0.2 / std::sqrt(frame.paths.length_m[0] * frame.paths.length_m[0] - 0.04);
    EXPECT_NEAR(std::abs(frame.paths.moment_arm_m[0]), 0.05 / std::hypot(1.0, slope), 1e-12) << q;
  }
}

/// Moment arms against lengths a little to either side; how often each muscle was compared.
std::vector<int> compare_arms(const Model& model) {
  std::mt19937 random(5);
  std::uniform_real_distribution<double> hip(-0.4, 1.2);
  std::uniform_real_distribution<double> knee(0.1, 2.0);
  constexpr double h = 1e-6;
  std::vector<int> compared(model.muscles.size(), 0);
  for (int trial = 0; trial < 60; ++trial) {
    const std::vector<double> q{hip(random), knee(random), 0.0};
    const Frame at = frame_at(model, q);
    for (std::size_t c = 0; c < 2; ++c) {
      std::vector<double> up = q;
      std::vector<double> down = q;
      up[c] += h;
      down[c] -= h;
      const Frame after = frame_at(model, up);
      const Frame before = frame_at(model, down);
      for (std::size_t m = 0; m < model.muscles.size(); ++m) {
        if (after.paths.topology[m] != before.paths.topology[m]) continue;  // switches here: no derivative
        const double numeric = -(after.paths.length_m[m] - before.paths.length_m[m]) / (2 * h);
        const double analytic = at.paths.moment_arm(model, MuscleIndex(m), CoordinateIndex(c));
        // 1e-6 relative of a moment arm of centimeters; rounding of the difference itself is 1e-10.
        EXPECT_NEAR(analytic, numeric, 1e-6 * std::abs(numeric) + 5e-10)
            << model.muscles[m].name << " coordinate " << c;
        ++compared[m];
      }
    }
  }
  return compared;
}

TEST(MusclePaths, moment_arm_equals_minus_the_change_of_length_for_every_kind_of_path) {
  for (const int n : compare_arms(leg_with_muscles())) EXPECT_GT(n, 80);
}

TEST(MusclePaths, moment_arm_equals_minus_the_change_of_length_across_a_joint_from_the_outside_in) {
  const Model model = leg_with_muscles(true);
  ASSERT_TRUE(std::ranges::any_of(model.joints, [](const model::Joint& j) { return j.is_reversed; }));
  for (const int n : compare_arms(model)) EXPECT_GT(n, 80);
}

TEST(MusclePaths, lengthening_speed_equals_the_change_of_length_in_time) {
  const Model model = leg_with_muscles();
  const std::vector<double> q{0.5, 0.9, 0.0};
  const std::vector<double> speeds{1.3, -2.1, 0.0};
  constexpr double dt = 1e-6;
  const Frame at = frame_at(model, q, speeds);
  const Frame after = frame_at(model, {q[0] + speeds[0] * dt, q[1] + speeds[1] * dt, 0});
  const Frame before = frame_at(model, {q[0] - speeds[0] * dt, q[1] - speeds[1] * dt, 0});
  for (std::size_t m = 0; m < model.muscles.size(); ++m) {
    const double numeric = (after.paths.length_m[m] - before.paths.length_m[m]) / (2 * dt);
    EXPECT_NEAR(at.paths.lengthening_speed_m_per_s[m], numeric, 1e-6 * std::abs(numeric) + 1e-9)
        << model.muscles[m].name;
  }
}

TEST(MusclePaths, about_a_dependent_coordinate_the_moment_arm_is_that_of_the_driver_over_the_slope) {
  const Model model = leg_with_muscles();
  const Frame frame = frame_at(model, {0.0, 0.8, 0.0});
  const MuscleIndex patellar(1);
  const double slope = 1.1 * (-0.1 * 0.8 + 0.9);
  EXPECT_NEAR(frame.paths.moment_arm(model, patellar, CoordinateIndex(2)) * slope,
              frame.paths.moment_arm(model, patellar, CoordinateIndex(1)), 1e-15);
}

TEST(MusclePaths, a_conditional_point_counts_only_within_its_range) {
  model::ModelSpecification s = leg();
  s.muscles = {testing::muscle("m", {fixed_point("ground", {0, 1, 0}), fixed_point("femur", {-0.3, -0.3, 0}),
                                     fixed_point("tibia", {0, -0.1, 0})})};
  s.muscles[0].points[1].kind = PathPointKind::conditional;
  s.muscles[0].points[1].coordinate = "knee";
  s.muscles[0].points[1].range = {0.5, 1.0};
  const Model model = compiled(s);
  // OpenSim keeps such a point 1e-5 rad beyond its range.
  const Frame outside = frame_at(model, {0.0, 0.5 - 2e-5, 0});
  const Frame inside = frame_at(model, {0.0, 0.5 - 0.5e-5, 0});
  EXPECT_EQ(outside.paths.topology[0], 0U);
  EXPECT_NE(inside.paths.topology[0], 0U);
  EXPECT_GT(inside.paths.length_m[0], outside.paths.length_m[0] + 0.01);
}

TEST(MusclePaths, a_muscle_that_cannot_be_computed_stays_nan) {
  model::ModelSpecification s = leg();
  s.wrap_objects = {{.name = "ball", .kind = model::WrapKind::sphere, .frame = "femur", .radius_m = 0.03}};
  s.muscles = {testing::muscle("m", {fixed_point("ground", {0, 1, 0}), fixed_point("tibia", {0, 0, 0})})};
  s.muscles[0].wraps = {{.wrap_object = "ball"}};
  const Model model = compiled(s);
  const Frame frame = frame_at(model, {0.0, 0.4, 0});
  EXPECT_TRUE(std::isnan(frame.paths.length_m[0]));
  EXPECT_TRUE(std::isnan(frame.paths.moment_arm(model, MuscleIndex(0), CoordinateIndex(0))));
}

TEST(MusclePaths, a_full_turn_of_the_hip_changes_no_length) {
  const Model model = leg_with_muscles();
  const Frame here = frame_at(model, {0.3, 0.9, 0});
  const Frame turned = frame_at(model, {0.3 + 2.0 * std::numbers::pi, 0.9, 0});
  for (std::size_t m = 0; m < model.muscles.size(); ++m) {
    EXPECT_NEAR(here.paths.length_m[m], turned.paths.length_m[m], 1e-13);
  }
}

/// Two links on a straight pin chain without offsets, so that points can be laid on top of each other
/// exactly.
model::ModelSpecification plain_links() {
  model::ModelSpecification s;
  s.bodies = {{.name = "upper"}, {.name = "lower"}};
  s.frames = {{.name = "joint/p", .parent = "upper", .translation_m = {0.0, -0.5, 0.0}}};
  s.joints = {{.name = "top",
               .kind = model::JointKind::pin,
               .parent_frame = "ground",
               .child_frame = "upper",
               .coordinates = {{.name = "a"}}},
              {.name = "middle",
               .kind = model::JointKind::pin,
               .parent_frame = "joint/p",
               .child_frame = "lower",
               .coordinates = {{.name = "b"}}}};
  return s;
}

TEST(MusclePaths, a_piece_without_length_pulls_nowhere_and_leaves_the_others_as_they_are) {
  model::ModelSpecification s = plain_links();
  // The second and the third point meet on the joint's axis in every pose; without one of them the path is
  // the same.
  const auto through = [](std::vector<model::PathPointSpecification> middle) {
    std::vector<model::PathPointSpecification> points{fixed_point("ground", {0.1, 0.0, 0.0})};
    points.insert(points.end(), middle.begin(), middle.end());
    points.push_back(fixed_point("lower", {0.04, -0.3, 0.0}));
    return points;
  };
  const Vec3 joint_on_upper(0.0, -0.5, 0.0);
  s.muscles = {testing::muscle(
                   "twice", through({fixed_point("upper", joint_on_upper), fixed_point("lower", {0, 0, 0})})),
               testing::muscle("once", through({fixed_point("upper", joint_on_upper)})),
               testing::muscle("moving", through({fixed_point("upper", joint_on_upper),
                                                  fixed_point("lower", {0, 0, 0})}))};
  s.muscles[2].points[2].kind = PathPointKind::conditional;  // takes the general way through the solver
  s.muscles[2].points[2].coordinate = "b";
  s.muscles[2].points[2].range = {-10.0, 10.0};
  const Model model = compiled(s);
  int exact = 0;
  for (const Compatibility mode : {Compatibility::physics, Compatibility::opensim}) {
    for (const double b : {-1.0, -0.2, 0.0, 0.7}) {
      const Frame frame = frame_at(model, {0.4, b}, {1.0, -2.0}, mode);
      // Closed form of the knee's arm: the last piece runs from the joint itself, so it has none.
      for (const std::size_t m : {std::size_t{0}, std::size_t{2}}) {
        EXPECT_DOUBLE_EQ(frame.paths.length_m[m], frame.paths.length_m[1]);
        EXPECT_NEAR(frame.paths.lengthening_speed_m_per_s[m], frame.paths.lengthening_speed_m_per_s[1],
                    1e-12);
        for (const char* q : {"a", "b"}) {
          const double arm = frame.paths.moment_arm(model, MuscleIndex(m), model.find_coordinate(q));
          EXPECT_NEAR(arm, frame.paths.moment_arm(model, MuscleIndex(1), model.find_coordinate(q)), 1e-12);
          ++exact;
        }
        EXPECT_NEAR(frame.paths.moment_arm(model, MuscleIndex(m), model.find_coordinate("b")), 0.0, 1e-12);
      }
    }
  }
  EXPECT_EQ(exact, 32);
}

TEST(MusclePaths, no_number_is_missing_in_any_pose_and_a_missing_angle_is_never_bridged) {
  const Model model = leg_with_muscles();
  std::mt19937 random(7);
  std::uniform_real_distribution<double> angle(-1.5, 2.5);
  int frames = 0;
  int left_unknown = 0;
  for (int i = 0; i < 400; ++i) {
    const std::vector<double> q{angle(random), angle(random), 0.0};
    const Compatibility mode = i % 2 == 0 ? Compatibility::physics : Compatibility::opensim;
    const Frame frame = frame_at(model, q, {1.0, -2.0, 0.0}, mode);
    for (std::size_t m = 0; m < model.muscles.size(); ++m) {
      if (!model.muscles[m].is_computed) continue;
      EXPECT_TRUE(std::isfinite(frame.paths.length_m[m])) << model.muscles[m].name;
      EXPECT_TRUE(std::isfinite(frame.paths.lengthening_speed_m_per_s[m])) << model.muscles[m].name;
      ++frames;
      // Without the knee's angle: what does not depend on it keeps its length, all else has none.
      std::vector<double> gap = q;
      gap[1] = std::nan("");
      const Frame holey = frame_at(model, gap, {}, mode);
      std::vector<double> moved = q;
      moved[1] += 0.3;
      const bool depends = frame_at(model, moved, {}, mode).paths.length_m[m] != frame.paths.length_m[m];
      if (!depends) continue;
      EXPECT_TRUE(std::isnan(holey.paths.length_m[m])) << model.muscles[m].name;
      ++left_unknown;
    }
  }
  EXPECT_GE(frames, 2000);
  EXPECT_GE(left_unknown, 1500);
}

TEST(MusclePaths, a_condition_on_an_angle_that_is_missing_leaves_the_length_unknown) {
  model::ModelSpecification s = plain_links();
  s.muscles = {
      testing::muscle("m", {fixed_point("ground", {0.1, 0.0, 0.0}), fixed_point("ground", {0.1, -0.1, 0.0}),
                            fixed_point("upper", {0.0, -0.2, 0.0})})};
  s.muscles[0].points[1].kind = PathPointKind::conditional;
  s.muscles[0].points[1].coordinate = "b";  // moves no body of the path
  s.muscles[0].points[1].range = {0.0, 1.0};
  const Model model = compiled(s);
  EXPECT_TRUE(std::isfinite(frame_at(model, {0.4, 0.5}).paths.length_m[0]));
  EXPECT_TRUE(std::isnan(frame_at(model, {0.4, std::nan("")}).paths.length_m[0]));
}

}  // namespace
}  // namespace hamstring::muscle
