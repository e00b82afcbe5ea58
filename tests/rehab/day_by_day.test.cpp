#include "rehab/plan/day_by_day.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <set>

#include "core/file.h"
#include "rehab/plan/return_decision.h"
#include "tests/support/plan_dump.h"

namespace hamstring::rehab {
namespace {

const Knowledge& knowledge() {
  static const Knowledge loaded = [] {
    Diagnostics diagnostics;
    return load_knowledge(std::filesystem::path(HAMSTRING_PROJECT_DIR) / "data", diagnostics).value();
  }();
  return loaded;
}

std::vector<Case> golden_cases() {
  std::vector<Case> cases;
  const auto folder = std::filesystem::path(HAMSTRING_PROJECT_DIR) / "tests" / "golden" / "cases";
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    Diagnostics diagnostics;
    const auto text = read_file(entry.path() / "case.json");
    if (!text) continue;
    auto read = read_case(*text, "case.json", diagnostics);
    if (read && !read->entries.empty()) cases.push_back(std::move(*read));
  }
  return cases;
}

/// Everything but the prognosis, which is not asked for day by day.
std::string as_text(Plan plan) {
  plan.assessment.prognosis = {};
  return plan_dump(plan, NextTest{});
}

TEST(DayByDay, each_day_says_what_a_plan_of_that_day_alone_says) {
  std::size_t days = 0;
  for (const Case& history : golden_cases()) {
    DayByDay running(knowledge(), history);
    const Day last = latest_day(history).value();
    for (Day day = history.entries.front().day; day <= last; day += std::chrono::days(1)) {
      const Plan here = running.on(day);
      if (day != last && days_between(history.entries.front().day, day) % 7 != 2) continue;
      ASSERT_EQ(as_text(here), as_text(plan(knowledge(), history, day)))
          << history.case_id << " " << day_text(day);
      ++days;
    }
  }
  EXPECT_GT(days, 150U);
}

/// A phase and a rung may ask for the same thing under two names: on a page it is one row.
TEST(DayByDay, nothing_is_asked_for_twice_on_one_day_and_nothing_that_holds_is_named_twice) {
  const auto& words = knowledge().catalogs.at("en").text;
  std::size_t beside = 0, held = 0;
  for (const Case& history : golden_cases()) {
    DayByDay running(knowledge(), history);
    const Day last = latest_day(history).value();
    for (Day day = history.entries.front().day; day <= last; day += std::chrono::days(1)) {
      const Plan here = running.on(day);
      std::set<std::string> asked, named;
      for (const CriterionReport& criterion : here.criteria) {
        beside += criterion.beside ? 1 : 0;
        if (criterion.text.arguments.contains("test")) continue;  // its words name the test
        EXPECT_TRUE(asked.insert(words.at(criterion.text.id)).second)
            << history.case_id << " " << day_text(day) << " " << criterion.text.id;
      }
      for (const Reason& reason : here.reasons) {
        const auto what = reason.text.arguments.find("criterion");
        if (reason.about != About::held || what == reason.text.arguments.end()) continue;
        ++held;
        EXPECT_TRUE(named.insert(words.at(std::get<std::string>(what->second))).second)
            << history.case_id << " " << day_text(day) << " " << std::get<std::string>(what->second);
      }
    }
  }
  EXPECT_GE(beside, 300U);
  EXPECT_GE(held, 5U);
}

TEST(ReturnDecision, its_present_phase_shows_the_criteria_of_the_plan) {
  std::size_t compared = 0;
  for (const Case& history : golden_cases()) {
    const Day last = latest_day(history).value();
    const Plan today = plan(knowledge(), history, last);
    const ReturnReport report = return_report(knowledge(), history, last);
    EXPECT_EQ(report.protocol, today.protocol) << history.case_id;
    for (const PhaseReport& phase : report.phases) {
      if (phase.place != PhaseReport::Place::present || today.criteria.empty()) continue;
      ASSERT_EQ(phase.id, today.phase);
      // What is needed beside it, for the next rung or a later phase, stands behind.
      ASSERT_EQ(std::ssize(phase.criteria),
                std::ranges::count(today.criteria, false, &CriterionReport::beside));
      for (std::size_t i = 0; i < phase.criteria.size(); ++i) {
        EXPECT_EQ(phase.criteria[i].id, today.criteria[i].id) << history.case_id;
        EXPECT_EQ(phase.criteria[i].state, today.criteria[i].state) << history.case_id;
      }
      ++compared;
    }
  }
  EXPECT_GT(compared, 20U);
}

TEST(ReturnDecision, who_gets_further_never_has_less_behind_them) {
  std::size_t steps = 0, sessions_ahead = 0;
  for (const Case& history : golden_cases()) {
    const Day last = latest_day(history).value();
    const Day first = std::max(history.entries.front().day, last - std::chrono::days(60));
    std::optional<ReturnReport> before;
    const auto met = [](const ReturnReport& report) {
      std::ptrdiff_t count = 0;
      for (const PhaseReport& phase : report.phases)
        count += std::ranges::count(phase.criteria, CriterionState::met, &CriterionReport::state);
      return count;
    };
    const auto all = [](const ReturnReport& report) {
      std::size_t count = 0;
      for (const PhaseReport& phase : report.phases) count += phase.criteria.size();
      return count;
    };
    const auto place = [](const ReturnReport& report) {
      return std::ranges::count(report.phases, PhaseReport::Place::behind, &PhaseReport::place);
    };
    for (Day day = first; day <= last; day += std::chrono::days(1)) {
      ReturnReport now = return_report(knowledge(), history, day);
      if (before && !now.protocol.empty() && before->protocol == now.protocol) {
        EXPECT_EQ(all(now), all(*before)) << history.case_id << " " << day_text(day);
        if (place(now) > place(*before)) {
          ++steps;
          EXPECT_GE(met(now), met(*before)) << history.case_id << " " << day_text(day);
        }
      }
      for (const PhaseReport& phase : now.phases) {
        for (const CriterionReport& criterion : phase.criteria) {
          const auto* tolerated = std::get_if<ToleratedCriterion>(&criterion.rule);
          if (phase.place != PhaseReport::Place::ahead || tolerated == nullptr ||
              tolerated->what != ToleratedCriterion::What::phase_sessions)
            continue;
          ++sessions_ahead;
          EXPECT_EQ(criterion.have, 0) << history.case_id << " " << phase.id;
        }
      }
      before = std::move(now);
    }
  }
  EXPECT_GE(steps, 20U);
  EXPECT_GE(sessions_ahead, 100U);
}

TEST(ReturnDecision, missing_answers_are_not_known_and_never_met) {
  for (const Case& history : golden_cases()) {
    for (const ReturnFactReport& fact :
         return_report(knowledge(), history, latest_day(history).value()).facts) {
      if (fact.state == CriterionState::met || fact.state == CriterionState::not_met) {
        EXPECT_TRUE(fact.missing.empty()) << fact.id;
      }
      if (fact.state == CriterionState::not_known) {
        EXPECT_FALSE(fact.missing.empty()) << fact.id;
      }
    }
  }
}

}  // namespace
}  // namespace hamstring::rehab
