#include "muscle/cylinder_wrap.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <random>

namespace hamstring::muscle {
namespace {

constexpr double pi = std::numbers::pi;

double whole_length(const CylinderWrap& wrap, const Vec3& p_1, const Vec3& p_2) {
  return (wrap.r_1 - p_1).norm() + wrap.arc_length_m + (p_2 - wrap.r_2).norm();
}

TEST(WrapCylinder, a_belt_across_the_top_has_the_length_of_plane_geometry) {
  // Two points at height 0 and distance 2 on either side of a cylinder of radius 1: tangents of length
  // sqrt(3), contact angle pi - 2 acos(1/2) = pi/3.
  for (const Compatibility mode : {Compatibility::physics, Compatibility::opensim}) {
    const CylinderWrap wrap =
        wrap_cylinder({.radius_m = 1.0, .length_m = 10.0}, {-2, 0.1, 0}, {2, 0.1, 0}, true, mode);
    EXPECT_EQ(wrap.outcome, WrapOutcome::mandatory);
    const double d = std::hypot(2.0, 0.1);
    const double contact = pi - 2.0 * std::atan2(0.1, 2.0) - 2.0 * std::acos(1.0 / d);
    EXPECT_NEAR(whole_length(wrap, {-2, 0.1, 0}, {2, 0.1, 0}), 2.0 * std::sqrt(d * d - 1.0) + contact, 1e-12);
    EXPECT_GT(wrap.r_1.y(), 0.0);
  }
}

TEST(WrapCylinder, misses_when_the_line_passes_the_surface_or_ends_before_it) {
  const Cylinder cylinder{.radius_m = 1.0, .length_m = 10.0};
  EXPECT_EQ(wrap_cylinder(cylinder, {-2, 1.5, 0}, {2, 1.5, 0}, true, Compatibility::physics).outcome,
            WrapOutcome::none);
  EXPECT_EQ(wrap_cylinder(cylinder, {-4, 0, 0}, {-2, 0, 0}, true, Compatibility::physics).outcome,
            WrapOutcome::none);
  EXPECT_EQ(wrap_cylinder(cylinder, {-2, 0.1, -3}, {-2, 0.1, 3}, true, Compatibility::physics).outcome,
            WrapOutcome::none);
}

TEST(WrapCylinder, refuses_an_end_inside_the_surface) {
  EXPECT_EQ(
      wrap_cylinder({.radius_m = 1.0, .length_m = 10.0}, {0.5, 0, 0}, {3, 0, 0}, true, Compatibility::physics)
          .outcome,
      WrapOutcome::inside);
}

TEST(WrapCylinder, does_not_wrap_beyond_both_ends_of_the_cylinder) {
  const Cylinder cylinder{.radius_m = 1.0, .length_m = 2.0};
  EXPECT_EQ(wrap_cylinder(cylinder, {-2, 0.1, 5}, {2, 0.1, 5}, true, Compatibility::physics).outcome,
            WrapOutcome::none);
  EXPECT_EQ(wrap_cylinder(cylinder, {-2, 0.1, 0.5}, {2, 0.1, 0.5}, true, Compatibility::physics).outcome,
            WrapOutcome::mandatory);
}

TEST(WrapCylinder, the_exact_path_is_straight_when_the_surface_is_unrolled) {
  std::mt19937 random(3);
  std::uniform_real_distribution<double> x(1.2, 3.0);
  std::uniform_real_distribution<double> y(-0.6, 0.6);
  std::uniform_real_distribution<double> z(-2.0, 2.0);
  for (int i = 0; i < 200; ++i) {
    const Vec3 p_1(-x(random), y(random), z(random));
    const Vec3 p_2(x(random), y(random), z(random));
    const CylinderWrap wrap =
        wrap_cylinder({.radius_m = 1.0, .length_m = 100.0}, p_1, p_2, true, Compatibility::physics);
    if (wrap.outcome != WrapOutcome::mandatory) continue;
    const double planar_1 = std::hypot(wrap.r_1.x() - p_1.x(), wrap.r_1.y() - p_1.y());
    const double planar_2 = std::hypot(wrap.r_2.x() - p_2.x(), wrap.r_2.y() - p_2.y());
    const double dz = wrap.r_2.z() - wrap.r_1.z();
    const double arc = std::sqrt(wrap.arc_length_m * wrap.arc_length_m - dz * dz);
    const double total = std::hypot(planar_1 + arc + planar_2, p_2.z() - p_1.z());
    EXPECT_NEAR(whole_length(wrap, p_1, p_2), total, 1e-12);
    // The tangent meets the radius at a right angle.
    EXPECT_NEAR((wrap.r_1 - p_1).x() * wrap.r_1.x() + (wrap.r_1 - p_1).y() * wrap.r_1.y(), 0.0, 1e-12);
  }
}

TEST(WrapCylinder, no_nearby_path_over_the_surface_is_shorter_than_the_exact_one) {
  const Vec3 p_1(-2, 0.2, -1);
  const Vec3 p_2(1.5, -0.1, 2);
  const CylinderWrap wrap =
      wrap_cylinder({.radius_m = 1.0, .length_m = 100.0}, p_1, p_2, true, Compatibility::physics);
  const double best = whole_length(wrap, p_1, p_2);
  for (const double shift : {-0.05, 0.05}) {
    for (const bool first : {true, false}) {
      Vec3 r_1 = wrap.r_1;
      Vec3 r_2 = wrap.r_2;
      (first ? r_1 : r_2).z() += shift;
      const double angle = std::acos(r_1.head<2>().dot(r_2.head<2>()));
      const double length = (r_1 - p_1).norm() + std::hypot(angle, r_2.z() - r_1.z()) + (p_2 - r_2).norm();
      EXPECT_GT(length, best);
    }
  }
}

TEST(WrapCylinder, a_constrained_path_goes_around_the_side_it_is_told) {
  const Vec3 p_1(-2, -0.3, 0);
  const Vec3 p_2(2, -0.3, 0);
  const Cylinder over{.radius_m = 1.0, .length_m = 10.0, .quadrant = {.axis = 1, .sign = 1}};
  const Cylinder under{.radius_m = 1.0, .length_m = 10.0, .quadrant = {.axis = 1, .sign = -1}};
  const CylinderWrap up = wrap_cylinder(over, p_1, p_2, true, Compatibility::physics);
  const CylinderWrap down = wrap_cylinder(under, p_1, p_2, true, Compatibility::physics);
  EXPECT_GT(up.r_1.y(), 0.0);
  EXPECT_LT(down.r_1.y(), 0.0);
  EXPECT_GT(whole_length(up, p_1, p_2), whole_length(down, p_1, p_2));
}

/// Length of the taut string that turns about the axis one way: closed form, from angles alone.
double geodesic(const Vec3& p_1, const Vec3& p_2, double radius, bool against_clock) {
  const double d_1 = std::hypot(p_1.x(), p_1.y()), d_2 = std::hypot(p_2.x(), p_2.y());
  double between = std::atan2(p_2.y(), p_2.x()) - std::atan2(p_1.y(), p_1.x());
  if (!against_clock) between = -between;
  between -= 2.0 * std::numbers::pi * std::floor(between / (2.0 * std::numbers::pi));
  const double arc = between - std::acos(radius / d_1) - std::acos(radius / d_2);
  const double planar =
      std::sqrt(d_1 * d_1 - radius * radius) + std::sqrt(d_2 * d_2 - radius * radius) + radius * arc;
  return std::hypot(planar, p_2.z() - p_1.z());
}

TEST(WrapCylinder, a_path_whose_ends_keep_to_their_side_never_takes_the_long_way_round) {
  // Both ends on the allowed side, the line through the surface: the shorter of the two ways, whatever the
  // tangent points say. The rule of the tangent points alone takes 5.2 rad instead of 0.0005 (gluteus
  // maximus).
  std::mt19937 random(17);
  std::uniform_real_distribution<double> angle(-std::numbers::pi, std::numbers::pi), distance(1.02, 3.0),
      height(-0.5, 0.5);
  int wrapped = 0, one_side = 0, openSim_longer = 0;
  for (int i = 0; i < 20000; ++i) {
    const double a = angle(random), b = angle(random), d = distance(random), e = distance(random);
    const Vec3 p_1(d * std::cos(a), d * std::sin(a), height(random)),
        p_2(e * std::cos(b), e * std::sin(b), height(random));
    const Cylinder cylinder{.radius_m = 1.0, .length_m = 100.0, .quadrant = {.axis = 0, .sign = -1}};
    const CylinderWrap wrap = wrap_cylinder(cylinder, p_1, p_2, true, Compatibility::physics);
    if (wrap.outcome != WrapOutcome::mandatory && wrap.outcome != WrapOutcome::wrapped) continue;
    ++wrapped;
    const double length = whole_length(wrap, p_1, p_2);
    const double dz = wrap.r_2.z() - wrap.r_1.z();
    EXPECT_LE(std::sqrt(std::max(0.0, wrap.arc_length_m * wrap.arc_length_m - dz * dz)),
              std::numbers::pi + 1e-9);
    const double ways[2] = {geodesic(p_1, p_2, 1.0, true), geodesic(p_1, p_2, 1.0, false)};
    EXPECT_TRUE(std::abs(length - ways[0]) < 1e-9 || std::abs(length - ways[1]) < 1e-9) << length;
    const CylinderWrap theirs = wrap_cylinder(cylinder, p_1, p_2, true, Compatibility::opensim);
    if (theirs.arc_length_m > std::numbers::pi) ++openSim_longer;
    const bool tangents_on_side = wrap.r_1.x() < 0.0 && wrap.r_2.x() < 0.0;
    if (p_1.x() < 0.0 && p_2.x() < 0.0 && tangents_on_side) {
      ++one_side;
      EXPECT_NEAR(length, std::min(ways[0], ways[1]), 1e-9);
    }
  }
  EXPECT_GT(wrapped, 4000);
  EXPECT_GT(one_side, 300);
  EXPECT_GT(openSim_longer, 100) << "the case that this test is about";
}

TEST(WrapCylinder, openSims_points_lie_on_the_surface_and_its_path_is_never_shorter_than_the_exact_one) {
  std::mt19937 random(11);
  std::uniform_real_distribution<double> x(1.2, 3.0);
  std::uniform_real_distribution<double> y(-0.6, 0.6);
  std::uniform_real_distribution<double> z(-1.0, 1.0);
  for (int i = 0; i < 200; ++i) {
    const Vec3 p_1(-x(random), y(random), z(random));
    const Vec3 p_2(x(random), y(random), z(random));
    const Cylinder cylinder{.radius_m = 1.0, .length_m = 100.0};
    const CylinderWrap exact = wrap_cylinder(cylinder, p_1, p_2, true, Compatibility::physics);
    if (exact.outcome != WrapOutcome::mandatory) continue;
    for (const bool single : {true, false}) {
      const CylinderWrap theirs = wrap_cylinder(cylinder, p_1, p_2, single, Compatibility::opensim);
      EXPECT_NEAR(theirs.r_1.head<2>().norm(), 1.0, 1e-12);
      EXPECT_GE(whole_length(theirs, p_1, p_2), whole_length(exact, p_1, p_2) - 1e-12);
    }
  }
}

}  // namespace
}  // namespace hamstring::muscle
