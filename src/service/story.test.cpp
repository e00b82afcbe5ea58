#include "service/story.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "tests/support/shipped_knowledge.h"

namespace hamstring::service {
namespace {

using namespace rehab;
using ::testing::HasSubstr;

constexpr std::int64_t midnight = 1747000800;  // 2025-05-11T22:00:00Z, in Vienna
constexpr std::int64_t now = midnight + 60;

Json form() {
  return {{"zone", "Europe/Vienna"}, {"language", "en"}, {"onset_day", "2025-05-10"}, {"side", "left"}};
}

std::string refusal(const std::string& field, const Json& value) {
  Json json = form();
  json[field] = value;
  const Result<Story> story = read_story(json, shipped_knowledge());
  return story ? std::string("(accepted)") : story.error().element;
}

TEST(Story, takes_every_field_as_it_should_be_and_refuses_every_other_by_its_name) {
  const std::vector<std::tuple<const char*, Json, Json>> fields{
      {"side", "both", "middle"},
      {"sex", "female", "not_said"},
      {"relapse", true, "yes"},
      {"onset_known", "about", "perhaps"},
      {"birth_year", 1990, 1899},
      {"birth_year", 1900, 1990.5},
      {"pain_now", 0, -0.1},
      {"pain_now", 10, 10.5},
      {"onset_day", "2025-05-11", "2025-02-30"},
      {"sports", Json{"sprint"}, Json{"chess"}},
      {"equipment", Json::array(), Json{"rocket"}},
      {"training_days", Json{"mon"}, Json{"monday"}},
      {"goal", "competing", "winning"},
      {"zone", "UTC", "Mars/Base"},
      {"language", "de", "fr"}};
  for (const auto& [field, good, bad] : fields) {
    EXPECT_EQ(refusal(field, good), "(accepted)") << field;
    EXPECT_EQ(refusal(field, bad), field);
  }
  EXPECT_EQ(refusal("shoe_size", 42), "shoe_size");
  EXPECT_EQ(refusal("answers", Json{{"no_such_question", "yes"}}), "answers");
  EXPECT_THAT(refusal("answers", Json{{shipped_knowledge().questions.begin()->first, Json::array()}}),
              HasSubstr("answers."));
  EXPECT_FALSE(read_story(Json::array(), shipped_knowledge()));
}

TEST(Story, becomes_entries_of_the_day_it_is_where_the_person_lives) {
  Json json = form();
  json["pain_now"] = 2;
  json["birth_year"] = 1990;
  const Result<Story> story = read_story(json, shipped_knowledge());
  ASSERT_TRUE(story) << story.error().text();
  const Result<Case> made = case_of(*story, shipped_knowledge(), "c", now);
  ASSERT_TRUE(made) << made.error().text();
  int injuries = 0;
  for (const Entry& entry : made->entries) {
    const bool injury = entry.as<InjuryEntry>() != nullptr;
    injuries += injury ? 1 : 0;
    EXPECT_EQ(day_text(entry.day), injury ? "2025-05-10" : "2025-05-12");
    EXPECT_LE(entry.recorded_s, now);
    EXPECT_EQ(entry.recorded_s == now - 1, entry.as<PainEntry>() != nullptr)
        << "the log goes before the answers";
  }
  EXPECT_EQ(injuries, 1);
}

TEST(Story, told_in_the_first_second_of_a_day_is_a_history_that_can_be_read_again) {
  Json json = form();
  json["pain_now"] = 2;
  json["birth_year"] = 1990;
  json["answers"] = {{shipped_knowledge().short_set.front(), "no"}};
  for (const std::int64_t at : {midnight - 1, midnight, midnight + 1}) {
    const Result<Case> made = case_of(*read_story(json, shipped_knowledge()), shipped_knowledge(), "c", at);
    ASSERT_TRUE(made) << made.error().text();
    Diagnostics diagnostics;
    const Result<Case> read = read_case(write_case(*made), "case.json", diagnostics);
    ASSERT_TRUE(read) << read.error().text();
    std::int64_t log = 0, answer = 0;
    for (const Entry& entry : read->entries) {
      if (entry.as<PainEntry>() != nullptr) log = entry.recorded_s;
      if (entry.as<AnswerEntry>() != nullptr) answer = entry.recorded_s;
    }
    EXPECT_EQ(answer - log, 1) << at;
  }
}

TEST(Story, without_a_day_of_injury_nothing_is_hurt_and_one_of_tomorrow_cannot_be) {
  Json json = form();
  json.erase("onset_day");
  const Result<Case> healthy = case_of(*read_story(json, shipped_knowledge()), shipped_knowledge(), "c", now);
  ASSERT_TRUE(healthy);
  for (const Entry& entry : healthy->entries) EXPECT_EQ(entry.as<InjuryEntry>(), nullptr);
  json["onset_day"] = "2025-05-13";
  EXPECT_FALSE(case_of(*read_story(json, shipped_knowledge()), shipped_knowledge(), "c", now));
}

TEST(Story, answered_screen_by_screen_never_asks_twice_and_comes_to_a_plan) {
  Json json = form();
  json["pain_now"] = 1;
  json["answers"] = Json::object();
  std::set<std::string> asked;
  int screens = 0;
  Json reply;
  for (int round = 0; round < 60; ++round) {
    const Result<Story> story = read_story(json, shipped_knowledge());
    ASSERT_TRUE(story) << story.error().text();
    const Result<Json> got = story_reply(*story, shipped_knowledge(), now);
    ASSERT_TRUE(got) << got.error().text();
    reply = *got;
    EXPECT_EQ(reply["answered"], json["answers"].size());
    if (!reply["plan"].is_null()) break;
    ASSERT_FALSE(reply["screens"].empty());
    for (const Json& question : reply["screens"][0]["questions"]) {
      const std::string id = question["id"];
      EXPECT_TRUE(asked.insert(id).second) << id << " was asked before";
      const std::string kind = question["answer"];
      json["answers"][id] = kind == "yes_no"   ? Json("no")
                            : kind == "choice" ? question["options"][0]["id"]
                            : kind == "number" ? question["min"]
                                               : Json("unsure");
    }
    ++screens;
  }
  EXPECT_FALSE(reply["plan"].is_null());
  EXPECT_GE(screens, 3);
  EXPECT_EQ(reply["today"], "2025-05-12");
  EXPECT_TRUE(reply["flags"].empty());
}

/// Answers every screen with the harmless answer, or with what `told` says; gives the questions by screen, in
/// the order in which they came, and leaves in `json` what was told.
std::vector<std::pair<std::string, std::vector<std::string>>> asked_of(Json& json, const Json& told = {}) {
  std::vector<std::pair<std::string, std::vector<std::string>>> screens;
  if (!json.contains("answers")) json["answers"] = Json::object();
  for (int round = 0; round < 60; ++round) {
    const Result<Json> got =
        story_reply(read_story(json, shipped_knowledge()).value(), shipped_knowledge(), now);
    if (!got || !(*got)["plan"].is_null() || (*got)["screens"].empty()) break;
    screens.push_back({(*got)["screens"][0]["id"], {}});
    for (const Json& question : (*got)["screens"][0]["questions"]) {
      const std::string id = question["id"];
      screens.back().second.push_back(id);
      const std::string kind = question["answer"];
      json["answers"][id] = told.contains(id)  ? told[id]
                            : kind == "yes_no" ? Json("no")
                            : kind == "choice" ? question["options"][0]["id"]
                            : kind == "number" ? question["min"]
                                               : Json("unsure");
    }
  }
  return screens;
}

std::vector<std::string> flags_among(
    const std::vector<std::pair<std::string, std::vector<std::string>>>& screens) {
  std::vector<std::string> flags;
  for (const auto& [screen, questions] : screens) {
    for (const std::string& id : questions)
      if (shipped_knowledge().questions.at(id).set == Question::Set::red_flag) flags.push_back(id);
  }
  return flags;
}

// The danger signs as they stand in the sources, written down here by hand: a screen less, or fewer words,
// is never bought with one of them.
const std::vector<std::string> every_sign{"saddle_numbness",
                                          "bladder_bowel_change",
                                          "both_legs",
                                          "pain_out_of_proportion",
                                          "calf_swelling",
                                          "clot_risk",
                                          "fever",
                                          "night_pain",
                                          "weight_loss",
                                          "groin_pain_hop",
                                          "pop",
                                          "forced_hip_flexion",
                                          "large_bruise",
                                          "palpable_gap",
                                          "walk",
                                          "thigh_tender",
                                          "pain_sitting",
                                          "pain_at_sit_bone",
                                          "foot_drop",
                                          "leg_numbness",
                                          "pain_below_knee",
                                          "back_pain"};

TEST(Story, asks_a_hurt_adult_every_danger_sign_by_itself_and_merges_none) {
  for (const char* onset : {"sudden", "gradual"}) {
    Json json = form();
    json["birth_year"] = 1990;
    json["pain_now"] = 1;
    EXPECT_THAT(flags_among(asked_of(json, {{"onset", onset}})),
                ::testing::UnorderedElementsAreArray(every_sign))
        << onset;
  }
}

TEST(Story, asks_somebody_who_is_not_hurt_one_question_and_every_sign_after_a_yes_or_a_not_sure) {
  const std::string& one = shipped_knowledge().well_question;
  const auto told = [&](const char* word) {
    Json json = form();
    json.erase("onset_day");
    json.erase("side");
    json["birth_year"] = 1990;
    return flags_among(asked_of(json, {{one, word}}));
  };
  EXPECT_THAT(told("no"), ::testing::ElementsAre(one));
  for (const char* word : {"yes", "unsure"}) {
    std::vector<std::string> all = every_sign;
    all.push_back(one);
    EXPECT_THAT(told(word), ::testing::UnorderedElementsAreArray(all)) << word;
  }
}

TEST(Story, has_its_danger_signs_on_two_screens_of_five_in_whole_sentences) {
  Json json = form();
  json["birth_year"] = 1990;
  json["pain_now"] = 1;
  const auto screens = asked_of(json);
  ASSERT_GE(screens.size(), 2U);
  EXPECT_EQ(screens[0].second.size(), 5U);
  EXPECT_EQ(screens[1].second.size(), 5U);
  for (const auto& [language, catalog] : shipped_knowledge().catalogs) {
    const Words words(shipped_knowledge(), catalog);
    for (const std::string& id : every_sign) {
      const Question& question = shipped_knowledge().questions.at(id);
      if (question.answer != Question::Answer::yes_no) continue;
      const std::string says = question_json(words, question)["short"];
      EXPECT_GE(std::ranges::count(says, ' '), 2) << language << " " << says;
    }
  }
}

TEST(Story, keeps_the_days_the_goal_and_the_usual_week_and_the_plan_goes_by_them) {
  Json json = form();
  json.merge_patch(
      {{"birth_year", 1990}, {"pain_now", 0}, {"training_days", {"mon"}}, {"goal", "competing"}});
  json["onset_day"] = "2025-05-05";
  asked_of(json, {{"onset", "sudden"}, {"moment", "sprint"}});
  const auto on = [&](std::int64_t days) {
    const Result<Json> reply =
        story_reply(read_story(json, shipped_knowledge()).value(), shipped_knowledge(), now + days * 86400);
    return (*reply)["plan"];
  };
  // The twelfth of May 2025 is a Monday.
  EXPECT_EQ(on(0)["status"], "session") << on(0)["headline"];
  EXPECT_EQ(on(1)["status"], "rest");
  EXPECT_THAT(on(1).dump(), HasSubstr("not one of your training days"));
  const auto found = std::ranges::find_if(shipped_knowledge().questions,
                                          [](const auto& named) { return named.second.usual_week; });
  ASSERT_NE(found, shipped_knowledge().questions.end());
  json["answers"][found->first] = 30000;
  const Case kept =
      case_of(read_story(json, shipped_knowledge()).value(), shipped_knowledge(), "c", now).value();
  EXPECT_TRUE(std::ranges::any_of(kept.entries, [](const Entry& entry) {
    const auto* setting = entry.as<SettingEntry>();
    return setting != nullptr && setting->key == SettingKey::goal;
  }));
  EXPECT_TRUE(std::ranges::any_of(kept.entries, [&](const Entry& entry) {
    const auto* told = entry.as<AnswerEntry>();
    return told != nullptr && told->question == found->first;
  }));
}

TEST(Story, equipment_is_what_exercises_tests_and_techniques_use_each_word_once) {
  const std::vector<std::string> words = equipment_words(shipped_knowledge());
  EXPECT_TRUE(std::ranges::is_sorted(words));
  EXPECT_EQ(std::set(words.begin(), words.end()).size(), words.size());
  for (const auto& [id, exercise] : shipped_knowledge().exercises) {
    for (const std::string& word : exercise.equipment)
      EXPECT_TRUE(std::ranges::binary_search(words, word)) << word;
  }
}

}  // namespace
}  // namespace hamstring::service
