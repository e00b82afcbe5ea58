#include "analysis/leg_scene.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "muscle/muscle_history.h"

namespace hamstring::analysis {
namespace {

const std::filesystem::path data = std::filesystem::path(HAMSTRING_PROJECT_DIR) / "data";
constexpr double degree = std::numbers::pi / 180.0;

class LegSceneTest : public ::testing::Test {
 protected:
  void SetUp() override { ASSERT_TRUE(stage_) << stage_.error().text(); }
  [[nodiscard]] const LegStage& stage() const { return *stage_; }
  Diagnostics diagnostics_;

 private:
  Result<LegStage> stage_ = load_leg_stage(data, diagnostics_);
};

TEST_F(LegSceneTest, upright_is_no_stretch_and_70_40_is_a_long_one) {
  const auto upright = leg_pose(stage(), {});
  ASSERT_TRUE(upright);
  for (std::size_t h = 0; h < 4; ++h) EXPECT_NEAR(upright->length_m[h], upright->upright_m[h], 1e-12);
  const auto bent = leg_pose(stage(), {.thigh_rad = 70 * degree, .knee_rad = 40 * degree});
  ASSERT_TRUE(bent);
  for (std::size_t h = 0; h < 3; ++h) EXPECT_GT(bent->length_m[h] / bent->upright_m[h], 1.05);
  EXPECT_LT(bent->length_m[3], bent->upright_m[3]);  // the short head only sees the knee
}

TEST_F(LegSceneTest, tilting_the_pelvis_forward_under_a_still_thigh_is_hip_flexion_to_the_muscles) {
  const auto tilted =
      leg_pose(stage(), {.thigh_rad = 10 * degree, .knee_rad = 20 * degree, .forward_tilt_rad = 15 * degree});
  const auto flexed = leg_pose(stage(), {.thigh_rad = 25 * degree, .knee_rad = 20 * degree});
  ASSERT_TRUE(tilted && flexed);
  for (std::size_t h = 0; h < 4; ++h) EXPECT_NEAR(tilted->length_m[h], flexed->length_m[h], 1e-12);
  const Vec3 thigh = tilted->points.knee - tilted->points.hip;
  EXPECT_NEAR(std::atan2(thigh.x(), -thigh.y()) / degree, 10.0, 3.0);  // the knee's center lies off the shaft
}

TEST_F(LegSceneTest, arms_are_the_derivative_of_length) {
  const double h_rad = 1e-5;
  const PoseAsked at{.thigh_rad = 40 * degree, .knee_rad = 30 * degree};
  const auto now = leg_pose(stage(), at);
  const auto hip_up = leg_pose(stage(), {.thigh_rad = at.thigh_rad + h_rad, .knee_rad = at.knee_rad});
  const auto hip_down = leg_pose(stage(), {.thigh_rad = at.thigh_rad - h_rad, .knee_rad = at.knee_rad});
  ASSERT_TRUE(now && hip_up && hip_down);
  for (std::size_t h = 0; h < 3; ++h)
    EXPECT_NEAR(now->hip_arm_m[h], (hip_up->length_m[h] - hip_down->length_m[h]) / (2 * h_rad), 1e-6);
}

TEST_F(LegSceneTest, a_longer_leg_scales_lengths_and_arms_and_leaves_stretch) {
  const PoseAsked at{.thigh_rad = 40 * degree, .knee_rad = 30 * degree};
  const auto own = leg_pose(stage(), at);
  ASSERT_TRUE(own);
  PoseAsked longer = at;
  longer.leg_length_m = 1.1 * own->leg_length_m;
  const auto scaled = leg_pose(stage(), longer);
  ASSERT_TRUE(scaled);
  EXPECT_NEAR(scaled->length_m[0], 1.1 * own->length_m[0], 1e-9);
  EXPECT_NEAR(scaled->length_m[0] / scaled->upright_m[0], own->length_m[0] / own->upright_m[0], 1e-12);
  EXPECT_NEAR((scaled->points.hip - scaled->points.knee).norm(),
              1.1 * (own->points.hip - own->points.knee).norm(), 1e-9);
}

TEST_F(LegSceneTest, what_no_leg_can_do_is_refused) {
  EXPECT_FALSE(leg_pose(stage(), {.thigh_rad = 400 * degree}));
  EXPECT_FALSE(leg_pose(stage(), {.knee_rad = std::nan("")}));
  EXPECT_FALSE(leg_pose(stage(), {.leg_length_m = 9.0}));
  Diagnostics diagnostics;
  EXPECT_FALSE(leg_scene(stage(), data / "movements" / "none.toml", 50, diagnostics));
}

TEST_F(LegSceneTest, a_trunk_bend_turns_pelvis_and_trunk_forward_over_feet_that_stay) {
  Diagnostics diagnostics;
  const auto scene = leg_scene(stage(), data / "movements" / "trunk_bend.toml", 100, diagnostics);
  ASSERT_TRUE(scene) << scene.error().text();
  const muscle::BodyPoints &upright = scene->bodies[0], &bent = scene->bodies[50];
  EXPECT_NEAR(std::acos(upright.pelvis.y.y()) / degree, 0.0, 0.5);
  EXPECT_NEAR(std::atan2(bent.pelvis.y.x(), bent.pelvis.y.y()) / degree, 62.0, 0.5);
  EXPECT_NEAR(std::atan2(bent.trunk.y.x(), bent.trunk.y.y()) / degree, 90.0, 0.5);
  for (std::size_t f = 0; f < 100; ++f) {
    const Vec3 heel = scene->frames[f][static_cast<std::size_t>(Side::right)].heel + scene->bodies[f].at_m;
    const Vec3 first = scene->frames[0][static_cast<std::size_t>(Side::right)].heel + upright.at_m;
    EXPECT_NEAR((heel - first).norm(), 0.0, 0.005) << f;
  }
}

TEST_F(LegSceneTest, someone_on_their_back_lies_along_the_way_they_would_walk) {
  Diagnostics diagnostics;
  const auto scene = leg_scene(stage(), data / "movements" / "straight_leg_raise.toml", 100, diagnostics);
  ASSERT_TRUE(scene) << scene.error().text();
  EXPECT_NEAR((scene->bodies[0].trunk.y - Vec3(-1, 0, 0)).norm(), 0.0, 1e-9);  // the head is behind
  EXPECT_NEAR((scene->bodies[0].pelvis.x - Vec3(0, 1, 0)).norm(), 0.0, 1e-9);  // the face looks up
  const auto& raised = scene->frames[50][static_cast<std::size_t>(Side::right)];
  const auto& resting = scene->frames[50][static_cast<std::size_t>(Side::left)];
  EXPECT_GT(raised.ankle.y(), 0.6);
  EXPECT_NEAR(resting.ankle.y(), 0.0, 0.1);
}

TEST_F(LegSceneTest, the_built_in_run_stretches_the_long_head_most_before_the_foot_strikes) {
  Diagnostics diagnostics;
  const auto scene = leg_scene(stage(), data / "movements" / "run.toml", 100, diagnostics);
  ASSERT_TRUE(scene) << scene.error().text();
  ASSERT_EQ(scene->frames.size(), 100U);
  const auto& bflh = scene->stretch[0];
  const auto peak = std::max_element(bflh.begin(), bflh.end()) - bflh.begin();
  EXPECT_GE(peak, 80);  // percent of the cycle from foot strike on
  // Speed is the slope of length: central difference over one step.
  const double upright = stage().upright_m[stage().loaded.hamstrings.leg(Side::right).muscles[0].value()];
  const double step = scene->cycle_s / 100.0;
  for (std::size_t f = 1; f + 1 < 100; ++f)
    EXPECT_NEAR(scene->lengthening_m_per_s[0][f], (bflh[f + 1] - bflh[f - 1]) * upright / (2 * step), 0.03);
}

}  // namespace
}  // namespace hamstring::analysis
