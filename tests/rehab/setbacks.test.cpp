// What a setback, a break or an illness does to the phase, with the protocol of data/ (docs/rehab.md, 6).
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/rehab/told.h"

namespace hamstring::rehab {
namespace {

TEST(Setbacks, the_story_told_leads_into_early_loading) {
  Told told;
  told.walk_test(2);
  EXPECT_EQ(told.plan_on(2).phase, "load_early");
  EXPECT_EQ(told.plan_on(2).status, PlanStatus::session);
}

TEST(Setbacks, a_session_on_the_day_of_the_injury_is_judged) {
  Told told;
  told.session(0, 2, 8, 3);
  told.session(4, 1, 6, 1);
  // Two sessions above the limit within a week: were the first not judged, nothing would count from day 5 on.
  told.walk_test(3);
  EXPECT_EQ(told.plan_on(5).phase, "settle");
  EXPECT_EQ(told.plan_on(5).status, PlanStatus::rest);
}

TEST(Setbacks, two_within_a_week_cost_a_phase_for_days_and_not_for_weeks) {
  Told told;
  told.walk_test(2);
  told.session(3, 1, 6, 1);
  EXPECT_EQ(told.plan_on(4).phase, "load_early");
  EXPECT_EQ(told.plan_on(4).status, PlanStatus::rest);
  told.session(6, 1, 6, 1);
  EXPECT_EQ(told.plan_on(6).phase, "settle");
  EXPECT_EQ(told.plan_on(7).status, PlanStatus::rest);
  told.pain_now(8, 0);
  told.pain_now(9, 0);
  EXPECT_EQ(told.plan_on(9).phase, "load_early")
      << "two bad mornings cost days: what the walk test showed stands";
}

TEST(Setbacks, two_more_than_a_week_apart_cost_none) {
  Told told;
  told.walk_test(2);
  told.session(3, 1, 6, 1);
  told.session(11, 1, 6, 1);
  EXPECT_EQ(told.plan_on(12).phase, "load_early");
}

TEST(Setbacks, nothing_is_passed_on_the_day_of_a_setback_or_the_day_after) {
  Told told;
  told.session(2, 1, 6, 1);
  told.walk_test(2);
  EXPECT_EQ(told.plan_on(2).phase, "settle");
  told.pain_now(3, 0);
  EXPECT_EQ(told.plan_on(3).phase, "settle");
  told.pain_now(4, 0);
  EXPECT_EQ(told.plan_on(4).phase, "load_early");
}

TEST(Setbacks, a_worse_next_morning_is_one) {
  Told told;
  told.walk_test(2);
  told.session(3, 1, 2, 3);
  told.session(5, 1, 2, 3);
  EXPECT_EQ(told.plan_on(5).phase, "load_early") << "the second morning is not known yet";
  EXPECT_EQ(told.plan_on(6).phase, "settle");
  EXPECT_EQ(told.plan_on(6).status, PlanStatus::rest);
}

/// It is asked once; whoever does not know is neither asked again nor taken for somebody who bore it.
TEST(Setbacks, a_morning_that_nobody_remembers_ends_the_asking_and_counts_for_nothing) {
  Told told;
  told.walk_test(2);
  told.session(3, 1, 2, std::nullopt);
  const Plan asks = told.plan_on(4);
  ASSERT_TRUE(asks.day.morning.has_value());
  EXPECT_EQ(asks.day.head, DayHead::morning);
  told.add(
      4, MorningEntry{.session = asks.day.morning->session, .value = {}, .rescreen = Told::none_of_these()});
  const Plan after = told.plan_on(4);
  EXPECT_FALSE(after.day.morning.has_value());
  EXPECT_EQ(after.day.head, after.day.after_morning);
  EXPECT_EQ(after.state.rung, asks.state.rung);
  EXPECT_EQ(after.phase, asks.phase);
  Told calm;
  calm.walk_test(2);
  calm.session(3, 1, 2, std::nullopt);
  calm.add(4,
           MorningEntry{.session = asks.day.morning->session, .value = 1, .rescreen = Told::none_of_these()});
  EXPECT_GT(calm.plan_on(4).state.rung, after.state.rung) << "the same morning, told and calm";
}

/// Pain above the limit is not forgotten overnight: before the next session it is asked how it is, in
/// whatever way it was told.
TEST(Setbacks, after_a_day_above_the_limit_it_is_asked_how_it_is_before_the_next_session) {
  int asked = 0, calm = 0;
  for (const PainWhen when : {PainWhen::now, PainWhen::walking}) {
    for (const double pain : {5.0, 6.0, 3.0}) {
      Told told;
      told.walk_test(2);
      told.session(3, 1, 2, 1);
      told.pain(5, when, pain);
      EXPECT_EQ(told.plan_on(5).status, pain > 4 ? PlanStatus::rest : PlanStatus::session);
      const Plan next = told.plan_on(6);
      ASSERT_EQ(next.status, PlanStatus::session) << pain;
      EXPECT_EQ(next.day.head == DayHead::morning, pain > 4) << pain;
      if (pain <= 4) {
        ++calm;
        continue;
      }
      ++asked;
      EXPECT_EQ(next.day.morning->session, "");
      EXPECT_EQ(next.day.morning->was, pain);
      Told better = told;
      better.pain_now(6, 2);
      EXPECT_EQ(better.plan_on(6).day.head, DayHead::session);
      EXPECT_EQ(better.plan_on(7).day.head, DayHead::session) << "what was told last is below the limit";
      Told worse = told;
      worse.pain_now(6, 5);
      EXPECT_EQ(worse.plan_on(6).day.head, DayHead::rest);
      EXPECT_EQ(worse.plan_on(7).day.head, DayHead::morning);
    }
  }
  EXPECT_EQ(asked, 4);
  EXPECT_EQ(calm, 2);
}

TEST(Setbacks, a_worse_next_morning_told_as_pain_is_one_too) {
  Told told;
  told.walk_test(2);
  told.session(3, 1, 2, std::nullopt);
  told.pain(4, PainWhen::next_morning, 3);
  told.session(5, 1, 2, std::nullopt);
  EXPECT_EQ(told.plan_on(5).phase, "load_early");
  told.pain(6, PainWhen::next_morning, 3);
  EXPECT_EQ(told.plan_on(6).phase, "settle");
  EXPECT_EQ(told.plan_on(6).status, PlanStatus::rest);
}

TEST(Setbacks, one_bad_morning_after_two_sessions_of_a_day_is_one) {
  for (const bool as_pain : {true, false}) {
    Told told;
    told.walk_test(2);
    told.session(3, 1, 2, std::nullopt);
    told.session(3, 1, 2, std::nullopt);
    if (as_pain) told.pain(4, PainWhen::next_morning, 3);
    if (!as_pain) told.session(3, 1, 2, 3);
    EXPECT_EQ(told.plan_on(4).phase, "load_early") << as_pain;
    EXPECT_EQ(told.plan_on(4).status, PlanStatus::rest) << as_pain;
  }
}

TEST(Setbacks, the_larger_of_two_mornings_counts) {
  for (const bool pain_first : {true, false}) {
    Told told;
    told.walk_test(2);
    if (!pain_first) told.session(3, 1, 2, 1);
    told.pain(4, PainWhen::next_morning, 6);
    if (pain_first) told.session(3, 1, 2, 1);
    EXPECT_EQ(told.plan_on(4).status, PlanStatus::rest) << pain_first;
  }
}

TEST(Setbacks, a_day_that_begins_with_pain_above_the_limit_is_for_rest) {
  for (const PainWhen when : {PainWhen::now, PainWhen::next_morning, PainWhen::walking}) {
    Told told;
    told.walk_test(2);
    ASSERT_EQ(told.plan_on(3).status, PlanStatus::session);
    told.pain(3, when, 5);
    EXPECT_EQ(told.plan_on(3).status, PlanStatus::rest) << static_cast<int>(when);
    told.pain(3, PainWhen::now, 1);
    EXPECT_EQ(told.plan_on(3).status, when == PainWhen::now ? PlanStatus::session : PlanStatus::rest)
        << static_cast<int>(when);
  }
  Told sitting;
  sitting.walk_test(2);
  sitting.pain(3, PainWhen::sitting, 5);
  EXPECT_EQ(sitting.plan_on(3).status, PlanStatus::rest)
      << "pain at other times counts once it is above the limit";
}

TEST(Setbacks, what_is_asked_twice_a_day_is_offered_until_it_was_done_twice_or_once_too_much) {
  for (const double worst : {1.0, 6.0}) {
    Told told;
    told.walk_test(2);
    for (const int on : {3, 4, 5, 6}) told.session(on, 0, 1, 0);
    told.test(6, "single_leg_squat", "", 0);
    told.test(7, "single_leg_squat", "", 0);
    const Plan first = told.plan_on(8);
    const auto twice = std::ranges::find(first.lines, 2, &SessionLine::per_day);
    ASSERT_NE(twice, first.lines.end());
    const auto offered = [&] {
      const Plan plan = told.plan_on(8);
      return std::ranges::find(plan.lines, twice->line, &SessionLine::line) != plan.lines.end();
    };
    const auto train = [&](double pain) {
      SessionEntry s{
          .done = Done::all, .before = 0.0, .worst = pain, .after = 0.0, .rescreen = Told::none_of_these()};
      for (const SessionLine& line : first.lines)
        s.lines.push_back({.exercise = line.exercise,
                           .sets = static_cast<int>(line.dose.amounts.size()),
                           .reps = line.dose.amounts,
                           .load_kg = {},
                           .worst = {}});
      told.add(8, std::move(s));
    };
    train(worst);
    EXPECT_EQ(offered(), worst <= 4.0) << worst;
    train(1);
    EXPECT_FALSE(offered());
  }
}

/// Does all of the day's plan, with its worst pain and the next morning.
void do_all(Told& told, int on, double worst, double morning) {
  const Plan plan = told.plan_on(on);
  SessionEntry s{.done = Done::all,
                 .skipped_for = {},
                 .before = 0.0,
                 .worst = worst,
                 .after = 0.0,
                 .next_morning = morning,
                 .lines = {},
                 .run = {},
                 .rescreen = Told::none_of_these()};
  for (const SessionLine& line : plan.lines)
    s.lines.push_back({.exercise = line.exercise,
                       .sets = static_cast<int>(line.dose.amounts.size()),
                       .reps = line.dose.amounts,
                       .load_kg = {},
                       .worst = {}});
  if (plan.run) s.run = DoneRun{.rung = plan.run->rung, .completed = true};
  told.add(on, std::move(s));
}

TEST(Setbacks, after_pain_above_the_limit_the_next_session_is_clearly_less_and_says_why) {
  Told told;
  told.walk_test(2);
  for (const int on : {2, 3, 4}) {
    told.pain_now(on, 0);
    do_all(told, on, 1, 0);
  }
  told.pain_now(5, 0);
  const Plan tolerated = told.plan_on(5);
  do_all(told, 5, 6, 4);
  EXPECT_EQ(told.plan_on(6).status, PlanStatus::rest);
  told.pain_now(7, 0);
  const Plan light = told.plan_on(7);
  ASSERT_EQ(light.status, PlanStatus::session);
  EXPECT_LT(light.lines.size(), tolerated.lines.size());
  for (const SessionLine& line : light.lines) {
    const auto before = std::ranges::find(tolerated.lines, line.line, &SessionLine::line);
    ASSERT_NE(before, tolerated.lines.end());
    EXPECT_LE(line.dose.volume(), 0.8 * before->dose.volume()) << line.line;
    EXPECT_EQ(line.change, DoseChange::lighter) << line.line;
  }
  const auto why = std::ranges::find(light.reasons, "held.setback_both",
                                     [](const Reason& reason) { return reason.text.id; });
  ASSERT_NE(why, light.reasons.end());
  EXPECT_EQ(std::get<double>(why->text.arguments.at("worst")), 6.0);
  EXPECT_EQ(std::get<double>(why->text.arguments.at("morning")), 4.0);
  EXPECT_EQ(std::get<Day>(why->text.arguments.at("day")), Told::day(5));
}

TEST(Setbacks, a_light_day_that_was_tolerated_is_the_last_one) {
  Told told;
  told.walk_test(2);
  for (const int on : {2, 3}) {
    told.pain_now(on, 0);
    do_all(told, on, 1, 0);
  }
  told.pain_now(4, 0);
  do_all(told, 4, 6, 0);
  told.pain_now(6, 0);
  const std::size_t light = told.plan_on(6).lines.size();
  do_all(told, 6, 1, 0);
  told.pain_now(7, 0);
  EXPECT_GT(told.plan_on(7).lines.size(), light);
}

TEST(Setbacks, the_first_brisk_walk_is_a_short_one) {
  Told told;
  told.walk_test(2);
  const Plan first = told.plan_on(2);
  ASSERT_TRUE(first.run);
  EXPECT_EQ(first.run->work_s, 900.0);
  told.pain_now(2, 0);
  do_all(told, 2, 1, 0);
  told.pain_now(3, 0);
  const Plan second = told.plan_on(3);
  ASSERT_TRUE(second.run);
  EXPECT_EQ(second.run->work_s, 1800.0);
}

TEST(Setbacks, who_was_never_hurt_builds_up_to_sprints) {
  Case history{.case_id = "well", .entries = {}};
  int n = 0;
  for (const auto& [id, question] : shared_knowledge().questions) {
    AnswerEntry answer{.question = id, .value = std::string("no")};
    if (question.answer == Question::Answer::choice) answer.value = question.options.front();
    if (id == "previous_hamstrings") answer.value = 0.0;
    if (question.birth_year) answer.value = 1990.0;
    if (question.answer == Question::Answer::day || question.set == Question::Set::imaging ||
        (question.answer == Question::Answer::number && id != "previous_hamstrings" && !question.birth_year))
      continue;
    history.entries.push_back(make_entry("w" + std::to_string(n++), Told::day(0), std::move(answer)));
  }
  history.entries.push_back(make_entry(
      "p", Told::day(0), PainEntry{.when = PainWhen::now, .value = 0, .rescreen = Told::none_of_these()}));
  sort_entries(history);
  const Plan plan = rehab::plan(shared_knowledge(), history, Told::day(0));
  EXPECT_EQ(plan.status, PlanStatus::session);
  ASSERT_TRUE(plan.run);
  EXPECT_EQ(plan.run->rung, "accel_60");
}

TEST(Setbacks, a_break_of_three_weeks_costs_one_phase) {
  Told told;
  told.walk_test(2);
  for (const int on : {3, 4, 5, 6}) told.session(on, 0, 1, 0);
  told.test(6, "single_leg_squat", "", 0);
  told.test(7, "single_leg_squat", "", 0);
  ASSERT_EQ(told.plan_on(7).phase, "walk_jog");
  EXPECT_EQ(told.plan_on(21).phase, "walk_jog");
  EXPECT_EQ(told.plan_on(27).phase, "load_early");
}

}  // namespace
}  // namespace hamstring::rehab
