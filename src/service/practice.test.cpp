#include "service/practice.h"

#include <gtest/gtest.h>

#include <stdexcept>

#include "tests/support/people_here.h"

namespace hamstring::service {
namespace {

const rehab::ClinicalTest& squad_test() {
  for (const auto& [id, test] : rehab::shipped_knowledge().tests)
    if (test.both_sides && test.measures == rehab::ClinicalTest::Measures::force && test.plausible_max)
      return test;
  throw std::logic_error("there is no test of force");
}

class PracticeOf : public PeopleHere {
 protected:
  Caller account(const std::string& name, const std::string& role = "clinician") {
    Caller caller = as(role, name);
    caller.account->id =
        store::add_account(database(), {.name = name, .role = role, .password = "x", .person = {}}).value();
    return caller;
  }
  static Json lines(const std::string& exercise = "bridge_double") {
    return Json::array({{{"does", "add"}, {"exercise", exercise}, {"sets", 2}, {"amount", 8}}});
  }
  std::vector<std::string> names(const Caller& caller) {
    std::vector<std::string> all;
    for (const auto read = practice_.templates(caller); const Json& row : read.value())
      all.push_back(row["name"]);
    return all;
  }
  Practice practice_{*database_, rehab::shipped_knowledge(), people_};
};

TEST_F(PracticeOf, a_template_belongs_to_its_account_and_one_of_the_same_name_is_replaced) {
  const Caller clara = account("Clara"), dora = account("Dora");
  ASSERT_TRUE(practice_.keep_template(clara, {{"name", " Week 1 "}, {"lines", lines()}}, now));
  const auto twice =
      practice_.keep_template(clara, {{"name", "Week 1"}, {"lines", lines("squat_double")}}, now);
  ASSERT_TRUE(twice);
  ASSERT_EQ(twice->size(), 1U);
  EXPECT_EQ((*twice)[0]["lines"][0]["exercise"], "squat_double");
  EXPECT_TRUE(names(dora).empty());
  const std::string id = std::to_string((*twice)[0]["id"].get<std::int64_t>());
  EXPECT_EQ(practice_.remove_template(dora, id).error().code, Code::not_found);
  EXPECT_EQ(practice_.remove_template(clara, "no number").error().code, Code::not_found);
  EXPECT_TRUE(practice_.remove_template(clara, id));
  EXPECT_TRUE(names(clara).empty());
  EXPECT_TRUE(practice_.templates(Caller{}).value().empty());
}

TEST_F(PracticeOf, a_template_without_a_name_or_with_lines_that_cannot_be_is_not_kept) {
  const Caller clara = account("Clara");
  const auto refused = [&](const Json& request) {
    const auto kept = practice_.keep_template(clara, request, now);
    return kept ? std::string("(kept)") : kept.error().error.element;
  };
  EXPECT_EQ(refused({{"lines", lines()}}), "name");
  EXPECT_EQ(refused({{"name", std::string(81, 'x')}, {"lines", lines()}}), "name");
  EXPECT_EQ(refused({{"name", "a"}, {"lines", lines("no_such")}}), "lines[0].exercise");
  EXPECT_NE(refused({{"name", "a"}, {"lines", "none"}}), "(kept)");
  EXPECT_NE(refused({{"name", "a"}}), "(kept)");
  EXPECT_EQ(practice_.keep_template(Caller{}, {{"name", "a"}, {"lines", lines()}}, now).error().code,
            Code::login_needed);
  EXPECT_TRUE(names(clara).empty());
}

TEST(Groups, are_named_once_each_in_order_and_neither_long_nor_many) {
  EXPECT_EQ(*groups_in(" U21, backs ,,U21,"), (std::vector<std::string>{"U21", "backs"}));
  EXPECT_TRUE(groups_in("")->empty());
  EXPECT_FALSE(groups_in(std::string(61, 'x')));
  std::string many;
  for (int i = 0; i < 21; ++i) many += "g" + std::to_string(i) + ",";
  EXPECT_FALSE(groups_in(many));
}

TEST_F(PracticeOf, the_list_is_told_who_belongs_to_which_group) {
  const std::string ada = add_person("Ada");
  add_person("Bea");
  ASSERT_TRUE(people_.change(as("owner"), ada, {{"groups", "backs, U21"}}, now));
  Json rows = people_.list(as("owner"), "en", now).value();
  ASSERT_TRUE(practice_.add_groups(rows));
  for (const Json& row : rows) EXPECT_EQ(row["groups"].size(), row["id"] == ada ? 2U : 0U);
  const Json squad = practice_.squad(as("owner"), squad_test().id, "backs", now).value();
  ASSERT_EQ(squad["people"].size(), 1U);
  EXPECT_EQ(squad["people"][0]["id"], ada);
  EXPECT_TRUE(practice_.squad(as("coach"), squad_test().id, "", now).value()["people"].empty())
      << "what was measured is between person and clinician";
}

TEST_F(PracticeOf, a_squad_is_only_looked_at_where_it_is_a_preview_and_else_kept) {
  const std::string ada = add_person("Ada");
  const double force = squad_test().plausible_max.value() / 2;
  Json request{{"test", squad_test().id},
               {"preview", true},
               {"rows", Json::array({{{"person", ada}, {"left", force}, {"right", force}}})}};
  const std::size_t before = entries_of(ada);
  const auto looked = practice_.save_squad(as("owner"), request, now);
  ASSERT_TRUE(looked) << looked.error().error.text();
  EXPECT_EQ((*looked)["saved"], 0);
  EXPECT_EQ((*looked)["people"][0]["result"]["left"]["value"], force);
  EXPECT_EQ(entries_of(ada), before);
  request["preview"] = false;
  const auto saved = practice_.save_squad(as("owner"), request, now);
  ASSERT_TRUE(saved);
  EXPECT_EQ((*saved)["people"], (*looked)["people"]) << "what was seen is what is kept";
  EXPECT_EQ(entries_of(ada), before + 1);
  EXPECT_EQ(practice_.squad(as("owner"), "", "", now).value()["test"]["id"], squad_test().id)
      << "the test they were measured with last";
  request["rows"].push_back({{"person", "p0"}, {"left", force}});
  const auto refused = practice_.save_squad(as("owner"), request, now);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().extra["faults"][0]["row"], 1);
  EXPECT_EQ(entries_of(ada), before + 1) << "all or none";
  for (const Json& rows : {Json(), Json::array(), Json("x")}) {
    request["rows"] = rows;
    EXPECT_EQ(practice_.save_squad(as("owner"), request, now).error().error.element, "rows");
  }
  request["test"] = "no_such";
  EXPECT_EQ(practice_.save_squad(as("owner"), request, now).error().error.element, "test");
}

TEST_F(PracticeOf, rows_of_a_table_find_their_people_by_name_or_say_why_not) {
  const std::string ada = add_person("Ada Novak");
  add_person("Eva Berg");
  add_person("Eva Berg");
  const auto table = practice_.read_squad(
      as("owner"),
      {{"text", "name\tleft\tright\nada novak\t300\t310,5\nEva Berg\t1\t2\nNobody\t1\t2\nAda Novak\tx\t2\n"}},
      now);
  ASSERT_TRUE(table) << table.error().error.text();
  const Json& rows = (*table)["rows"];
  ASSERT_EQ(rows.size(), 4U);
  EXPECT_EQ(rows[0]["person"], ada);
  EXPECT_EQ(rows[0]["right"], 310.5);
  EXPECT_TRUE(rows[0]["faults"].empty());
  EXPECT_EQ(rows[1]["faults"][0], "More than one person here is called 'Eva Berg'.");
  EXPECT_EQ(rows[2]["faults"][0], "Nobody here is called 'Nobody'.");
  EXPECT_EQ(rows[3]["faults"][0], "'x' is not a number.");
  EXPECT_TRUE(rows[1]["person"].is_null());
  EXPECT_EQ((*table)["with_faults"], 3);
  EXPECT_EQ((*table)["comma_for_point"], true);
  EXPECT_FALSE(practice_.read_squad(as("owner"), {{"text", ""}}, now));
}

TEST_F(PracticeOf, the_tests_of_a_person_are_told_over_time_with_what_they_mean) {
  const std::string ada = add_person("Ada");
  EXPECT_TRUE(practice_.trends(ada, "en", now).value()["tests"].empty());
  const double force = squad_test().plausible_max.value() / 2;
  ASSERT_TRUE(
      practice_.save_squad(as("owner"),
                           {{"test", squad_test().id},
                            {"rows", Json::array({{{"person", ada}, {"left", force}, {"right", force}}})}},
                           now));
  const Json trends = practice_.trends(ada, "en", now).value();
  EXPECT_EQ(trends["side"], "left");
  ASSERT_EQ(trends["tests"].size(), 1U);
  EXPECT_EQ(trends["tests"][0]["looks"][0]["left"], force);
  EXPECT_EQ(trends["tests"][0]["result"]["goal"]["from"], "other_side");
  EXPECT_EQ(practice_.trends("p0", "en", now).error().code, Code::not_found);
}

}  // namespace
}  // namespace hamstring::service
