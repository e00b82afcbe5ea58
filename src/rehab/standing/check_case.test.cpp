#include "rehab/standing/check_case.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace hamstring::rehab {
namespace {

using ::testing::HasSubstr;

const Day today = parse_day("2025-05-12").value();

Knowledge small_knowledge() {
  Knowledge k;
  Question& walk = k.questions["walk"];
  walk.id = "walk";
  walk.answer = Question::Answer::choice;
  walk.options = {"normal", "limping"};
  k.questions["numb"].id = "numb";
  k.questions["numb"].rescreen = true;
  Question& weight = k.questions["weight"];
  weight.id = "weight";
  weight.answer = Question::Answer::number;
  weight.min = 2;
  weight.max = 300;
  k.questions["since"].id = "since";
  k.questions["since"].answer = Question::Answer::day;
  ClinicalTest& knee = k.tests["knee"];
  knee.id = "knee";
  knee.plausible_min = 0;
  knee.plausible_max = 90;
  knee.results = {"good"};
  k.exercises["bridge"].id = "bridge";
  k.flags["dvt"].id = "dvt";
  k.protocols["p"].id = "p";
  Rung jog;
  jog.id = "jog";
  k.protocols["p"].rungs = {jog};
  k.techniques["roll"].measure_with = {"knee"};
  Questionnaire& fash = k.questionnaires["fash"];
  fash.min = 0;
  fash.max = 100;
  fash.domains = {{.id = "pain", .min = 0, .max = 10}};
  k.catalogs["en"].language = "en";
  return k;
}

/// What is said of these entries, on `today` unless told otherwise; empty where nothing is wrong.
std::string refusal(std::vector<EntryBody> bodies, Day on = today) {
  Case history{.case_id = "c", .entries = {}};
  for (EntryBody& body : bodies)
    history.entries.push_back(make_entry("e" + std::to_string(history.entries.size()), on, std::move(body)));
  Diagnostics out;
  const Result<void> checked = check_case(small_knowledge(), history, today, out);
  return checked ? std::string() : checked.error().message;
}

TestEntry test_of(std::vector<double> left, std::string result = {}) {
  return {.test = "knee",
          .result = std::move(result),
          .left = std::move(left),
          .right = {},
          .pain = {},
          .rescreen = {}};
}

TEST(CheckCase, lets_pass_what_can_be) {
  SessionEntry session;
  session.lines = {{.exercise = "bridge", .sets = 1, .reps = {}, .load_kg = {}, .worst = {}}};
  session.run = DoneRun{.rung = "jog"};
  EXPECT_EQ(
      refusal({AnswerEntry{.question = "walk", .value = std::string("limping")},
               AnswerEntry{.question = "numb", .value = std::string("unsure")},
               AnswerEntry{.question = "weight", .value = 300.0},
               AnswerEntry{.question = "since", .value = std::string("2025-05-12")}, test_of({0, 90}, "good"),
               QuestionnaireEntry{.questionnaire = "fash", .total = 100, .domains = {{"pain", 10}}}, session,
               SettingEntry{.key = SettingKey::protocol, .value = std::string("p")},
               TechniqueEntry{.technique = "roll", .test = "knee", .before = {40}, .after = {45}}}),
      "");
}

TEST(CheckCase, names_what_is_not_there) {
  SessionEntry exercise;
  exercise.lines = {{.exercise = "plank", .sets = 1, .reps = {}, .load_kg = {}, .worst = {}}};
  SessionEntry run;
  run.run = DoneRun{.rung = "fly"};
  const std::vector<std::pair<EntryBody, const char*>> all{
      {AnswerEntry{.question = "talk", .value = 1.0}, "the question 'talk', which does not exist"},
      {TestEntry{.test = "hip", .result = "", .left = {}, .right = {}, .pain = 1, .rescreen = {}},
       "the test 'hip', which does not exist"},
      {QuestionnaireEntry{.questionnaire = "vas", .total = {}, .domains = {}}, "the questionnaire 'vas'"},
      {exercise, "the exercise 'plank', which does not exist"},
      {run, "the run 'fly', which no protocol has"},
      {ClearanceEntry{.of = Cleared::flag, .ref = "gone", .clinician = ""}, "clears the flag 'gone'"},
      {ClearanceEntry{.of = Cleared::gate, .ref = "dvt", .clinician = ""}, "clears the gate 'dvt'"},
      {RetractEntry{.of = "e9"}, "retracts 'e9'"},
      {ResolveEntry{.of = "e9", .keep = "x"}, "decides about 'e9'"},
      {MorningEntry{.session = "e9", .value = 1, .rescreen = {}}, "no session here"},
      {SettingEntry{.key = SettingKey::protocol, .value = std::string("q")},
       "a protocol that does not exist"},
      {SettingEntry{.key = SettingKey::language, .value = std::string("fr")},
       "a language that there is no text in"},
      {TechniqueEntry{.technique = "tape", .test = "knee", .before = {}, .after = {}},
       "the technique 'tape'"},
      {VisitEntry{.treatments = {"cupping"}}, "the treatment 'cupping', which does not exist"},
      {PainEntry{.when = PainWhen::now,
                 .value = 1,
                 .rescreen = Rescreen{.none_of_these = false, .replies = {{"walk", Reply::no}}}},
       "'walk', which is not in the short set"}};
  for (const auto& [body, said] : all) EXPECT_THAT(refusal({body}), HasSubstr(said));
}

TEST(CheckCase, refuses_values_outside_of_what_can_be) {
  const std::vector<std::pair<EntryBody, const char*>> all{
      {AnswerEntry{.question = "walk", .value = std::string("lame")}, "something other than normal, limping"},
      {AnswerEntry{.question = "walk", .value = 1.0}, "something other than normal, limping"},
      {AnswerEntry{.question = "numb", .value = std::string("maybe")},
       "something other than yes, no, unsure"},
      {AnswerEntry{.question = "weight", .value = 300.5}, "outside 2 to 300"},
      {AnswerEntry{.question = "weight", .value = std::string("heavy")}, "outside 2 to 300"},
      {AnswerEntry{.question = "since", .value = std::string("2025-05-13")}, "a day in the future"},
      {AnswerEntry{.question = "since", .value = std::string("1899-12-31")}, "a day before birth"},
      {AnswerEntry{.question = "since", .value = std::string("spring")}, "something that is not a day"},
      {test_of({90.5}), "90.5"},
      {test_of({}, "bad"), "the result 'bad'"},
      {test_of({}), "reports nothing about 'knee'"},
      {QuestionnaireEntry{.questionnaire = "fash", .total = 101, .domains = {}}, "a total of 101"},
      {QuestionnaireEntry{.questionnaire = "fash", .total = {}, .domains = {{"pain", 11}}}, "reports 'pain'"},
      {TechniqueEntry{.technique = "roll", .test = "knee", .before = {40}, .after = {95}}, "the value 95"},
      {IllnessEntry{.from = today + std::chrono::days(1), .to = {}, .fever = Reply::no},
       "in its own future"}};
  for (const auto& [body, said] : all) EXPECT_THAT(refusal({body}), HasSubstr(said));
}

TEST(CheckCase, refuses_days_after_today_and_before_birth) {
  EXPECT_THAT(refusal({PainEntry{}}, today + std::chrono::days(1)), HasSubstr("after 2025-05-12"));
  EXPECT_THAT(refusal({PainEntry{}}, parse_day("1899-12-31").value()), HasSubstr("more than"));
  PersonEntry born;
  born.birth_day = parse_day("2000-06-01").value();
  EXPECT_THAT(refusal({born, PainEntry{}}, parse_day("2000-05-31").value()),
              HasSubstr("before the person was born"));
  EXPECT_EQ(refusal({born, PainEntry{}}, parse_day("2000-06-01").value()), "");
}

TEST(CheckCase, lists_every_fault_and_returns_the_first) {
  Case history{.case_id = "c", .entries = {}};
  history.entries.push_back(make_entry("a", today, AnswerEntry{.question = "one", .value = 1.0}));
  history.entries.push_back(make_entry("b", today, AnswerEntry{.question = "two", .value = 1.0}));
  Diagnostics out;
  const Result<void> checked = check_case(small_knowledge(), history, today, out);
  ASSERT_FALSE(checked);
  EXPECT_THAT(checked.error().message, HasSubstr("entry a answers the question 'one'"));
  EXPECT_EQ(out.count(Severity::error), 2U);
}

TEST(CheckCase, notes_a_clearance_that_counts_for_nothing_and_two_answers_of_one_day) {
  Case history{.case_id = "c", .entries = {}};
  history.entries.push_back(
      make_entry("a", today, ClearanceEntry{.of = Cleared::flag, .ref = "dvt", .clinician = ""}));
  history.entries.push_back(
      make_entry("b", today, AnswerEntry{.question = "walk", .value = std::string("normal")}));
  history.entries.push_back(
      make_entry("c", today, AnswerEntry{.question = "walk", .value = std::string("limping")}));
  Diagnostics out;
  EXPECT_TRUE(check_case(small_knowledge(), history, today, out));
  std::string notes;
  for (const Diagnostic& entry : out.entries()) notes += entry.message + "\n";
  EXPECT_THAT(notes, HasSubstr("entry a is a clearance that no clinician gave"));
  EXPECT_THAT(notes, HasSubstr("entry c answers 'walk' otherwise than entry b"));
}

}  // namespace
}  // namespace hamstring::rehab
