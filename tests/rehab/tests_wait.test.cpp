// What may be tested on a day is what the day asks of the leg: nobody is invited to load on the one page what
// another one forbids.
#include <gtest/gtest.h>

#include "rehab/plan/day_plan.h"
#include "rehab/plan/next_test.h"
#include "rehab/plan/stand_in.h"
#include "tests/rehab/told.h"

namespace hamstring::rehab {
namespace {

AnswerEntry answer(const std::string& question, const std::string& word) {
  return {.question = question, .value = word};
}

/// Nothing that waits is named, offered or needed.
void expect_agreement(Told& told, int on, TestsToday expected, bool waiting_is_needed = true) {
  const Plan plan = told.plan_on(on);
  EXPECT_EQ(plan.tests, expected);
  const Offers offers(shared_knowledge(), told.value(), plan);
  int waiting = 0, light = 0;
  for (const auto& [id, test] : shared_knowledge().tests) {
    const bool wait = expected == TestsToday::none || (expected == TestsToday::light && !test.light);
    EXPECT_EQ(offers.test(test).waits, wait) << id;
    waiting += wait ? 1 : 0;
    light += test.light ? 1 : 0;
  }
  EXPECT_GE(light, 8);
  EXPECT_EQ(waiting > 0, expected != TestsToday::all);
  const NextTest next = next_test(shared_knowledge(), told.value(), told.day(on));
  if (const Candidate* best = next.best(); best != nullptr && best->kind == Candidate::Kind::test) {
    EXPECT_FALSE(waits(expected, shared_knowledge().tests.find(best->id)->second)) << best->id;
  }
  int needed = 0;
  for (const CriterionReport& criterion : plan.criteria) {
    EXPECT_FALSE(criterion.waits && criterion.only_to_begin) << criterion.id;
    needed += criterion.waits ? 1 : 0;
  }
  if (waiting_is_needed) {
    EXPECT_EQ(needed > 0, expected != TestsToday::all) << "the board says so, too";
  }
}

TEST(TestsWait, on_a_day_with_a_session_none) {
  Told told;
  told.walk_test(2);
  told.pain_now(3, 0);
  ASSERT_EQ(told.plan_on(3).status, PlanStatus::session);
  expect_agreement(told, 3, TestsToday::all);
}

TEST(TestsWait, while_somebody_limps_all_that_load_or_stretch) {
  Told told;
  told.add(2, answer("walk", "limping"));
  told.pain_now(2, 2);
  ASSERT_EQ(told.plan_on(2).status, PlanStatus::rest);
  expect_agreement(told, 2, TestsToday::light, false);
}

TEST(TestsWait, all_where_a_doctor_is_needed_today_or_a_sign_holds_the_plan) {
  for (const auto& [question, word] :
       {std::pair("walk", "unable"), {"saddle_numbness", "yes"}, {"calf_swelling", "unsure"}}) {
    SCOPED_TRACE(question);
    Told told;
    told.walk_test(1);
    told.pain_now(3, 1);
    told.add(3, answer(question, word));
    expect_agreement(told, 3, TestsToday::none, false);
  }
}

TEST(TestsWait, all_on_the_day_of_too_much_pain) {
  Told told;
  told.walk_test(2);
  told.session(3, 0, 1, 0);
  told.pain_now(4, 6);
  ASSERT_EQ(told.plan_on(4).status, PlanStatus::rest);
  expect_agreement(told, 4, TestsToday::none);
}

}  // namespace
}  // namespace hamstring::rehab
