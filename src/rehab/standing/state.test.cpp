#include "rehab/standing/state.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace hamstring::rehab {
namespace {

TEST(Settings, are_their_defaults_where_nobody_chose_and_where_a_value_of_another_kind_stands) {
  Ledger ledger;
  EXPECT_TRUE(settings_of(ledger).training_days.empty());
  EXPECT_FALSE(settings_of(ledger).supervised);
  EXPECT_EQ(settings_of(ledger).pain_limit, std::nullopt);
  ledger.settings[SettingKey::training_days] = std::string("monday");  // a word where a list should be
  ledger.settings[SettingKey::supervised] = 1.0;
  EXPECT_TRUE(settings_of(ledger).training_days.empty());
  EXPECT_FALSE(settings_of(ledger).supervised);
  ledger.settings[SettingKey::training_days] = std::vector<std::string>{"monday"};
  ledger.settings[SettingKey::supervised] = true;
  ledger.settings[SettingKey::protocol] = std::string("p");
  EXPECT_THAT(settings_of(ledger).training_days, ::testing::ElementsAre("monday"));
  EXPECT_TRUE(settings_of(ledger).supervised);
  EXPECT_EQ(settings_of(ledger).protocol, "p");
}

TEST(Settings, a_pain_limit_that_cannot_be_read_is_the_strictest_and_a_step_never_negative) {
  Ledger ledger;
  ledger.settings[SettingKey::pain_limit] = std::string("high");
  EXPECT_EQ(settings_of(ledger).pain_limit, 0.0);
  ledger.settings[SettingKey::load_step] = -0.5;
  EXPECT_EQ(settings_of(ledger).load_step, 0.0);
  ledger.settings[SettingKey::load_step] = 0.05;
  EXPECT_EQ(settings_of(ledger).load_step, 0.05);
}

TEST(PainLimit, is_the_persons_within_what_the_protocol_allows) {
  Protocol protocol;
  protocol.pain_limit_default = 3;
  protocol.pain_limit_max = 5;
  Settings settings;
  EXPECT_EQ(pain_limit_of(settings, protocol), 3.0);
  for (const auto& [chosen, counts] :
       {std::pair(0.0, 0.0), {4.5, 4.5}, {5.0, 5.0}, {9.0, 5.0}, {-2.0, 0.0}}) {
    settings.pain_limit = chosen;
    EXPECT_EQ(pain_limit_of(settings, protocol), counts) << chosen;
  }
}

TEST(State, has_a_phase_only_in_a_protocol_and_an_onset_only_in_an_episode) {
  Protocol protocol;
  protocol.phases.resize(2);
  protocol.phases[1].id = "second";
  State state;
  EXPECT_EQ(state.current_phase(), nullptr);
  state.phase = 1;
  EXPECT_EQ(state.current_phase(), nullptr) << "a place in no protocol is none";
  state.protocol = &protocol;
  EXPECT_EQ(state.current_phase()->id, "second");
  const Day other = parse_day("2025-01-01").value();
  EXPECT_EQ(state.onset_or(other), other);
  state.ledger.episodes = {{.onset = parse_day("2024-01-01").value()},
                           {.onset = parse_day("2024-06-01").value()}};
  EXPECT_EQ(state.onset_or(other), parse_day("2024-06-01").value()) << "of the latest";
}

}  // namespace
}  // namespace hamstring::rehab
