#include "rehab/plan/goal.h"

#include <gtest/gtest.h>

#include "tests/support/shipped_knowledge.h"

namespace hamstring::rehab {
namespace {

TEST(Goal, lies_higher_on_every_ladder_the_more_somebody_wants_and_other_words_name_nothing) {
  int ladders = 0;
  for (const auto& [id, protocol] : shipped_knowledge().protocols) {
    int before = -1;
    for (const std::string_view goal : goal_words) {
      const Rung* rung = rung_of_goal(protocol, goal);
      if (rung == nullptr) continue;
      EXPECT_GE(rung->order, before) << id << " " << goal;
      before = rung->order;
    }
    EXPECT_EQ(rung_of_goal(protocol, "a marathon in spring"), nullptr);
    EXPECT_EQ(rung_of_goal(protocol, ""), nullptr);
    if (before >= 0) ++ladders;
  }
  EXPECT_GE(ladders, 3);
}

TEST(Goal, counts_the_steps_that_are_left_and_none_of_somebody_who_is_not_hurt) {
  State state;
  for (const auto& [id, protocol] : shipped_knowledge().protocols) {
    if (rung_of_goal(protocol, goal_words[0]) == nullptr) continue;
    state.protocol = &protocol;
    break;
  }
  ASSERT_NE(state.protocol, nullptr);
  state.phase = 0;
  state.ledger.settings[SettingKey::goal] = std::string(goal_words[0]);
  EXPECT_FALSE(goal_ahead(state)) << "nobody is hurt";
  state.ledger.episodes.push_back({});
  const Rung* rung = rung_of_goal(*state.protocol, goal_words[0]);
  for (state.rung = 0; state.rung <= rung->order; ++state.rung) {
    const auto ahead = goal_ahead(state);
    ASSERT_TRUE(ahead);
    EXPECT_EQ(ahead->rung, rung->id);
    EXPECT_EQ(ahead->rungs_left, rung->order - state.rung);
    EXPECT_FALSE(ahead->behind) << "a step that one stands on is not yet borne";
  }
  const auto behind = goal_ahead(state);
  ASSERT_TRUE(behind);
  EXPECT_EQ(behind->rungs_left, 0);
  EXPECT_TRUE(behind->behind);
  state.ledger.settings.clear();
  EXPECT_FALSE(goal_ahead(state)) << "nobody said what for";
}

}  // namespace
}  // namespace hamstring::rehab
