#include "service/squad_rows.h"

#include <gtest/gtest.h>

#include "tests/support/shipped_knowledge.h"

namespace hamstring::service {
namespace {

const Day here = parse_day("2025-05-12").value();

class SquadRows : public ::testing::Test {
 protected:
  SquadRows() {
    test_.id = "force";
    test_.unit = "N";
    test_.plausible_min = 20;
    test_.plausible_max = 900;
    for (const char* id : {"p1", "p2"}) {
      SquadMember member;
      member.row.id = id;
      // Where the second lives, the day has not begun yet.
      member.today = std::string(id) == "p1" ? here : here - std::chrono::days(1);
      members_.push_back(std::move(member));
    }
  }
  [[nodiscard]] SquadRowsRead read(Json rows, Json day = nullptr) const {
    return read_rows(words_, test_, {{"rows", std::move(rows)}, {"day", std::move(day)}}, members_);
  }
  /// What is wrong with one row: "FIELD text".
  [[nodiscard]] std::string fault(Json row) const {
    if (!row.contains("person")) row["person"] = "p1";
    const SquadRowsRead made = read(Json::array({row}));
    if (made.faults.empty()) return "";
    EXPECT_EQ(made.faults.size(), 1U) << made.faults.dump();
    EXPECT_TRUE(made.entries.empty());
    return made.faults[0]["field"].get<std::string>() + " " + made.faults[0]["text"].get<std::string>();
  }
  rehab::ClinicalTest test_;
  Words words_{rehab::shipped_knowledge(), catalog_of(rehab::shipped_knowledge(), "en")};
  std::vector<SquadMember> members_;
};

TEST_F(SquadRows, become_tests_of_the_day_it_is_where_each_person_lives) {
  const SquadRowsRead made = read({{{"person", "p1"}, {"left", 310}, {"right", {300, "290,5"}}, {"pain", 2}},
                                   {{"person", "p2"}, {"left", " "}, {"right", "305"}, {"pain", ""}}});
  EXPECT_TRUE(made.faults.empty()) << made.faults.dump();
  ASSERT_EQ(made.entries.size(), 2U);
  EXPECT_EQ(made.entries[0].first, "p1");
  const auto* first = made.entries[0].second.as<rehab::TestEntry>();
  EXPECT_EQ(first->test, "force");
  EXPECT_EQ(first->left, std::vector<double>{310});
  EXPECT_EQ(first->right, (std::vector<double>{300, 290.5}));
  EXPECT_EQ(first->pain, 2.0);
  EXPECT_EQ(made.entries[0].second.day, here);
  const auto* second = made.entries[1].second.as<rehab::TestEntry>();
  EXPECT_TRUE(second->left.empty());
  EXPECT_FALSE(second->pain);
  EXPECT_EQ(made.entries[1].second.day, here - std::chrono::days(1));
}

TEST_F(SquadRows, take_the_day_of_all_unless_they_have_their_own) {
  const Json row{{"person", "p1"}, {"left", 310}};
  Json own = row;
  own["day"] = "2025-05-02";
  const SquadRowsRead made = read({row, own}, "2025-05-01");
  ASSERT_EQ(made.entries.size(), 2U);
  EXPECT_EQ(day_text(made.entries[0].second.day), "2025-05-01");
  EXPECT_EQ(day_text(made.entries[1].second.day), "2025-05-02");
}

TEST_F(SquadRows, each_says_what_is_wrong_with_it_beside_its_own_field) {
  EXPECT_EQ(fault({{"left", 310}}), "");
  EXPECT_EQ(fault({{"person", "p9"}, {"left", 310}}), "person This person is no longer here.");
  EXPECT_EQ(fault({{"left", 310}, {"person", 7}}), "person This person is no longer here.");
  EXPECT_EQ(fault(Json::object()), "left There is no number in this row.");
  EXPECT_EQ(fault({{"left", "much"}}), "left 'much' is not a number.");
  EXPECT_EQ(fault({{"right", true}}), "right '?' is not a number.");
  EXPECT_EQ(fault({{"right", "1,234"}}).substr(0, 27), "right '1,234' may be a thou");
  EXPECT_EQ(fault({{"left", 19.5}}), "left 19.5 N cannot be; 20 to 900 can.");
  EXPECT_EQ(fault({{"left", {310, 901}}}), "left 901 N cannot be; 20 to 900 can.");
  EXPECT_EQ(fault({{"left", 310}, {"pain", 11}}).substr(0, 10), "pain Pain ");
  EXPECT_EQ(fault({{"left", 310}, {"pain", "some"}}).substr(0, 10), "pain Pain ");
  EXPECT_EQ(fault({{"left", 310}, {"day", "2025-02-30"}}), "day '2025-02-30' is not a day.");
  EXPECT_EQ(fault({{"left", 310}, {"day", "2025-05-13"}}).substr(0, 4), "day ");
}

TEST_F(SquadRows, one_that_cannot_be_hides_no_other_and_all_its_faults_are_told_at_once) {
  const SquadRowsRead made = read(
      {{{"person", "p1"}, {"left", "x"}, {"right", 2000}, {"pain", -1}}, {{"person", "p2"}, {"left", 310}}});
  EXPECT_EQ(made.faults.size(), 3U);
  for (const Json& one : made.faults) EXPECT_EQ(one["row"], 0);
  ASSERT_EQ(made.entries.size(), 1U);
  EXPECT_EQ(made.entries[0].first, "p2");
}

TEST_F(SquadRows, a_force_below_the_error_of_its_test_is_asked_about_and_an_angle_is_not) {
  test_.plausible_min = 0;
  test_.measures = rehab::ClinicalTest::Measures::force;
  test_.both_sides = true;
  test_.error = {.from = rehab::ErrorModel::From::source, .value = 20, .own_repeats = false, .evidence = {}};
  const SquadRowsRead small = read({{{"person", "p1"}, {"left", 30}, {"right", 300}}});
  EXPECT_TRUE(small.faults.empty()) << small.faults.dump();
  EXPECT_EQ(small.entries.size(), 1U) << "it can be";
  ASSERT_EQ(small.questions.size(), 1U) << small.questions.dump();
  EXPECT_EQ(small.questions[0]["field"], "left");
  EXPECT_NE(small.questions[0]["text"].get<std::string>().find("30 N is less than"), std::string::npos);
  EXPECT_TRUE(read({{{"person", "p1"}, {"left", 300}, {"right", 290}}}).questions.empty());
  test_.measures = rehab::ClinicalTest::Measures::angle;
  EXPECT_TRUE(read({{{"person", "p1"}, {"left", 0}, {"right", 300}}}).questions.empty())
      << "nothing is missing to a straight knee";
}

TEST_F(SquadRows, what_was_typed_is_never_taken_for_the_name_of_a_text) {
  EXPECT_EQ(fault({{"left", "1.2.3"}}), "left '1.2.3' is not a number.");
  EXPECT_NE(fault({{"left", "1.234,5"}}).find("1234.5 instead of"), std::string::npos);
}

}  // namespace
}  // namespace hamstring::service
