// The day's own sentence over the knowledge of data/: each day names what made it the one it is.
#include "view/day_story.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <set>
#include <string>

#include "rehab/plan/foresee.h"
#include "tests/rehab/told.h"
#include "view/today_view.h"
#include "view/words.h"

namespace hamstring::service {
namespace {

using namespace rehab;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

Json story_on(const Told& told, int on, const char* language = "en") {
  const Words words(shared_knowledge(), shared_knowledge().catalogs.at(language));
  const Case history = told.history();
  return day_story_json(words, history, plan(shared_knowledge(), history, Told::day(on)), nullptr);
}

std::string lead_on(const Told& told, int on) {
  return story_on(told, on)["lead"];
}

std::string name(const std::string& id) {
  return Words(shared_knowledge(), shared_knowledge().catalogs.at("en"))(id);
}

/// A sprinter in early load who walked on two days, with pain that is allowed.
Told walked_on_two_days() {
  Told told;
  told.walk_test(2);
  told.session(3, 1, 2, 1, "walk_15");
  told.pain_now(4, 1);
  return told;
}

TEST(DayLead, of_a_session_after_one_that_was_borne_says_how_it_was_and_what_follows) {
  Told told = walked_on_two_days();
  const std::string first = lead_on(told, 4);
  EXPECT_THAT(first, HasSubstr("You bore yesterday's session: 2 of 10 at worst, 1 the morning after."));
  EXPECT_THAT(first, HasSubstr("one step up: “" + name("protocol.default_runner.rung.walk_30")));
  told.session(4, 1, 3, 1, "walk_30");
  told.pain_now(5, 1);
  const std::string second = lead_on(told, 5);
  EXPECT_THAT(second, AllOf(HasSubstr("3 of 10 at worst"), HasSubstr("the same way again")));
  EXPECT_NE(first, second);
}

TEST(DayLead, says_that_a_morning_was_never_told_and_claims_nothing_of_it) {
  Told told;
  told.walk_test(2);
  told.session(3, 1, 2, {}, "walk_15");
  told.pain(4, PainWhen::walking, 1);
  EXPECT_THAT(lead_on(told, 4), AllOf(HasSubstr("Nobody knows yet"), Not(HasSubstr("You bore"))));
}

TEST(DayLead, of_rest_after_too_much_names_the_pain_the_day_and_the_limit) {
  Told told = walked_on_two_days();
  told.session(4, 1, 7, 3, "walk_30");
  told.pain_now(5, 1);
  const std::string lead = lead_on(told, 5);
  EXPECT_THAT(lead, AllOf(HasSubstr("7 of 10"), HasSubstr("4"))) << lead;
  EXPECT_THAT(lead, Not(HasSubstr("You bore"))) << lead;
}

TEST(DayLead, of_a_day_with_too_much_pain_names_it_and_the_limit) {
  Told told = walked_on_two_days();
  told.pain_now(4, 6);
  EXPECT_THAT(lead_on(told, 4), AllOf(HasSubstr("Your pain today is 6 of 10"), HasSubstr("your limit is 4")));
}

TEST(DayLead, of_an_illness_counts_its_days) {
  Told told = walked_on_two_days();
  told.add(4, IllnessEntry{.from = Told::day(4), .to = {}, .fever = Reply::no});
  told.pain_now(5, 1);
  EXPECT_THAT(lead_on(told, 5), HasSubstr("Day 2 of your illness"));
}

TEST(DayLead, of_a_day_that_is_done_is_its_sum) {
  Told told = walked_on_two_days();
  SessionEntry session{.done = Done::all, .before = 1.0, .worst = 2.0, .after = 1.0};
  for (const SessionLine& line : told.plan_on(4).lines)
    session.lines.push_back({.exercise = line.exercise,
                             .sets = static_cast<int>(line.dose.amounts.size()),
                             .reps = line.dose.amounts,
                             .load_kg = {},
                             .worst = {}});
  session.run = DoneRun{};
  session.run->rung = "walk_30";
  session.run->completed = true;
  session.rescreen = Told::none_of_these();
  told.add(4, session);
  const std::string lead = lead_on(told, 4);
  EXPECT_THAT(lead,
              AllOf(HasSubstr("Done today: " + std::to_string(session.lines.size())),
                    HasSubstr(name("protocol.default_runner.rung.walk_30")), HasSubstr("2 of 10 at worst")));
  EXPECT_THAT(lead, Not(HasSubstr("left"))) << lead;
}

TEST(DayLead, is_empty_where_somebody_has_to_be_seen) {
  Told told = walked_on_two_days();
  Rescreen alarm = Told::none_of_these();
  alarm.none_of_these = false;
  for (const std::string& id : shared_knowledge().short_set) alarm.replies[id] = Reply::no;
  alarm.replies[shared_knowledge().short_set.front()] = Reply::yes;
  told.add(4, PainEntry{.when = PainWhen::now, .value = 1, .rescreen = alarm});
  const Json story = story_on(told, 4);
  EXPECT_EQ(story["lead"], "");
  EXPECT_EQ(story["next"], "");
  for (const Json& day : story["week"]) {
    EXPECT_NE(day["state"], "planned") << day;
    EXPECT_NE(day["state"], "due") << day;
  }
}

/// Two ways out stand below it, and the line above them names both.
TEST(DayLead, of_what_nobody_was_sure_of_does_not_say_that_only_a_clinician_ends_it) {
  const auto line_of = [](Reply reply) {
    Told told = walked_on_two_days();
    Rescreen alarm{.none_of_these = false, .replies = {}};
    for (const std::string& id : shared_knowledge().short_set) alarm.replies[id] = Reply::no;
    alarm.replies[shared_knowledge().short_set.back()] = reply;
    told.add(4, PainEntry{.when = PainWhen::now, .value = 1, .rescreen = alarm});
    const Case history = told.history();
    const Words words(shared_knowledge(), shared_knowledge().catalogs.at("en"));
    return today_json(words, history, plan(shared_knowledge(), history, Told::day(4)))["headline"]
        .get<std::string>();
  };
  EXPECT_EQ(line_of(Reply::unsure), name("status.suspended_unsure"));
  EXPECT_NE(line_of(Reply::yes), name("status.suspended_unsure"));
}

/// Under an exercise "as last time" it would not be true.
TEST(DayLead, of_a_light_day_after_a_light_day_does_not_say_that_it_is_less) {
  Told told;
  told.walk_test(2);
  told.session(3, 1, 7, 3, "walk_15");
  std::set<std::string> ends;
  for (int on = 5; on <= 9; ++on) {
    told.pain_now(on, 1);
    const Plan plan = told.plan_on(on);
    if (plan.status != PlanStatus::session) continue;
    const std::string lead = lead_on(told, on);
    const bool held = std::ranges::all_of(
        plan.lines, [](const SessionLine& line) { return line.change == DoseChange::held; });
    if (lead.find("light") == std::string::npos) continue;
    EXPECT_EQ(lead.find("clearly less") == std::string::npos, held) << lead;
    ends.insert(held ? "still" : "less");
    SessionEntry done{.done = Done::all,
                      .skipped_for = {},
                      .before = 1,
                      .worst = 2,
                      .after = 1,
                      .next_morning = 2,
                      .lines = {},
                      .run = {},
                      .rescreen = Told::none_of_these()};
    for (const SessionLine& line : plan.lines)
      done.lines.push_back({.exercise = line.exercise,
                            .sets = static_cast<int>(line.dose.amounts.size()),
                            .reps = line.dose.amounts,
                            .load_kg = {},
                            .worst = {},
                            .reps_left = {}});
    told.add(on, std::move(done));
  }
  EXPECT_EQ(ends, (std::set<std::string>{"less", "still"}));
}

TEST(DayStory, of_a_day_on_which_a_phase_is_reached_says_so_and_of_no_other) {
  Told told;
  told.walk_test(2);
  EXPECT_THAT(story_on(told, 2)["reached"].get<std::string>(),
              HasSubstr(name("protocol.default_runner.phase.load_early")));
  told.pain_now(3, 1);
  EXPECT_THAT(story_on(told, 2)["lead"].get<std::string>(), Not(HasSubstr("A new part begins")))
      << "said once";
  EXPECT_EQ(story_on(told, 3)["reached"], "");
  EXPECT_THAT(lead_on(told, 3), HasSubstr(name("test.walk_test.name"))) << "what opened it";
  told.pain_now(4, 1);
  EXPECT_THAT(lead_on(told, 4), HasSubstr("on day 4 after the injury"))
      << "it does not begin on every day anew";
}

TEST(DayLead, says_that_a_part_begins_on_no_day_after_its_first_session) {
  int begun_at_once = 0, begun_later = 0;
  for (const bool at_once : {true, false}) {
    Told told;
    told.walk_test(2);
    if (at_once) {
      SessionEntry session{.done = Done::all, .before = 1.0, .worst = 2.0, .after = 1.0, .next_morning = 1.0};
      for (const SessionLine& line : told.plan_on(2).lines)
        session.lines.push_back({.exercise = line.exercise,
                                 .sets = static_cast<int>(line.dose.amounts.size()),
                                 .reps = line.dose.amounts,
                                 .load_kg = {},
                                 .worst = {}});
      session.rescreen = Told::none_of_these();
      told.add(2, session);
    }
    told.pain_now(3, 1);
    const bool says = lead_on(told, 3).find("A new part begins") != std::string::npos;
    EXPECT_EQ(says, !at_once) << lead_on(told, 3);
    ++(says ? begun_later : begun_at_once);
  }
  EXPECT_EQ(begun_at_once, 1);
  EXPECT_EQ(begun_later, 1);
}

/// Most exercises of a session stand in both parts: by what only the one before asks for it was of that one,
/// and the next begins tomorrow.
TEST(DayLead, says_that_a_part_begins_on_the_day_after_the_last_session_of_the_one_before) {
  Told told = walked_on_two_days();
  told.session(4, 1, 1, 1, "walk_30");
  told.pain_now(5, 1);
  SessionEntry session{.done = Done::all, .before = 1.0, .worst = 1.0, .after = 1.0, .next_morning = 1.0};
  for (const SessionLine& line : told.plan_on(5).lines)
    session.lines.push_back({.exercise = line.exercise,
                             .sets = static_cast<int>(line.dose.amounts.size()),
                             .reps = line.dose.amounts,
                             .load_kg = {},
                             .worst = {}});
  session.rescreen = Told::none_of_these();
  told.add(5, session);
  ASSERT_EQ(told.plan_on(5).phase, "load_early");
  told.add(5, TestEntry{.test = "single_leg_squat",
                        .result = {},
                        .left = {10.0},
                        .right = {10.0},
                        .pain = 0.0,
                        .rescreen = Told::none_of_these()});
  told.pain_now(6, 1);
  ASSERT_EQ(told.plan_on(6).phase, "walk_jog");
  EXPECT_THAT(lead_on(told, 6), HasSubstr("A new part begins today"));
}

TEST(DayLead, does_not_say_of_a_test_met_days_before_that_it_opened_the_part) {
  Told told;
  told.walk_test(0);
  // On the second day the part opens, since the first two days are over; the test is two days old by then.
  told.pain_now(2, 1);
  told.pain_now(3, 1);
  ASSERT_THAT(lead_on(told, 3), HasSubstr("A new part begins"));
  EXPECT_THAT(lead_on(told, 3), Not(HasSubstr(name("test.walk_test.name"))));
}

TEST(DayStory, counts_the_days_of_an_injury_that_was_told_by_its_day_and_of_no_other) {
  Told told;
  told.pain_now(20, 0);
  EXPECT_EQ(story_on(told, 20)["since"], "Day 20");
  EXPECT_THAT(lead_on(told, 20), HasSubstr("on day 20 after the injury"));
  for (Entry& entry : told.value().entries) {
    if (auto* injury = entry.body.change<InjuryEntry>()) injury->onset_known = OnsetKnown::about;
    finish_entry(entry);
  }
  told.pain_now(8, 0);
  told.pain_now(182, 0);
  for (const auto& [on, said] :
       {std::pair(8, "For about 8 days"), {20, "For about 3 weeks"}, {182, "For about 6 months"}}) {
    EXPECT_EQ(story_on(told, on)["since"], said);
    EXPECT_THAT(lead_on(told, on), Not(HasSubstr("on day"))) << on;
  }
}

TEST(DayStory, says_what_the_next_phase_still_needs) {
  const Told told = walked_on_two_days();
  const std::string next = story_on(told, 4)["next"];
  EXPECT_THAT(next, AllOf(HasSubstr(name("protocol.default_runner.phase.walk_jog")),
                          HasSubstr(name("protocol.default_runner.rung.walk_30")),
                          HasSubstr(name("test.single_leg_squat.name"))));
}

TEST(DayStory, tells_a_trend_from_three_sessions_on_and_no_fall_within_the_noise) {
  Told told;
  told.walk_test(2);
  told.session(3, 1, 4, 1, "walk_15");
  told.session(4, 1, 3, 1, "walk_15");
  EXPECT_EQ(story_on(told, 5)["trend"], "");
  told.session(5, 1, 1, 1, "walk_15");
  EXPECT_THAT(story_on(told, 6)["trend"].get<std::string>(),
              AllOf(HasSubstr("4, 3 and 1"), HasSubstr("less and less")));
  told.session(6, 1, 1, 1, "walk_15");
  told.session(7, 1, 0, 0, "walk_15");
  EXPECT_THAT(story_on(told, 8)["trend"].get<std::string>(), HasSubstr("steady"));
}

TEST(DayStory, says_each_time_only_where_it_was_each_time) {
  for (const auto& [worst, said] : {std::pair(std::array{3.0, 3.0, 6.0}, "more than at first"),
                                    {std::array{1.0, 2.0, 6.0}, "more each time"},
                                    {std::array{6.0, 1.0, 1.0}, "less than at first"},
                                    {std::array{6.0, 3.0, 1.0}, "less and less"},
                                    {std::array{2.0, 6.0, 1.0}, "up and down"}}) {
    Told told;
    told.walk_test(2);
    for (int i = 0; i < 3; ++i) told.session(3 + i, 1, worst[static_cast<std::size_t>(i)], 1, "walk_15");
    EXPECT_THAT(story_on(told, 6)["trend"].get<std::string>(), HasSubstr(said));
  }
}

TEST(DayStory, does_not_call_the_pain_steady_on_a_morning_that_holds_the_plan) {
  for (const double morning : {1.0, 5.0}) {
    Told told;
    told.walk_test(2);
    for (int i = 0; i < 3; ++i) told.session(3 + i, 1, 1, i == 2 ? morning : 1.0, "walk_15");
    EXPECT_EQ(story_on(told, 6)["trend"].get<std::string>().empty(), morning > 1.0) << morning;
  }
}

/// Days later as well: the three numbers do not show the morning of one of them.
TEST(DayStory, does_not_call_the_pain_steady_while_a_morning_after_was_too_much) {
  for (const double morning : {1.0, 6.0}) {
    Told told;
    told.walk_test(2);
    told.session(3, 1, 2, 1, "walk_15");
    told.session(4, 1, 2, morning, "walk_15");
    told.pain_now(7, 1);
    told.session(7, 1, 3, 1, "walk_15");
    told.pain_now(8, 1);
    EXPECT_EQ(story_on(told, 9)["trend"].get<std::string>().find("steady") == std::string::npos,
              morning > 1.0)
        << morning;
  }
}

TEST(DayStory, has_a_week_of_seven_days_with_one_today_and_done_days_done) {
  const Told told = walked_on_two_days();
  const Json week = story_on(told, 4)["week"];
  ASSERT_EQ(week.size(), 7U);
  int todays = 0;
  for (const Json& day : week) {
    todays += day["today"].get<bool>() ? 1 : 0;
    EXPECT_FALSE(day["state_name"].get<std::string>().empty());
    if (day["day"] == day_text(Told::day(3))) {
      EXPECT_EQ(day["state"], "done");
    }
    if (day["today"].get<bool>()) {
      EXPECT_EQ(day["state"], "due");
    }
  }
  EXPECT_EQ(todays, 1);
}

TEST(DayStory, speaks_german_without_a_hole_on_every_day_of_two_weeks) {
  Told told;
  told.walk_test(2);
  std::set<std::string> leads;
  int days = 0;
  for (int on = 0; on < 15; ++on) {
    if (on >= 2) told.pain_now(on, 1);
    for (const char* language : {"en", "de"}) {
      const Json story = story_on(told, on, language);
      for (const char* part : {"lead", "next", "trend", "reached", "beside"}) {
        const std::string text = story[part];
        EXPECT_EQ(text.find('<'), std::string::npos) << on << text;
        EXPECT_EQ(text.find('{'), std::string::npos) << on << text;
      }
      if (std::string(language) == "en") leads.insert(story["lead"].get<std::string>());
    }
    ++days;
    const Plan plan = told.plan_on(on);
    if (plan.run) told.session(on, 1, 1 + on % 3, on % 2, plan.run->rung);
  }
  EXPECT_EQ(days, 15);
  EXPECT_GE(leads.size(), 9U) << "the sentence changes from day to day";
}

TEST(Safety, names_every_sign_of_the_short_set_in_one_question) {
  for (const char* language : {"en", "de"}) {
    const Words words(shared_knowledge(), shared_knowledge().catalogs.at(language));
    const std::string ask = story_on(walked_on_two_days(), 4, language)["safety"]["ask"];
    int named = 0;
    for (const std::string& id : shared_knowledge().short_set) {
      EXPECT_THAT(ask, HasSubstr(words("question." + id + ".sign")));
      ++named;
    }
    EXPECT_GE(named, 10);
  }
}

TEST(Safety, asks_for_the_whole_list_after_strong_pain_and_not_after_less) {
  Told told = walked_on_two_days();
  EXPECT_FALSE(story_on(told, 4)["safety"]["whole"].get<bool>());
  told.pain(4, PainWhen::walking, 7);
  EXPECT_TRUE(story_on(told, 4)["safety"]["whole"].get<bool>());
  EXPECT_TRUE(story_on(told, 6)["safety"]["whole"].get<bool>());
  EXPECT_FALSE(story_on(told, 7)["safety"]["whole"].get<bool>());
}

TEST(Foresee, is_the_plan_of_each_day_where_all_goes_as_it_says) {
  Told told = walked_on_two_days();
  const Case history = told.history();
  const auto ahead = foresee(shared_knowledge(), history, told.plan_on(4), 5);
  ASSERT_EQ(ahead.size(), 5U);
  // Lived by hand: the whole of each day, no pain, a calm morning.
  Told lived = told;
  int compared = 0;
  const auto live = [&](int on) {
    const Plan plan = lived.plan_on(on);
    if (plan.status != PlanStatus::session) return plan;
    SessionEntry session{.done = Done::all, .before = 0.0, .worst = 0.0, .after = 0.0, .next_morning = 0.0};
    for (const SessionLine& line : plan.lines)
      session.lines.push_back({.exercise = line.exercise,
                               .sets = static_cast<int>(line.dose.amounts.size()),
                               .reps = line.dose.amounts,
                               .load_kg = line.dose.load_kg,
                               .worst = {}});
    if (plan.run) {
      session.run = DoneRun{};
      session.run->rung = plan.run->rung;
      session.run->completed = true;
    }
    session.rescreen = Told::none_of_these();
    lived.add(on, session);
    return plan;
  };
  live(4);
  for (int on = 5; on < 10; ++on) {
    lived.pain(on, PainWhen::next_morning, 0);
    const Plan plan = live(on);
    const ForeseenDay& day = ahead[static_cast<std::size_t>(on - 5)];
    EXPECT_EQ(day.session, plan.status == PlanStatus::session) << on;
    EXPECT_EQ(day.rung, plan.run ? plan.run->rung : "") << on;
    EXPECT_EQ(day.exercises, plan.lines.size()) << on;
    EXPECT_EQ(day.phase, plan.phase) << on;
    ++compared;
  }
  EXPECT_EQ(compared, 5);
}

TEST(Foresee, says_nothing_of_somebody_who_is_ill_or_has_to_be_seen) {
  Told told = walked_on_two_days();
  told.add(4, IllnessEntry{.from = Told::day(4), .to = {}, .fever = Reply::no});
  EXPECT_TRUE(foresee(shared_knowledge(), told.history(), told.plan_on(4), 5).empty());
}

}  // namespace
}  // namespace hamstring::service
