#include "dynamics/plates.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "tests/support/dynamics_models.h"
#include "tests/support/walker_model.h"

namespace hamstring::dynamics {
namespace {

using hamstring::testing::compiled;
using hamstring::testing::WalkerModel;
using ::testing::HasSubstr;

/// Somebody who stands still for a second; the feet are 0.18 m apart, their heels at x = -0.11 m.
struct Standing {
  model::Model model = compiled(WalkerModel({}).specification());
  Diagnostics diagnostics;
  kinematics::Legs legs = kinematics::find_legs(model, diagnostics);
  CoordinateMotion motion;

  Standing() {
    const std::size_t n = model.coordinates.size();
    for (int i = 0; i <= 100; ++i) motion.time_s.push_back(0.01 * i);
    motion.coordinates = n;
    motion.value.assign(n * 101, 0.0);
    motion.speed = motion.acceleration = motion.value;
    diagnostics = {};
  }
};

constexpr double floor_y = -0.97, left_z = -0.09, right_z = 0.09;

ExternalLoad plate(const std::string& name) {
  ExternalLoad load{
      .name = name, .applied_to_body = {}, .time_s = {}, .force_n = {}, .point_m = {}, .torque_n_m = {}};
  for (int i = 0; i <= 1000; ++i) {
    load.time_s.push_back(0.001 * i);
    load.force_n.emplace_back(0.0, 0.0, 0.0);
    load.point_m.emplace_back(0.0, 0.0, 0.0);
  }
  return load;
}

void press(ExternalLoad& load, double from_s, double to_s, double z, double x = 0.0) {
  for (std::size_t i = 0; i < load.samples(); ++i) {
    if (load.time_s[i] < from_s || load.time_s[i] > to_s) continue;
    load.force_n[i].y() = 700.0;
    load.point_m[i] = Vec3(x, floor_y, z);
  }
}

TEST(Plates, belong_to_the_foot_that_stands_on_them_contact_by_contact) {
  Standing s;
  ExternalLoads plates{.loads = {plate("one"), plate("two")}, .file = "grf.mot"};
  press(plates.loads[0], 0.1, 0.3, right_z);
  press(plates.loads[0], 0.5, 0.7, left_z);  // a treadmill: one plate, both feet in turn
  press(plates.loads[1], 0.4, 0.9, left_z);
  const auto assigned = assign_plates(s.model, s.legs, s.motion, plates, {}, 20.0, s.diagnostics);
  ASSERT_TRUE(assigned) << assigned.error().text();
  ASSERT_EQ(assigned->contacts.size(), 3u);
  EXPECT_EQ(assigned->contacts[0].body, "calcn_r");
  EXPECT_EQ(assigned->contacts[1].body, "calcn_l");
  EXPECT_EQ(assigned->contacts[2].body, "calcn_l");
  EXPECT_NEAR(assigned->contacts[0].from_s, 0.1, 2e-3);
  EXPECT_LT(assigned->contacts[0].distance_m, 0.02);
  ASSERT_EQ(assigned->loads.loads.size(), 3u);
  for (const ExternalLoad& load : assigned->loads.loads) {
    const bool is_right = load.applied_to_body == "calcn_r";
    EXPECT_EQ(load.force_n[200].y(), is_right ? 700.0 : 0.0) << load.name;
  }
  EXPECT_TRUE(s.diagnostics.entries().empty());
}

TEST(Plates, on_which_two_feet_or_none_stand_are_not_known_and_named) {
  Standing s;
  ExternalLoads plates{.loads = {plate("both"), plate("far")}, .file = ""};
  press(plates.loads[0], 0.1, 0.3, right_z);
  press(plates.loads[0], 0.3, 0.5, left_z);
  press(plates.loads[1], 0.2, 0.4, right_z, 1.5);
  const auto assigned = assign_plates(s.model, s.legs, s.motion, plates, {}, 20.0, s.diagnostics);
  ASSERT_TRUE(assigned);
  EXPECT_EQ(assigned->contacts[0].doubt, "both feet stand on it");
  EXPECT_EQ(assigned->contacts[1].doubt, "no foot is near");
  EXPECT_EQ(s.diagnostics.count(Severity::warning), 2u);
  for (const ExternalLoad& load : assigned->loads.loads)
    EXPECT_TRUE(std::isnan(load.force_n[250].y())) << load.name;
}

TEST(Plates, can_be_given_to_a_body_by_hand) {
  Standing s;
  ExternalLoads plates{.loads = {plate("one")}, .file = ""};
  press(plates.loads[0], 0.1, 0.3, right_z);
  const auto assigned =
      assign_plates(s.model, s.legs, s.motion, plates, {{"one", "toes_l"}}, 20.0, s.diagnostics);
  ASSERT_TRUE(assigned);
  EXPECT_EQ(assigned->loads.loads[0].applied_to_body, "toes_l");
  const auto no_plate =
      assign_plates(s.model, s.legs, s.motion, plates, {{"two", "toes_l"}}, 20.0, s.diagnostics);
  ASSERT_FALSE(no_plate);
  EXPECT_THAT(no_plate.error().advice, HasSubstr("one"));
  EXPECT_FALSE(assign_plates(s.model, s.legs, s.motion, plates, {{"one", "hoof"}}, 20.0, s.diagnostics));
}

TEST(Plates, on_the_wrong_foot_are_named) {
  Standing s;
  ExternalLoads loads{.loads = {plate("right"), plate("left")}, .file = ""};
  loads.loads[0].applied_to_body = "calcn_l";
  loads.loads[1].applied_to_body = "calcn_l";
  press(loads.loads[0], 0.1, 0.3, right_z);
  press(loads.loads[1], 0.1, 0.3, left_z);
  const auto wrong = loads_on_wrong_foot(s.model, s.legs, s.motion, loads, 20.0, s.diagnostics);
  ASSERT_EQ(wrong.size(), 1u);
  EXPECT_EQ(wrong[0], 0u);
  EXPECT_THAT(s.diagnostics.entries()[0].message, HasSubstr("plates on the wrong foot"));
}

}  // namespace
}  // namespace hamstring::dynamics
