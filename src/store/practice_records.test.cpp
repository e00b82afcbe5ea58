#include "store/practice_records.h"

#include <gtest/gtest.h>

#include "store/records.h"
#include "store/schema.h"
#include "tests/support/temp_folder.h"

namespace hamstring::store {
namespace {

class PracticeRecords : public ::testing::Test {
 protected:
  void SetUp() override {
    auto opened = Database::open(folder_ / "a.db");
    ASSERT_TRUE(opened) << opened.error().text();
    database_.emplace(std::move(*opened));
    ASSERT_TRUE(migrate(*database_));
    for (const char* id : {"p1", "p2"})
      ASSERT_TRUE(add_person(*database_, {.id = id, .name = id, .zone = "UTC", .language = "en"}));
  }

  std::int64_t account(const std::string& name) {
    return add_account(*database_, {.name = name, .role = "clinician", .password = "x", .person = {}})
        .value();
  }

  test::TempFolder folder_;
  std::optional<Database> database_;
};

TEST_F(PracticeRecords, a_template_belongs_to_its_account_and_goes_with_it) {
  const std::int64_t clara = account("Clara"), dora = account("Dora");
  ASSERT_TRUE(keep_template(*database_, {.account = clara, .name = "Week 2", .json = "[1]"}));
  const auto id = keep_template(*database_, {.account = clara, .name = "Week 1", .json = "[2]"});
  ASSERT_TRUE(id);
  ASSERT_TRUE(keep_template(*database_, {.account = clara, .name = "Week 2", .json = "[3]"}));
  const auto rows = templates_of(*database_, clara);
  ASSERT_TRUE(rows);
  ASSERT_EQ(rows->size(), 2U) << "one of the same name is replaced";
  EXPECT_EQ(rows->at(0).name, "Week 1");
  EXPECT_EQ(rows->at(1).json, "[3]");
  EXPECT_TRUE(templates_of(*database_, dora)->empty());
  EXPECT_FALSE(remove_template(*database_, dora, *id).value()) << "somebody else's";
  EXPECT_TRUE(remove_template(*database_, clara, *id).value());
  EXPECT_FALSE(remove_template(*database_, clara, *id).value());
  ASSERT_TRUE(remove_account(*database_, clara));
  EXPECT_TRUE(templates_of(*database_, clara)->empty());
}

TEST_F(PracticeRecords, groups_are_set_as_a_whole_and_go_with_the_person) {
  ASSERT_TRUE(set_groups(*database_, "p1", {"backs", "U21"}));
  ASSERT_TRUE(set_groups(*database_, "p2", {"U21"}));
  EXPECT_EQ(groups(*database_)->at("p1"), (std::vector<std::string>{"U21", "backs"}));
  ASSERT_TRUE(set_groups(*database_, "p1", {"first team"}));
  EXPECT_EQ(groups(*database_)->at("p1"), std::vector<std::string>{"first team"});
  ASSERT_TRUE(set_groups(*database_, "p1", {}));
  EXPECT_FALSE(groups(*database_)->contains("p1"));
  ASSERT_TRUE(erase_person(*database_, "p2"));
  EXPECT_TRUE(groups(*database_)->empty());
  EXPECT_FALSE(set_groups(*database_, "p9", {"U21"})) << "nobody";
}

}  // namespace
}  // namespace hamstring::store
