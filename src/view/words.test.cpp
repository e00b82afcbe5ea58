#include "view/words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace hamstring::service {
namespace {

using namespace rehab;

class WordsOf : public ::testing::Test {
 protected:
  WordsOf() {
    Catalog& en = knowledge_.catalogs["en"];
    en.language = "en";
    en.text = {{"evidence.status.V", "read in the source"},
               {"evidence.status.M", "remembered"},
               {"evidence.strength.B", "fair"},
               {"evidence.like_you", "in {population}, like you"},
               {"evidence.fit_not_known", "in {population}"},
               {"question.walk.ask", "Can you walk?"},
               {"question.walk.option.limping", "limping"},
               {"test.knee.name", "Knee"},
               {"red_flag.dvt.name", "clot"},
               {"red_flag.dvt.do", "go"},
               {"state.raised", "raised"},
               {"state.open", "open"}};
    knowledge_.catalogs["de"] = {.language = "de", .text = {}};
  }
  Knowledge knowledge_;
  const Words words_{knowledge_, knowledge_.catalogs["en"]};
};

TEST_F(WordsOf, a_language_without_a_catalog_reads_english) {
  EXPECT_EQ(catalog_of(knowledge_, "de").language, "de");
  EXPECT_EQ(catalog_of(knowledge_, "fr").language, "en");
  EXPECT_EQ(catalog_of(knowledge_, "").language, "en");
  knowledge_.catalogs.erase("en");
  EXPECT_EQ(catalog_of(knowledge_, "fr").language, "de") << "the only one there is";
}

TEST_F(WordsOf, a_missing_sentence_shows_its_id_unless_it_need_not_be_there) {
  EXPECT_EQ(words_("question.walk.ask"), "Can you walk?");
  EXPECT_EQ(words_("question.talk.ask"), "<question.talk.ask>");
  EXPECT_EQ(words_.if_any("question.talk.ask"), "");
  EXPECT_EQ(named_json(words_, "knee", "test.knee.name")["name"], "Knee");
  EXPECT_EQ(named_json(words_, "hip", "test.hip.name")["name"], "hip");
}

TEST_F(WordsOf, evidence_says_strength_and_status_and_whom_it_was_found_in) {
  Evidence evidence{
      .status = Status::verified, .strength = Strength::B, .sources = {"s1"}, .population = {}, .note = ""};
  const Json plain = evidence_json(words_, evidence);
  EXPECT_EQ(plain["words"], "fair · read in the source");
  EXPECT_EQ(plain["status"], "V");
  EXPECT_EQ(plain["fit"], "not_known");
  EXPECT_FALSE(plain.contains("population"));
  EXPECT_FALSE(plain.contains("note"));
  evidence.population = Population{.summary = "runners", .summary_de = "", .n = {}};
  const Json fit = evidence_json(words_, evidence, Fit::like_you);
  EXPECT_EQ(fit["fit_words"], "in runners, like you");
  evidence.strength = {};
  evidence.status = Status::memory;
  evidence.note = "n";
  const Json care = evidence_json(words_, evidence);
  EXPECT_EQ(care["words"], "remembered") << "no letter on an instruction to seek care";
  EXPECT_FALSE(care.contains("strength"));
  EXPECT_EQ(care["note"], "n");
  EXPECT_EQ(care["fit_words"], "in runners");
}

TEST_F(WordsOf, what_is_unknown_is_told_as_its_question_or_its_test) {
  EXPECT_EQ(unknown_json(words_, {.fact = "story.walk", .cause = UnknownCause::unsure})["text"],
            "Can you walk?");
  EXPECT_EQ(unknown_json(words_, {.fact = "test.knee.pain", .cause = UnknownCause::within_error})["text"],
            "Knee");
  const Json other = unknown_json(words_, {.fact = "person.age", .cause = UnknownCause::not_asked});
  EXPECT_EQ(other["text"], "person.age");
  EXPECT_EQ(other["cause"], "not_asked");
}

TEST_F(WordsOf, a_question_without_a_short_form_is_asked_in_full) {
  Question question;
  question.id = "walk";
  question.answer = Question::Answer::choice;
  question.options = {"limping"};
  question.set = Question::Set::check_in;
  const Json json = question_json(words_, question);
  EXPECT_EQ(json["short"], "Can you walk?");
  EXPECT_EQ(json["set"], "check_in");
  EXPECT_EQ(json["answer"], "choice");
  EXPECT_EQ(json["options"][0]["name"], "limping");
  EXPECT_EQ(json["why"], "");
}

TEST_F(WordsOf, of_flags_only_those_that_are_raised_are_listed_with_the_day) {
  Assessment assessment;
  assessment.flags.resize(2);
  assessment.flags[0].id = assessment.flags[1].id = "dvt";
  assessment.flags[1].state = FlagState::raised;
  assessment.flags[1].since = parse_day("2025-05-12").value();
  const Json raised = raised_json(words_, assessment);
  ASSERT_EQ(raised.size(), 1U);
  EXPECT_EQ(raised[0]["since"], "2025-05-12");
  EXPECT_EQ(raised[0]["todo"], "go");
  EXPECT_FALSE(flag_json(words_, assessment.flags[0]).contains("since"));
}

}  // namespace
}  // namespace hamstring::service
