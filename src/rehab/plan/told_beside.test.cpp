#include "rehab/plan/told_beside.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "rehab/plan/plan.h"
#include "tests/support/shipped_knowledge.h"

namespace hamstring::rehab {
namespace {

const Day first = parse_day("2025-03-01").value();

Day on(int day) {
  return first + std::chrono::days(day);
}

Case hurt(std::vector<std::pair<int, EntryBody>> entries) {
  Case result{.case_id = "c", .entries = {}};
  for (auto& [day, body] : entries)
    result.entries.push_back(
        make_entry("e" + std::to_string(result.entries.size()), on(day), std::move(body)));
  sort_entries(result);
  return result;
}

InjuryEntry injury(InjuredSide side, bool relapse = false) {
  return {.side = side, .relapse = relapse, .onset_known = OnsetKnown::exact};
}

MilestoneEntry returned() {
  MilestoneEntry entry;
  entry.what = Milestone::returned;
  return entry;
}

std::optional<HurtAgain> again(std::vector<std::pair<int, EntryBody>> entries, int today) {
  return plan(shipped_knowledge(), hurt(std::move(entries)), on(today)).again;
}

TEST(HurtAgain, is_said_of_the_same_thigh_with_the_days_between_and_of_no_other) {
  using When = HurtAgain::When;
  const auto second = [&](InjuredSide side, int at) {
    return again({{0, injury(InjuredSide::left)}, {40, returned()}, {at, injury(side)}}, at + 1);
  };
  const auto soon = second(InjuredSide::left, 60);
  ASSERT_TRUE(soon);
  EXPECT_EQ(soon->when, When::soon);
  EXPECT_EQ(soon->days_back, 20);
  const auto later = second(InjuredSide::left, 240);
  ASSERT_TRUE(later);
  EXPECT_EQ(later->when, When::later);
  EXPECT_EQ(later->days_back, 200);
  EXPECT_FALSE(second(InjuredSide::right, 60));
  const auto never = again({{0, injury(InjuredSide::left)}, {30, injury(InjuredSide::left)}}, 31);
  ASSERT_TRUE(never);
  EXPECT_EQ(never->when, When::never_back);
  const auto told = again({{0, injury(InjuredSide::left, true)}}, 1);
  ASSERT_TRUE(told);
  EXPECT_EQ(told->when, When::later);
  EXPECT_FALSE(told->days_back);
  EXPECT_FALSE(again({{0, injury(InjuredSide::left)}}, 1));
}

TEST(NotNow, hands_and_rollers_are_named_with_what_speaks_against_them) {
  const auto told = [&](int today, std::vector<std::pair<std::string, std::string>> answers) {
    std::vector<std::pair<int, EntryBody>> entries{{0, injury(InjuredSide::left)}};
    for (auto& [question, value] : answers)
      entries.emplace_back(0, AnswerEntry{.question = question, .value = value});
    return plan(shipped_knowledge(), hurt(std::move(entries)), on(today)).not_now;
  };
  const auto names = [](const NotNow& not_now, const std::string& fact) {
    return std::ranges::find(not_now.facts, fact) != not_now.facts.end();
  };
  const NotNow early = told(1, {});
  EXPECT_TRUE(names(early, "injury.day"));
  EXPECT_GE(early.techniques.size(), 5U);
  EXPECT_TRUE(told(40, {}).techniques.empty());
  const NotNow thinners = told(40, {{"blood_thinners", "yes"}});
  EXPECT_EQ(thinners.techniques.size(), shipped_knowledge().techniques.size());
  EXPECT_TRUE(names(thinners, "story.blood_thinners"));
  EXPECT_FALSE(names(thinners, "injury.day"));
}

}  // namespace
}  // namespace hamstring::rehab
