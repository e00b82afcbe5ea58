#include "view/library_view.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/support/shipped_knowledge.h"

namespace hamstring::service {
namespace {

using namespace rehab;

Words words(const std::string& language = "en") {
  return {shipped_knowledge(), catalog_of(shipped_knowledge(), language)};
}

TEST(Library, holds_every_item_once_with_a_name_in_every_language) {
  const Knowledge& k = shipped_knowledge();
  int named = 0;
  for (const auto& [language, catalog] : k.catalogs) {
    const Json library = library_json(words(language));
    EXPECT_EQ(library["exercises"].size(), k.exercises.size());
    EXPECT_EQ(library["techniques"].size(), k.techniques.size());
    EXPECT_EQ(library["tests"].size(), k.tests.size());
    EXPECT_EQ(library["programs"].size(), k.prevention.size());
    EXPECT_EQ(library["alignment"].size(), k.alignment.size());
    EXPECT_EQ(library["protocols"].size(), k.protocols.size());
    for (const char* list : {"exercises", "techniques", "tests", "programs", "alignment", "protocols"}) {
      for (const Json& item : library[list]) {
        const std::string name = item["name"];
        EXPECT_FALSE(name.empty() || name.starts_with("<")) << item["id"];
        ++named;
      }
    }
    EXPECT_EQ(library.dump().find("\"<"), std::string::npos) << "a sentence is missing";
  }
  EXPECT_GT(named, 100);
}

TEST(Library, an_exercise_that_only_we_assume_says_so_and_one_from_a_study_names_its_size) {
  int ours = 0;
  int studied = 0;
  const Json library = library_json(words());
  for (const Json& exercise : library["exercises"]) {
    const Exercise& item = shipped_knowledge().exercises.at(exercise["id"].get<std::string>());
    bool any = item.evidence.status != Status::our_assumption && item.evidence.status != Status::blank;
    for (const Exercise::Load& load : item.loads_most)
      any = any || (load.evidence.status != Status::our_assumption && load.evidence.status != Status::blank);
    EXPECT_EQ(exercise["chip"]["ours"], !any) << item.id;
    (any ? studied : ours) += 1;
  }
  EXPECT_GT(ours, 0);
  EXPECT_GT(studied, 0);
}

TEST(Library, a_test_tells_its_error_its_bounds_and_where_the_error_is_from) {
  ClinicalTest test;
  test.id = "t";
  test.unit = "deg";
  EXPECT_EQ(test_json(words(), test)["error_words"], "");
  EXPECT_FALSE(test_json(words(), test).contains("min"));
  test.plausible_min = -10;
  test.error.from = ErrorModel::From::wide_assumption;
  test.error.value = 6.5;
  const std::string ours = test_json(words(), test)["error_words"];
  // Trends write bar_z times the error behind a value: a test that said its error otherwise had two.
  EXPECT_TRUE(ours.starts_with(fmt::format("± {:.1f}° · ", 6.5 * words().knowledge().policy.points.bar_z)))
      << ours;
  EXPECT_EQ(test_json(words(), test)["min"], -10.0);
  test.error.from = ErrorModel::From::source;
  EXPECT_NE(test_json(words(), test)["error_words"], ours);
}

TEST(Library, a_program_shows_its_weeks_as_they_stand_in_the_table) {
  Prevention program;
  program.id = "p";
  program.sort = Prevention::Sort::weekly_table;
  program.weeks = {{.from = 1, .to = 2, .sessions = {1, 2}, .sets = {{5, 5}, {6, 8}}}};
  const Json json = program_json(words(), program);
  EXPECT_EQ(json["sort"], "weekly_table");
  EXPECT_EQ(json["weeks"][0]["to"], 2);
  EXPECT_EQ(json["weeks"][0]["sets"][1]["max"], 8.0);
}

TEST(Library, roles_stand_in_their_order_with_the_muscles_that_cross_the_hip) {
  const Json roles = roles_json(words());
  ASSERT_EQ(roles.size(), shipped_knowledge().roles.size());
  int before = -1;
  for (const Json& role : roles) {
    EXPECT_GE(shipped_knowledge().roles.at(role["id"].get<std::string>()).order, before);
    before = shipped_knowledge().roles.at(role["id"].get<std::string>()).order;
    EXPECT_EQ(role["muscles"].size(), 3U);
  }
}

TEST(Library, a_source_that_was_taken_back_says_so_and_one_that_is_not_there_is_nothing) {
  EXPECT_FALSE(source_json(words(), "no such source"));
  int retracted = 0;
  for (const auto& [id, source] : shipped_knowledge().sources) {
    const auto json = source_json(words(), id);
    ASSERT_TRUE(json) << id;
    EXPECT_EQ(json->contains("retracted"), source.retracted.has_value()) << id;
    EXPECT_EQ(json->contains("strength"), source.strength.has_value()) << id;
    retracted += source.retracted ? 1 : 0;
  }
  EXPECT_GT(retracted, 0);
}

}  // namespace
}  // namespace hamstring::service
