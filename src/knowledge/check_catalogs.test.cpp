#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "knowledge/knowledge_checks.h"

namespace hamstring::rehab {
namespace {

using ::testing::HasSubstr;
using Texts = std::map<std::string, std::string>;

std::vector<std::string> faults(const Texts& english, const Texts& german, Knowledge knowledge = {}) {
  for (const auto& [language, texts] : {std::pair("en", english), {"de", german}}) {
    Catalog catalog{.language = language, .text = {}};
    for (const auto& [key, text] : texts) catalog.text[key] = text;
    knowledge.catalogs[language] = catalog;
  }
  Diagnostics out;
  const std::vector<ItemFile> none;
  check_catalogs(knowledge, Findings(none, out));
  std::vector<std::string> messages;
  for (const Diagnostic& entry : out.entries()) messages.push_back(entry.message);
  return messages;
}

TEST(Catalogs, both_languages_take_the_same_arguments_in_whatever_order) {
  EXPECT_TRUE(faults({{"a", "{n} of {all}"}}, {{"a", "von {all} sind es {n}"}}).empty());
  EXPECT_TRUE(faults({{"a", "{n#day|days}"}}, {{"a", "{n} Tage"}}).empty()) << "number words may differ";
  const std::vector<std::string> other = faults({{"a", "{n} days"}}, {{"a", "{m} Tage"}});
  ASSERT_EQ(other.size(), 1U) << "once, not once a language";
  EXPECT_THAT(other[0], HasSubstr("takes other arguments in 'en'"));
}

TEST(Catalogs, braces_that_are_no_argument_are_refused_in_each_language) {
  for (const char* text :
       {"{", "}", "{}", "{n", "n}", "{N}", "{a b}", "{n#one}", "{n#a|b|c}", "{#a|b}", "{{n}}"}) {
    EXPECT_THAT(faults({{"a", text}}, {{"a", text}}), ::testing::SizeIs(2)) << text;
  }
  EXPECT_TRUE(faults({{"a", "none, {b_2}{b_2}"}}, {{"a", "{b_2}"}}).empty());
}

TEST(Catalogs, a_text_of_one_language_alone_is_named_with_the_other) {
  const std::vector<std::string> alone = faults({{"a", "x"}, {"b", "y"}}, {{"a", "x"}});
  ASSERT_EQ(alone.size(), 1U);
  EXPECT_EQ(alone[0], "the text 'b' is missing in 'de'");
}

TEST(Catalogs, a_language_that_is_not_there_is_named_by_its_file) {
  Knowledge knowledge;
  knowledge.catalogs["en"] = {.language = "en", .text = {}};
  Diagnostics out;
  const std::vector<ItemFile> none;
  check_catalogs(knowledge, Findings(none, out));
  ASSERT_EQ(out.entries().size(), 1U);
  EXPECT_THAT(out.entries()[0].message, HasSubstr("messages/de.toml"));
}

TEST(RequiredTexts, every_part_that_is_shown_has_one) {
  Knowledge knowledge;
  Question question;
  question.id = "walk";
  question.options = {"normal", "limping"};
  knowledge.questions = {{"walk", question}};
  EXPECT_THAT(required_texts(knowledge),
              ::testing::UnorderedElementsAre("question.walk.ask", "question.walk.short", "question.walk.why",
                                              "question.walk.option.normal", "question.walk.option.limping"));
  EXPECT_THAT(faults({}, {}, knowledge),
              ::testing::Contains("the text 'question.walk.option.limping' is missing"));
  Protocol protocol;
  protocol.id = "p";
  Phase phase;
  phase.id = "settle";
  for (auto* list : {&phase.exit, &phase.hold}) list->emplace_back();
  phase.exit[0].id = "out";
  phase.hold[0].id = "stay";
  phase.content.emplace_back();
  phase.content[0].id = "line";
  Rung rung;
  rung.id = "jog";
  rung.needs.emplace_back();
  rung.needs[0].id = "need";
  protocol.phases = {phase};
  protocol.rungs = {rung};
  Knowledge of_protocol;
  of_protocol.protocols = {{"p", protocol}};
  EXPECT_THAT(required_texts(of_protocol),
              ::testing::UnorderedElementsAre("protocol.p.name", "protocol.p.phase.settle",
                                              "protocol.p.criterion.out", "protocol.p.criterion.stay",
                                              "protocol.p.line.line", "protocol.p.rung.jog",
                                              "protocol.p.criterion.need"));
}

}  // namespace
}  // namespace hamstring::rehab
