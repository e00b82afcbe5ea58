#include "view/next_decision.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace hamstring::service {
namespace {

using namespace rehab;

class NextDecision : public ::testing::Test {
 protected:
  NextDecision() {
    Catalog& en = knowledge_.catalogs["en"];
    en.language = "en";
    for (const char* id :
         {"next.led_elsewhere", "next.questions", "next.clinician", "next.phase", "next.watch",
          "next.keep_going", "next.when_they_say", "next.when_answered", "next.first", "next.now",
          "next.when_tested", "next.when_calm", "next.week_by_week", "criterion.c", "test.knee.name"}) {
      en.text[id] = id;
    }
    en.text["next.in_days"] = "{from}-{to}";
    en.text["next.in_days_at_least"] = "{from}";
    en.text["protocol.p.rung.run"] = "run";
    Protocol& p = knowledge_.protocols["p"];
    p.id = "p";
    for (const auto& [id, order, every, needed] :
         {std::tuple("walk", 1, 1, 2), {"jog", 2, 2, 3}, {"run", 3, 3, 2}}) {
      Rung rung;
      rung.id = id;
      rung.order = order;
      rung.every_days = every;
      rung.tolerated_needed = needed;
      p.rungs.push_back(rung);
    }
    plan_.status = PlanStatus::session;
    plan_.protocol = "p";
  }
  CriterionReport& criterion(CriterionState state, std::string settled_by) {
    CriterionReport& made = plan_.criteria.emplace_back();
    made.state = state;
    made.settled_by = std::move(settled_by);
    made.text.id = "criterion.c";
    return made;
  }
  [[nodiscard]] std::string decided(int asked = 7) const {
    const Json json = next_decision_json({knowledge_, knowledge_.catalogs.at("en")}, plan_, asked);
    return json["what"].get<std::string>() + " " + json["when"].get<std::string>();
  }
  Knowledge knowledge_;
  Plan plan_;
};

TEST_F(NextDecision, belongs_to_others_while_the_plan_waits_for_them) {
  for (const auto& [status, said] : {std::pair(PlanStatus::refused, "next.led_elsewhere next.when_they_say"),
                                     {PlanStatus::ask_first, "next.questions next.when_answered"},
                                     {PlanStatus::clinician_first, "next.clinician next.first"},
                                     {PlanStatus::suspended, "next.clinician next.first"}}) {
    plan_.status = status;
    EXPECT_EQ(decided(), said);
    EXPECT_FALSE(trains(plan_));
  }
}

TEST_F(NextDecision, is_the_next_phase_once_everything_is_met_and_nothing_holds) {
  EXPECT_FALSE(is_ready(plan_)) << "without criteria nobody is ready";
  EXPECT_EQ(decided(), "next.keep_going next.week_by_week");
  criterion(CriterionState::met, "");
  EXPECT_TRUE(is_ready(plan_));
  EXPECT_EQ(decided(), "next.phase next.now");
  plan_.status = PlanStatus::rest;
  EXPECT_TRUE(is_ready(plan_));
  plan_.status = PlanStatus::suspended;
  EXPECT_FALSE(is_ready(plan_));
}

TEST_F(NextDecision, of_a_leg_that_the_day_spares_is_no_next_phase_now) {
  criterion(CriterionState::met, "");
  plan_.status = PlanStatus::rest;
  for (const TestsToday tests : {TestsToday::none, TestsToday::light}) {
    plan_.tests = tests;
    EXPECT_FALSE(is_ready(plan_));
    EXPECT_EQ(decided(), "next.phase next.when_calm");
  }
}

TEST_F(NextDecision, a_test_comes_before_what_needs_time) {
  criterion(CriterionState::not_known, "session").need = 4;
  criterion(CriterionState::not_met, "test.knee");
  criterion(CriterionState::met, "");
  EXPECT_EQ(decided(), "test.knee.name next.when_tested");
}

TEST_F(NextDecision, days_of_the_injury_are_counted_to_the_one_that_is_asked) {
  CriterionReport& day = criterion(CriterionState::not_met, "injury.day");
  day.value = 3;
  day.target = 7;
  EXPECT_EQ(decided(), "criterion.c 4");
}

TEST_F(NextDecision, sessions_take_as_long_as_somebody_does_them) {
  CriterionReport& sessions = criterion(CriterionState::not_known, "session");
  sessions.need = 6;
  sessions.have = 2;
  EXPECT_EQ(decided(7), "criterion.c 4-11") << "one a day, and a week to spare";
  EXPECT_EQ(decided(2), "criterion.c 4-21") << "four at two a week are two weeks";
  EXPECT_EQ(decided(0), "criterion.c 4-35") << "nobody is asked for none a week";
}

TEST_F(NextDecision, a_rung_is_reached_over_all_that_lie_before_it) {
  CriterionReport& rung = criterion(CriterionState::not_known, "rung.run");
  rung.need = 2;
  plan_.state.rung = 3;
  EXPECT_EQ(decided(7), "run 4-13") << "today and in three days; six days for two of them, and a week";
  plan_.state.rung = 2;
  // Soonest: jog is through today; two runs three days apart after it. Latest: three jogs every other day and
  // a week, then two runs every third day.
  EXPECT_EQ(decided(7), "run 7-19");
  plan_.state.rung = 1;
  EXPECT_EQ(decided(7), "run 13-21") << "walk today, three jogs of two days each, two runs of three";
  plan_.state.rung = 9;
  EXPECT_EQ(decided(7), "run 2-9") << "on no rung of this ladder: counted like sessions";
}

TEST_F(NextDecision, what_stands_beside_the_exit_ends_no_phase) {
  criterion(CriterionState::not_known, "question.wish").beside = true;
  EXPECT_FALSE(is_ready(plan_));
  criterion(CriterionState::met, "test.knee");
  EXPECT_TRUE(is_ready(plan_));
}

TEST_F(NextDecision, after_return_it_is_the_end_of_the_watch) {
  plan_.follow_up.watch = WatchReport{.id = "w", .day = 10, .days = 60};
  EXPECT_EQ(decided(), "next.watch 50");
}

}  // namespace
}  // namespace hamstring::service
