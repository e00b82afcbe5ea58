// A painkiller hides what the leg has to say: a day under it never opens anything. And what is asked first
// can be answered.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "rehab/plan/plan.h"
#include "tests/rehab/lived_history.h"
#include "tests/rehab/not_harder.h"
#include "tests/rehab/told.h"

namespace hamstring::rehab {
namespace {

const Protocol& protocol_of(const Plan& plan) {
  static const Protocol none;
  const auto found = shared_knowledge().protocols.find(plan.protocol);
  return found == shared_knowledge().protocols.end() ? none : found->second;
}

std::string masking_question() {
  EXPECT_EQ(shared_knowledge().masking.size(), 1U);
  return shared_knowledge().masking.front();
}

/// The life up to the morning of a day.
Case until_morning_of(const Case& life, Day today) {
  Case result{.case_id = life.case_id, .entries = {}};
  for (const Entry& entry : life.entries) {
    if (entry.day < today || (entry.day == today && entry.as<SessionEntry>() == nullptr))
      result.entries.push_back(entry);
  }
  return result;
}

TEST(Painkillers, on_any_days_never_make_a_plan_harder) {
  int compared = 0, softer = 0, phases_lost = 0;
  for (const Life& life : shared_lives()) {
    for (std::uint64_t seed = 0; seed < 4; ++seed) {
      RandomHistory random(seed * 977 + life.days.size());
      const Day today = RandomHistory::day(random.whole(3, life.days.back().day));
      const Case without = until_morning_of(life.history, today);
      Case with = without;
      for (Day day = RandomHistory::day(1); day <= today; day += std::chrono::days(1)) {
        if (!random.chance(0.25)) continue;
        with.entries.push_back(
            make_entry("masked" + std::to_string(day.time_since_epoch().count()), day,
                       AnswerEntry{.question = masking_question(),
                                   .value = std::string(random.chance(0.5) ? "yes" : "unsure")}));
      }
      sort_entries(with);
      const Plan clear = plan(shared_knowledge(), without, today);
      const Plan masked = plan(shared_knowledge(), with, today);
      ++compared;
      softer += clear.phase != masked.phase || clear.state.rung != masked.state.rung ? 1 : 0;
      phases_lost += clear.state.phases_passed > masked.state.phases_passed ? 1 : 0;
      ASSERT_TRUE(not_harder(masked, clear, protocol_of(clear)))
          << "seed " << seed << ", day " << (today - RandomHistory::day(0)).count();
    }
  }
  EXPECT_GE(compared, 100);
  EXPECT_GE(softer, 30) << "the painkillers hid nothing";
  EXPECT_GE(phases_lost, 10);
}

GateState state_of_gate(const Plan& plan, const std::string& id) {
  const auto gate = std::ranges::find(plan.assessment.gates, id, &GateReport::id);
  return gate == plan.assessment.gates.end() ? GateState::passed : gate->state;
}

/// What held before a day of painkillers holds on it, whatever was found on it; what was found bad counts.
TEST(Painkillers, do_not_open_what_a_bad_test_or_a_limp_had_closed) {
  const auto straightening = [](Told& told, int on, double right) {
    told.add(on, TestEntry{.test = "active_knee_extension",
                           .result = "",
                           .left = {10, 10, 10},
                           .right = {right, right, right},
                           .pain = 0.0,
                           .rescreen = Told::none_of_these()});
  };
  const auto takes = [](Told& told, int on) {
    told.add(on, AnswerEntry{.question = masking_question(), .value = std::string("yes")});
  };
  Told told;
  straightening(told, 2, 60);
  EXPECT_EQ(state_of_gate(told.plan_on(2), "range_deficit_30"), GateState::raised);
  takes(told, 4);
  straightening(told, 4, 12);
  EXPECT_EQ(state_of_gate(told.plan_on(4), "range_deficit_30"), GateState::raised);
  EXPECT_EQ(state_of_gate(told.plan_on(5), "range_deficit_30"), GateState::raised);
  straightening(told, 6, 12);
  EXPECT_EQ(state_of_gate(told.plan_on(6), "range_deficit_30"), GateState::open)
      << "the other test was not made";
  takes(told, 8);
  straightening(told, 8, 60);
  EXPECT_EQ(state_of_gate(told.plan_on(8), "range_deficit_30"), GateState::raised);

  Told limps;
  limps.add(1, AnswerEntry{.question = "walk", .value = std::string("limping")});
  EXPECT_EQ(state_of_gate(limps.plan_on(1), "cannot_walk"), GateState::raised);
  EXPECT_FALSE(limps.plan_on(1).ask_again.empty());
  takes(limps, 2);
  limps.add(2, AnswerEntry{.question = "walk", .value = std::string("normal")});
  EXPECT_EQ(state_of_gate(limps.plan_on(2), "cannot_walk"), GateState::raised);
  EXPECT_TRUE(limps.plan_on(2).ask_again.empty()) << "asked once more, it would not count either";
  EXPECT_FALSE(limps.plan_on(3).ask_again.empty());
  limps.add(3, AnswerEntry{.question = "walk", .value = std::string("normal")});
  EXPECT_EQ(state_of_gate(limps.plan_on(3), "cannot_walk"), GateState::passed);
}

TEST(Painkillers, are_said_kindly_and_ask_for_a_pharmacist) {
  Told told;
  told.walk_test(2);
  told.pain_now(2, 0);
  const auto says = [](const Plan& plan) {
    return std::ranges::any_of(plan.reasons,
                               [](const Reason& r) { return r.rule == "rest_rule.painkiller"; });
  };
  EXPECT_FALSE(says(told.plan_on(2)));
  EXPECT_FALSE(told.plan_on(2).beside_pain.empty());
  told.add(2, AnswerEntry{.question = masking_question(), .value = std::string("yes")});
  EXPECT_TRUE(says(told.plan_on(2)));
  EXPECT_EQ(told.plan_on(2).status, PlanStatus::session);
  const std::vector<std::string> still_asked = told.plan_on(2).beside_pain;
  EXPECT_EQ(std::ranges::find(still_asked, masking_question()), still_asked.end());
  // The next day is one like any other, and it is asked anew.
  told.pain_now(3, 0);
  EXPECT_FALSE(says(told.plan_on(3)));
}

TEST(AnswerFirst, always_has_something_to_answer) {
  int seen = 0, looked_at = 0;
  for (std::uint64_t seed = 0; seed < 1100; ++seed) {
    RandomHistory random(seed);
    Case history = random.make(random.whole(2, 20));
    // Some answers, or the person, were never told.
    const double told = seed % 3 == 0 ? 1.0 : seed % 3 == 1 ? 0.9 : 0.5;
    std::erase_if(history.entries, [&](const Entry& entry) {
      const bool may = entry.as<AnswerEntry>() != nullptr || entry.as<PersonEntry>() != nullptr;
      return may && !random.chance(told);
    });
    if (history.entries.empty()) continue;
    const Plan today = plan(shared_knowledge(), history, history.entries.back().day);
    ++looked_at;
    if (today.status != PlanStatus::ask_first) continue;
    ++seen;
    ASSERT_FALSE(today.ask.empty()) << "seed " << seed;
  }
  EXPECT_GE(looked_at, 900);
  EXPECT_GE(seen, 80);
}

TEST(AnswerFirst, asks_for_the_year_of_birth_where_the_age_alone_is_missing) {
  Told told;
  told.walk_test(2);
  told.pain_now(2, 0);
  auto& entries = told.value().entries;
  std::erase_if(entries, [](const Entry& entry) { return entry.as<PersonEntry>() != nullptr; });
  const Plan asked = told.plan_on(2);
  ASSERT_EQ(asked.status, PlanStatus::ask_first);
  ASSERT_EQ(asked.ask.size(), 1U);
  EXPECT_TRUE(shared_knowledge().questions.find(asked.ask.front())->second.birth_year);
  entries.push_back(
      make_entry("year", Told::day(2), AnswerEntry{.question = asked.ask.front(), .value = 1990.0}));
  EXPECT_EQ(told.plan_on(2).status, PlanStatus::session);
}

TEST(Headline, of_a_child_who_limps_is_the_doctor_of_today_though_there_is_no_plan) {
  Told told;
  told.add(1, PersonEntry{.birth_day = {},
                          .birth_year = 2015,
                          .sex = Sex::male,
                          .level = {},
                          .sports = {"football"},
                          .body_mass_kg = {}});
  EXPECT_EQ(told.plan_on(1).day.head, DayHead::refused);
  told.add(1, AnswerEntry{.question = "walk", .value = std::string("limping")});
  told.add(1, AnswerEntry{.question = "moment", .value = std::string("none")});
  const Plan limps = told.plan_on(1);
  EXPECT_EQ(limps.status, PlanStatus::refused);
  EXPECT_EQ(limps.assessment.verdict, Verdict::same_day);
  EXPECT_EQ(limps.day.head, DayHead::clinician_first);
}

}  // namespace
}  // namespace hamstring::rehab
