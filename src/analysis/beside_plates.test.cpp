#include "analysis/beside_plates.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "analysis/analyze_dynamics.h"
#include "tests/support/run_with_forces.h"

namespace hamstring::analysis {
namespace {

/// The library's run with the forces that its own movement asks for, some of which are then taken away: as if
/// that step had gone beside the plate.
class BesidePlates : public ::testing::Test {
 protected:
  void SetUp() override {
    const auto& run = hamstring::testing::run_with_forces();
    ASSERT_TRUE(run) << run.error().text();
    dynamics_ = &run->dynamics;
    Diagnostics diagnostics;
    legs_ = kinematics::find_legs(model(), diagnostics);
    auto contacts = ground_contacts(dynamics_->model, dynamics_->motion);
    ASSERT_TRUE(contacts) << contacts.error().text();
    contacts_ = *contacts;
    loads_ = dynamics_->ground->loads;
    // Nobody stands where nobody knows.
    for (dynamics::BodyLoad& load : loads_) {
      for (double& value : load.wrench) value = std::isfinite(value) ? value : 0.0;
    }
  }

  [[nodiscard]] const model::Model& model() const { return dynamics_->model.model; }

  [[nodiscard]] std::vector<StepBesidePlates> found() const {
    const auto result = dynamics::inverse_dynamics(model(), dynamics_->motion, loads_, {});
    EXPECT_TRUE(result);
    return steps_beside_plates(model(), legs_, contacts_, loads_, *result);
  }

  /// Whether a step of the side that begins at this strike is among them.
  static bool holds(const std::vector<StepBesidePlates>& steps, Side side, const TimeSpan& stance) {
    return std::ranges::any_of(steps, [&](const StepBesidePlates& step) {
      return step.side == side && std::abs(step.from_s - stance.start_s) < 1e-9;
    });
  }

  const DynamicsAnalysis* dynamics_ = nullptr;
  kinematics::Legs legs_;
  GroundContacts contacts_;
  std::vector<dynamics::BodyLoad> loads_;
};

TEST_F(BesidePlates, a_step_without_its_force_is_found_and_one_with_it_is_not) {
  ASSERT_FALSE(contacts_.feet[0].standing.empty());
  const TimeSpan stance = contacts_.feet[0].standing.front();
  EXPECT_FALSE(holds(found(), Side::left, stance));
  const std::size_t frames = dynamics_->motion.frames();
  for (dynamics::BodyLoad& load : loads_) {
    for (std::size_t f = 0; f < frames; ++f) {
      const double t = dynamics_->motion.time_s[f];
      if (t < stance.start_s || t > stance.end_s) continue;
      for (std::size_t k = 0; k < 6; ++k) load.wrench[k * frames + f] = 0.0;
    }
  }
  const auto steps = found();
  EXPECT_TRUE(holds(steps, Side::left, stance));
  for (const TimeSpan& other : contacts_.feet[1].standing) {
    EXPECT_FALSE(holds(steps, Side::right, other));
  }
}

TEST_F(BesidePlates, forget_the_leg_that_stands_and_the_root_alone) {
  const TimeSpan stance = contacts_.feet[0].standing.front();
  auto result = *dynamics::inverse_dynamics(model(), dynamics_->motion, loads_, {});
  const auto before = result;
  forget_steps(model(), legs_, {{.side = Side::left, .from_s = stance.start_s, .to_s = stance.end_s}},
               result);
  const std::size_t left = legs_[0].knee.coordinate.value(), right = legs_[1].knee.coordinate.value();
  std::size_t forgotten = 0;
  for (std::size_t f = 0; f < result.frames(); ++f) {
    EXPECT_EQ(result.of(right)[f], before.of(right)[f]);
    const double t = result.time_s[f];
    const bool stands = t >= stance.start_s && t <= stance.end_s;
    if (stands) {
      EXPECT_TRUE(std::isnan(result.of(left)[f]));
    }
    if (t < stance.start_s) {
      EXPECT_EQ(result.of(left)[f], before.of(left)[f]);
    }
    forgotten += std::isnan(result.of(left)[f]) ? 1 : 0;
  }
  EXPECT_GT(forgotten, 5u);
}

TEST_F(BesidePlates, of_a_leg_are_the_joints_from_the_foot_to_the_hip) {
  const auto coordinates = leg_coordinates(model(), legs_[1]);
  const auto has = [&](const char* name) {
    return std::ranges::find(coordinates, model().find_coordinate(name)) != coordinates.end();
  };
  EXPECT_TRUE(has("hip_flexion_r") && has("knee_angle_r") && has("ankle_angle_r"));
  EXPECT_FALSE(has("hip_flexion_l") || has("pelvis_ty") || has("lumbar_extension"));
}

}  // namespace
}  // namespace hamstring::analysis
