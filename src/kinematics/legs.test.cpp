#include "kinematics/legs.h"

#include <gtest/gtest.h>

#include <cmath>

#include "kinematics/poses.h"
#include "tests/support/walker_model.h"

namespace hamstring::kinematics {
namespace {

using testing::compiled;
using testing::WalkerModel;
using testing::WalkerOptions;

const Leg& leg_on(const Legs& legs, Side side) {
  return legs[static_cast<std::size_t>(side)];
}

/// What flexion means, whatever the rules above say: a thigh that is flexed has its knee further ahead, a
/// shank that is flexed has its ankle further behind.
void expect_flexion_bends_forward_and_back(const model::Model& model, const Leg& leg) {
  const auto ahead_when_flexed = [&](const Flexion& flexion, BodyIndex below) {
    std::vector<double> q(model.coordinates.size(), 0.0);
    Poses poses(model);
    compute_poses(model, all_joints(model), q, poses);
    const double before = poses.X_WB[below.value()].p.x();
    q[flexion.coordinate.value()] = 0.3 * flexion.sign;
    compute_poses(model, all_joints(model), q, poses);
    return poses.X_WB[below.value()].p.x() - before;
  };
  EXPECT_GT(ahead_when_flexed(leg.hip, leg.tibia), 0.05);
  EXPECT_LT(ahead_when_flexed(leg.knee, leg.talus), -0.05);
}

TEST(FindLegs, knows_every_part_of_both_legs_whatever_the_conventions) {
  int visited = 0;
  for (const bool named : {true, false}) {
    for (const double knee_sign : {1.0, -1.0}) {
      for (const double hip_sign : {1.0, -1.0}) {
        for (const bool pins : {true, false}) {
          for (const bool arms : {true, false}) {
            const WalkerOptions options{.named = named,
                                        .knee_sign = knee_sign,
                                        .hip_sign_left = hip_sign,
                                        .arms = arms,
                                        .hip_as_three_pins = pins};
            const WalkerModel walker(options);
            const model::Model model = compiled(walker.specification());
            Diagnostics diagnostics;
            const Legs legs = find_legs(model, diagnostics);
            EXPECT_TRUE(diagnostics.entries().empty());
            for (const Side side : both_sides) {
              const Leg& leg = leg_on(legs, side);
              const std::string mark = side == Side::right ? "_r" : "_l";
              const auto body = [&](const char* what, const std::string& of) {
                return model.find_body(walker.body_name(what, of));
              };
              ASSERT_TRUE(leg.is_known());
              EXPECT_EQ(leg.side, side);
              EXPECT_EQ(leg.pelvis, body("pelvis", ""));
              EXPECT_EQ(leg.femur, body("femur", mark));
              EXPECT_EQ(leg.tibia, body("tibia", mark));
              EXPECT_EQ(leg.talus, body("talus", mark));
              EXPECT_EQ(leg.calcaneus, body("calcn", mark));
              EXPECT_EQ(leg.toes, body("toes", mark));
              EXPECT_EQ(leg.knee.sign, knee_sign);
              EXPECT_EQ(leg.hip.sign, side == Side::left ? hip_sign : 1.0);
              expect_flexion_bends_forward_and_back(model, leg);
              ++visited;
            }
          }
        }
      }
    }
  }
  EXPECT_EQ(visited, 64);
}

TEST(FindLegs, takes_of_a_knee_made_of_several_joints_the_coordinate_that_flexes_it) {
  int visited = 0;
  for (const double knee_sign : {1.0, -1.0}) {
    for (const double below : {0.02, 0.045, 0.07}) {  // within one place, and beyond it
      const model::Model model =
          compiled(WalkerModel({.knee_sign = knee_sign, .condyle_below_m = below}).specification());
      Diagnostics diagnostics;
      const Legs legs = find_legs(model, diagnostics);
      for (const Side side : both_sides) {
        const Leg& leg = leg_on(legs, side);
        const std::string mark = side == Side::right ? "_r" : "_l";
        ASSERT_TRUE(leg.is_known()) << below;
        EXPECT_EQ(leg.femur, model.find_body("femur" + mark)) << below;
        EXPECT_EQ(leg.tibia, model.find_body("tibia" + mark)) << below;
        EXPECT_EQ(leg.talus, model.find_body("talus" + mark)) << below;
        ASSERT_EQ(leg.knee.coordinate, model.find_coordinate("knee_q0" + mark)) << below;
        EXPECT_EQ(leg.knee.sign, knee_sign);
        expect_flexion_bends_forward_and_back(model, leg);
        ++visited;
      }
    }
  }
  EXPECT_EQ(visited, 12);
}

TEST(FindLegs, takes_the_driver_of_a_coupled_knee_for_its_flexion) {
  model::ModelSpecification s = WalkerModel({.arms = false}).specification();
  for (const char* side : {"_r", "_l"}) {  // the knee follows a coordinate of the patella's joint
    s.couplers.push_back({.name = std::string("knee") + side,
                          .independent_coordinates = {std::string("femoropatellar_q0") + side},
                          .dependent_coordinate = std::string("knee_q0") + side,
                          .function = testing::linear(-2.0)});
  }
  const model::Model model = compiled(s);
  Diagnostics diagnostics;
  const Legs legs = find_legs(model, diagnostics);
  for (const Leg& leg : legs) {
    ASSERT_TRUE(leg.knee.coordinate.is_valid());
    EXPECT_TRUE(model.coordinates[leg.knee.coordinate.value()].name.starts_with("femoropatellar_q0"));
    expect_flexion_bends_forward_and_back(model, leg);
  }
}

TEST(FindLegs, believes_names_against_the_place_and_says_so) {
  const model::Model model = compiled(WalkerModel({.swap_names = true}).specification());
  Diagnostics diagnostics;
  const Legs legs = find_legs(model, diagnostics);
  EXPECT_EQ(leg_on(legs, Side::right).femur, model.find_body("femur_r"));
  ASSERT_EQ(diagnostics.count(Severity::warning), 1U);
  EXPECT_NE(diagnostics.entries()[0].message.find("stands on the"), std::string::npos);
}

TEST(FindLegs, does_not_need_feet) {
  const model::Model model = compiled(WalkerModel({.arms = false, .feet = false}).specification());
  Diagnostics diagnostics;
  const Legs legs = find_legs(model, diagnostics);
  for (const Leg& leg : legs) {
    EXPECT_TRUE(leg.is_known());
    EXPECT_TRUE(leg.hip.coordinate.is_valid() && leg.knee.coordinate.is_valid());
    EXPECT_FALSE(leg.talus.is_valid());
  }
}

TEST(FindLegs, finds_the_one_leg_of_a_model_with_one) {
  model::ModelSpecification s = WalkerModel({.arms = false}).specification();
  std::erase_if(s.joints, [](const auto& joint) { return joint.name.ends_with("_l"); });
  std::erase_if(s.frames, [](const auto& frame) { return frame.name.ends_with("_l/p"); });
  std::erase_if(s.bodies, [](const auto& body) { return body.name.ends_with("_l"); });
  const model::Model model = compiled(s);
  Diagnostics diagnostics;
  const Legs legs = find_legs(model, diagnostics);
  EXPECT_EQ(leg_on(legs, Side::right).toes, model.find_body("toes_r"));
  EXPECT_EQ(leg_on(legs, Side::right).pelvis, model.find_body("pelvis"));
  EXPECT_FALSE(leg_on(legs, Side::left).is_known());
}

TEST(FindLegs, takes_no_arm_for_a_leg_and_says_that_there_is_none) {
  model::ModelSpecification s = WalkerModel({}).specification();
  const auto of_leg = [](const std::string& name) {
    for (const char* what : {"femur", "tibia", "talus", "calcn", "toes", "patella", "hip", "knee", "ankle",
                             "subtalar", "mtp", "femoropatellar"}) {
      if (name.starts_with(what)) return true;
    }
    return false;
  };
  std::erase_if(s.joints, [&](const auto& joint) { return of_leg(joint.name); });
  std::erase_if(s.frames, [&](const auto& frame) { return of_leg(frame.name); });
  std::erase_if(s.bodies, [&](const auto& body) { return of_leg(body.name); });
  const model::Model model = compiled(s);
  Diagnostics diagnostics;
  const Legs legs = find_legs(model, diagnostics);
  EXPECT_FALSE(legs[0].is_known() || legs[1].is_known());
  ASSERT_EQ(diagnostics.count(Severity::warning), 1U);
  EXPECT_NE(diagnostics.entries()[0].message.find("no leg"), std::string::npos);
}

TEST(FindLegs, stands_up_by_gravity_where_z_is_up) {
  model::ModelSpecification s = WalkerModel({}).specification();
  s.gravity_m_per_s2 = {0.0, 0.0, -9.81};
  s.frames.push_back(
      {.name = "upright", .parent = "ground", .orientation_xyz_rad = {1.5707963267948966, 0, 0}});
  s.joints[0].parent_frame = "upright";
  const model::Model model = compiled(s);
  Diagnostics diagnostics;
  const Legs legs = find_legs(model, diagnostics);
  EXPECT_TRUE(diagnostics.entries().empty());
  EXPECT_EQ(leg_on(legs, Side::left).toes, model.find_body("toes_l"));
  EXPECT_EQ(leg_on(legs, Side::left).knee.sign, -1.0);
  EXPECT_EQ(leg_on(legs, Side::left).hip.sign, 1.0);
}

TEST(SideFromName, reads_the_mark_at_either_end) {
  EXPECT_EQ(side_from_name("bflh_r"), Side::right);
  EXPECT_EQ(side_from_name("bflh_L"), Side::left);
  EXPECT_EQ(side_from_name("l_bflh"), Side::left);
  EXPECT_FALSE(side_from_name("ercspn"));
}

TEST(WrongWayKnee, is_found_beyond_20_degrees_of_hyperextension_only) {
  const std::vector<double> fine{0.5, 1.2, -0.15, std::nan("")};
  EXPECT_EQ(find_wrong_way_knee(fine).share_of_frames, 0.0);
  const std::vector<double> wrong{-0.5, -1.2, 0.1, -0.1};
  EXPECT_EQ(find_wrong_way_knee(wrong).share_of_frames, 0.5);
  EXPECT_EQ(find_wrong_way_knee(wrong).worst_rad, -1.2);
}

}  // namespace
}  // namespace hamstring::kinematics
