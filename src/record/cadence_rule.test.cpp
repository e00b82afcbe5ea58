#include "record/cadence_rule.h"

#include <gtest/gtest.h>

#include <vector>

namespace hamstring {
namespace {

CadenceRule decide(double cadence, double speed) {
  return decide_cadence(std::vector<CadenceAtSpeed>(9, {cadence, speed}));
}

TEST(CadenceRule, WhatPeopleDoAtThatSpeedDecides) {
  EXPECT_EQ(decide(84, 3.0), CadenceRule::one_leg);
  EXPECT_EQ(decide(168, 3.0), CadenceRule::both_legs);
  EXPECT_EQ(decide(53, 1.4), CadenceRule::one_leg);
  EXPECT_EQ(decide(110, 1.4), CadenceRule::both_legs);
  EXPECT_EQ(decide(120, 3.0), CadenceRule::undecided);
  EXPECT_EQ(decide(240, 3.0), CadenceRule::undecided);
}

TEST(CadenceRule, ZerosSentinelsAndStandingDoNotCount) {
  EXPECT_EQ(decide(0, 3.0), CadenceRule::none);
  EXPECT_EQ(decide(255, 3.0), CadenceRule::none);
  EXPECT_EQ(decide(84, 0.1), CadenceRule::none);
  EXPECT_EQ(decide_cadence({}), CadenceRule::none);
  EXPECT_EQ(decide_cadence(std::vector<CadenceAtSpeed>{{0, 3}, {0, 3}, {170, 3}, {255, 3}}),
            CadenceRule::both_legs);
}

}  // namespace
}  // namespace hamstring
