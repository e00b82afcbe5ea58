#include "rehab/standing/held.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/small_rehab.h"

namespace hamstring::rehab {
namespace {

const Day begun = parse_day("2025-05-01").value();
Day day(int n) {
  return begun + std::chrono::days(n);
}

Criterion asks(const std::string& id, const std::string& test, double at_least) {
  return {
      .id = id, .rule = MeasureCriterion{.test = test, .target = at_least}, .evidence = {}, .asked_from = {}};
}

/// Three phases: out of the first with a reach of 50, out of the second with a force of 100.
class HeldBack : public ::testing::Test {
 protected:
  HeldBack() {
    for (const char* id : {"reach", "force"}) {
      ClinicalTest& test = knowledge_.tests[id];
      test.id = id;
      test.unit = "cm / s";
      test.measures = ClinicalTest::Measures::length;
      test.valid_days = 10;
      test.error.from = ErrorModel::From::source;
      test.error.value = 2.0;
    }
    knowledge_.policy.points = small_points();
    Question& afraid = knowledge_.questions["afraid"];
    afraid.id = "afraid";
    protocol_.id = "p";
    protocol_.phases.resize(3);
    for (std::size_t i = 0; i < 3; ++i) protocol_.phases[i].id = "phase" + std::to_string(i);
    protocol_.phases[0].exit = {asks("reach", "reach", 50)};
    protocol_.phases[1].exit = {asks("force", "force", 100)};
    state_.protocol = &protocol_;
    state_.ledger.episodes = {{.onset = begun, .side = InjuredSide::left}};
  }
  void measure(int on, const std::string& test, double value) {
    TestEntry body{.test = test, .result = {}, .left = {}, .right = {value}, .pain = {}, .rescreen = {}};
    const Entry entry = make_entry("t" + std::to_string(state_.ledger.tests[test].size()), day(on), body);
    state_.ledger.tests[test].push_back({.at = {day(on), 0},
                                         .entry = entry.id,
                                         .by = entry.by,
                                         .test = std::make_shared<const TestEntry>(std::move(body))});
  }
  void answer(const std::string& question, const std::variant<std::string, double>& value) {
    const bool unsure = value == std::variant<std::string, double>("unsure");
    state_.ledger.answers[question].push_back({.at = {day(1), 0}, .value = value, .any_unsure = unsure});
  }
  [[nodiscard]] Held held(std::size_t at, int on = 5) const {
    return held_back(knowledge_, state_, day(on), at);
  }

