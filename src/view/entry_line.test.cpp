#include "view/entry_line.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "tests/support/shipped_knowledge.h"
#include "view/unit_words.h"

namespace hamstring::service {
namespace {

using namespace rehab;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;

std::string line(EntryBody body, const std::string& language = "en") {
  const Knowledge& knowledge = shipped_knowledge();
  return entry_line({knowledge, catalog_of(knowledge, language)},
                    make_entry("e", parse_day("2025-05-12").value(), std::move(body)));
}

TEST(EntryLine, of_every_kind_says_something_in_every_language) {
  SessionEntry session;
  session.worst = 2;
  const std::vector<EntryBody> bodies{PersonEntry{},
                                      InjuryEntry{},
                                      AnswerEntry{.question = "q", .value = 1.0},
                                      TestEntry{.test = "t"},
                                      QuestionnaireEntry{.questionnaire = "q"},
                                      PainEntry{},
                                      session,
                                      MorningEntry{},
                                      IllnessEntry{},
                                      MilestoneEntry{},
                                      ClearanceEntry{.of = Cleared::flag, .ref = "r"},
                                      SettingEntry{},
                                      ResolveEntry{},
                                      RetractEntry{},
                                      TechniqueEntry{.technique = "t"},
                                      VisitEntry{.therapist = Therapist::osteopath,
                                                 .treatments = {"t"},
                                                 .before = 2,
                                                 .after = 1,
                                                 .next_morning = 3}};
  int said = 0;
  for (const auto& [language, catalog] : shipped_knowledge().catalogs) {
    for (const EntryBody& body : bodies) {
      EXPECT_FALSE(line(body, language).empty()) << body.index();
      EXPECT_THAT(line(body, language), Not(HasSubstr("<"))) << "a sentence is missing";
      ++said;
    }
  }
  EXPECT_GE(said, 30);
}

TEST(EntryLine, of_a_test_names_each_side_with_its_unit_and_the_pain) {
  const auto& [id, test] = *std::ranges::find_if(
      shipped_knowledge().tests, [](const auto& t) { return t.second.both_sides && !t.second.unit.empty(); });
  const std::string said =
      line(TestEntry{.test = id, .result = "", .left = {40.5, 41}, .right = {50}, .pain = 3, .rescreen = {}});
  const std::string unit =
      unit_words({shipped_knowledge(), catalog_of(shipped_knowledge(), "en")}, test.unit);
  EXPECT_THAT(said, HasSubstr(" 40.5, 41" + unit));
  EXPECT_THAT(said, HasSubstr(" 50" + unit));
  EXPECT_THAT(said, HasSubstr("3"));
  EXPECT_LT(said.find("40.5"), said.find("50"));
  EXPECT_THAT(
      line(TestEntry{.test = "unheard", .result = "", .left = {1}, .right = {}, .pain = {}, .rescreen = {}}),
      HasSubstr("unheard:"));
}

TEST(EntryLine, of_a_test_shows_no_unit_as_the_program_calls_it) {
  const std::map<std::string, std::string> key{{"m/s", "m_s"}, {"N", "n"}};
  int looked_at = 0;
  for (const auto& [language, catalog] : shipped_knowledge().catalogs) {
    for (const auto& [id, test] : shipped_knowledge().tests) {
      if (test.unit.empty() || test.unit == "word") continue;
      const TestEntry entry{.test = id, .result = "", .left = {}, .right = {22}, .pain = {}, .rescreen = {}};
      const auto own = key.find(test.unit);
      const std::string word = "unit." + (own == key.end() ? test.unit : own->second);
      EXPECT_THAT(line(entry, language), EndsWith(" 22" + catalog.text.at(word))) << language << " " << id;
      ++looked_at;
    }
  }
  EXPECT_GE(looked_at, 30);
}

TEST(EntryLine, of_a_clearance_names_what_was_cleared_and_by_whom) {
  const std::string flag = shipped_knowledge().flags.begin()->first;
  EXPECT_THAT(line(ClearanceEntry{.of = Cleared::flag, .ref = flag, .clinician = "Dr. Berg"}),
              HasSubstr("(Dr. Berg)"));
  EXPECT_THAT(line(ClearanceEntry{.of = Cleared::flag, .ref = flag, .clinician = ""}), Not(HasSubstr("(")));
}

TEST(EntryLine, of_an_answer_shows_a_word_of_the_question_and_else_the_word_itself) {
  const auto& [id, question] = *std::ranges::find_if(shipped_knowledge().questions, [](const auto& q) {
    return q.second.answer == Question::Answer::choice;
  });
  const std::string option = question.options.front();
  EXPECT_THAT(
      line(AnswerEntry{.question = id, .value = option}),
      HasSubstr(catalog_of(shipped_knowledge(), "en").text.at("question." + id + ".option." + option)));
  EXPECT_EQ(line(AnswerEntry{.question = "unheard", .value = std::string("word")}), "unheard: word");
  EXPECT_EQ(line(AnswerEntry{.question = "unheard", .value = 2.5}), "unheard: 2.5");
}

TEST(WorstTold, is_what_was_left_after_it_where_that_was_more) {
  SessionEntry session;
  EXPECT_EQ(worst_told(session), std::nullopt);
  session.after = 4;
  EXPECT_EQ(worst_told(session), std::nullopt) << "the worst was not told";
  session.worst = 2;
  EXPECT_EQ(worst_told(session), 4.0);
  session.after = 1;
  EXPECT_EQ(worst_told(session), 2.0);
}

}  // namespace
}  // namespace hamstring::service
