#include "service/damage.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "history/case.h"
#include "tests/support/shipped_knowledge.h"
#include "view/people_row.h"
#include "view/today_view.h"

namespace hamstring::service {
namespace {

using rehab::shipped_knowledge;

const Day today = parse_day("2025-05-12").value();

TEST(Damage, names_entry_and_day_and_nothing_of_what_it_said) {
  const std::vector<Damaged> damaged =
      damaged_of({{.id = "e1", .hash = "h", .day = "2025-05-11", .json = "secret"}});
  EXPECT_EQ(damaged_json(damaged).dump(), R"([{"day":"2025-05-11","entry":"e1"}])");
  EXPECT_EQ(refuse_damaged().error().code, Code::conflict);
}

TEST(Damage, leaves_nothing_to_do_on_that_day_and_says_once_which_days_are_in_doubt) {
  for (const auto& [language, catalog] : shipped_knowledge().catalogs) {
    const Words words(shipped_knowledge(), catalog);
    const rehab::Case nobody{.case_id = "c", .entries = {}};
    Json json = today_json(words, nobody, today, {});
    const Json before = json;
    hold_back(json, words,
              {{.entry = "a", .day = "2025-05-11"},
               {.entry = "b", .day = "2025-05-02"},
               {.entry = "c", .day = "2025-05-11"}});
    for (const char* list : {"lines", "techniques", "allowed", "ask"})
      EXPECT_TRUE(json[list].empty()) << list;
    for (const char* gone : {"run", "morning", "next_test"}) EXPECT_TRUE(json[gone].is_null()) << gone;
    EXPECT_EQ(json["status"], "suspended");
    EXPECT_EQ(json["head"], "suspended");
    const std::string all = json.dump();
    EXPECT_EQ(all.find("\"<"), std::string::npos) << "a sentence is missing";
    EXPECT_THAT(all, ::testing::HasSubstr("2025-05-02, 2025-05-11"));
    for (const auto& [field, value] : before.items())
      EXPECT_TRUE(json.contains(field)) << field << ": the shape stays";
  }
}

TEST(Damage, a_row_that_cannot_be_read_has_every_field_of_one_that_can) {
  const Words words(shipped_knowledge(), catalog_of(shipped_knowledge(), "en"));
  const store::PersonRow person{.id = "p1", .name = "Ada"};
  const Json whole = person_row_json(words, person, {.case_id = "c", .entries = {}}, today, false);
  const Json unreadable = unreadable_row(words, person, "2025-05-12");
  for (const auto& [field, value] : whole.items()) {
    ASSERT_TRUE(unreadable.contains(field)) << field;
    EXPECT_EQ(unreadable[field].type_name(), std::string(field == "next" ? "null" : value.type_name()))
        << field;
  }
  EXPECT_EQ(unreadable["needs_a_look"], true);
  Json row = whole;
  hold_back_row(row, words);
  EXPECT_EQ(row["needs_a_look"], true);
  EXPECT_GE(row["urgency"], unreadable["urgency"]);
}

}  // namespace
}  // namespace hamstring::service