  Knowledge knowledge_;
  Protocol protocol_;
  State state_;
};

TEST_F(HeldBack, nothing_is_held_where_nothing_was_seen_or_nothing_fails) {
  EXPECT_FALSE(held(2).holds());
  measure(1, "reach", 60);
  measure(1, "force", 120);
  EXPECT_FALSE(held(2).holds());
  EXPECT_TRUE(held(2).failed.empty());
  state_.protocol = nullptr;
  EXPECT_FALSE(held(2).holds());
}

TEST_F(HeldBack, what_was_passed_and_is_clearly_lost_closes_all_that_came_after_it) {
  measure(1, "force", 60);
  EXPECT_EQ(held(2).phase, 1U);
  EXPECT_FALSE(held(1).holds()) << "whoever is in that phase has not passed it yet";
  measure(2, "reach", 20);
  const Held both = held(2);
  EXPECT_EQ(both.phase, 0U) << "the earliest of them";
  ASSERT_EQ(both.failed.size(), 2U);
  const Reason& reason = both.failed.front();
  EXPECT_EQ(reason.rule, "protocol.p.phase0.exit.reach");
  EXPECT_EQ(reason.text.id, "held.measure_at_least");
  EXPECT_EQ(std::get<double>(reason.text.arguments.at("value")), 20.0);
  EXPECT_EQ(std::get<double>(reason.text.arguments.at("target")), 50.0);
  EXPECT_EQ(std::get<std::string>(reason.text.arguments.at("unit")), "unit.cm___s");
  EXPECT_EQ(reason.about, About::held);
  EXPECT_THAT(reason.facts, ::testing::Contains("test.reach"));
}

TEST_F(HeldBack, what_is_short_within_its_error_is_named_only_beside_what_holds) {
  measure(1, "reach", 48);
  EXPECT_FALSE(held(2).holds());
  EXPECT_TRUE(held(2).failed.empty());
  measure(1, "force", 60);
  ASSERT_EQ(held(2).failed.size(), 2U);
  EXPECT_EQ(held(2).failed.front().text.id, "held.measure_at_least") << "what holds comes first";
  EXPECT_EQ(held(2).failed.back().text.id, "held.within_error");
  EXPECT_EQ(held(2).phase, 1U);
}

TEST_F(HeldBack, one_thing_that_two_phases_ask_for_is_named_once) {
  protocol_.phases[1].exit = {asks("reach_again", "reach", 50)};
  measure(1, "reach", 20);
  EXPECT_EQ(held(2).failed.size(), 1U);
}

TEST_F(HeldBack, what_closes_a_phase_closes_it_for_whoever_is_in_it_while_the_look_is_valid) {
  protocol_.phases[1].exit.clear();
  protocol_.phases[1].hold = {asks("force", "force", 80)};
  measure(1, "force", 60);
  EXPECT_EQ(held(1).phase, 0U);
  EXPECT_FALSE(held(0).holds());
  EXPECT_EQ(held(1, 11).phase, 0U);
  EXPECT_FALSE(held(1, 12).holds()) << "nobody knows any more";
  protocol_.phases[0].hold = {asks("force", "force", 80)};
  EXPECT_FALSE(held(0).holds()) << "there is nothing before the first phase";
}

TEST_F(HeldBack, an_answer_on_a_scale_closes_no_phase_that_was_passed_by_it) {
  ObservedCriterion trust;
  trust.question = "afraid";
  trust.comparison = Comparison::less_equal;
  trust.target = 3.0;
  const Criterion criterion{.id = "afraid", .rule = trust, .evidence = {}, .asked_from = {}};
  protocol_.phases[0].exit = {criterion};
  answer("afraid", 9.0);
  EXPECT_FALSE(held(2).holds());
  protocol_.phases[1].hold = {criterion};
  EXPECT_EQ(held(2).phase, 0U);
  EXPECT_EQ(held(2).failed.front().text.id, "held.answer_at_most");
}

TEST_F(HeldBack, a_rule_that_holds_back_allows_the_phase_before_and_names_itself_even_by_a_not_sure) {
  RestRule& rule = knowledge_.rest_rules["swollen"];
  rule.id = "swollen";
  rule.effect = RestRule::Effect::hold_back;
  rule.when = parse_condition("story.afraid == yes").value();
  EXPECT_FALSE(held(2).holds());
  answer("afraid", "unsure");
  EXPECT_EQ(held(2).phase, 1U);
  EXPECT_EQ(held(2).failed.front().rule, "rest_rule.swollen");
  EXPECT_FALSE(held(0).holds());
}

TEST_F(HeldBack, a_rung_whose_own_need_is_lost_is_not_run_nor_any_above_it) {
  for (int order = 1; order <= 3; ++order) {
    Rung rung;
    rung.id = "rung" + std::to_string(order);
    rung.order = order;
    if (order >= 2) rung.needs = {asks("force", "force", 40.0 * order)};
    protocol_.rungs.push_back(rung);
  }
  protocol_.phases[1].exit.clear();
  measure(1, "force", 60);
  state_.rung = 3;
  EXPECT_EQ(held(2).rung_at_most, 1);
  EXPECT_FALSE(held(2).holds()) << "the phase itself is open";
  state_.rung = 1;
  EXPECT_FALSE(held(2).rung_at_most) << "rungs above the present one close nothing";
}

}  // namespace
}  // namespace hamstring::rehab
