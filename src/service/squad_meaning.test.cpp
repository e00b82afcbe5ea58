#include "service/squad_meaning.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <deque>
#include <stdexcept>

#include "tests/support/shipped_knowledge.h"

namespace hamstring::service {
namespace {

using namespace rehab;

const Day today = parse_day("2025-05-12").value();
Day ago(int days) {
  return today - std::chrono::days(days);
}

const ClinicalTest& force_test() {
  for (const auto& [id, test] : shipped_knowledge().tests)
    if (test.measures == ClinicalTest::Measures::force && test.both_sides) return test;
  throw std::logic_error("there is no test of force");
}

class SquadMeaningOf : public ::testing::Test {
 protected:
  SquadMember& person(const std::string& id, std::optional<double> mass_kg = {}) {
    auto history = std::make_shared<Case>();
    history->case_id = id;
    SquadMember& member = members_.emplace_back();
    member.row.id = member.row.name = id;
    member.today = today;
    histories_.push_back(history);
    member.history = history;
    if (mass_kg) {
      PersonEntry who{
          .birth_day = {}, .birth_year = {}, .sex = {}, .level = {}, .sports = {}, .body_mass_kg = mass_kg};
      tell(400, who);
    }
    return member;
  }
  /// To the person who was made last.
  void tell(int days_ago, EntryBody body) {
    Case& history = *histories_.back();
    history.entries.push_back(
        make_entry("e" + std::to_string(history.entries.size()), ago(days_ago), std::move(body)));
    sort_entries(history);
    members_.back().look(shipped_knowledge());
  }
  void force(int days_ago, double left, double right) {
    const auto n = static_cast<std::size_t>(std::max(1, force_test().repeats));
    tell(days_ago, TestEntry{.test = force_test().id,
                             .result = {},
                             .left = std::vector<double>(n, left),
                             .right = std::vector<double>(n, right),
                             .pain = {},
                             .rescreen = {}});
  }
  void hurt(int days_ago, InjuredSide side) {
    tell(days_ago, InjuryEntry{.side = side, .relapse = false, .onset_known = {}});
  }
  [[nodiscard]] Json meaning(const std::string& id) const {
    SquadMeaning meaning(words_, force_test().id);
    for (const SquadMember& member : members_) meaning.add(member);
    for (const SquadMember& member : members_)
      if (member.row.id == id) return meaning.person(member);
    return nullptr;
  }
  Words words_{shipped_knowledge(), catalog_of(shipped_knowledge(), "en")};
  std::deque<SquadMember> members_;
  std::vector<std::shared_ptr<Case>> histories_;
};

TEST_F(SquadMeaningOf, a_leg_stands_among_those_of_the_others_and_never_beside_its_own) {
  for (const double newton : {200.0, 300.0}) {
    person("p" + std::to_string(static_cast<int>(newton)));
    force(5, newton, newton);
  }
  person("me");
  force(3, 250, 350);
  EXPECT_EQ(meaning("me")["result"]["squad"], 4);
  EXPECT_TRUE(meaning("me")["result"]["left"]["percentile"].is_null()) << "four legs are no squad";
  person("third");
  force(5, 250, 400);
  const Json me = meaning("me")["result"];
  EXPECT_EQ(me["squad"], 6);
  EXPECT_NEAR(me["left"]["percentile"].get<double>(), 100.0 * 2.5 / 6, 1e-9) << "two below, one the same";
  EXPECT_NEAR(me["right"]["percentile"].get<double>(), 100.0 * 5 / 6, 1e-9);
}

TEST_F(SquadMeaningOf, hurt_legs_and_numbers_of_more_than_a_year_ago_are_nobodys_measure) {
  person("hurt");
  hurt(20, InjuredSide::left);
  force(5, 200, 300);
  person("old");
  force(366, 200, 300);
  person("both");
  hurt(20, InjuredSide::both);
  force(5, 200, 300);
  person("me");
  force(365, 250, 350);
  EXPECT_EQ(meaning("me")["result"]["squad"], 1) << "the other leg of the one who is hurt";
  EXPECT_EQ(meaning("hurt")["result"]["squad"], 2) << "mine, on their last day";
  EXPECT_EQ(meaning("hurt")["side"], "left");
  EXPECT_EQ(meaning("me")["side"], "none");
}

TEST_F(SquadMeaningOf, somebody_who_was_not_measured_has_no_result) {
  person("me", 70);
  EXPECT_TRUE(meaning("me")["result"].is_null());
  EXPECT_EQ(meaning("me")["mass_kg"], 70);
}

TEST_F(SquadMeaningOf, the_ratio_is_of_the_hurt_leg_or_of_the_weaker_one_and_says_which) {
  person("hurt");
  hurt(20, InjuredSide::left);
  force(5, 330, 300);
  Json ratio = meaning("hurt")["result"]["ratio"];
  EXPECT_NEAR(ratio["percent"].get<double>(), 110, 1e-9);
  EXPECT_EQ(ratio["text"], "injured leg 110 % of the other one");
  person("well");
  force(5, 240, 300);
  ratio = meaning("well")["result"]["ratio"];
  EXPECT_EQ(ratio["text"], "no leg hurt; the weaker one 80 % of the other one");
  EXPECT_EQ(ratio["of_hurt"], false);
}

TEST_F(SquadMeaningOf, an_angle_that_is_missing_is_no_share_of_the_other_legs) {
  const auto& tests = shipped_knowledge().tests;
  const auto missing = std::ranges::find_if(tests, [](const auto& item) {
    return item.second.measures == ClinicalTest::Measures::angle && item.second.both_sides &&
           item.second.better == ClinicalTest::Better::lower;
  });
  ASSERT_NE(missing, tests.end());
  person("hurt");
  hurt(20, InjuredSide::left);
  tell(5, TestEntry{
              .test = missing->first, .result = {}, .left = {30}, .right = {18}, .pain = {}, .rescreen = {}});
  SquadMeaning meant(words_, missing->first);
  const Json result = meant.person(members_.back())["result"];
  EXPECT_TRUE(result["ratio"].is_null());
  const std::string sides = result["sides"];
  EXPECT_TRUE(sides.starts_with("injured leg 12 ± ")) << sides;
  EXPECT_TRUE(sides.ends_with("° more than the other one; less is better")) << sides;
}

TEST_F(SquadMeaningOf, forces_are_told_per_kilogram_where_the_mass_is_known) {
  person("light", 50);
  force(5, 250, 300);
  const Json left = meaning("light")["result"]["left"];
  EXPECT_EQ(left["per_kg"], 5);
  EXPECT_EQ(left["change"], "first");
  EXPECT_GT(left["half_width"], 0.0);
  EXPECT_FALSE(left.contains("since"));
  force(2, 500, 300);
  EXPECT_EQ(meaning("light")["result"]["left"]["change"], "up");
  EXPECT_EQ(meaning("light")["result"]["left"]["since"], day_text(ago(5)));
  EXPECT_EQ(meaning("light")["result"]["right"]["change"], "same");
}

TEST_F(SquadMeaningOf, the_goal_is_the_healthy_leg_or_the_middle_of_the_squad_for_this_weight) {
  for (const double kg : {50.0, 60.0, 70.0}) {
    person("p" + std::to_string(static_cast<int>(kg)), kg);
    force(5, 4 * kg, 6 * kg);
  }
  person("one", 80);
  hurt(20, InjuredSide::left);
  force(5, 300, 411);
  EXPECT_EQ(meaning("one")["result"]["goal"]["from"], "other_side");
  const double step = force_test().resolution > 0.0 ? force_test().resolution : 1.0;
  EXPECT_NEAR(meaning("one")["result"]["goal"]["value"].get<double>(), 411, step / 2 + 1e-9);
  person("two", 80);
  hurt(20, InjuredSide::both);
  force(5, 300, 310);
  const Json goal = meaning("two")["result"]["goal"];
  EXPECT_EQ(goal["from"], "squad");
  // Seven legs: three of 4 N a kilogram, three of 6 and the one of 411 N.
  EXPECT_NEAR(goal["value"].get<double>(), 411, step / 2 + 1e-9);
  EXPECT_TRUE(meaning("p50")["result"]["goal"].is_null()) << "who is not hurt has none";
}

TEST_F(SquadMeaningOf, whom_a_danger_sign_stops_is_named_and_has_no_number_to_train_to) {
  person("calm");
  hurt(20, InjuredSide::left);
  force(5, 300, 411);
  EXPECT_EQ(meaning("calm")["not_today"], "");
  EXPECT_FALSE(meaning("calm")["result"]["goal"].is_null());
  Rescreen alarm{.none_of_these = false, .replies = {}};
  for (const std::string& id : shipped_knowledge().short_set) alarm.replies[id] = Reply::no;
  alarm.replies[shipped_knowledge().short_set.front()] = Reply::yes;
  tell(0, PainEntry{.when = PainWhen::now, .value = 1, .rescreen = alarm});
  const Json stopped = meaning("calm");
  EXPECT_NE(stopped["not_today"].get<std::string>().find(words_("head.suspended")), std::string::npos)
      << stopped["not_today"];
  EXPECT_FALSE(stopped["result"].is_null()) << "what was measured is kept";
  EXPECT_TRUE(stopped["result"]["goal"].is_null());
}

TEST_F(SquadMeaningOf, a_test_is_offered_where_a_number_of_it_can_be_typed) {
  ClinicalTest test;
  for (const auto& [word, measures] : measures_words) {
    test.measures = measures;
    EXPECT_EQ(has_a_number(test), word != "pain_only" && word != "result_only") << word;
  }
}

}  // namespace
}  // namespace hamstring::service
