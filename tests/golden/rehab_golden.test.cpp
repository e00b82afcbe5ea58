// Each folder of tests/golden/cases, and what none of their answers may say.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "tests/golden/expectations.h"
#include "view/answer_text.h"
#include "view/plan_words.h"

namespace hamstring::rehab::golden {
namespace {

class GoldenCase : public testing::TestWithParam<std::string> {};

TEST_P(GoldenCase, leads_to_what_was_expected_of_it) {
  ASSERT_NE(knowledge(), nullptr) << "the knowledge does not load";
  const std::optional<Told> told = told_in(golden_cases / GetParam());
  ASSERT_TRUE(told);
  holds(*told, GetParam());
}

/// The plan of every case on its day.
std::map<std::string, Plan> plans() {
  std::map<std::string, Plan> result;
  for (const std::string& name : case_names(golden_cases)) {
    const auto text = read_file(golden_cases / name / "case.json");
    Diagnostics diagnostics;
    const Result<Case> history = read_case(text.value_or(""), "case.json", diagnostics);
    if (!history) continue;
    const Json expected = read_json(golden_cases / name / "expected.json");
    const Day day = parse_day(expected["as_of"].get<std::string>()).value();
    result.emplace(name, plan(*knowledge(), *history, day));
  }
  return result;
}

bool sends_to_a_doctor(const std::string& rule) {
  return rule.starts_with("red_flag.") || rule.starts_with("gate.") || rule.starts_with("rescreen.") ||
         rule.ends_with(".supervision");
}

int graded_calls(const Json& json, std::vector<std::string>& graded) {
  int seen = 0;
  if (json.is_object() && json.contains("rule") && json.contains("evidence") &&
      sends_to_a_doctor(json["rule"].get<std::string>())) {
    ++seen;
    if (json["evidence"].contains("strength")) graded.push_back(json["rule"]);
  }
  if (json.is_structured()) {
    for (const Json& part : json) seen += graded_calls(part, graded);
  }
  return seen;
}

/// The part of a printed plan under a heading, up to the next empty line.
std::string part_under(const std::string& text, const std::string& heading) {
  const std::size_t at = text.find("\n" + heading + "\n");
  if (at == std::string::npos) return {};
  return text.substr(at, text.find("\n\n", at + 1) - at);
}

TEST(GoldenCases, nothing_that_sends_to_a_doctor_says_how_strong_its_evidence_is) {
  ASSERT_NE(knowledge(), nullptr);
  int reasons = 0, printed = 0;
  for (const auto& [name, answer] : plans()) {
    std::vector<std::string> graded;
    reasons += graded_calls(Json::parse(plan_dump(answer, {})), graded);
    EXPECT_TRUE(graded.empty()) << name << ": " << (graded.empty() ? "" : graded.front());
    for (const auto& [language, catalog] : knowledge()->catalogs) {
      const std::string text = plan_text(*knowledge(), catalog, answer, {}, false);
      const std::string part = part_under(text, say(catalog, "cli.see_a_doctor"));
      if (!part.empty()) ++printed;
      for (const char* letter : {"A", "B", "C", "D"})
        EXPECT_EQ(part.find(say(catalog, std::string("evidence.strength.") + letter)), std::string::npos)
            << name << ": " << part;
    }
  }
  EXPECT_GE(reasons, 500);
  EXPECT_GE(printed, 40);
}

TEST(GoldenCases, what_nobody_may_follow_alone_is_named_with_what_to_do_until_somebody_leads_it) {
  ASSERT_NE(knowledge(), nullptr);
  int led = 0;
  for (const auto& [name, answer] : plans()) {
    if (answer.status != PlanStatus::clinician_first || answer.assessment.verdict != Verdict::self_rehab)
      continue;
    ++led;
    const LedPicture* picture = led_by_clinician(answer);
    ASSERT_NE(picture, nullptr) << name;
    for (const auto& [language, catalog] : knowledge()->catalogs) {
      const std::string text = plan_text(*knowledge(), catalog, answer, {}, false);
      const std::string assessed = assessment_text(*knowledge(), catalog, answer.assessment, {});
      for (const std::string& said : {text, assessed}) {
        EXPECT_NE(said.find(say(catalog, "injury_type." + picture->id + ".likely")), std::string::npos);
        for (const auto& advice : picture->advice)
          EXPECT_NE(said.find(say(catalog, advice.reason.text)), std::string::npos) << advice.reason.rule;
        EXPECT_EQ(said.find(say(catalog, "verdict.self_rehab")), std::string::npos) << said;
      }
    }
  }
  EXPECT_GE(led, 1);
}

TEST(GoldenCases, what_is_known_of_a_picture_stands_beside_its_plan) {
  ASSERT_NE(knowledge(), nullptr);
  int alone = 0, supervised = 0;
  for (const auto& [name, answer] : plans()) {
    const auto& guide = answer.assessment.guide;
    if (picture_to_tell(answer) == nullptr || !guide) continue;
    const bool by_themselves = guide->likely.text.id.ends_with(".alone");
    ++(by_themselves ? alone : supervised);
    for (const auto& [language, catalog] : knowledge()->catalogs) {
      const std::string text = plan_text(*knowledge(), catalog, answer, {}, false);
      EXPECT_NE(text.find(say(catalog, "injury_type." + guide->id + ".likely")), std::string::npos) << name;
      EXPECT_EQ(by_themselves,
                text.find(say(catalog, "injury_type." + guide->id + ".alone")) != std::string::npos)
          << name << ": " << text;
      for (const auto& advice : guide->advice)
        EXPECT_NE(text.find(say(catalog, advice.reason.text)), std::string::npos) << advice.reason.rule;
    }
  }
  EXPECT_GE(alone, 2);
  EXPECT_GE(supervised, 1);
}

TEST(GoldenCases, what_the_app_says_beside_the_plan_the_terminal_says_too) {
  ASSERT_NE(knowledge(), nullptr);
  int again = 0, not_now = 0;
  for (const auto& [name, answer] : plans()) {
    for (const auto& [language, catalog] : knowledge()->catalogs) {
      const std::string text = plan_text(*knowledge(), catalog, answer, {}, false);
      for (const Message& told : hurt_again_told(*knowledge(), answer)) {
        ++again;
        EXPECT_NE(text.find(say(catalog, told)), std::string::npos) << name << ": " << text;
      }
      const std::string against = not_now_text(catalog, answer);
      if (!against.empty()) ++not_now;
      EXPECT_NE(text.find(against), std::string::npos) << name << ": " << text;
    }
  }
  EXPECT_GE(again, 4);
  EXPECT_GE(not_now, 10);
}

INSTANTIATE_TEST_SUITE_P(Rehab, GoldenCase, testing::ValuesIn(case_names(golden_cases)),
                         [](const auto& item) { return item.param; });

}  // namespace
}  // namespace hamstring::rehab::golden
