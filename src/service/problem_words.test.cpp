#include "service/problem_words.h"

#include <gtest/gtest.h>

namespace hamstring::service {
namespace {

rehab::Knowledge two_languages() {
  rehab::Knowledge knowledge;
  knowledge.catalogs["en"] = {.language = "en",
                              .text = {{"problem.a", "nobody is here"},
                                       {"problem.b", "only in English"},
                                       {"other.c", "not a problem"},
                                       {"problem.code.busy", "busy"}}};
  knowledge.catalogs["de"] = {.language = "de",
                              .text = {{"problem.a", "niemand ist da"},
                                       {"other.c", "kein Problem"},
                                       {"problem.code.busy", "beschäftigt"}}};
  return knowledge;
}

TEST(ProblemWords, a_sentence_finds_its_translation_by_itself) {
  const rehab::Knowledge knowledge = two_languages();
  EXPECT_EQ(Problems(knowledge, "de").message("nobody is here", "busy"), "niemand ist da");
  EXPECT_EQ(Problems(knowledge, "en").message("nobody is here", "busy"), "nobody is here");
  EXPECT_EQ(Problems(knowledge, "de").advice("nobody is here"), "niemand ist da");
}

TEST(ProblemWords, without_a_translation_the_kind_of_problem_is_told_and_no_advice) {
  const rehab::Knowledge knowledge = two_languages();
  const Problems german(knowledge, "de");
  EXPECT_EQ(german.message("only in English", "busy"), "beschäftigt");
  EXPECT_EQ(german.message("not a problem", "busy"), "beschäftigt")
      << "another sentence that happens to be the same";
  EXPECT_EQ(german.message("never heard", "unheard"), "never heard") << "better than nothing";
  EXPECT_EQ(german.advice("only in English"), "");
  EXPECT_EQ(Problems(knowledge, "fr").message("nobody is here", "busy"), "nobody is here");
}

}  // namespace
}  // namespace hamstring::service
