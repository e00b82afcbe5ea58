#include "dynamics/ground_estimate.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "dynamics/inverse_dynamics.h"
#include "tests/support/dynamics_models.h"

namespace hamstring::dynamics {
namespace {

using hamstring::testing::compiled;
using hamstring::testing::every_joint;

constexpr std::size_t frames = 40;

/// A body that waves all its joints; a foot and a hand stand for the feet of both legs.
class Ground : public ::testing::Test {
 protected:
  void SetUp() override {
    motion_ = hamstring::testing::waving(model_, frames);
    hamstring::testing::follow(model_, motion_);
    legs_[0].calcaneus = model_.find_body("foot");
    legs_[0].toes = model_.find_body("foot");
    legs_[1].calcaneus = model_.find_body("hand");
    legs_[1].toes = model_.find_body("knob");
  }

  /// What is left at the root [N, N m] in a frame under the loads that were estimated.
  double left_over(const GroundEstimate& estimate, std::size_t frame) const {
    const auto result = inverse_dynamics(model_, motion_, estimate.loads);
    EXPECT_TRUE(result);
    double largest = 0.0;
    for (const char* name : {"rx", "ry", "rz", "tx", "ty", "tz"})
      largest = std::max(largest, std::abs(result->of(model_.find_coordinate(name).value())[frame]));
    return largest;
  }

  model::Model model_ = compiled(every_joint());
  CoordinateMotion motion_;
  kinematics::Legs legs_;
};

TEST_F(Ground, one_foot_bears_all_that_the_root_would_have_to) {
  std::array<FootContacts, 2> contacts;
  contacts[0].standing = {{.start_s = 0.0, .end_s = 0.195}};
  contacts[1].standing = {{.start_s = 0.195, .end_s = 1.0}};
  const auto estimate = estimate_ground(model_, legs_, motion_, contacts, false);
  ASSERT_TRUE(estimate) << estimate.error().text();
  EXPECT_EQ(estimate->support[3], Support::left);
  EXPECT_EQ(estimate->support[30], Support::right);
  EXPECT_EQ(estimate->single_frames, frames);
  for (std::size_t f = 0; f < frames; ++f) EXPECT_LT(left_over(*estimate, f), 1e-8) << f;
  EXPECT_EQ(estimate->loads[1].wrench[3], 0.0);
  EXPECT_EQ(estimate->loads[0].wrench[30], 0.0);
}

TEST_F(Ground, two_feet_bear_it_together_and_the_force_goes_over) {
  std::array<FootContacts, 2> contacts;
  contacts[0].standing = {{.start_s = 0.0, .end_s = 0.255}};
  contacts[1].standing = {{.start_s = 0.145, .end_s = 1.0}};
  const auto estimate = estimate_ground(model_, legs_, motion_, contacts, true);
  ASSERT_TRUE(estimate) << estimate.error().text();
  EXPECT_EQ(estimate->double_frames, 11u);
  for (std::size_t f = 0; f < frames; ++f) EXPECT_LT(left_over(*estimate, f), 1e-8) << f;
  double before = 1.0;
  for (std::size_t f = 15; f <= 25; ++f) {
    const auto force = [&](std::size_t leg) {
      return Vec3(estimate->loads[leg].wrench[f], estimate->loads[leg].wrench[frames + f],
                  estimate->loads[leg].wrench[2 * frames + f]);
    };
    const double share = force(0).norm() / (force(0) + force(1)).norm();
    EXPECT_LT(share, before);
    before = share;
    if (f == 20) {
      EXPECT_NEAR(share, 0.5, 1e-9);
    }
  }
}

TEST_F(Ground, flight_shows_what_nothing_can_give) {
  std::ranges::fill(motion_.speed, 0.0);
  std::ranges::fill(motion_.acceleration, 0.0);
  const auto estimate = estimate_ground(model_, legs_, motion_, {}, false);
  ASSERT_TRUE(estimate);
  EXPECT_EQ(estimate->flight_frames, frames);
  EXPECT_NEAR(estimate->flight_force_rms_n, estimate->weight_n, 1e-8 * estimate->weight_n);
  EXPECT_NE(ground_sentence(*estimate).find("100 %"), std::string::npos);
}

TEST_F(Ground, is_not_known_where_nobody_knows_who_stands) {
  std::array<FootContacts, 2> contacts;
  contacts[0].standing = {{.start_s = 0.0, .end_s = 1.0}};
  contacts[0].unknown = {{.start_s = 0.1, .end_s = 0.2}};
  // A common stand that the recording begins with: how long it lasted before is not known.
  contacts[1].standing = {{.start_s = 0.0, .end_s = 0.045}};
  const auto estimate = estimate_ground(model_, legs_, motion_, contacts, true);
  ASSERT_TRUE(estimate);
  EXPECT_TRUE(std::isnan(estimate->loads[0].wrench[12]));
  EXPECT_TRUE(std::isnan(estimate->loads[1].wrench[2]));
  EXPECT_TRUE(std::isfinite(estimate->loads[0].wrench[30]));
}

TEST_F(Ground, of_legs_without_feet_is_refused) {
  legs_[1] = {};
  EXPECT_FALSE(estimate_ground(model_, legs_, motion_, {}, false));
}

}  // namespace
}  // namespace hamstring::dynamics
