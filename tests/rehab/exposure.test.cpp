// How often and how fast somebody is asked to run who is not hurt, on every ladder (docs/rehab.md, 7).
// Counted anew from the rungs alone: what is neither walked nor an even run is fast.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "tests/rehab/healthy_life.h"

namespace hamstring::rehab {
namespace {

const Rung* rung_in(const Plan& plan, const std::string& id) {
  const auto protocol = shared_knowledge().protocols.find(plan.protocol);
  return protocol == shared_knowledge().protocols.end() ? nullptr : rung_named(protocol->second, id);
}

bool is_fast(const Rung* rung) {
  static const std::set<std::string> even = {"walk", "walk_run", "continuous"};
  return rung != nullptr && !even.contains(rung->form);
}

bool is_full(const Rung* rung) {
  return is_fast(rung) && rung->percent.max >= 95;
}

std::vector<std::string> ladders() {
  std::vector<std::string> ids;
  for (const auto& [id, protocol] : shared_knowledge().protocols)
    if (!protocol.rungs.empty() && protocol.complete && protocol.unsupervised) ids.push_back(id);
  return ids;
}

struct Counted {
  int days = 0, sessions = 0, fast = 0, full = 0, set_back = 0;
};

/// Holds every day on which a fast run is asked for against what was run on the days before it.
Counted hold_apart(const std::vector<HealthyLife::Day>& lived, const std::string& who) {
  Counted counted;
  std::vector<int> fast_on, full_on;
  for (const HealthyLife::Day& day : lived) {
    ++counted.days;
    counted.sessions += day.plan.status == PlanStatus::session ? 1 : 0;
    counted.set_back +=
        std::ranges::any_of(day.plan.reasons,
                            [](const Reason& r) { return r.text.id == "status.light_after_setback"; })
            ? 1
            : 0;
    const Rung* asked = day.plan.run ? rung_in(day.plan, day.plan.run->rung) : nullptr;
    if (is_fast(asked)) {
      ++counted.fast;
      const auto of_week = std::ranges::count_if(fast_on, [&](int on) { return day.on - on < 7; });
      EXPECT_LE(of_week, 1) << who << " day " << day.on << " a third fast day in seven: " << asked->id;
      if (!fast_on.empty()) {
        EXPECT_GE(day.on - fast_on.back(), 3) << who << " day " << day.on << " " << asked->id;
      }
    }
    if (is_full(asked)) {
      ++counted.full;
      if (!full_on.empty()) {
        EXPECT_GE(day.on - full_on.back(), 7) << who << " day " << day.on << " " << asked->id;
      }
    }
    const Rung* ran = rung_in(day.plan, day.ran);
    if (is_fast(ran)) fast_on.push_back(day.on);
    if (is_full(ran)) full_on.push_back(day.on);
  }
  return counted;
}

TEST(Exposure,
     nobody_who_is_not_hurt_runs_fast_more_than_twice_in_seven_days_or_on_days_less_than_three_apart) {
  std::map<std::string, Counted> by_ladder;
  for (const std::string& ladder : ladders()) {
    for (int i = 0; i < 6; ++i) {
      const Healthy who{.protocol = ladder,
                        .sport = i % 2 == 0 ? "sprint" : "football",
                        .born = 1975 + 5 * i,
                        .wish = "yes",
                        .off_plan = i < 3 ? 0.0 : 0.04,
                        .hurt = i % 3 == 2 ? 0.08 : 0.0};
      const Counted one = hold_apart(HealthyLife(who, 20261129u + static_cast<unsigned>(i)).live(70),
                                     ladder + " " + std::to_string(i));
      Counted& sum = by_ladder[ladder];
      sum.days += one.days;
      sum.sessions += one.sessions;
      sum.fast += one.fast;
      sum.full += one.full;
      sum.set_back += one.set_back;
    }
  }
  ASSERT_GE(by_ladder.size(), 3u);
  for (const auto& [ladder, c] : by_ladder) {
    std::printf("%s: %d days, %d sessions, %d fast, %d full, %d after a setback\n", ladder.c_str(), c.days,
                c.sessions, c.fast, c.full, c.set_back);
    EXPECT_GE(c.sessions, c.days / 4) << ladder;
    EXPECT_GE(c.fast, c.days / 14) << ladder << ": there has to be something to count";
    EXPECT_GE(c.full, 6) << ladder;
    EXPECT_GE(c.set_back, 1) << ladder;
  }
}

/// Fastest pace asked for, and the longest stretch of days without full speed once it was reached.
struct Reached {
  bool fast = false, full = false;
  int full_on = -1, longest = 0;
  double fastest_m_s = 0.0;
};

Reached reached(const std::vector<HealthyLife::Day>& lived) {
  Reached r;
  int last = -1;
  for (const HealthyLife::Day& day : lived) {
    const Rung* asked = day.plan.run ? rung_in(day.plan, day.plan.run->rung) : nullptr;
    r.fast = r.fast || is_fast(asked);
    if (is_fast(asked) && day.plan.run->speed_m_s)
      r.fastest_m_s = std::max(r.fastest_m_s, day.plan.run->speed_m_s->max);
    if (is_full(asked)) {
      r.full = true;
      if (r.full_on < 0) r.full_on = day.on;
      last = day.on;
    }
    if (last >= 0) r.longest = std::max(r.longest, day.on - last);
  }
  return r;
}

TEST(Exposure, sports_that_sprint_reach_full_speed_and_meet_it_every_week) {
  for (const char* sport : {"sprint", "football", "field_sport"}) {
    const Reached r = reached(HealthyLife({.protocol = "", .sport = sport}, 11).live(70));
    ASSERT_TRUE(r.full) << sport;
    EXPECT_GE(r.full_on, 6) << sport << ": built up, not begun with";
    EXPECT_LE(r.full_on, 35) << sport;
    EXPECT_LE(r.longest, 14) << sport << ": a missed session is made up for";
  }
}

TEST(Exposure, whoever_races_far_or_not_at_all_runs_strides_unless_they_wish_to_sprint) {
  for (const char* sport : {"distance_running", "dance", "none", ""}) {
    for (const std::optional<std::string>& wish :
         {std::optional<std::string>{}, std::optional<std::string>("no"),
          std::optional<std::string>("unsure")}) {
      const Reached r = reached(HealthyLife({.protocol = "", .sport = sport, .wish = wish}, 12).live(40));
      EXPECT_TRUE(r.fast) << sport;
      EXPECT_FALSE(r.full) << sport;
    }
    EXPECT_TRUE(reached(HealthyLife({.protocol = "", .sport = sport, .wish = "yes"}, 12).live(50)).full)
        << sport;
  }
}

TEST(Exposure, beyond_65_and_with_a_tendon_fast_running_comes_with_the_wish_and_with_what_is_tolerated) {
  for (const Healthy& who : {Healthy{.protocol = "", .sport = "sprint", .born = 1950},
                             Healthy{.protocol = "field_sport_ladder", .sport = "football", .born = 1952},
                             Healthy{.protocol = "proximal_tendon", .sport = "sprint"}}) {
    Healthy wishes = who, declines = who, hurts = who;
    wishes.wish = "yes";
    declines.wish = "no";
    hurts.wish = "yes";
    hurts.hurt = 1.0;
    EXPECT_FALSE(reached(HealthyLife(who, 13).live(40)).fast) << who.protocol << ": not asked yet";
    EXPECT_FALSE(reached(HealthyLife(declines, 13).live(40)).fast) << who.protocol;
    EXPECT_TRUE(reached(HealthyLife(wishes, 13).live(70)).full) << who.protocol;
    EXPECT_FALSE(reached(HealthyLife(hurts, 13).live(40)).full) << who.protocol;
  }
}

TEST(Exposure, the_wish_is_asked_for_where_it_decides_and_nowhere_else) {
  const auto asked = [](const Healthy& who) {
    const Plan plan = HealthyLife(who, 14).live(3).back().plan;
    return std::ranges::find(plan.criteria, "question.wish_to_sprint", &CriterionReport::settled_by) !=
           plan.criteria.end();
  };
  EXPECT_FALSE(asked({.protocol = "", .sport = "sprint"}));
  EXPECT_TRUE(asked({.protocol = "", .sport = "sprint", .born = 1950}));
  EXPECT_TRUE(asked({.protocol = "", .sport = "dance"}));
  EXPECT_FALSE(asked({.protocol = "", .sport = "dance", .wish = "no"}));
}

TEST(Exposure, says_when_fast_running_was_last) {
  const auto lived = HealthyLife({.protocol = "", .sport = "sprint"}, 15).live(40);
  std::set<std::string> said;
  for (const HealthyLife::Day& day : lived) {
    for (const Reason& reason : day.plan.reasons)
      if (reason.text.id.starts_with("exposure.")) said.insert(reason.text.id);
  }
  EXPECT_EQ(said, (std::set<std::string>{"exposure.last", "exposure.last_not_full", "exposure.never"}));
}

}  // namespace
}  // namespace hamstring::rehab
