#include <gtest/gtest.h>

#include <set>

#include "tests/support/shipped_knowledge.h"
#include "view/today_view.h"

namespace hamstring::service {
namespace {

using namespace rehab;

const Knowledge& knowledge() {
  return shipped_knowledge();
}

Plan with(std::optional<HurtAgain> again) {
  Plan plan;
  plan.again = again;
  return plan;
}

TEST(ToldBeside, a_thigh_that_was_hurt_again_is_told_so_in_every_language_and_what_it_changes) {
  using When = HurtAgain::When;
  for (const auto& [language, catalog] : knowledge().catalogs) {
    const Words words(knowledge(), catalog);
    EXPECT_TRUE(again_json(words, with({})).is_null());
    std::set<std::string> said;
    for (const When when : {When::never_back, When::soon, When::later}) {
      for (const std::optional<int> days :
           {std::optional<int>{}, std::optional<int>{1}, std::optional<int>{40}}) {
        if (when == When::never_back && days) continue;
        const Json json = again_json(words, with(HurtAgain{.when = when, .days_back = days}));
        said.insert(json["text"]);
        EXPECT_NE(json["changes"].get<std::string>().find("60"), std::string::npos) << language;
        if (days) {
          EXPECT_NE(json["text"].get<std::string>().find(std::to_string(*days)), std::string::npos);
        }
      }
    }
    EXPECT_EQ(said.size(), 7U) << language;
  }
}

TEST(ToldBeside, every_fact_that_speaks_against_a_technique_has_its_sentence) {
  std::size_t facts = 0;
  for (const auto& [id, technique] : knowledge().techniques) {
    for (const FactName& fact : facts_of(technique.not_when)) {
      if (fact.text() == "injury.open") continue;
      for (const auto& [language, catalog] : knowledge().catalogs)
        EXPECT_FALSE(Words(knowledge(), catalog).if_any("technique.against." + fact.text()).empty())
            << language << " " << id << " " << fact.text();
      ++facts;
    }
  }
  EXPECT_GE(facts, 20U);
}

TEST(ToldBeside, a_technique_that_is_not_for_now_is_named_with_the_reason) {
  const Words words(knowledge(), knowledge().catalogs.at("en"));
  Plan plan;
  EXPECT_EQ(not_now_text(words, plan), "");
  const std::string id = knowledge().techniques.begin()->first;
  plan.not_now = {.techniques = {id}, .facts = {"story.blood_thinners"}};
  const std::string text = not_now_text(words, plan);
  EXPECT_NE(text.find(words("technique." + id + ".name")), std::string::npos);
  EXPECT_NE(text.find("blood thinners"), std::string::npos);
}

TEST(ToldBeside, why_a_technique_waits_names_no_first_days_that_may_be_over) {
  // Some wait for five days and some for ten: on the eighth nobody is told of first days.
  for (const auto& [language, catalog] : knowledge().catalogs) {
    const std::string text = Words(knowledge(), catalog)("technique.against.injury.day");
    EXPECT_EQ(text.find(language == "de" ? "ersten Tag" : "first day"), std::string::npos) << text;
  }
}

}  // namespace
}  // namespace hamstring::service
