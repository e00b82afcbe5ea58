#include "kinematics/foot_paths.h"

#include <gtest/gtest.h>

#include <limits>

#include "tests/support/walker_model.h"

namespace hamstring::kinematics {
namespace {

TEST(FootPaths, follow_heel_toe_and_pelvis_of_a_model_without_muscles) {
  const model::Model model = testing::compiled(testing::WalkerModel({}).specification());
  ASSERT_TRUE(model.muscles.empty());
  const std::size_t n = model.coordinates.size();
  JointMotion motion{.time_s = {0.0, 0.1, 0.2},
                     .coordinates = n,
                     .values = std::vector<double>(3 * n, 0.0),
                     .speeds = std::vector<double>(3 * n, 0.0),
                     .is_given = std::vector<bool>(n, true)};
  motion.values[n + 3] = 0.5;  // the pelvis slides forward in the second frame
  const std::size_t ankle_left = model.find_coordinate("ankle_q0_l").value();
  motion.values[2 * n + ankle_left] = std::numeric_limits<double>::quiet_NaN();
  Diagnostics diagnostics;
  const Legs legs = find_legs(model, diagnostics);
  const FootPaths right = foot_paths(model, legs[static_cast<std::size_t>(Side::right)], motion);
  ASSERT_EQ(right.toe.size(), 3U);
  EXPECT_NEAR((right.toe[1] - right.toe[0] - Vec3(0.5, 0, 0)).norm(), 0, 1e-14);
  EXPECT_NEAR((right.pelvis[1] - Vec3(0.5, 0, 0)).norm(), 0, 1e-14);
  EXPECT_NEAR((right.heel[0] - Vec3(-0.11, -0.96, 0.09)).norm(), 0, 1e-14);
  // A missing angle of the left ankle leaves only what hangs on it unknown.
  const FootPaths left = foot_paths(model, legs[static_cast<std::size_t>(Side::left)], motion);
  EXPECT_TRUE(right.toe[2].allFinite() && left.pelvis[2].allFinite());
  EXPECT_FALSE(left.heel[2].allFinite() || left.toe[2].allFinite());
}

}  // namespace
}  // namespace hamstring::kinematics
