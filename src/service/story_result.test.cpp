// The answer that a story leads to, over the shipped knowledge: its name, when one may run, and what is
// withheld.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <regex>
#include <set>

#include "service/story.h"
#include "tests/support/shipped_knowledge.h"

namespace hamstring::service {
namespace {

using namespace rehab;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr std::int64_t day_s = 86400;
constexpr std::int64_t now = 1747000800 + 43200;  // noon of 2025-05-12 in Vienna

/// A fresh strain, every question answered as somebody without a danger sign does; `told` stands above that.
Json answered(const Json& told, const std::string& language = "en", const std::string& side = "left",
              std::int64_t at = now) {
  Json form{{"zone", "Europe/Vienna"},
            {"language", language},
            {"onset_day", "2025-05-10"},
            {"side", side},
            {"birth_year", 1990},
            {"pain_now", 1},
            {"answers", told}};
  for (int round = 0; round < 60; ++round) {
    const Result<Story> story = read_story(form, shipped_knowledge());
    if (!story) return {};
    const Result<Json> got = story_reply(*story, shipped_knowledge(), at);
    if (!got) return {};
    if (!(*got)["plan"].is_null()) return *got;
    for (const Json& question : (*got)["screens"][0]["questions"]) {
      const std::string kind = question["answer"];
      form["answers"][question["id"].get<std::string>()] = kind == "yes_no"   ? Json("no")
                                                           : kind == "choice" ? question["options"][0]["id"]
                                                           : kind == "number" ? question["min"]
                                                                              : Json("unsure");
    }
  }
  return {};
}

std::string texts_of(const Json& json) {
  return json.dump();
}

TEST(StoryResult, names_what_it_most_likely_is_with_the_side_in_every_language) {
  const std::vector<std::pair<const char*, Json>> stories{
      {"trauma_sprint", {{"onset", "sudden"}, {"moment", "sprint"}}},
      {"trauma_stretch", {{"onset", "sudden"}, {"moment", "slow_stretch"}}},
      {"repetitive_strain", {{"onset", "after_session"}, {"moment", "none"}, {"training_change", "more"}}},
      {"gradual_tendon", {{"onset", "gradual"}, {"pain_at_sit_bone", "yes"}, {"pain_sitting", "yes"}}}};
  const std::map<std::string, std::map<std::string, std::string>> sides{
      {"en", {{"left", "the left thigh"}, {"right", "the right thigh"}, {"both", "both thighs"}}},
      {"de", {{"left", "links"}, {"right", "rechts"}, {"both", "auf beiden Seiten"}}}};
  int looked_at = 0;
  for (const auto& [language, words] : sides) {
    for (const auto& [side, said] : words) {
      std::set<std::string> names;
      for (const auto& [picture, told] : stories) {
        const Json reply = answered(told, language, side);
        ASSERT_FALSE(reply["result"].is_null()) << picture;
        const std::string name = reply["result"]["name"];
        EXPECT_THAT(name, HasSubstr(said)) << picture;
        EXPECT_TRUE(name.starts_with(language == "en" ? "Most likely " : "Am ehesten ")) << name;
        EXPECT_TRUE(names.insert(name).second) << "two injuries are called " << name;
        EXPECT_THAT(texts_of(reply["result"]), Not(HasSubstr("\"<"))) << "a text is missing";
        EXPECT_FALSE(reply["result"]["what"].empty());
        ++looked_at;
      }
    }
  }
  EXPECT_GE(looked_at, 24);
}

TEST(StoryResult, says_when_one_may_run_by_tests_and_a_span_of_weeks_and_never_by_a_date) {
  const std::regex date(R"(\d{4}-\d\d|\d{1,2}\. ?(Jan|May|Mai)|May \d|\d\d?\.\d\d?\.)");
  int with_range = 0;
  for (const char* language : {"en", "de"}) {
    for (const char* moment : {"sprint", "kick", "slow_stretch", "lifting"}) {
      const Json run = answered({{"onset", "sudden"}, {"moment", moment}}, language)["result"]["run"];
      ASSERT_TRUE(run.is_object());
      const std::string range = run["range"];
      EXPECT_FALSE(std::regex_search(run["text"].get<std::string>() + range, date)) << range;
      if (range.empty()) continue;
      std::smatch found;
      ASSERT_TRUE(std::regex_search(range, found, std::regex(R"((\d+) (?:to|bis) (\d+))"))) << range;
      EXPECT_LT(std::stoi(found[1]), std::stoi(found[2]));
      EXPECT_FALSE(run["why"].empty()) << "the weeks lead to their studies";
      ++with_range;
    }
  }
  EXPECT_GE(with_range, 4);
}

TEST(StoryResult, gives_no_everyday_advice_beside_a_sign_that_has_to_be_seen_or_that_is_not_sure) {
  int held = 0, free_of_it = 0;
  for (const auto& [id, question] : shipped_knowledge().questions) {
    if (question.set != Question::Set::red_flag || question.answer != Question::Answer::yes_no) continue;
    for (const char* said : {"yes", "unsure"}) {
      const Json reply = answered({{"onset", "sudden"}, {"moment", "sprint"}, {id, said}});
      ASSERT_FALSE(reply["result"].is_null()) << id;
      const bool sign = std::ranges::any_of(reply["plan"]["flags"], [](const Json& flag) {
        return flag["state"] == "raised" || flag["state"] == "unsure";
      });
      EXPECT_EQ(reply["result"]["daily"].empty(), sign) << id << " " << said;
      if (sign) {
        EXPECT_NE(reply["plan"]["status"], "session") << id;
        EXPECT_EQ(reply["result"]["run"]["range"], "") << id;
      }
      ++(sign ? held : free_of_it);
    }
  }
  EXPECT_GE(held, 20);
  EXPECT_GE(free_of_it, 2) << "a sign that counts only together with others holds nothing alone";
}

/// Ids of the items that load the leg, of what is told of them.
std::set<std::string> loading_told(const Json& result, const char* text) {
  std::set<std::string> told;
  const Catalog& english = shipped_knowledge().catalogs.at("en");
  for (const Json& topic : result["daily"]) {
    for (const Json& item : topic["items"]) {
      for (const auto& [id, daily] : shipped_knowledge().daily)
        if (daily.loads && item["text"] == english.text.at(fmt::format("daily.{}.{}", id, text)))
          told.insert(id);
    }
  }
  return told;
}

TEST(StoryResult, what_loads_the_leg_is_told_only_on_a_day_with_a_session) {
  const Json sprint{{"onset", "sudden"}, {"moment", "sprint"}};
  const Json first_days = answered(sprint, "en", "left", now - day_s);
  ASSERT_EQ(first_days["plan"]["status"], "rest");
  EXPECT_EQ(loading_told(first_days["result"], "text").size(), 0U);
  EXPECT_GE(loading_told(first_days["result"], "not_today").size(), 2U);
  const Json later = answered(sprint, "en", "left", now + 2 * day_s);
  ASSERT_EQ(later["plan"]["status"], "session");
  EXPECT_GE(loading_told(later["result"], "text").size(), 2U);
  EXPECT_EQ(loading_told(later["result"], "not_today").size(), 0U);
}

TEST(StoryResult, whoever_points_elsewhere_than_the_back_of_the_thigh_is_looked_at_first) {
  Json told{{"onset", "sudden"}, {"moment", "sprint"}, {"pain_place", "other"}};
  const Json elsewhere = answered(told, "en", "left", now + 2 * day_s);
  EXPECT_EQ(elsewhere["plan"]["status"], "clinician_first");
  EXPECT_TRUE(elsewhere["plan"]["lines"].empty());
  EXPECT_EQ(elsewhere["result"]["run"]["range"], "");
  EXPECT_EQ(loading_told(elsewhere["result"], "text").size() +
                loading_told(elsewhere["result"], "not_today").size(),
            0U);
  told["pain_place"] = "middle";
  EXPECT_EQ(answered(told, "en", "left", now + 2 * day_s)["plan"]["status"], "session");
}

TEST(StoryResult, is_not_there_for_somebody_who_is_not_hurt) {
  Json form{{"zone", "Europe/Vienna"}, {"language", "en"}, {"birth_year", 1990}, {"answers", Json::object()}};
  for (const auto& [id, question] : shipped_knowledge().questions)
    if (question.answer == Question::Answer::yes_no) form["answers"][id] = "no";
  const Result<Json> got = story_reply(*read_story(form, shipped_knowledge()), shipped_knowledge(), now);
  ASSERT_TRUE(got) << got.error().text();
  EXPECT_TRUE((*got)["result"].is_null());
}

TEST(StoryResult, the_place_that_is_tapped_has_a_zone_for_every_option_but_elsewhere) {
  const Result<Json> got = story_reply(
      *read_story({{"zone", "UTC"}, {"language", "en"}}, shipped_knowledge()), shipped_knowledge(), now);
  ASSERT_TRUE(got) << got.error().text();
  const Json& place = (*got)["place"];
  ASSERT_TRUE(place.is_object());
  EXPECT_GE(place["zones"].size(), 5U);
  EXPECT_EQ(place["options"].size(), place["zones"].size() + 1);
  for (const Json& zone : place["zones"]) {
    EXPECT_GE(zone["at"][0].get<double>() - zone["size"][0].get<double>(), 50)
        << "on the right leg: " << zone;
  }
}

}  // namespace
}  // namespace hamstring::service
