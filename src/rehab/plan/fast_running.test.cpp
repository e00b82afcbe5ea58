#include "rehab/plan/fast_running.h"

#include <gtest/gtest.h>

#include <memory>

namespace hamstring::rehab {
namespace {

/// Walk, even run, strides, full speed.
Protocol ladder() {
  Protocol protocol;
  int order = 0;
  const auto add = [&](const char* id, const char* form, double most) {
    Rung rung;
    rung.id = id;
    rung.form = form;
    rung.order = ++order;
    rung.percent = {.min = most - 10.0, .max = most};
    protocol.rungs.push_back(std::move(rung));
  };
  add("walk", "walk", 20);
  add("jog", "continuous", 100);
  add("strides", "strides", 90);
  add("sprint", "sprints", 100);
  return protocol;
}

class FastRunningTest : public ::testing::Test {
 protected:
  FastRunningTest() { rule.easy = {"walk", "walk_run", "continuous"}; }

  std::string asked(const char* rung, bool fast_is_due, bool full_is_due, Pace most = Pace::full) const {
    FastToday fast;
    fast.rule = &rule;
    fast.fast_is_due = fast_is_due;
    fast.full_is_due = full_is_due;
    fast.most = most;
    const Rung* found = within(fast, protocol, *rung_named(protocol, rung));
    return found == nullptr ? "none" : found->id;
  }

  FastRunning rule;
  Protocol protocol = ladder();
};

TEST_F(FastRunningTest, an_even_run_is_easy_at_whatever_share_of_the_own_easy_speed) {
  EXPECT_EQ(pace_of(protocol.rungs[1], rule), Pace::easy);
  EXPECT_EQ(pace_of(protocol.rungs[2], rule), Pace::fast);
  EXPECT_EQ(pace_of(protocol.rungs[3], rule), Pace::full);
}

TEST_F(FastRunningTest, full_speed_that_is_not_due_gives_strides_and_a_fast_run_that_is_not_due_gives_none) {
  EXPECT_EQ(asked("sprint", true, true), "sprint");
  EXPECT_EQ(asked("sprint", true, false), "strides");
  EXPECT_EQ(asked("sprint", false, false), "none");
  EXPECT_EQ(asked("strides", false, false), "none");
  EXPECT_EQ(asked("jog", false, false), "jog");
}

TEST_F(FastRunningTest, a_limit_takes_the_fastest_below_it_and_needs_no_days_between_easy_runs) {
  EXPECT_EQ(asked("sprint", true, true, Pace::fast), "strides");
  EXPECT_EQ(asked("sprint", false, false, Pace::easy), "jog");
  EXPECT_EQ(asked("walk", true, true, Pace::easy), "walk");
}

/// The rung that was asked may lie below the one that is open: going down one is not always below what hurt.
TEST_F(FastRunningTest, a_run_that_was_too_much_is_not_asked_again_before_an_easier_one_was_borne) {
  State state;
  state.protocol = &protocol;
  const auto ran = [&](const char* rung, Tolerance tolerance) {
    auto body = std::make_shared<SessionEntry>();
    body->run = DoneRun{.rung = rung, .completed = true};
    state.ledger.sessions.push_back({.day = Day(std::chrono::days(20000)), .body = body});
    state.ledger.sessions.back().tolerance = tolerance;
    return below_what_hurt(state);
  };
  EXPECT_FALSE(ran("strides", Tolerance::tolerated));
  EXPECT_EQ(ran("strides", Tolerance::not_tolerated), 2);
  EXPECT_EQ(ran("jog", Tolerance::not_known), 2);
  EXPECT_FALSE(ran("jog", Tolerance::tolerated));
  EXPECT_FALSE(ran("walk", Tolerance::not_tolerated)) << "below the first there is none";
}

TEST_F(FastRunningTest, whoever_is_hurt_runs_by_the_phases) {
  EXPECT_EQ(within({}, protocol, protocol.rungs[3]), &protocol.rungs[3]);
}

}  // namespace
}  // namespace hamstring::rehab
