#include "rehab/course/protocol_choice.h"

#include <gtest/gtest.h>

namespace hamstring::rehab {
namespace {

const Day onset = parse_day("2025-05-01").value();

Condition when(const std::string& text) {
  return parse_condition(text).value();
}

/// Two pictures, each with a clue that one answer decides, and protocols for them.
class Choice : public ::testing::Test {
 protected:
  Choice() {
    for (const char* id : {"pop", "slow", "child"}) {
      knowledge_.questions[id].id = id;
      knowledge_.questions[id].set = Question::Set::story;
    }
    picture("sudden", "pop", 1);
    picture("gradual", "slow", 2);
    knowledge_.policy.picture_lead_margin = 2;
    protocol("runner", {"sudden"});
    protocol("tendon", {"gradual"});
    state_.ledger.episodes = {{.onset = onset, .side = InjuredSide::left}};
  }
  void picture(const std::string& id, const std::string& question, int order) {
    InjuryType& made = knowledge_.pictures[id];
    made.id = id;
    made.order = order;
    Clue clue;
    clue.id = "clue";
    clue.weight = 3;
    clue.when = when("story." + question + " == yes");
    made.speaks_for = {clue};
  }
  Protocol& protocol(const std::string& id, std::vector<std::string> pictures) {
    Protocol& made = knowledge_.protocols[id];
    made.id = id;
    made.default_for = std::move(pictures);
    made.offered_when = when("always");
    made.complete = made.unsupervised = true;
    return made;
  }
  void answer(const std::string& question, const std::string& word) {
    state_.ledger.answers[question].push_back({.at = {onset, 0}, .value = word});
  }
  [[nodiscard]] ProtocolChoice choice() const { return choose_protocol(knowledge_, state_, onset); }
  [[nodiscard]] std::string choice_id() const {
    const ProtocolChoice made = choice();
    return made.protocol == nullptr ? "none" : made.protocol->id;
  }
  Knowledge knowledge_;
  State state_;
};

TEST_F(Choice, is_the_protocol_of_the_picture_that_leads_and_says_so) {
  EXPECT_EQ(choice_id(), "none") << "nothing leads";
  answer("slow", "yes");
  EXPECT_EQ(choice_id(), "tendon");
  EXPECT_EQ(choice().reason.rule, "protocol.tendon");
  EXPECT_EQ(choice().reason.facts, std::vector<std::string>{"picture.gradual"});
  answer("pop", "yes");
  EXPECT_EQ(choice_id(), "runner") << "of two that lead the first in their order";
}

TEST_F(Choice, one_made_for_people_like_this_comes_before_the_others) {
  answer("pop", "yes");
  protocol("young", {"sudden"}).preferred_when = when("story.child == yes");
  EXPECT_EQ(choice_id(), "runner");
  answer("child", "yes");
  EXPECT_EQ(choice_id(), "young");
  knowledge_.protocols["young"].offered_when = when("story.child == no");
  EXPECT_EQ(choice_id(), "runner") << "not where it may not be offered";
}

TEST_F(Choice, the_persons_own_counts_where_it_may_be_used) {
  answer("pop", "yes");
  state_.ledger.settings[SettingKey::protocol] = std::string("tendon");
  EXPECT_EQ(choice_id(), "tendon");
  knowledge_.protocols["tendon"].offered_when = when("never");
  EXPECT_EQ(choice_id(), "runner");
  knowledge_.protocols["tendon"].offered_when = when("always");
  knowledge_.protocols["tendon"].complete = false;
  EXPECT_EQ(choice_id(), "runner") << "it has blanks, and nobody leads";
  state_.ledger.settings[SettingKey::supervised] = true;
  EXPECT_EQ(choice_id(), "tendon");
}

TEST_F(Choice, a_protocol_with_blanks_names_the_picture_that_somebody_has_to_lead) {
  answer("slow", "yes");
  knowledge_.protocols["tendon"].complete = false;
  EXPECT_EQ(choice_id(), "none");
  EXPECT_TRUE(choice().supervision_missing);
  EXPECT_EQ(choice().led_picture, "gradual");
  EXPECT_EQ(choice().reason.rule, "protocol.tendon");
  answer("pop", "yes");
  EXPECT_EQ(choice_id(), "runner") << "what can be followed alone is, where it leads too";
  EXPECT_TRUE(choice().led_picture.empty());
}

TEST_F(Choice, a_picture_without_any_protocol_needs_somebody_no_less) {
  knowledge_.protocols.erase("tendon");
  answer("slow", "yes");
  EXPECT_EQ(choice_id(), "none");
  EXPECT_FALSE(choice().supervision_missing);
  EXPECT_EQ(choice().led_picture, "gradual");
}

TEST_F(Choice, who_is_not_hurt_follows_one_that_has_a_return_and_needs_nobody) {
  state_.ledger.episodes.clear();
  EXPECT_EQ(choice_id(), "none");
  for (const char* id : {"runner", "tendon"}) {
    Phase phase;
    phase.is_return = true;
    knowledge_.protocols[id].phases = {phase};
  }
  knowledge_.protocols["runner"].unsupervised = false;
  EXPECT_EQ(choice_id(), "tendon");
}

TEST_F(Choice, a_protocol_asked_for_by_name_is_taken_as_it_is_and_an_unknown_name_is_none) {
  answer("slow", "yes");
  EXPECT_EQ(chosen(knowledge_, state_, onset, "runner").protocol->id, "runner");
  EXPECT_EQ(chosen(knowledge_, state_, onset, "unheard_of").protocol->id, "tendon");
}

}  // namespace
}  // namespace hamstring::rehab
