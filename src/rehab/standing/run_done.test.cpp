// Far more, as much, far less: the expectations were written before the rule, by hand from the ladder.
#include "rehab/standing/run_done.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace hamstring::rehab {
namespace {

const RunFitPolicy policy{.spare = 0.25,
                          .warm_up_s = 1200,
                          .walk_below_m_s = 2.2,
                          .walks = {"walk"},
                          .far = 0.5,
                          .far_s = 300,
                          .far_m = 1000,
                          .walk_m_s = 1.4,
                          .easy_m_s = 3.0,
                          .fast_share = 0.8,
                          .fast_m_s = 6.0,
                          .faster = 0.1,
                          .distance_open_from = {"continuous"},
                          .evidence = {}};

Rung rung(const char* id, int order, const char* form, int repeats, OwnSpeed of, Range percent) {
  Rung made;
  made.id = id;
  made.order = order;
  made.form = form;
  made.repeats = repeats;
  made.speed_of = of;
  made.percent = percent;
  return made;
}

/// A walk of half an hour; 8 × 1 minute with 2 minutes of walking; 20 minutes; 6 × 80 m at 50-60 %; 4 × 40 m
/// at 90-100 %.
Protocol ladder() {
  Protocol protocol;
  protocol.rungs = {rung("walk", 1, "walk", 1, OwnSpeed::none, {10, 20}),
                    rung("turns", 2, "walk_run", 8, OwnSpeed::easy, {75, 90}),
                    rung("jog", 3, "continuous", 1, OwnSpeed::easy, {80, 100}),
                    rung("strides", 4, "strides", 6, OwnSpeed::top, {50, 60}),
                    rung("sprints", 5, "sprints", 4, OwnSpeed::top, {90, 100})};
  protocol.rungs[0].work_s = 1800;
  protocol.rungs[1].work_s = 60;
  protocol.rungs[1].rest_s = 120;
  protocol.rungs[2].work_s = 1200;
  protocol.rungs[3].work_m = 80;
  protocol.rungs[3].rest_s = 90;
  protocol.rungs[4].work_m = 40;
  protocol.rungs[4].rest_s = 240;
  return protocol;
}

struct Ran {
  std::optional<double> m = {}, s = {}, top = {};
  std::string rung = {};
};

DoneRun done(const Ran& ran) {
  DoneRun run;
  run.rung = ran.rung;
  run.completed = true;
  run.distance_m = ran.m;
  run.duration_s = ran.s;
  run.top_speed_m_s = ran.top;
  return run;
}

/// "distance 5000", "duration 2400", "speed 7"; empty where it was not far more.
std::string far(const Ran& ran, int allowed, bool open = false, const ToldSpeeds& speeds = {}) {
  const Protocol protocol = ladder();
  const auto found = far_run(done(ran), protocol, rung_of(protocol, allowed), open, policy, speeds);
  if (!found) return "";
  const char* by[] = {"distance", "duration", "speed"};
  return std::string(by[static_cast<int>(found->by)]) + " " + std::to_string(std::lround(found->told));
}

TEST(FarRun, five_kilometers_are_far_more_than_eight_minutes_of_jogging) {
  EXPECT_EQ(far({.m = 5000}, 2), "distance 5000");
  EXPECT_EQ(far({.m = 5000, .s = 1800}, 2), "distance 5000") << "half an hour without a pause";
  EXPECT_EQ(far({.m = 3000, .s = 1080}, 2), "distance 3000") << "in the time of the turns, all of it run";
  EXPECT_EQ(far({.s = 2400}, 2), "duration 2400") << "40 minutes where 24 are asked with all walking";
  EXPECT_EQ(far({.m = 5000, .s = 1800, .rung = "turns"}, 2), "distance 5000") << "whatever it was called";
}

TEST(FarRun, what_is_as_asked_or_a_little_more_is_not) {
  EXPECT_EQ(far({.m = 2640, .s = 1440}, 2), "") << "480 s at 2.7 and 960 s at 1.4 m/s";
  EXPECT_EQ(far({.m = 3000, .s = 1560}, 2), "");
  EXPECT_EQ(far({.m = 3500}, 2), "");
  EXPECT_EQ(far({.s = 1800}, 2), "");
  EXPECT_EQ(far({}, 2), "") << "nothing told";
  EXPECT_EQ(far({.m = 5000, .s = 1800}, 3), "") << "half an hour where 20 minutes are asked";
  EXPECT_EQ(far({.m = 9000, .s = 3000}, 3), "distance 9000");
}

TEST(FarRun, a_walk_is_no_run_however_long) {
  EXPECT_EQ(far({.m = 12000, .s = 7200}, 2), "") << "1.67 m/s";
  EXPECT_EQ(far({.m = 4000, .s = 2000, .rung = "walk"}, 0), "") << "2 m/s, called a walk";
  EXPECT_EQ(far({.s = 5400, .rung = "walk"}, 1), "");
}

TEST(FarRun, where_no_running_is_allowed_any_run_of_five_minutes_is_far_more) {
  EXPECT_EQ(far({.m = 1500, .s = 500}, 0), "distance 1500");
  EXPECT_EQ(far({.m = 1500, .s = 500}, 1), "distance 1500") << "walking is no running";
  EXPECT_EQ(far({.m = 600, .s = 200}, 0), "");
}

TEST(FarRun, distance_is_ones_own_affair_once_even_running_was_borne_and_speed_is_not) {
  EXPECT_EQ(far({.m = 15000, .s = 5000}, 4, true), "");
  EXPECT_EQ(far({.m = 5000, .s = 1800, .top = 7.0}, 3, true), "speed 7");
  EXPECT_EQ(far({.top = 6.5}, 3, true, {.easy = {}, .top = 9.0}), "") << "72 % of the own top speed";
  EXPECT_EQ(far({.top = 7.5}, 4, true, {.easy = {}, .top = 9.0}), "speed 8") << "83 % where 60 % is asked";
  EXPECT_EQ(far({.top = 8.9}, 5, true, {.easy = {}, .top = 9.0}), "");
  EXPECT_EQ(far({.top = 8.9}, 4, true), "") << "of a share of a speed that nobody told, nothing is known";
}

TEST(FarRun, of_less_is_never_found_where_more_is_not) {
  std::mt19937 random(20261129);
  const auto whole = [&](int from, int to) { return std::uniform_int_distribution<int>(from, to)(random); };
  for (int trial = 0; trial < 5000; ++trial) {
    const Ran ran{.m = whole(100, 20000), .s = whole(100, 9000)};
    const int allowed = whole(0, 5);
    const bool is_far = !far(ran, allowed).empty();
    // Who may run a higher rung has not gone too far where who may run a lower one has not.
    for (int higher = allowed; higher <= 5 && !is_far; ++higher) ASSERT_EQ(far(ran, higher), "") << trial;
    // Farther in the same time, at a pace that is a run in both.
    Ran farther = ran;
    farther.m = *ran.m * 1.2;
    if (is_far && *ran.m / *ran.s > 2.2) {
      ASSERT_NE(far(farther, allowed), "") << trial;
    }
  }
}

TEST(RungReached, is_the_one_that_was_done_and_not_the_one_it_is_called) {
  const Protocol protocol = ladder();
  const auto reached = [&](const Ran& ran, const ToldSpeeds& speeds = {}) {
    return rung_reached(done(ran), protocol, policy, speeds);
  };
  EXPECT_EQ(reached({.rung = "jog"}), 3) << "nothing told: as it is called";
  EXPECT_EQ(reached({.s = 1200, .rung = "jog"}), 3);
  EXPECT_EQ(reached({.s = 600, .rung = "jog"}), 2) << "ten minutes are the turns";
  EXPECT_EQ(reached({.s = 200, .rung = "jog"}), 0) << "three minutes are none";
  EXPECT_EQ(reached({.m = 1000, .rung = "jog"}), 2) << "480 s at 2.25 m/s";
  EXPECT_EQ(reached({.m = 100, .rung = "strides"}), 0);
  EXPECT_EQ(reached({.s = 1500, .top = 4.5, .rung = "sprints"}, {.easy = {}, .top = 9.0}), 4)
      << "half of the top speed is no sprint";
  EXPECT_EQ(reached({.s = 5000}), 0) << "called by none";
}

}  // namespace
}  // namespace hamstring::rehab
