#include "dynamics/body_loads.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <numbers>

#include "tests/support/dynamics_models.h"

namespace hamstring::dynamics {
namespace {

using hamstring::testing::compiled;
using hamstring::testing::every_joint;
using hamstring::testing::waving;
using ::testing::HasSubstr;

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

/// Half a sine of 800 N for 0.3 s from 0.1 s on, at 1000 Hz, with a point that jumps to nowhere in the air.
ExternalLoad step(double noise_n = 0.0) {
  ExternalLoad load{.name = "plate",
                    .applied_to_body = "foot",
                    .time_s = {},
                    .force_n = {},
                    .point_m = {},
                    .torque_n_m = {}};
  for (int i = 0; i <= 500; ++i) {
    const double t = 0.001 * i;
    const bool down = t > 0.1 && t < 0.4;
    const double force = down ? 800.0 * std::sin(std::numbers::pi * (t - 0.1) / 0.3) : 0.0;
    load.time_s.push_back(t);
    load.force_n.emplace_back(0.1 * force, force + (down ? 0.0 : noise_n), 0.0);
    load.point_m.push_back(down ? Vec3(0.2 + 0.5 * t, 0.0, 0.1) : Vec3(0.0, 0.0, 0.0));
    load.torque_n_m.emplace_back(0.0, down ? 5.0 : 0.0, 0.0);
  }
  return load;
}

struct Sampled {
  model::Model model = compiled(every_joint());
  CoordinateMotion motion = waving(model, 40, 0.01, 0.05);
  Diagnostics diagnostics;

  Result<std::vector<BodyLoad>> loads(const ExternalLoad& load, const LoadOptions& options) {
    return body_loads(model, {.loads = {load}, .file = "grf.mot"}, motion, options, diagnostics);
  }
};

TEST(BodyLoads, are_force_and_moment_about_the_origin_of_the_ground) {
  for (const Compatibility mode : {Compatibility::opensim, Compatibility::physics}) {
    Sampled s;
    const auto loads = s.loads(step(), {.mode = mode});
    ASSERT_TRUE(loads) << loads.error().text();
    ASSERT_EQ(loads->size(), 1u);
    const std::size_t n = s.motion.frames();
    const std::size_t f = 20;  // 0.25 s: the top of the sine
    const Vec3 force(80.0, 800.0, 0.0);
    const Vec3 point(0.325, 0.0, 0.1);
    const Vec3 moment = point.cross(force) + Vec3(0.0, 5.0, 0.0);
    for (int k = 0; k < 3; ++k) {
      EXPECT_NEAR((*loads)[0].wrench[static_cast<std::size_t>(k) * n + f], force[k], 1e-6);
      EXPECT_NEAR((*loads)[0].wrench[static_cast<std::size_t>(3 + k) * n + f], moment[k], 1e-6);
    }
  }
}

TEST(BodyLoads, below_the_contact_force_are_nothing_in_physics_and_what_was_recorded_in_opensim) {
  Sampled s;
  const auto physics = s.loads(step(12.0), {});
  ASSERT_TRUE(physics);
  EXPECT_NEAR((*physics)[0].wrench[s.motion.frames() + 0], 0.0, 1e-6);
  ASSERT_EQ(s.diagnostics.count(Severity::note), 1u);
  EXPECT_THAT(s.diagnostics.entries()[0].message, HasSubstr("less than 20 N"));
  const auto opensim = s.loads(step(12.0), {.mode = Compatibility::opensim});
  ASSERT_TRUE(opensim);
  EXPECT_NEAR((*opensim)[0].wrench[s.motion.frames() + 0], 12.0, 1e-9);
}

TEST(BodyLoads, are_not_known_where_a_column_holds_no_number_and_known_beside_it) {
  ExternalLoad load = step();
  for (std::size_t i = 240; i < 262; ++i) load.force_n[i].y() = nan;
  for (const Compatibility mode : {Compatibility::opensim, Compatibility::physics}) {
    Sampled s;
    const auto loads = s.loads(load, {.mode = mode});
    ASSERT_TRUE(loads);
    const double* fy = &(*loads)[0].wrench[s.motion.frames()];
    EXPECT_TRUE(std::isnan(fy[19])) << compatibility_name(mode);  // 0.24 s
    EXPECT_TRUE(std::isnan(fy[20]));
    EXPECT_NEAR(fy[15], 800.0 * std::sin(std::numbers::pi / 3.0), 1e-3);
    EXPECT_NEAR(fy[25], 800.0 * std::sin(std::numbers::pi * 2.0 / 3.0), 1e-3);
    EXPECT_THAT(s.diagnostics.entries().front().message, HasSubstr("not known in 3 of 40 frames"));
  }
}

TEST(BodyLoads, end_with_their_recording_in_physics_and_go_on_in_a_straight_line_in_opensim) {
  Sampled s;
  s.motion = waving(s.model, 40, 0.02, -0.1);
  const auto physics = s.loads(step(), {});
  ASSERT_TRUE(physics);
  EXPECT_TRUE(std::isnan((*physics)[0].wrench[0]));
  EXPECT_TRUE(std::isfinite((*physics)[0].wrench[10]));
  Diagnostics said;
  const auto opensim =
      body_loads(s.model, {.loads = {step()}, .file = ""}, s.motion, {.mode = Compatibility::opensim}, said);
  ASSERT_TRUE(opensim);
  EXPECT_TRUE(std::isfinite((*opensim)[0].wrench[0]));
  EXPECT_THAT(said.entries()[0].message, HasSubstr("straight line"));
}

TEST(BodyLoads, of_another_time_are_refused) {
  Sampled s;
  s.motion = waving(s.model, 10, 0.01, 50.0);
  const auto refused = s.loads(step(), {});
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().message, HasSubstr("the forces go from 0 s to 0.5 s"));
}

TEST(BodyLoads, name_a_body_that_the_model_does_not_have) {
  Sampled s;
  ExternalLoad load = step();
  load.applied_to_body = "hoof";
  const auto refused = s.loads(load, {});
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().message, HasSubstr("hoof"));
}

TEST(BodyLoads, follow_the_body_that_they_are_expressed_in) {
  Sampled s;
  ExternalLoad load{.name = "pole",
                    .applied_to_body = "hand",
                    .force_expressed_in = "hand",
                    .point_expressed_in = "hand",
                    .time_s = {0.0, 0.2, 0.4, 0.6},
                    .force_n = std::vector<Vec3>(4, Vec3(30.0, 0.0, 0.0)),
                    .point_m = {},
                    .torque_n_m = {}};
  const auto loads = s.loads(load, {});
  ASSERT_TRUE(loads);
  const std::size_t n = s.motion.frames();
  for (const std::size_t f : {0u, 17u, 39u}) {
    const auto& w = (*loads)[0].wrench;
    const Vec3 force(w[f], w[n + f], w[2 * n + f]);
    const Vec3 moment(w[3 * n + f], w[4 * n + f], w[5 * n + f]);
    EXPECT_NEAR(force.norm(), 30.0, 1e-9);
    EXPECT_GT((force - Vec3(30.0, 0.0, 0.0)).norm(), 1.0);  // it turned with the hand
    EXPECT_NEAR(force.dot(moment), 0.0, 1e-9);
    EXPECT_GT(moment.norm(), 1e-3);  // about the hand's origin, which is not the ground's
  }
}

}  // namespace
}  // namespace hamstring::dynamics
