#include "rehab/plan/run_fit.h"

#include <gtest/gtest.h>

namespace hamstring::rehab {
namespace {

const RunFitPolicy policy{
    .spare = 0.25, .warm_up_s = 1200, .walk_below_m_s = 2.2, .walks = {"walk"}, .evidence = {}};

RunLine sprints() {
  RunLine run;
  run.form = "sprints";
  run.repeats = 4;
  run.work_m = 40;
  run.rest_s = 180;
  run.speed_m_s = Range{.min = 7.2, .max = 7.6};
  return run;
}

RunLine by_time(const char* form, int repeats, double work_s, double rest_s) {
  RunLine run;
  run.form = form;
  run.repeats = repeats;
  run.work_s = work_s;
  run.rest_s = rest_s;
  return run;
}

DoneRun told(std::optional<double> distance_m, std::optional<double> duration_s,
             std::optional<double> top_speed_m_s = {}) {
  return {.rung = "",
          .completed = true,
          .distance_m = distance_m,
          .duration_s = duration_s,
          .top_speed_m_s = top_speed_m_s,
          .worst = {},
          .effort = {}};
}

TEST(RunFit, an_easy_eight_kilometer_run_is_no_sprint) {
  EXPECT_FALSE(fits(told(8000, 2700), sprints(), policy));
  EXPECT_FALSE(fits(told(8000, 2700, 4.2), sprints(), policy));
  EXPECT_FALSE(fits(told(8000, 2700, 7.4), sprints(), policy)) << "too long for four sprints with a warm-up";
}

TEST(RunFit, sprints_are_shown_by_the_fastest_speed_alone) {
  EXPECT_TRUE(fits(told(2500, 1500, 7.4), sprints(), policy));
  EXPECT_FALSE(fits(told(2500, 1500), sprints(), policy));
  EXPECT_FALSE(fits(told(2500, 1500, 6.4), sprints(), policy));
  EXPECT_FALSE(fits(told(2500, std::nullopt, 7.4), sprints(), policy));
  RunLine unknown = sprints();
  unknown.speed_m_s.reset();
  EXPECT_FALSE(fits(told(2500, 1500, 7.4), unknown, policy)) << "the own speed is not known";
}

TEST(RunFit, a_walk_is_shown_by_time_and_by_being_slow) {
  const RunLine walk = by_time("walk", 1, 1800, 0);
  EXPECT_TRUE(fits(told(2700, 1800), walk, policy));
  EXPECT_FALSE(fits(told(5000, 1800), walk, policy)) << "that was a run";
  EXPECT_FALSE(fits(told(1800, 900), walk, policy)) << "too short";
  EXPECT_FALSE(fits(told(std::nullopt, 1800), walk, policy)) << "it may have been a run";
}

TEST(RunFit, a_steady_run_may_be_slower_than_asked_and_not_much_faster) {
  RunLine jog = by_time("continuous", 1, 1200, 0);
  jog.speed_m_s = Range{.min = 2.2, .max = 2.8};
  EXPECT_TRUE(fits(told(3000, 1200), jog, policy));
  EXPECT_TRUE(fits(told(std::nullopt, 1300), jog, policy));
  EXPECT_FALSE(fits(told(5000, 1200), jog, policy));
  EXPECT_FALSE(fits(told(8000, 2700), jog, policy));
  EXPECT_FALSE(fits(told(3000, std::nullopt), jog, policy));
}

TEST(RunFit, running_and_walking_in_turns_counts_with_or_without_the_walking) {
  const RunLine turns = by_time("walk_run", 6, 120, 120);
  EXPECT_TRUE(fits(told(std::nullopt, 1440), turns, policy));
  EXPECT_TRUE(fits(told(std::nullopt, 720), turns, policy));
  EXPECT_FALSE(fits(told(std::nullopt, 2700), turns, policy));
}

}  // namespace
}  // namespace hamstring::rehab
