#include "dynamics/root.h"

#include <gtest/gtest.h>

#include "tests/support/dynamics_models.h"

namespace hamstring::dynamics {
namespace {

TEST(Root, is_the_joint_on_ground_that_carries_the_body) {
  const model::Model model = hamstring::testing::compiled(hamstring::testing::every_joint());
  const JointIndex root = root_joint(model);
  ASSERT_TRUE(root.is_valid());
  EXPECT_EQ(model.joints[root.value()].name, "root");
  EXPECT_TRUE(floats(model, root));
}

}  // namespace
}  // namespace hamstring::dynamics
