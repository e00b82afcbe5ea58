#include "analysis/demand.h"

#include <gtest/gtest.h>

#include "dynamics/inverse_dynamics.h"
#include "model/function.h"
#include "tests/support/dynamics_models.h"

namespace hamstring::analysis {
namespace {

using hamstring::testing::compiled;
using hamstring::testing::every_joint;

/// A movement as it was recorded: values and speeds, frame by frame.
JointMotion recorded(const CoordinateMotion& motion) {
  return without_accelerations(motion);
}

std::vector<double> accelerations_of(const CoordinateMotion& motion) {
  std::vector<double> all(motion.frames() * motion.coordinates);
  for (std::size_t f = 0; f < motion.frames(); ++f)
    for (std::size_t c = 0; c < motion.coordinates; ++c)
      all[f * motion.coordinates + c] = motion.acceleration[c * motion.frames() + f];
  return all;
}

TEST(Demand, takes_a_movement_apart_and_together_again) {
  const model::Model model = compiled(every_joint());
  CoordinateMotion motion = hamstring::testing::waving(model, 7);
  hamstring::testing::follow(model, motion);
  const CoordinateMotion again =
      with_accelerations(model, recorded(motion), accelerations_of(motion), Compatibility::physics);
  for (std::size_t i = 0; i < motion.value.size(); ++i) {
    EXPECT_NEAR(again.value[i], motion.value[i], 1e-12) << i;
    EXPECT_NEAR(again.speed[i], motion.speed[i], 1e-12) << i;
    // The coupled coordinate's by its own curvature.
    EXPECT_NEAR(again.acceleration[i], motion.acceleration[i], 1e-9) << i;
  }
}

TEST(Demand, of_a_coupled_coordinate_is_handed_to_the_one_it_follows_in_both_modes) {
  const model::Model model = compiled(every_joint());
  CoordinateMotion motion = hamstring::testing::waving(model, 5);
  hamstring::testing::follow(model, motion);
  const auto physics = demand_of(model, motion, {}, Compatibility::physics);
  const auto opensim = demand_of(model, motion, {}, Compatibility::opensim);
  ASSERT_TRUE(physics && opensim);
  const std::size_t elbow = model.find_coordinate("w").value();  // nothing is coupled to it
  for (std::size_t f = 0; f < 5; ++f) EXPECT_NEAR((*physics)[elbow * 5 + f], (*opensim)[elbow * 5 + f], 1e-9);
  // The patella's own moment times the slope of its coupler is in the knee's.
  const auto alone = dynamics::inverse_dynamics(model, motion, {}, {.mode = Compatibility::opensim});
  ASSERT_TRUE(alone);
  const std::size_t knee = model.find_coordinate("knee").value(),
                    beta = model.find_coordinate("beta").value();
  for (std::size_t f = 0; f < 5; ++f) {
    const double slope = model::evaluate(model.couplers[0].function, motion.value[knee * 5 + f]).first;
    EXPECT_NEAR((*opensim)[knee * 5 + f], alone->of(knee)[f] + slope * alone->of(beta)[f], 1e-9);
  }
}

}  // namespace
}  // namespace hamstring::analysis
