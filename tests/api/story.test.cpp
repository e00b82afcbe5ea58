// What the story asks of whom: nothing that was answered already, and nothing that has no sense after an
// answer.
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <set>

#include "tests/api/instance.h"

namespace hamstring::test {
namespace {

/// Answers a story to its end as `told` says, else by the first option, no, or none; every question that was
/// asked.
std::map<std::string, json> asked_of(Instance& instance, bool relapse,
                                     const std::map<std::string, std::string>& told) {
  json story{{"zone", "Europe/Vienna"}, {"language", "en"},    {"onset_day", "2026-05-10"}, {"side", "left"},
             {"relapse", relapse},      {"sports", {"dance"}}, {"answers", json::object()}};
  std::map<std::string, json> asked;
  for (int screen = 0; screen < 30; ++screen) {
    const Answer next = instance.ask("POST", "/story", story);
    EXPECT_EQ(next.status, 200) << next.text;
    if (next.status != 200 || !next.body["plan"].is_null()) return asked;
    for (const json& q : next.body["screens"][0]["questions"]) {
      const std::string id = q["id"], kind = q["answer"];
      asked[id] = q;
      const auto own = told.find(id);
      story["answers"][id] = own != told.end()  ? json(own->second)
                             : kind == "yes_no" ? json("no")
                             : kind == "number" ? json(q["min"])
                             : kind == "choice" ? q["options"][0]["id"]
                                                : json("unsure");
    }
  }
  ADD_FAILURE() << "the story does not end";
  return asked;
}

std::set<std::string> set_of(const Instance& instance, rehab::Question::Set set) {
  std::set<std::string> ids;
  for (const auto& [id, question] : instance.app().knowledge.questions)
    if (question.set == set) ids.insert(id);
  return ids;
}

TEST(Story, whoever_was_hurt_there_before_is_not_offered_that_there_was_none) {
  Instance instance;
  EXPECT_EQ(asked_of(instance, true, {}).at("previous_hamstrings")["min"], 1);
  EXPECT_EQ(asked_of(instance, false, {}).at("previous_hamstrings")["min"], 0);
}

TEST(Story, training_before_it_is_asked_of_everybody_but_who_was_hurt_in_one_moment) {
  Instance instance;
  for (const char* question : {"training_change", "fast_running_change"}) {
    EXPECT_FALSE(asked_of(instance, false, {{"onset", "sudden"}}).contains(question)) << question;
    for (const char* onset : {"after_session", "gradual", "unsure"})
      EXPECT_TRUE(asked_of(instance, false, {{"onset", onset}}).contains(question)) << question << onset;
  }
}

TEST(Story, asks_every_danger_sign_whatever_was_told_before) {
  Instance instance;
  std::set<std::string> signs = set_of(instance, rehab::Question::Set::red_flag);
  signs.erase(instance.app().knowledge.well_question);  // of whoever is not hurt
  ASSERT_GE(signs.size(), 20U);
  for (const bool relapse : {false, true}) {
    for (const char* onset : {"sudden", "after_session", "gradual", "unsure"}) {
      const auto asked = asked_of(instance, relapse, {{"onset", onset}});
      for (const std::string& sign : signs) EXPECT_TRUE(asked.contains(sign)) << onset << ": " << sign;
    }
  }
}

TEST(Story, names_every_illness_that_a_gate_asks_for_in_words_that_are_not_empty) {
  Instance instance;
  const auto asked = asked_of(instance, false, {});
  int named = 0;
  for (const auto& [id, question] : instance.app().knowledge.questions) {
    if (question.screen != "history" || question.ask_when) continue;
    ASSERT_TRUE(asked.contains(id)) << id;
    EXPECT_GE(asked.at(id)["short"].get<std::string>().size(), 5U) << id;
    EXPECT_GE(asked.at(id)["ask"].get<std::string>().size(),
              asked.at(id)["short"].get<std::string>().size() - 4)
        << id;
    ++named;
  }
  EXPECT_GE(named, 13);
}

}  // namespace
}  // namespace hamstring::test
