#include "rehab/standing/facts.h"

#include <gtest/gtest.h>

#include <cmath>

namespace hamstring::rehab {
namespace {

const Day onset = parse_day("2025-05-01").value();
Day day(int n) {
  return onset + std::chrono::days(n);
}

/// A test of both sides whose error is stated: 2 in each.
ClinicalTest two_sided(ClinicalTest::Better better = ClinicalTest::Better::higher) {
  ClinicalTest test;
  test.id = "knee";
  test.measures = ClinicalTest::Measures::angle;
  test.both_sides = true;
  test.better = better;
  test.error.from = ErrorModel::From::source;
  test.error.value = 2.0;
  return test;
}

TestEntry measured(std::vector<double> left, std::vector<double> right) {
  return {.test = "knee",
          .result = "",
          .left = std::move(left),
          .right = std::move(right),
          .pain = {},
          .rescreen = {}};
}

TEST(NumbersOf, compare_the_injured_side_with_the_other_and_carry_both_errors) {
  const TestNumbers numbers = numbers_of(two_sided(), measured({60}, {80}), InjuredSide::left, {});
  EXPECT_EQ(numbers.value->value, 60.0);
  EXPECT_EQ(numbers.other->value, 80.0);
  EXPECT_EQ(numbers.difference->value, 20.0) << "by how much it is worse";
  EXPECT_NEAR(numbers.difference->half_width, std::sqrt(8.0), 1e-12);
  EXPECT_EQ(numbers.ratio->value, 75.0);
  // d(100 a/b) = 100/b · √(σ² + (a/b)² σ²) with a/b = 0.75, σ = 2
  EXPECT_NEAR(numbers.ratio->half_width, 100.0 / 80.0 * 2.0 * 1.25, 1e-12);
  EXPECT_EQ(numbers_of(two_sided(ClinicalTest::Better::lower), measured({60}, {80}), InjuredSide::left, {})
                .difference->value,
            -20.0);
}

TEST(NumbersOf, of_two_injured_sides_the_worse_counts_and_of_an_unknown_one_neither) {
  EXPECT_EQ(numbers_of(two_sided(), measured({60}, {80}), InjuredSide::both, {}).value->value, 60.0);
  EXPECT_EQ(numbers_of(two_sided(ClinicalTest::Better::lower), measured({60}, {80}), InjuredSide::both, {})
                .value->value,
            80.0);
  EXPECT_FALSE(numbers_of(two_sided(), measured({60}, {80}), InjuredSide::not_known, {}).value);
  EXPECT_FALSE(numbers_of(two_sided(), measured({60}, {}), InjuredSide::left, {}).difference);
  EXPECT_FALSE(numbers_of(two_sided(), measured({60}, {0}), InjuredSide::left, {}).ratio)
      << "nothing is a share of nothing";
}

TEST(NumbersOf, sum_repeats_up_by_their_mean_or_their_best) {
  ClinicalTest test = two_sided();
  EXPECT_EQ(numbers_of(test, measured({10, 20, 60}, {1}), InjuredSide::left, {}).value->value, 30.0);
  test.use_best = true;
  EXPECT_EQ(numbers_of(test, measured({10, 20, 60}, {1}), InjuredSide::left, {}).value->value, 60.0);
  test.better = ClinicalTest::Better::lower;
  EXPECT_EQ(numbers_of(test, measured({10, 20, 60}, {1}), InjuredSide::left, {}).value->value, 10.0);
}

/// Who says that nothing is tender has no centimeters to tell: the word says them.
TEST(NumbersOf, a_word_that_says_all_stands_for_its_numbers_where_none_was_told) {
  ClinicalTest test;
  test.id = "press";
  test.records_pain = true;
  test.results = {"tender", "not_tender"};
  test.outcomes = {{.id = "none", .values = {0}, .pain = 0, .result = "not_tender", .says_all = true},
                   {.id = "some", .values = {4}, .pain = 2, .result = "tender"}};
  TestEntry entry{
      .test = "press", .result = "not_tender", .left = {}, .right = {}, .pain = {}, .rescreen = {}};
  for (const InjuredSide side : {InjuredSide::left, InjuredSide::right, InjuredSide::not_known}) {
    ASSERT_TRUE(numbers_of(test, entry, side, {}).value);
    EXPECT_EQ(numbers_of(test, entry, side, {}).value->value, 0.0);
  }
  EXPECT_EQ(pain_in(test, entry), 0.0);
  entry.right = {6};
  entry.pain = 3;
  EXPECT_EQ(numbers_of(test, entry, InjuredSide::right, {}).value->value, 6.0) << "what was told counts";
  EXPECT_EQ(pain_in(test, entry), 3.0);
  entry = {.test = "press", .result = "tender", .left = {}, .right = {}, .pain = {}, .rescreen = {}};
  EXPECT_FALSE(numbers_of(test, entry, InjuredSide::right, {}).value) << "an example is no reading";
  EXPECT_FALSE(pain_in(test, entry));
}

class Facts : public ::testing::Test {
 protected:
  Facts() {
    knowledge_.tests["knee"] = two_sided();
    knowledge_.tests["knee"].valid_days = 10;
    knowledge_.tests["knee"].records_pain = true;
    knowledge_.policy.points.bar_z = 2.0;
    knowledge_.questions["numb"].id = "numb";
    knowledge_.questions["numb"].set = Question::Set::red_flag;
    state_.ledger.episodes = {{.onset = onset, .side = InjuredSide::left}};
  }
  [[nodiscard]] std::string fact(const char* name, int on = 0, bool for_flags = false) const {
    const FactValue value = CaseFacts(knowledge_, state_, day(on), for_flags).get(*parse_fact_name(name));
    if (const auto* word = std::get_if<std::string>(&value)) return *word;
    if (const auto* number = std::get_if<Measured>(&value)) return std::to_string(std::lround(number->value));
    if (const auto* cause = std::get_if<UnknownCause>(&value)) {
      constexpr const char* causes[] = {"not asked", "unsure", "within error", "conflict"};
      return causes[static_cast<int>(*cause)];
    }
    return "words";
  }
  void answer(int on, const std::string& word, std::int64_t second = 0) {
    state_.ledger.answers["numb"].push_back(
        {.at = {day(on), second}, .value = word, .any_yes = word == "yes", .any_unsure = word == "unsure"});
  }
  void measure(int on, TestEntry entry) {
    state_.ledger.tests["knee"].push_back(
        {.at = {day(on), 0}, .test = std::make_shared<const TestEntry>(std::move(entry))});
  }
  Knowledge knowledge_;
  State state_;
};

TEST_F(Facts, age_is_that_at_the_injury_and_of_a_year_alone_the_lower_one) {
  EXPECT_EQ(fact("person.age"), "not asked");
  state_.ledger.person.birth_year = 2000;
  EXPECT_EQ(fact("person.age"), "24");
  state_.ledger.person.birth_day = parse_day("2000-05-01").value();
  EXPECT_EQ(fact("person.age"), "25") << "the birthday itself";
  state_.ledger.person.birth_day = parse_day("2000-05-02").value();
  EXPECT_EQ(fact("person.age"), "24");
  EXPECT_EQ(fact("person.age", 400), "24") << "growing older does not change who was hurt";
}

TEST_F(Facts, days_of_the_injury_are_counted_from_its_onset) {
  EXPECT_EQ(fact("injury.day", 0), "0");
  EXPECT_EQ(fact("injury.day", 12), "12");
  EXPECT_EQ(fact("injury.open", 12), "yes");
  state_.ledger.returned = {day(10)};
  EXPECT_EQ(fact("injury.open", 12), "no");
  state_.ledger.episodes.clear();
  EXPECT_EQ(fact("injury.day"), "not asked");
  EXPECT_EQ(fact("injury.open"), "no");
}

TEST_F(Facts, days_since_return_count_from_the_last_one_before_this_injury) {
  EXPECT_EQ(fact("injury.days_since_return"), "not asked");
  state_.ledger.returned = {day(-90), day(-30), day(5)};
  EXPECT_EQ(fact("injury.days_since_return"), "30");
  state_.ledger.returned.clear();
  state_.ledger.episodes.insert(state_.ledger.episodes.begin(),
                                Episode{.onset = day(-20), .side = InjuredSide::left});
  EXPECT_EQ(fact("injury.days_since_return"), "0") << "hurt again before any return";
}

TEST_F(Facts, an_answer_of_before_the_injury_says_nothing_about_it) {
  answer(-1, "no");
  EXPECT_EQ(fact("story.numb"), "not asked");
  answer(0, "no");
  EXPECT_EQ(fact("story.numb"), "no");
  knowledge_.questions["numb"].ask_again_on_injury_day = {3};
  EXPECT_EQ(fact("story.numb", 2), "no");
  EXPECT_EQ(fact("story.numb", 3), "not asked") << "it is to be asked again";
  answer(3, "unsure");
  EXPECT_EQ(fact("story.numb", 3), "unsure");
  EXPECT_EQ(fact("story.other"), "not asked");
}

TEST_F(Facts, a_no_an_hour_later_does_not_undo_a_danger_sign_of_the_day) {
  answer(0, "yes", 1);
  answer(0, "no", 2);
  EXPECT_EQ(fact("story.numb", 0, true), "yes");
  EXPECT_EQ(fact("story.numb", 0, false), "no");
  answer(1, "no");
  EXPECT_EQ(fact("story.numb", 1, true), "no") << "another day is another answer";
}

TEST_F(Facts, the_short_set_tells_what_is_new_and_takes_no_yes_back) {
  answer(0, "yes");
  state_.ledger.answers["numb"].push_back({.at = {day(1), 0},
                                           .value = std::string("no"),
                                           .rescreen = true,
                                           .quiet_from = 1,
                                           .named_in_run = true});
  EXPECT_EQ(fact("story.numb", 1), "yes");
}

TEST_F(Facts, of_two_versions_a_flag_sees_the_graver_and_everything_else_that_they_differ) {
  state_.ledger.answers["numb"] = {
      {.at = {day(0), 0}, .value = std::string("no"), .conflict = true, .any_yes = true}};
  EXPECT_EQ(fact("story.numb", 0, true), "yes");
  EXPECT_EQ(fact("story.numb", 0, false), "conflict");
}

TEST_F(Facts, a_test_counts_while_it_is_valid_and_since_the_injury) {
  measure(-2, measured({50}, {80}));
  EXPECT_EQ(fact("test.knee.value"), "not asked");
  measure(1, measured({60}, {80}));
  EXPECT_EQ(fact("test.knee.value", 1), "60");
  EXPECT_EQ(fact("test.knee.difference", 11), "20") << "its last valid day";
  EXPECT_EQ(fact("test.knee.difference", 12), "not asked");
  EXPECT_EQ(fact("test.knee.pain", 1), "not asked");
  const FactValue value = CaseFacts(knowledge_, state_, day(1)).get(*parse_fact_name("test.knee.value"));
  EXPECT_EQ(std::get<Measured>(value).half_width, 4.0) << "the bar is its errors wide";
}

TEST_F(Facts, where_nobody_said_which_side_the_worse_one_counts) {
  state_.ledger.episodes[0].side = InjuredSide::not_known;
  measure(1, measured({80}, {55}));
  EXPECT_EQ(fact("test.knee.value", 1), "55");
  state_.ledger.episodes.clear();
  EXPECT_EQ(fact("test.knee.value", 1), "not asked") << "without an injury no side is the injured one";
}

TEST_F(Facts, flags_and_plans_are_told_from_the_state) {
  EXPECT_EQ(fact("flag.dvt"), "no");
  state_.flags["dvt"].raised = true;
  EXPECT_EQ(fact("flag.dvt"), "yes");
  EXPECT_EQ(fact("plan.phase"), "not asked");
  Protocol protocol;
  protocol.id = "p";
  protocol.pain_limit_default = 3;
  protocol.phases.resize(1);
  protocol.phases[0].id = "settle";
  state_.protocol = &protocol;
  EXPECT_EQ(fact("plan.phase"), "not asked");
  state_.phase = 0;
  EXPECT_EQ(fact("plan.phase"), "settle");
  EXPECT_EQ(fact("plan.pain_limit"), "3");
}

TEST_F(Facts, pain_of_two_days_and_in_sitting_look_back_as_far_as_they_say) {
  state_.ledger.pains = {{.day = day(0), .when = PainWhen::sitting, .value = 5},
                         {.day = day(2), .when = PainWhen::other, .value = 3}};
  EXPECT_EQ(fact("progress.sitting_pain", 2), "5");
  EXPECT_EQ(fact("progress.sitting_pain", 3), "0");
  EXPECT_EQ(fact("progress.pain_48h", 4), "3");
  EXPECT_EQ(fact("progress.pain_48h", 5), "0");
}

TEST_F(Facts, tell_when_what_they_rest_on_was_said) {
  answer(2, "no", 77);
  measure(3, measured({60}, {80}));
  const CaseFacts facts(knowledge_, state_, day(4));
  EXPECT_EQ(facts.answered("story.numb"), (Moment{day(2), 77}));
  EXPECT_EQ(facts.answered("test.knee.value"), (Moment{day(3), 0}));
  EXPECT_EQ(facts.answered("person.age"), std::nullopt);
  EXPECT_EQ(facts.answered("no fact"), std::nullopt);
}

}  // namespace
}  // namespace hamstring::rehab
