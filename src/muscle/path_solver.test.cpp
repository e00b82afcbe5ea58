#include "muscle/path_solver.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <numbers>

#include "tests/support/small_models.h"

namespace hamstring::muscle {
namespace {

using model::Model;
using model::PathPointKind;
using testing::compiled;
using testing::fixed_point;

constexpr double radius = 0.5;
constexpr double half_gap = 0.8;  // of the two axes, which are parallel to z

model::WrapObjectSpecification post(std::string name, double x) {
  return {.name = std::move(name),
          .kind = model::WrapKind::cylinder,
          .frame = "ground",
          .translation_m = {x, 0, 0},
          .quadrant = {.axis = 1, .sign = 1},
          .radius_m = radius,
          .length_m = 10.0};
}

/// A slider along x; a rope from ground over two posts to a point on the slider.
model::ModelSpecification rope_over_posts(double z_from, double z_to) {
  model::ModelSpecification s;
  s.bodies = {{.name = "cart"}};
  s.joints = {{.name = "rail",
               .kind = model::JointKind::slider,
               .parent_frame = "ground",
               .child_frame = "cart",
               .coordinates = {{.name = "x"}}}};
  s.wrap_objects = {post("left", -half_gap), post("right", half_gap)};
  s.muscles = {testing::muscle(
      "rope", {fixed_point("ground", {-2, 0.1, z_from}), fixed_point("cart", {2, 0.1, z_to})})};
  s.muscles[0].wraps = {{.wrap_object = "left"}, {.wrap_object = "right"}};
  return s;
}

Course course_at(const Model& model, double x, Compatibility mode = Compatibility::physics) {
  kinematics::Poses poses(model);
  compute_poses(model, kinematics::all_joints(model), std::vector<double>{x}, poses);
  Course course(model);
  solve_course(model, model.muscles[0], poses, mode, course);
  return course;
}

double length_of(const Course& course) {
  double length = 0.0;
  for (std::size_t i = 0; i + 1 < course.points.size(); ++i) {
    const CoursePoint& a = course.points[i];
    const CoursePoint& b = course.points[i + 1];
    length += a.wrap >= 0 && a.wrap == b.wrap ? course.arc_length_m[static_cast<std::size_t>(a.wrap)]
                                              : (b.p_W - a.p_W).norm();
  }
  return length;
}

/// From a point `x` beside and 0.1 above an axis along the tangent and the circle to its top.
double over_to_the_top(double x) {
  const double distance = std::hypot(x, 0.1);
  const double arc = std::numbers::pi / 2 - std::atan2(0.1, x) - std::acos(radius / distance);
  return std::sqrt(distance * distance - radius * radius) + radius * arc;
}

TEST(PathSolver, a_rope_over_two_posts_is_as_long_as_a_belt) {
  for (const double x : {0.0, 0.7, 3.0}) {
    const Course course = course_at(compiled(rope_over_posts(0, 0)), x);
    const double belt = over_to_the_top(2 - half_gap) + 2 * half_gap + over_to_the_top(2 + x - half_gap);
    EXPECT_NEAR(length_of(course), belt, 1e-9) << x;
  }
}

TEST(PathSolver, a_rope_that_also_runs_along_the_posts_is_straight_on_the_unrolled_surface) {
  const Course course = course_at(compiled(rope_over_posts(0.3, -0.9)), 0.0);
  const double belt = 2 * over_to_the_top(2 - half_gap) + 2 * half_gap;
  EXPECT_NEAR(length_of(course), std::hypot(belt, 1.2), 1e-9);
}

TEST(PathSolver, points_stand_in_the_order_of_the_rope_and_its_topology_names_both_wraps) {
  for (const Compatibility mode : {Compatibility::physics, Compatibility::opensim}) {
    const Course course = course_at(compiled(rope_over_posts(0, 0)), 0.0, mode);
    ASSERT_EQ(course.points.size(), 6U);
    const std::array<std::pair<int, int>, 6> expected{{{0, -1}, {-1, 0}, {-1, 0}, {-1, 1}, {-1, 1}, {1, -1}}};
    for (std::size_t i = 0; i < 6; ++i) {
      EXPECT_EQ(course.points[i].own_point, expected[i].first) << i;
      EXPECT_EQ(course.points[i].wrap, expected[i].second) << i;
      if (i > 0) {
        EXPECT_GT(course.points[i].p_W.x(), course.points[i - 1].p_W.x());
      }
    }
    EXPECT_EQ(course.topology, std::uint64_t{3} << wrap_topology_bit);
  }
}

TEST(PathSolver, a_rope_that_passes_a_post_is_straight_there) {
  model::ModelSpecification s = rope_over_posts(0, 0);
  for (model::PathPointSpecification& point : s.muscles[0].points) point.location_m.y() = radius + 0.01;
  const Course course = course_at(compiled(s), 0.0);
  EXPECT_EQ(course.points.size(), 2U);
  EXPECT_EQ(course.topology, 0U);
  EXPECT_NEAR(length_of(course), 4.0, 1e-15);
}

TEST(PathSolver, a_wrap_is_tried_only_between_the_points_of_its_range) {
  model::ModelSpecification s = rope_over_posts(0, 0);
  s.muscles[0].points.insert(s.muscles[0].points.begin() + 1, fixed_point("ground", {0, 3, 0}));
  s.muscles[0].points[0].location_m = {0.1, -3, 0};
  s.muscles[0].points[1].location_m = {0.1, 3, 0};
  s.wrap_objects[1].translation_m = Vec3(0, 0.0, 0);  // both on the first piece
  s.wrap_objects[1].quadrant = {};
  s.muscles[0].wraps = {{.wrap_object = "right"}};
  EXPECT_EQ(course_at(compiled(s), 0.0).points.size(), 5U);
  s.muscles[0].wraps[0].range = {2, 3};
  EXPECT_EQ(course_at(compiled(s), 0.0).points.size(), 3U);
}

TEST(PathSolver, a_conditional_point_of_an_unknown_coordinate_makes_the_rope_unknown_and_not_short) {
  model::ModelSpecification s = rope_over_posts(0, 0);
  s.muscles[0].wraps.clear();
  s.muscles[0].points.insert(s.muscles[0].points.begin() + 1, fixed_point("ground", {0, 3, 0}));
  s.muscles[0].points[1].kind = PathPointKind::conditional;
  s.muscles[0].points[1].coordinate = "x";
  s.muscles[0].points[1].range = {1.0, 2.0};
  const Model model = compiled(s);
  EXPECT_EQ(course_at(model, 0.0).points.size(), 2U);
  EXPECT_EQ(course_at(model, 1.5).points.size(), 3U);
  EXPECT_EQ(course_at(model, 1.5).topology, 2U) << "the bit of the second point";
  const Course unknown = course_at(model, std::numeric_limits<double>::quiet_NaN());
  EXPECT_EQ(unknown.points.size(), 3U);
  EXPECT_TRUE(std::isnan(length_of(unknown)));
}

TEST(PathSolver, nothing_of_an_earlier_frame_is_left_in_a_course) {
  const Model model = compiled(rope_over_posts(0.3, -0.9));
  kinematics::Poses poses(model);
  Course course(model);
  for (const double x : {2.0, -4.0, 0.0}) {
    for (const Compatibility mode : {Compatibility::physics, Compatibility::opensim}) {
      compute_poses(model, kinematics::all_joints(model), std::vector<double>{x}, poses);
      solve_course(model, model.muscles[0], poses, mode, course);
      const Course fresh = course_at(model, x, mode);
      ASSERT_EQ(course.points.size(), fresh.points.size()) << x;
      EXPECT_EQ(length_of(course), length_of(fresh)) << x;
      EXPECT_EQ(course.topology, fresh.topology) << x;
    }
  }
}

}  // namespace
}  // namespace hamstring::muscle
