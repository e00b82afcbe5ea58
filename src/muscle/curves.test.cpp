#include "muscle/curves.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <initializer_list>
#include <string>

namespace hamstring::muscle {
namespace {

/// Central differences against the slope, but for places where it jumps.
void expect_slope(const std::function<CurveValue(double)>& curve, double from, double to,
                  std::initializer_list<double> kinks = {}) {
  const double h = 1e-6;
  for (double x = from; x < to; x += (to - from) / 173.0) {
    bool at_kink = false;
    for (const double k : kinks) at_kink = at_kink || std::abs(x - k) < 2 * h;
    if (at_kink) continue;
    const double slope = (curve(x + h).value - curve(x - h).value) / (2 * h);
    EXPECT_NEAR(slope, curve(x).slope, 1e-7 * std::max(1.0, std::abs(slope))) << x;
  }
}

TEST(Thelen2003Curves, closed_forms) {
  const auto c = *Thelen2003Curves::make({});
  EXPECT_EQ(c.active(1.0).value, 1.0);
  EXPECT_NEAR(c.active(1.0 + std::sqrt(0.45)).value, std::exp(-1.0), 1e-15);
  EXPECT_EQ(c.passive(0.9).value, 0.0);
  EXPECT_NEAR(c.passive(1.6).value, 1.0, 1e-15) << "maximum force at 60 % strain";
  EXPECT_NEAR(c.tendon(1.04).value, 1.0, 1e-14) << "maximum force at 4 % strain";
  EXPECT_EQ(c.tendon(0.99).value, 0.0);
  expect_slope([&](double l) { return c.active(l); }, 0.3, 1.9);
  expect_slope([&](double l) { return c.passive(l); }, 0.5, 1.8, {1.0});
  expect_slope([&](double l) { return c.tendon(l); }, 0.98, 1.06, {1.0});
}

TEST(Thelen2003Curves, the_tendons_toe_ends_without_a_kink) {
  const auto c = *Thelen2003Curves::make({});
  const double end = 1.0 + 99.0 * 0.04 * std::exp(3.0) / (166.0 * std::exp(3.0) - 67.0);
  EXPECT_NEAR(c.tendon(end).value, 0.33, 1e-14);
  EXPECT_NEAR(c.tendon(end - 1e-9).slope, c.tendon(end + 1e-9).slope, 1e-5);
}

TEST(Thelen2003Curves, force_at_a_velocity_and_velocity_at_a_force_undo_each_other) {
  for (const double af : {0.25, 0.3}) {
    const auto c = *Thelen2003Curves::make({.force_velocity_shape = af, .max_eccentric_force = 1.8});
    for (const double a : {0.01, 0.3, 1.0}) {
      EXPECT_NEAR(c.force_velocity(0.0, a).value, 1.0, 1e-15);
      for (double f = 0.01; f < 2.0; f += 0.017) {
        const double v = c.velocity(f * a * 0.7, a * 0.7, a).value;  // at an active force-length of 0.7
        EXPECT_NEAR(c.force_velocity(v, a).value, f, 1e-12) << f;
      }
      expect_slope([&](double v) { return c.force_velocity(v, a); }, -0.24, 0.6, {0.0});
      expect_slope([&](double f) { return c.velocity(f, 0.5, a); }, -0.2, 1.2, {0.0, 0.5, 0.95 * 0.9});
      EXPECT_EQ(c.force_velocity(-1.01, a).value, 0.0) << "a fiber does not push";
    }
  }
}

TEST(Millard2012Curves, pass_where_the_paper_says) {
  const auto c = *Millard2012Curves::make({}, false);
  EXPECT_NEAR(c.active.at(1.0).value, 1.0, 1e-14);
  EXPECT_NEAR(c.active.at(0.4441).value, 0.0, 1e-14);
  EXPECT_NEAR(c.active.at(2.5).value, 0.0, 1e-14);
  EXPECT_NEAR(c.passive.at(1.7).value, 1.0, 1e-14);
  EXPECT_NEAR(c.passive.at(1.7).slope, 2.0 / 0.7, 1e-12);
  EXPECT_NEAR(c.tendon.at(1.049).value, 1.0, 1e-12);
  EXPECT_NEAR(c.tendon.at(1.0).value, 0.0, 1e-14);
  EXPECT_NEAR(c.force_velocity.at(0.0).value, 1.0, 1e-14);
  EXPECT_NEAR(c.force_velocity.at(0.0).slope, 5.0, 1e-11);
  EXPECT_NEAR(c.force_velocity.at(-1.5).value, 0.0, 1e-14);
  EXPECT_NEAR(c.force_velocity.at(1.5).value, 1.4, 1e-14);
  for (const BezierCurve* curve : {&c.active, &c.passive, &c.tendon, &c.force_velocity, &c.velocity}) {
    const double from = curve->begin() - 0.1, to = curve->end() + 0.1;
    const double h = 1e-6;
    for (double x = from; x < to; x += (to - from) / 211.0)
      EXPECT_NEAR((curve->at(x + h).value - curve->at(x - h).value) / (2 * h), curve->at(x).slope, 3e-4) << x;
  }
}

TEST(Millard2012Curves, without_damping_they_stay_above_zero_and_rise) {
  const auto c = *Millard2012Curves::make({.fiber_damping = 0.0005}, false);
  EXPECT_EQ(c.fiber_damping, 0.0);
  EXPECT_NEAR(c.active.at(0.2).value, 0.1, 1e-14);
  EXPECT_NEAR(c.force_velocity.at(1.5).slope, 0.075, 1e-14);
  for (double v = -1.2; v < 1.2; v += 0.05)
    EXPECT_NEAR(c.velocity.at(c.force_velocity.at(v).value).value, v, 1e-11) << v;
  EXPECT_NEAR((*Millard2012Curves::make({.fiber_damping = 0.0}, true)).active.at(0.2).value, 0.0, 1e-14);
}

TEST(Millard2012Curves, optional_numbers_count_all_together_or_not_at_all) {
  const auto plain = *Millard2012Curves::make({}, false);
  const auto one = *Millard2012Curves::make({.passive = {.curviness = 0.1}}, false);
  const auto all = *Millard2012Curves::make(
      {.passive = {.stiffness_at_low_force = 0.3, .stiffness_at_one_force = 3.5, .curviness = 0.1}}, false);
  EXPECT_EQ(one.passive.at(1.3).value, plain.passive.at(1.3).value);
  EXPECT_NE(all.passive.at(1.3).value, plain.passive.at(1.3).value);
}

TEST(DeGrooteFregly2016Curves, closed_forms) {
  const auto c = *DeGrooteFregly2016Curves::make({});
  EXPECT_NEAR(c.tendon(1.049).value, 1.0, 1e-13);
  EXPECT_NEAR(c.tendon(1.0).value, 0.0, 1e-15);
  EXPECT_NEAR(c.passive(0.2).value, 0.0, 1e-15);
  EXPECT_NEAR(c.passive(1.6).value, 1.0, 1e-14);
  EXPECT_NEAR(c.active(1.0).value, 1.0, 0.02);
  EXPECT_NEAR(c.force_velocity(0.0).value, 1.0, 0.01);
  EXPECT_NEAR(c.force_velocity(-1.0).value, 0.0, 0.01);
  for (double f = -0.1; f < 5.0; f += 0.1) EXPECT_NEAR(c.tendon(c.tendon_length(f)).value, f, 1e-12);
  for (double v = -1.0; v < 1.0; v += 0.05)
    EXPECT_NEAR(c.velocity(c.force_velocity(v).value).value, v, 1e-12);
  expect_slope([&](double l) { return c.active(l); }, 0.3, 1.8);
  expect_slope([&](double l) { return c.passive(l); }, 0.3, 1.8);
  expect_slope([&](double l) { return c.tendon(l); }, 0.98, 1.08);
  expect_slope([&](double v) { return c.force_velocity(v); }, -1.2, 1.2);
  expect_slope([&](double f) { return c.velocity(f); }, 0.1, 1.6);
  const auto none = *DeGrooteFregly2016Curves::make({.ignore_passive_force = true});
  EXPECT_EQ(none.passive(1.5).value, 0.0);
  const auto wide = *DeGrooteFregly2016Curves::make({.active_width_scale = 1.5});
  EXPECT_NEAR(wide.active(1.6).value, c.active(1.4).value, 1e-14);
}

TEST(Curves, parameters_without_a_curve_are_refused_by_name) {
  const auto thelen = Thelen2003Curves::make({.active_shape = 0.0});
  ASSERT_FALSE(thelen);
  EXPECT_NE(thelen.error().message.find("KshapeActive"), std::string::npos);
  const auto millard = Millard2012Curves::make({.active = {.transition_length = 1.2}}, false);
  ASSERT_FALSE(millard);
  EXPECT_NE(millard.error().message.find("ActiveForceLengthCurve"), std::string::npos);
  EXPECT_FALSE(Millard2012Curves::make({.fiber_damping = NAN}, false));
  const auto groote = DeGrooteFregly2016Curves::make({.tendon_strain_at_one_force = -1.0});
  ASSERT_FALSE(groote);
  EXPECT_NE(groote.error().message.find("tendon_strain_at_one_norm_force"), std::string::npos);
}

}  // namespace
}  // namespace hamstring::muscle
