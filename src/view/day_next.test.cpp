#include <gtest/gtest.h>

#include "view/day_story.h"

namespace hamstring::service {
namespace {

using namespace rehab;

constexpr Day wednesday = Day(std::chrono::year(2026) / 6 / 10);

/// A person in the first of two phases of a made-up protocol.
class DayNext : public ::testing::Test {
 protected:
  DayNext() {
    protocol_.id = "p";
    protocol_.phases.resize(2);
    protocol_.phases[0].id = "one";
    protocol_.phases[0].next = "two";
    protocol_.phases[1].id = "two";
    catalog_.language = "en";
    catalog_.text = {
        {"next_step.and", "{a} and {b}"},  {"next_step.test", "test {test}"},
        {"next_step.once", "{what} once"}, {"next_step.times", "{what} {need} times, {have} so far"},
        {"next_step.quoted", "'{what}'"},  {"test.squat.name", "squat"},
        {"protocol.p.rung.jog", "jog"},    {"x.criterion", "criterion"}};
    plan_.today = wednesday;
    plan_.protocol = "p";
    plan_.phase = "one";
    plan_.status = PlanStatus::session;
  }
  void needs(std::string settled_by, int need, bool beside = false) {
    CriterionReport criterion;
    criterion.settled_by = std::move(settled_by);
    criterion.need = need;
    criterion.beside = beside;
    criterion.text = {.id = "x.criterion", .arguments = {}};
    plan_.criteria.push_back(std::move(criterion));
  }
  std::vector<Message> said(std::vector<ForeseenDay> ahead = {}) {
    const Words words(knowledge_, catalog_);
    State state;
    state.protocol = &protocol_;
    state.phase = 0;
    return next_of(
        {.words = words, .plan = plan_, .timeline = {}, .state = state, .ahead = std::move(ahead)});
  }

  Knowledge knowledge_;
  Catalog catalog_;
  Protocol protocol_;
  Plan plan_;
};

TEST_F(DayNext, says_how_far_up_the_ladder_the_goal_is_and_when_it_is_reached) {
  plan_.goal = GoalAhead{.goal = "competing", .rung = "jog", .rungs_left = 3};
  auto next = said();
  ASSERT_EQ(next.size(), 1U);
  EXPECT_EQ(next[0].id, "next_step.goal");
  EXPECT_EQ(std::get<long long>(next[0].arguments.at("n")), 3);
  EXPECT_EQ(std::get<std::string>(next[0].arguments.at("rung")), "protocol.p.rung.jog");
  plan_.goal->rungs_left = 0;
  next = said();
  ASSERT_EQ(next.size(), 1U);
  EXPECT_EQ(next[0].id, "next_step.goal_on");
  plan_.goal->behind = true;
  EXPECT_EQ(said()[0].id, "next_step.goal_here");
}

TEST_F(DayNext, lists_what_the_next_phase_needs_and_not_what_stands_beside_it) {
  needs("rung.jog", 1);
  needs("test.squat", 1);
  needs("question.far", 1, true);
  const auto next = said();
  ASSERT_EQ(next.size(), 1U);
  EXPECT_EQ(next.front().id, "next_step.before");
  EXPECT_EQ(std::get<std::string>(next.front().arguments.at("list")), "jog once and test squat");
}

TEST_F(DayNext, names_three_things_at_most_and_says_that_there_is_more) {
  needs("rung.jog", 2);
  for (const char* by : {"test.squat", "question.a", "injury.day", "clinician"}) needs(by, 0);
  plan_.criteria[3].text.id = "test.squat.name";
  EXPECT_EQ(said().front().id, "next_step.before_and_more");
}

TEST_F(DayNext, says_on_a_day_of_rest_when_the_next_session_is_and_on_no_other) {
  const std::vector<ForeseenDay> ahead{
      {.day = wednesday + std::chrono::days(1), .session = false, .phase = "one", .rung = {}, .program = {}},
      {.day = wednesday + std::chrono::days(2), .session = true, .phase = "one", .rung = {}, .program = {}}};
  EXPECT_TRUE(said(ahead).empty());
  plan_.status = PlanStatus::rest;
  const auto next = said(ahead);
  ASSERT_EQ(next.size(), 1U);
  EXPECT_EQ(std::get<std::string>(next.front().arguments.at("weekday")), "entry.weekday.fri");
  plan_.status = PlanStatus::suspended;
  EXPECT_TRUE(said(ahead).empty()) << "while somebody has to be seen";
}

}  // namespace
}  // namespace hamstring::service
