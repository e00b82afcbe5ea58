#include "rehab/plan/needed.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "rehab/standing/criteria.h"
#include "tests/support/small_rehab.h"

namespace hamstring::rehab {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const Day first_day = parse_day("2025-05-01").value();
Day day(int n) {
  return first_day + std::chrono::days(n);
}

Criterion asks(const std::string& id, const std::string& test, double at_least,
               const std::string& asked_from = {}) {
  return {.id = id,
          .rule = MeasureCriterion{.test = test, .target = at_least},
          .evidence = {},
          .asked_from = asked_from};
}

/// Three phases and three rungs; the second rung needs a force of 80.
class NeededBeside : public ::testing::Test {
 protected:
  NeededBeside() {
    for (const char* id : {"reach", "force", "hop"}) {
      ClinicalTest& test = knowledge_.tests[id];
      test.id = id;
      test.measures = ClinicalTest::Measures::length;
      test.valid_days = 10;
      test.error.from = ErrorModel::From::source;
      test.error.value = 2.0;
      test.allowed_when = parse_condition("always").value();
    }
    knowledge_.policy.points = small_points();
    protocol_.id = "p";
    protocol_.phases = three_phases();
    for (const char* id : {"walk", "jog", "run"}) {
      Rung rung;
      rung.id = id;
      rung.order = static_cast<int>(protocol_.rungs.size()) + 1;
      protocol_.rungs.push_back(rung);
    }
    protocol_.rungs[1].needs = {asks("force", "force", 80)};
    protocol_.phases[0].rungs = {"walk", "jog"};
    state_.protocol = &protocol_;
    state_.phase = 0;
    state_.rung = 1;
    state_.ledger.episodes = {{.onset = first_day, .side = InjuredSide::left}};
  }
  void measure(int on, const std::string& test, double value) {
    TestEntry body{.test = test, .result = {}, .left = {}, .right = {value}, .pain = {}, .rescreen = {}};
    const Entry entry = make_entry("t" + std::to_string(state_.ledger.tests[test].size()), day(on), body);
    state_.ledger.tests[test].push_back({.at = {day(on), 0},
                                         .entry = entry.id,
                                         .by = entry.by,
                                         .test = std::make_shared<const TestEntry>(std::move(body))});
  }
  /// What is needed beside the exit of the first phase, by what would settle it.
  [[nodiscard]] std::vector<std::string> needed() const {
    const CaseFacts facts(knowledge_, state_, day(5));
    const DayGround ground = ground_of(knowledge_, state_, facts, day(5));
    const Phase& phase = protocol_.phases[0];
    std::vector<CriterionReport> exit;
    for (const Criterion& criterion : phase.exit)
      exit.push_back(judge_criterion(criterion, knowledge_, state_, day(5), "p.settle"));
    std::vector<std::string> all;
    for (const CriterionReport& report : needed_beside(ground, phase, exit)) {
      EXPECT_TRUE(report.beside);
      EXPECT_NE(report.state, CriterionState::met);
      all.push_back(report.settled_by);
    }
    return all;
  }
  Knowledge knowledge_;
  Protocol protocol_;
  State state_;
};

TEST_F(NeededBeside, is_what_the_next_rung_needs_until_it_is_met) {
  EXPECT_THAT(needed(), ElementsAre("test.force"));
  measure(4, "force", 120);
  EXPECT_THAT(needed(), IsEmpty());
  state_.rung = 0;
  state_.ledger.tests.clear();
  EXPECT_THAT(needed(), IsEmpty()) << "who runs nothing has no next rung";
}

TEST_F(NeededBeside, is_nothing_of_a_rung_that_neither_this_phase_nor_the_next_one_opens) {
  protocol_.phases[0].rungs = {"walk"};
  EXPECT_THAT(needed(), IsEmpty());
  protocol_.phases[2].rungs = {"jog"};
  EXPECT_THAT(needed(), IsEmpty());
  protocol_.phases[1].rungs = {"jog"};
  EXPECT_THAT(needed(), ElementsAre("test.force"));
}

TEST_F(NeededBeside, is_named_once_and_never_what_the_exit_asks_for) {
  protocol_.phases[0].exit = {asks("strong", "force", 80)};
  EXPECT_THAT(needed(), IsEmpty()) << "the same line under another name";
  protocol_.phases[0].exit = {asks("strong", "force", 60)};
  EXPECT_THAT(needed(), ElementsAre("test.force")) << "another line is another thing";
  protocol_.phases[2].exit = {asks("again", "force", 80, "settle")};
  EXPECT_THAT(needed(), ElementsAre("test.force"));
}

TEST_F(NeededBeside, is_what_a_later_phase_takes_looks_of_several_days_for) {
  protocol_.rungs[1].needs.clear();
  protocol_.phases[1].exit = {asks("now", "reach", 50, "settle"), asks("later", "hop", 50, "load"),
                              asks("then", "force", 50)};
  EXPECT_THAT(needed(), ElementsAre("test.reach"));
}

TEST_F(NeededBeside, is_what_could_let_somebody_begin_further_on_until_they_ran) {
  protocol_.rungs[1].needs.clear();
  protocol_.phases[1].start_when = parse_condition("test.reach.value >= 50 and test.hop.value >= 20").value();
  EXPECT_THAT(needed(), ElementsAre("test.hop", "test.reach"));
  measure(4, "reach", 70);
  EXPECT_THAT(needed(), ElementsAre("test.hop"));
  protocol_.phases[0].exit = {asks("hop", "hop", 90)};
  EXPECT_THAT(needed(), IsEmpty()) << "the exit asks for that test already";
  protocol_.phases[0].exit.clear();
  state_.not_tolerated = {day(3)};
  EXPECT_THAT(needed(), IsEmpty()) << "who was set back begins nowhere else";
}

TEST_F(NeededBeside, is_the_test_that_has_to_come_before_another_one_that_is_asked_for) {
  knowledge_.tests["force"].allowed_when = parse_condition("test.hop.value >= 5").value();
  EXPECT_THAT(needed(), ElementsAre("test.force", "test.hop"));
  measure(4, "hop", 50);
  EXPECT_THAT(needed(), ElementsAre("test.force"));
}

}  // namespace
}  // namespace hamstring::rehab
