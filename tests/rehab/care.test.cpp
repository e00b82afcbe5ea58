// What stands beside the training: offered, measured, done, measured again, and ended where it changed
// nothing.
#include "rehab/plan/care.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/rehab/told.h"

namespace hamstring::rehab {
namespace {

constexpr const char* hips = "hip_program";

/// An ache that came gradually, of somebody who has a phone to measure angles with.
Told gradual() {
  Told told;
  for (Entry& entry : told.value().entries) {  // no moment, and no pop that there would have to be one for
    auto* answer = entry.body.change<AnswerEntry>();
    if (answer == nullptr) continue;
    if (answer->question == "onset") answer->value = std::string("gradual");
    if (answer->question == "moment") answer->value = std::string("none");
    if (answer->question == "stop_at_once") answer->value = std::string("no");
    finish_entry(entry);
  }
  told.add(0, SettingEntry{.key = SettingKey::equipment,
                           .value = std::vector<std::string>{"inclinometer", "mat", "band"}});
  for (int on = 1; on <= 60; ++on) told.pain_now(on, 0);
  told.walk_test(2);
  return told;
}

void tilt(Told& told, int on, double degrees) {
  told.add(on, TestEntry{.test = "pelvic_tilt",
                         .result = "",
                         .left = {},
                         .right = {degrees, degrees + 0.5, degrees - 0.5},
                         .pain = {},
                         .rescreen = Told::none_of_these()});
}

const Care* care_of(const Plan& plan, const std::string& id = hips) {
  const auto found = std::ranges::find(plan.care, id, &Care::id);
  return found == plan.care.end() ? nullptr : &*found;
}

TEST(Care, is_offered_to_a_gradual_ache_within_a_week_and_not_to_a_sudden_injury) {
  Told sudden;
  sudden.walk_test(2);
  for (int on = 1; on <= 10; ++on) sudden.pain_now(on, 0);
  int sessions = 0;
  for (int on = 1; on <= 10; ++on) {
    const Plan plan = sudden.plan_on(on);
    sessions += plan.status == PlanStatus::session ? 1 : 0;
    EXPECT_EQ(care_of(plan), nullptr) << on;
  }
  EXPECT_GE(sessions, 5);
  const Told told = gradual();
  EXPECT_EQ(care_of(told.plan_on(3)), nullptr) << "nothing is stretched in the first five days";
  const Plan plan = told.plan_on(6);
  ASSERT_NE(care_of(plan), nullptr);
  EXPECT_EQ(care_of(plan)->step, CareStep::measure);
  EXPECT_EQ(care_of(plan)->measure, std::vector<std::string>{"pelvic_tilt"});
  EXPECT_TRUE(care_of(plan)->lines.empty());
}

TEST(Care, grows_over_its_weeks_on_every_second_day_and_is_measured_again_by_day_35) {
  Told told = gradual();
  tilt(told, 6, 14);
  double first = 0.0, last = 0.0;
  int days_with = 0;
  for (int on = 6; on < 34; ++on) {
    const Plan plan = told.plan_on(on);
    const Care* care = care_of(plan);
    ASSERT_NE(care, nullptr) << on;
    EXPECT_EQ(care->step, CareStep::work) << on;
    EXPECT_EQ(care->again_on, Told::day(34));
    EXPECT_EQ(care->lines.empty(), on % 2 == 1) << on;
    EXPECT_EQ(care->day_off, on % 2 == 1) << on;
    if (care->lines.empty()) continue;
    ++days_with;
    EXPECT_GT(care->minutes, 0);
    EXPECT_LE(care->minutes, 20) << "beside the training, not a second one";
    last = care->lines.front().sets * care->lines.front().amount;
    if (first == 0.0) first = last;
  }
  EXPECT_EQ(days_with, 14);
  EXPECT_GT(last, first);
  const Plan again = told.plan_on(34);
  ASSERT_NE(care_of(again), nullptr);
  EXPECT_EQ(care_of(again)->step, CareStep::measure_again);
  EXPECT_FALSE(care_of(again)->measure.empty());
}

/// A bridge is no rest, and a light day is not made a heavier one by what stands beside it.
TEST(Care, has_a_day_off_where_the_day_spares_the_leg_and_on_a_light_day) {
  Told told = gradual();
  std::erase_if(told.value().entries, [](const Entry& e) { return e.as<SettingEntry>() != nullptr; });
  std::erase_if(told.value().entries, [](const Entry& e) {
    return e.as<PainEntry>() != nullptr && (e.day == Told::day(8) || e.day == Told::day(13));
  });
  told.pain_now(8, 6);
  told.session(13, 1, 6, 3, "walk_15");
  int spared = 0, light = 0, worked = 0;
  for (int on = 6; on <= 24; on += 2) {
    const Plan plan = told.plan_on(on);
    if (care_of(plan) == nullptr) continue;
    const bool is_light = std::ranges::any_of(
        plan.reasons, [](const Reason& r) { return r.text.id == "status.light_after_setback"; });
    spared += plan.tests != TestsToday::all ? 1 : 0;
    light += is_light ? 1 : 0;
    if (plan.tests == TestsToday::all && !is_light) {
      worked += care_of(plan)->lines.empty() ? 0 : 1;
      continue;
    }
    EXPECT_TRUE(care_of(plan)->lines.empty()) << on;
    EXPECT_TRUE(care_of(plan)->day_off) << on;
    EXPECT_EQ(care_of(plan)->minutes, 0) << on;
  }
  EXPECT_GE(spared, 2);
  EXPECT_GE(light, 1);
  EXPECT_GE(worked, 1);
}

/// Nobody begins with the most because there is nothing to measure with.
TEST(Care, of_somebody_who_cannot_measure_asks_for_its_least_dose) {
  Told told = gradual();
  std::erase_if(told.value().entries, [](const Entry& e) { return e.as<SettingEntry>() != nullptr; });
  const Alignment& program = shared_knowledge().alignment.find(hips)->second;
  int seen = 0;
  for (const int on : {6, 20, 40}) {
    const Plan plan = told.plan_on(on);
    ASSERT_NE(care_of(plan), nullptr) << on;
    EXPECT_EQ(care_of(plan)->step, CareStep::work);
    for (const CareLine& line : care_of(plan)->lines) {
      const auto& of = *std::ranges::find(program.content, line.exercise, &Alignment::Line::exercise);
      EXPECT_EQ(line.sets, of.sets_min);
      EXPECT_EQ(line.amount, of.amount_min);
      ++seen;
    }
  }
  EXPECT_GE(seen, 3);
}

TEST(Care, goes_on_where_it_changed_something_beyond_the_error_and_ends_where_not) {
  for (const auto& [degrees, step] : {std::pair(5.0, CareStep::helped), std::pair(13.5, CareStep::ended)}) {
    Told told = gradual();
    tilt(told, 6, 14);
    tilt(told, 34, degrees);
    const Plan plan = told.plan_on(36);
    ASSERT_NE(care_of(plan), nullptr);
    EXPECT_EQ(care_of(plan)->step, step) << degrees;
    EXPECT_EQ(care_of(plan)->lines.empty(), step == CareStep::ended);
  }
}

TEST(Care, that_ended_is_said_for_a_week_and_no_longer) {
  Told told = gradual();
  tilt(told, 6, 14);
  tilt(told, 34, 13.5);
  ASSERT_NE(care_of(told.plan_on(40)), nullptr);
  EXPECT_EQ(care_of(told.plan_on(40))->step, CareStep::ended);
  EXPECT_EQ(care_of(told.plan_on(41)), nullptr);
  Told never = gradual();  // four weeks more were left for the last look, and it never came
  tilt(never, 6, 14);
  EXPECT_EQ(care_of(never.plan_on(62))->step, CareStep::measure_again);
  EXPECT_EQ(care_of(never.plan_on(63))->step, CareStep::ended);
  EXPECT_EQ(care_of(never.plan_on(70)), nullptr);
}

TEST(Care, compares_with_the_first_look_of_this_injury_and_not_of_another_year) {
  Told told = gradual();
  tilt(told, -300, 3);
  tilt(told, 6, 14);
  tilt(told, 34, 13.5);
  ASSERT_NE(care_of(told.plan_on(36)), nullptr);
  EXPECT_EQ(care_of(told.plan_on(36))->step, CareStep::ended)
      << "11 degrees more than last year is not its doing";
}

/// Uneven hips are normal: only what lies beyond the error of the measure is looked at at all.
TEST(Care, is_offered_for_uneven_hips_beyond_the_error_of_the_measure_and_not_within_it) {
  for (const auto& [degrees, offered] :
       {std::pair(8.0, true), std::pair(-8.0, true), std::pair(1.0, false)}) {
    Told sudden;
    sudden.walk_test(2);
    for (int on = 1; on <= 10; ++on) sudden.pain_now(on, 0);
    sudden.add(6, TestEntry{.test = "pelvic_obliquity",
                            .result = "",
                            .left = {},
                            .right = {degrees, degrees + 0.5, degrees - 0.5},
                            .pain = {},
                            .rescreen = Told::none_of_these()});
    EXPECT_EQ(care_of(sudden.plan_on(8)) != nullptr, offered) << degrees;
  }
}

TEST(Care, opens_nothing_and_stands_on_no_day_that_waits_for_a_doctor) {
  Told told = gradual();
  const Plan before = told.plan_on(8);
  tilt(told, 6, 14);
  const Plan with = told.plan_on(8);
  EXPECT_EQ(before.phase, with.phase);
  EXPECT_EQ(before.state.rung, with.state.rung);
  EXPECT_EQ(before.lines.size(), with.lines.size());
  told.add(8, AnswerEntry{.question = "fever", .value = std::string("yes")});
  EXPECT_TRUE(told.plan_on(8).care.empty());
}

TEST(Care, says_how_to_sit_to_whoever_sitting_hurts) {
  Told told = gradual();
  EXPECT_EQ(care_of(told.plan_on(6), "sitting"), nullptr);
  told.add(6, AnswerEntry{.question = "sitting_hours", .value = 9.0});
  const Plan plan = told.plan_on(6);
  ASSERT_NE(care_of(plan, "sitting"), nullptr);
  EXPECT_EQ(care_of(plan, "sitting")->step, CareStep::work);
  EXPECT_GE(care_of(plan, "sitting")->beside.size(), 3U);
  EXPECT_EQ(care_of(plan, "sitting")->break_min, 30) << "the line of the day";
  EXPECT_TRUE(care_of(plan, "sitting")->ask.empty())
      << "it does not hurt: nobody asks after how long it does";
}

/// Minutes until it hurts are asked every week, and the break of the day comes before them.
TEST(Care, has_a_break_of_every_day_before_sitting_hurts_and_asks_after_how_long_that_is) {
  Told told = gradual();
  for (Entry& entry : told.value().entries) {
    auto* answer = entry.body.change<AnswerEntry>();
    if (answer != nullptr && answer->question == "pain_sitting") answer->value = std::string("yes");
    finish_entry(entry);
  }
  const auto sitting = [&](int on) {
    const Plan plan = told.plan_on(on);
    const Care* care = care_of(plan, "sitting");
    return care == nullptr ? Care{} : *care;
  };
  EXPECT_EQ(sitting(6).break_min, 30);
  EXPECT_EQ(sitting(6).ask, "sitting_minutes_to_pain");
  told.add(6, AnswerEntry{.question = "sitting_minutes_to_pain", .value = 15.0});
  for (const int on : {6, 9, 12}) {
    EXPECT_EQ(sitting(on).break_min, 12) << on;
    EXPECT_EQ(sitting(on).step, CareStep::work) << on;
    EXPECT_TRUE(sitting(on).ask.empty()) << on;
  }
  EXPECT_EQ(sitting(13).ask, "sitting_minutes_to_pain");
  EXPECT_EQ(sitting(13).break_min, 12) << "what was told last stands until it is told anew";
  told.add(13, AnswerEntry{.question = "sitting_minutes_to_pain", .value = 90.0});
  EXPECT_EQ(sitting(13).break_min, 30);
  told.add(14, AnswerEntry{.question = "sitting_minutes_to_pain", .value = 2.0});
  EXPECT_EQ(sitting(14).break_min, 5) << "it gets no life with less between";
}

TEST(Care, leaves_out_a_technique_that_changed_nothing_in_four_uses) {
  const auto uses = [](double change) {
    Told told;
    told.walk_test(2);
    for (int on = 1; on <= 30; ++on) told.pain_now(on, 0);
    for (int on = 12; on < 16; ++on)
      told.add(on, TechniqueEntry{.technique = "foam_rolling",
                                  .test = "active_knee_extension",
                                  .before = {30, 30, 30},
                                  .after = {30 - change, 30 - change, 30 - change}});
    const Plan plan = told.plan_on(16);
    return did_not_help(plan.follow_up, "foam_rolling") &&
           std::ranges::find(plan.techniques, "foam_rolling") == plan.techniques.end();
  };
  EXPECT_TRUE(uses(0.5));
  EXPECT_FALSE(uses(12));
}

}  // namespace
}  // namespace hamstring::rehab
