#include "kinematics/poses.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <random>
#include <utility>

#include "tests/support/small_models.h"

namespace hamstring::kinematics {
namespace {

using testing::compiled;
using testing::leg;

Poses poses_at(const model::Model& model, const std::vector<double>& q) {
  Poses poses(model);
  compute_poses(model, all_joints(model), q, poses);
  return poses;
}

TEST(ComputePoses, double_pendulum_hangs_and_turns_as_trigonometry_says) {
  model::ModelSpecification s;
  s.bodies = {{.name = "a"}, {.name = "b"}};
  s.frames = {{.name = "end", .parent = "a", .translation_m = {0, -2, 0}}};
  s.joints = {{.name = "j1",
               .kind = model::JointKind::pin,
               .parent_frame = "ground",
               .child_frame = "a",
               .coordinates = {{.name = "q1"}}},
              {.name = "j2",
               .kind = model::JointKind::pin,
               .parent_frame = "end",
               .child_frame = "b",
               .coordinates = {{.name = "q2"}}}};
  const model::Model model = compiled(s);
  const Poses poses = poses_at(model, {0.3, 0.5});
  const Vec3 tip = poses.X_WB[2] * Vec3(0, -1, 0);
  EXPECT_NEAR(tip.x(), 2 * std::sin(0.3) + std::sin(0.8), 1e-15);
  EXPECT_NEAR(tip.y(), -2 * std::cos(0.3) - std::cos(0.8), 1e-15);
}

/// The leg with its hip and its knee written from the outside in.
model::ModelSpecification inward_leg() {
  model::ModelSpecification s = leg();
  for (const std::size_t j : {0U, 1U}) std::swap(s.joints[j].parent_frame, s.joints[j].child_frame);
  return s;
}

TEST(ComputePoses, a_joint_written_from_the_outside_in_counts_the_other_way_round) {
  model::ModelSpecification s;
  s.bodies = {{.name = "a"}};
  s.frames = {{.name = "head", .parent = "a", .translation_m = {0, 2, 0}}};
  s.joints = {{.name = "j",
               .kind = model::JointKind::pin,
               .parent_frame = "head",
               .child_frame = "ground",
               .coordinates = {{.name = "q"}}}};
  const model::Model model = compiled(s);
  const Poses poses = poses_at(model, {0.4});  // ground turns against the body by this, so the body back
  const Vec3 tip = poses.X_WB[1] * Vec3(0, -1, 0);
  EXPECT_NEAR(tip.x(), -3 * std::sin(0.4), 1e-15);
  EXPECT_NEAR(tip.y(), -3 * std::cos(0.4), 1e-15);
  EXPECT_NEAR((poses.X_WB[1] * Vec3(0, 2, 0)).norm(), 0.0, 1e-15);
  EXPECT_NEAR(poses.axes[0].w.z(), -1.0, 1e-15);
}

TEST(ComputePoses, a_joint_holds_its_parent_and_child_the_same_whichever_is_nearer_to_ground) {
  const model::Model outward = compiled(leg()), inward = compiled(inward_leg());
  const std::vector<double> q{0.3, 1.2, 0.0};
  const Poses out = poses_at(outward, q), in = poses_at(inward, q);
  for (const char* const body : {"femur", "tibia"}) {
    const model::Joint& a =
        outward.joints[outward.bodies[outward.find_body(body).value()].inboard_joint.value()];
    const model::Joint& b =
        inward.joints[inward.bodies[inward.find_body(body).value()].inboard_joint.value()];
    ASSERT_FALSE(a.is_reversed);
    ASSERT_TRUE(b.is_reversed);
    const auto inner = [](const model::Joint& j, const Poses& p) {
      return p.X_WB[j.parent.value()] * j.X_PF;
    };
    const auto outer = [](const model::Joint& j, const Poses& p) {
      return p.X_WB[j.child.value()] * j.X_MB.inverse();
    };
    const Pose moved = inner(a, out).inverse() * outer(a, out);
    const Pose moved_back = outer(b, in).inverse() * inner(b, in);
    EXPECT_LT((moved.R - moved_back.R).norm(), 1e-14) << body;
    EXPECT_LT((moved.p - moved_back.p).norm(), 1e-14) << body;
  }
}

TEST(ComputePoses, free_joint_turns_body_fixed_xyz_and_moves_along_the_parents_axes) {
  model::ModelSpecification s;
  s.bodies = {{.name = "a"}};
  s.joints = {
      {.name = "j",
       .kind = model::JointKind::free,
       .parent_frame = "ground",
       .child_frame = "a",
       .coordinates = {
           {.name = "rx"}, {.name = "ry"}, {.name = "rz"}, {.name = "tx"}, {.name = "ty"}, {.name = "tz"}}}};
  const Poses poses = poses_at(compiled(s), {0.1, -0.4, 0.7, 1, 2, 3});
  EXPECT_NEAR((poses.X_WB[1].R - body_xyz_rotation({0.1, -0.4, 0.7})).norm(), 0.0, 1e-15);
  EXPECT_NEAR((poses.X_WB[1].p - Vec3(1, 2, 3)).norm(), 0.0, 1e-15);
}

TEST(ComputePoses, sets_dependent_coordinates_by_their_couplers_whatever_was_given) {
  const model::Model model = compiled(leg());
  const Poses poses = poses_at(model, {0.0, 0.8, 99.0});
  EXPECT_NEAR(poses.q[2], 1.1 * (-0.05 * 0.64 + 0.9 * 0.8 + 0.01), 1e-15);
}

TEST(ComputePoses, a_selection_computes_the_same_as_all_joints) {
  model::ModelSpecification s = leg();
  s.muscles = {testing::muscle(
      "m", {testing::fixed_point("ground", {0, 1, 0}), testing::fixed_point("tibia", {0, 0, 0})})};
  const model::Model model = compiled(s);
  const std::vector<double> q{0.4, 1.1, 0.0};
  const std::vector<MuscleIndex> muscles{MuscleIndex(0)};
  const JointSelection selection = joints_of(model, muscles);
  EXPECT_EQ(selection.joints.size(), 2U);
  Poses part(model);
  compute_poses(model, selection, q, part);
  EXPECT_EQ((part.X_WB[2].p - poses_at(model, q).X_WB[2].p).norm(), 0.0);
}

void check_axes_by_finite_differences(const model::Model& model) {
  std::mt19937 random(7);
  std::uniform_real_distribution<double> angle(0.05, 2.5);
  constexpr double h = 1e-6;
  for (int trial = 0; trial < 20; ++trial) {
    std::vector<double> q{angle(random), angle(random), 0.0};
    if (model.coordinates.size() > 3) q = {angle(random), angle(random), angle(random), 0.0};
    const Poses poses = poses_at(model, q);
    for (std::size_t c = 0; c + 1 < q.size(); ++c) {
      std::vector<double> up = q;
      std::vector<double> down = q;
      up[c] += h;
      down[c] -= h;
      const Poses poses_up = poses_at(model, up);
      const Poses poses_down = poses_at(model, down);
      std::vector<double> speeds(q.size(), 0.0);
      speeds[c] = 1.0;
      apply_couplers_to_speeds(model, poses, speeds);
      std::vector<BodyVelocity> velocities(model.bodies.size());
      compute_velocities(model, poses, speeds, velocities);
      for (std::size_t b = 1; b < model.bodies.size(); ++b) {
        const Vec3 station(0.1, -0.2, 0.3);
        const Vec3 numeric = (poses_up.X_WB[b] * station - poses_down.X_WB[b] * station) / (2 * h);
        const Vec3 analytic = velocities[b].v_WBo + velocities[b].w_WB.cross(poses.X_WB[b].R * station);
        EXPECT_NEAR((numeric - analytic).norm(), 0.0, 1e-8 * std::max(1.0, analytic.norm()))
            << "coordinate " << c << " body " << b;
      }
    }
  }
}

TEST(MotionAxes, equal_finite_differences_of_body_points_for_every_coordinate) {
  check_axes_by_finite_differences(compiled(leg()));
  check_axes_by_finite_differences(compiled(inward_leg()));
  model::ModelSpecification several = leg();  // the knee slides with hip-like terms of two of its own angles
  several.joints[1].coordinates.push_back({.name = "twist"});
  several.joints[1].axes[2].coordinates = {"twist"};
  several.joints[1].axes[2].function = testing::linear(1.0);
  several.joints[1].axes[3].coordinates = {"knee", "twist"};
  several.joints[1].axes[3].function = {
      .kind = *model::make_multivariate_polynomial({0.01, 0.02, -0.03, 0.04, 0.05, -0.06}, 2, 2)};
  check_axes_by_finite_differences(compiled(several));
}

TEST(ApplyCouplersToSpeeds, uses_the_couplers_slope) {
  const model::Model model = compiled(leg());
  const Poses poses = poses_at(model, {0.0, 0.8, 0.0});
  std::vector<double> speeds{0.0, 2.0, 55.0};
  apply_couplers_to_speeds(model, poses, speeds);
  EXPECT_NEAR(speeds[2], 2.0 * 1.1 * (-0.1 * 0.8 + 0.9), 1e-15);
}

/// Whether any number of the body's pose or of its joint's axes is NaN, and whether all are.
std::pair<bool, bool> nan_of(const model::Model& model, const Poses& poses, BodyIndex body) {
  const Pose& X = poses.X_WB[body.value()];
  int nans = 0;
  int numbers = 0;
  const auto look = [&](double v) {
    ++numbers;
    nans += std::isnan(v) ? 1 : 0;
  };
  for (const double v : X.R.reshaped()) look(v);
  for (const double v : X.p) look(v);
  for (const CoordinateIndex c : model.joints[model.bodies[body.value()].inboard_joint.value()].coordinates) {
    for (const double v : poses.axes[c.value()].w) look(v);
    for (const double v : poses.axes[c.value()].v) look(v);
  }
  return {nans > 0, nans == numbers};
}

TEST(Poses, are_not_known_for_joints_that_were_not_selected_even_after_a_frame_that_had_them) {
  const model::Model model = testing::compiled(testing::leg());
  const std::vector<double> q{0.3, 0.5, 0.0};
  const BodyIndex femur = model.find_body("femur");
  const BodyIndex patella = model.find_body("patella");
  const BodyIndex tibia = model.find_body("tibia");
  Poses poses(model);
  EXPECT_TRUE(nan_of(model, poses, femur).second);  // nothing was computed yet
  compute_poses(model, all_joints(model), q, poses);
  for (const BodyIndex body : {femur, patella, tibia}) EXPECT_FALSE(nan_of(model, poses, body).first);
  compute_poses(model, joints_to(model, std::array{tibia}), q, poses);
  EXPECT_FALSE(nan_of(model, poses, femur).first);
  EXPECT_FALSE(nan_of(model, poses, tibia).first);
  EXPECT_TRUE(nan_of(model, poses, patella).second);
  EXPECT_TRUE(poses.X_WB[0].p.isZero());  // ground is where it is
}

TEST(Poses, of_a_selection_are_those_of_all_joints) {
  const model::Model model = testing::compiled(testing::leg());
  const std::vector<double> q{0.3, 0.5, 0.0};
  Poses all(model);
  Poses some(model);
  compute_poses(model, all_joints(model), q, all);
  const BodyIndex tibia = model.find_body("tibia");
  compute_poses(model, joints_to(model, std::array{tibia, BodyIndex{}}), q, some);
  EXPECT_EQ(all.X_WB[tibia.value()].p, some.X_WB[tibia.value()].p);
  EXPECT_EQ(all.X_WB[tibia.value()].R, some.X_WB[tibia.value()].R);
}

}  // namespace
}  // namespace hamstring::kinematics
