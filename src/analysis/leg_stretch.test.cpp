#include "analysis/leg_stretch.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <numbers>

namespace hamstring::analysis {
namespace {

constexpr double degree = std::numbers::pi / 180.0;

class LegStretchTest : public ::testing::Test {
 protected:
  void SetUp() override { ASSERT_TRUE(stage_) << stage_.error().text(); }
  [[nodiscard]] const LegStage& stage() const { return *stage_; }

 private:
  Diagnostics diagnostics_;
  Result<LegStage> stage_ =
      load_leg_stage(std::filesystem::path(HAMSTRING_PROJECT_DIR) / "data", diagnostics_);
};

TEST_F(LegStretchTest, is_that_of_the_pose_one_sets_with_sliders) {
  const std::vector<HipAndKnee> poses{
      {0.0, 0.0}, {70 * degree, 40 * degree}, {-10 * degree, 90 * degree}, {100 * degree, 15 * degree}};
  const auto all = leg_stretch(stage(), poses);
  ASSERT_EQ(all.size(), poses.size());
  for (std::size_t i = 0; i < poses.size(); ++i) {
    const auto one = leg_pose(stage(), {.thigh_rad = poses[i].hip_rad, .knee_rad = poses[i].knee_rad});
    ASSERT_TRUE(one);
    EXPECT_FALSE(all[i].held);
    for (std::size_t h = 0; h < 4; ++h)
      EXPECT_NEAR(all[i].stretch[h], one->length_m[h] / one->upright_m[h] - 1.0, 1e-12);
  }
}

/// Virtual work: along any way from pose to pose the length changes by the moment arms. The arms come from
/// another computation (leg_pose), and the way bends both joints at once.
TEST_F(LegStretchTest, is_the_moment_arms_summed_along_the_way) {
  const HipAndKnee from{10 * degree, 80 * degree}, to{95 * degree, 20 * degree};
  const auto ends = leg_stretch(stage(), std::vector{from, to});
  constexpr int steps = 400;
  std::array<double, 4> summed{}, upright{};
  for (int i = 0; i < steps; ++i) {
    const double at = (i + 0.5) / steps;
    const auto now = leg_pose(stage(), {.thigh_rad = from.hip_rad + at * (to.hip_rad - from.hip_rad),
                                        .knee_rad = from.knee_rad + at * (to.knee_rad - from.knee_rad)});
    ASSERT_TRUE(now);
    for (std::size_t h = 0; h < 4; ++h) {
      upright[h] = now->upright_m[h];
      // An arm counts positive where the muscle extends the hip, and where it flexes the knee.
      summed[h] += (now->hip_arm_m[h] * (to.hip_rad - from.hip_rad) -
                    now->knee_arm_m[h] * (to.knee_rad - from.knee_rad)) /
                   steps;
    }
  }
  // A tenth of a millimeter: the midpoint rule over arms that change their slope where a muscle meets a
  // surface.
  for (std::size_t h = 0; h < 4; ++h)
    EXPECT_NEAR((ends[1].stretch[h] - ends[0].stretch[h]) * upright[h], summed[h], 1e-4) << h;
}

TEST_F(LegStretchTest, beyond_the_range_is_held_and_said_and_nan_stays_nan) {
  const auto all = leg_stretch(
      stage(), std::vector<HipAndKnee>{{0.0, 10.0}, {std::numeric_limits<double>::quiet_NaN(), 0.0}});
  EXPECT_TRUE(all[0].held);
  EXPECT_TRUE(std::isfinite(all[0].stretch[0]));
  EXPECT_TRUE(std::isnan(all[1].stretch[0]));
}

}  // namespace
}  // namespace hamstring::analysis
