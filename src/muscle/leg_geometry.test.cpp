#include "muscle/leg_geometry.h"

#include <gtest/gtest.h>

#include "muscle/muscle_history.h"
#include "tests/support/small_models.h"

namespace hamstring::muscle {
namespace {

using testing::axis;
using testing::fixed_point;
using testing::linear;

/// A pelvis that turns and moves, a right leg 0.4 + 0.4 m, BFlh with a wrap behind the knee.
model::ModelSpecification person() {
  model::ModelSpecification s;
  s.bodies = {{.name = "pelvis"},  {.name = "femur_r"}, {.name = "tibia_r"},
              {.name = "talus_r"}, {.name = "calcn_r"}, {.name = "toes_r"}};
  s.frames = {{.name = "hip/p", .parent = "pelvis", .translation_m = {0, 0, 0.1}},
              {.name = "knee/p", .parent = "femur_r", .translation_m = {0, -0.4, 0}},
              {.name = "ankle/p", .parent = "tibia_r", .translation_m = {0, -0.4, 0}},
              {.name = "sub/p", .parent = "talus_r", .translation_m = {-0.05, -0.04, 0}},
              {.name = "mtp/p", .parent = "calcn_r", .translation_m = {0.18, 0, 0}}};
  s.joints = {
      {.name = "root",
       .kind = model::JointKind::planar,
       .parent_frame = "ground",
       .child_frame = "pelvis",
       .coordinates = {{.name = "tilt"}, {.name = "tx"}, {.name = "ty"}}},
      {.name = "hip",
       .kind = model::JointKind::pin,
       .parent_frame = "hip/p",
       .child_frame = "femur_r",
       .coordinates = {{.name = "hf"}}},
      {.name = "knee",
       .kind = model::JointKind::custom,
       .parent_frame = "knee/p",
       .child_frame = "tibia_r",
       .coordinates = {{.name = "kn", .range = {0, 2}}},
       .axes = {axis({0, 0, 1}, {"kn"}, linear(-1.0)), axis({1, 0, 0}), axis({0, 1, 0}), axis({1, 0, 0}),
                axis({0, 1, 0}), axis({0, 0, 1})}},
      {.name = "ankle",
       .kind = model::JointKind::pin,
       .parent_frame = "ankle/p",
       .child_frame = "talus_r",
       .coordinates = {{.name = "an"}}},
      {.name = "sub", .kind = model::JointKind::weld, .parent_frame = "sub/p", .child_frame = "calcn_r"},
      {.name = "mtp", .kind = model::JointKind::weld, .parent_frame = "mtp/p", .child_frame = "toes_r"}};
  s.wrap_objects = {{.name = "condyle",
                     .kind = model::WrapKind::cylinder,
                     .frame = "femur_r",
                     .translation_m = {0, -0.4, 0},
                     .quadrant = {.axis = 0, .sign = -1},
                     .radius_m = 0.05,
                     .length_m = 1.0}};
  s.muscles = {testing::muscle(
      "bflh_r", {fixed_point("pelvis", {-0.06, -0.05, 0.08}), fixed_point("tibia_r", {-0.02, -0.1, 0.1})})};
  s.muscles[0].wraps = {{.wrap_object = "condyle"}};
  return s;
}

HamstringMap map_of(const model::Model& model) {
  Diagnostics diagnostics;
  return *find_hamstrings(model, {}, diagnostics);
}

TEST(LegPoints, an_upright_leg_hangs_straight_down_and_the_foot_points_forward) {
  const model::Model model = testing::compiled(person());
  const std::vector<double> q(model.coordinates.size(), 0.0);
  const LegPoints leg = leg_points(model, map_of(model), q)[static_cast<std::size_t>(Side::right)];
  EXPECT_NEAR((leg.knee - leg.hip - Vec3(0, -0.4, 0)).norm(), 0, 1e-14);
  EXPECT_NEAR((leg.ankle - leg.knee - Vec3(0, -0.4, 0)).norm(), 0, 1e-14);
  EXPECT_NEAR(leg.toe.x() - leg.heel.x(), 0.18, 1e-14);
  EXPECT_NEAR(leg.hip.norm(), 0, 1e-14);  // the only hip is the origin
}

TEST(LegPoints, do_not_depend_on_where_the_person_is) {
  const model::Model model = testing::compiled(person());
  std::vector<double> q(model.coordinates.size(), 0.0);
  q[3] = 0.7;
  const LegPoints here = leg_points(model, map_of(model), q)[1];
  q[1] = 12.0;
  q[2] = 1.0;
  const LegPoints there = leg_points(model, map_of(model), q)[1];
  EXPECT_NEAR((here.ankle - there.ankle).norm(), 0, 1e-12);
}

TEST(LegPoints, a_wrapped_muscle_is_drawn_along_the_surface) {
  const model::Model model = testing::compiled(person());
  const std::vector<double> q(model.coordinates.size(), 0.0);
  const LegPoints leg = leg_points(model, map_of(model), q)[1];
  const std::vector<Vec3>& line = leg.muscles[static_cast<std::size_t>(Hamstring::biceps_femoris_long_head)];
  ASSERT_GE(line.size(), 4U);
  double drawn = 0.0;
  for (std::size_t i = 0; i + 1 < line.size(); ++i) drawn += (line[i + 1] - line[i]).norm();
  const double length = upright_lengths(model, Compatibility::physics)[0];
  EXPECT_LE(drawn, length + 1e-12);
  EXPECT_NEAR(drawn, length, 1e-3 * length);  // chords of 0.15 rad are 0.1 % short at most
  for (std::size_t i = 1; i + 1 < line.size(); ++i)
    EXPECT_NEAR((line[i] - leg.knee).head<2>().norm(), 0.05, 1e-9);
}

TEST(HipAndKneeArms, are_positive_where_a_hamstring_extends_the_hip_and_flexes_the_knee) {
  const model::Model model = testing::compiled(person());
  std::vector<double> q(model.coordinates.size(), 0.0);
  const std::array<double, 2> arms =
      hip_and_knee_arms(model, map_of(model).leg(Side::right), MuscleIndex(0), q);
  EXPECT_GT(arms[0], 0.03);
  EXPECT_NEAR(arms[1], 0.05, 5e-3);  // around the knee's own axis on a 50 mm cylinder, less its pull along z
}

}  // namespace
}  // namespace hamstring::muscle
