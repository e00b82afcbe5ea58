#include "rehab/standing/both_hurt.h"

#include <gtest/gtest.h>

#include <memory>

namespace hamstring::rehab {
namespace {

const Day first = parse_day("2025-05-01").value();
Day day(int n) {
  return first + std::chrono::days(n);
}

class BothHurt : public ::testing::Test {
 protected:
  BothHurt() {
    press_.id = "press";
    press_.measures = ClinicalTest::Measures::force;
    press_.both_sides = true;
    press_.better = ClinicalTest::Better::higher;
    press_.error.from = ErrorModel::From::source;
    press_.error.value = 3.0;
  }
  void hurt(int on, InjuredSide side) { state_.ledger.episodes.push_back({.onset = day(on), .side = side}); }
  void measure(int on, double left, double right) {
    auto body = std::make_shared<TestEntry>();
    body->test = "press";
    body->left = {left};
    body->right = {right};
    state_.ledger.tests["press"].push_back({.at = {day(on), 0}, .test = std::move(body)});
  }
  [[nodiscard]] std::optional<Measured> before() const {
    return before_both(press_, state_, hurt_now(state_), {});
  }
  ClinicalTest press_;
  State state_;
};

TEST_F(BothHurt, an_injury_on_top_of_one_that_has_not_returned_makes_two_hurt_legs) {
  EXPECT_FALSE(hurt_now(state_).onset);
  hurt(0, InjuredSide::right);
  EXPECT_EQ(hurt_now(state_).side, InjuredSide::right);
  hurt(20, InjuredSide::left);
  EXPECT_EQ(hurt_now(state_).side, InjuredSide::both);
  EXPECT_EQ(hurt_now(state_).onset, day(0));
  state_.ledger.returned = {day(10)};
  EXPECT_EQ(hurt_now(state_).side, InjuredSide::left) << "the right one had returned";
  state_.returned_on = day(60);
  EXPECT_FALSE(hurt_now(state_).onset);
}

TEST_F(BothHurt, the_same_side_again_leaves_the_other_one_to_compare_with) {
  hurt(0, InjuredSide::right);
  hurt(20, InjuredSide::right);
  EXPECT_EQ(hurt_now(state_).side, InjuredSide::right);
}

TEST_F(BothHurt, what_was_before_is_the_better_leg_of_the_year_before_either_was_hurt) {
  measure(-400, 300, 300);
  measure(-50, 180, 200);
  measure(-20, 150, 190);
  measure(5, 250, 120);  // the left one is not hurt yet, and the right one is
  hurt(0, InjuredSide::right);
  hurt(20, InjuredSide::left);
  ASSERT_TRUE(before());
  EXPECT_EQ(before()->value, 200.0);
  press_.better = ClinicalTest::Better::lower;
  EXPECT_EQ(before()->value, 150.0);
  state_.ledger.tests.clear();
  EXPECT_FALSE(before());
}

TEST_F(BothHurt, two_legs_that_are_equally_weak_are_not_like_healthy_ones) {
  TestEntry entry{.test = "press", .result = "", .left = {120}, .right = {118}, .pain = {}, .rescreen = {}};
  const TestNumbers now = numbers_of(press_, entry, InjuredSide::both, {});
  EXPECT_NEAR(now.ratio->value, 98.0, 1.0);
  EXPECT_EQ(against_before(now, press_, std::nullopt).ratio->value, now.ratio->value);
  const TestNumbers held = against_before(now, press_, Measured{200.0, 3.0});
  EXPECT_NEAR(held.ratio->value, 59.0, 0.1);
  EXPECT_NEAR(held.difference->value, 82.0, 0.1);
  // What is worse against the other leg stays so.
  entry.left = {240};
  const TestNumbers apart = numbers_of(press_, entry, InjuredSide::both, {});
  EXPECT_EQ(against_before(apart, press_, Measured{120.0, 3.0}).ratio->value, apart.ratio->value);
}

}  // namespace
}  // namespace hamstring::rehab
