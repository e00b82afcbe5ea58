#include "rehab/standing/criteria.h"

#include <gtest/gtest.h>

#include "tests/support/small_rehab.h"

namespace hamstring::rehab {
namespace {

const Day injured = parse_day("2025-05-01").value();
Day day(int n) {
  return injured + std::chrono::days(n);
}

/// A person whose left leg is hurt, one test of both legs with an error of 2 in each, one question.
class Criteria : public ::testing::Test {
 protected:
  Criteria() {
    ClinicalTest& knee = knowledge_.tests["knee"];
    knee.id = "knee";
    knee.measures = ClinicalTest::Measures::angle;
    knee.unit = "deg";
    knee.both_sides = knee.records_pain = true;
    knee.better = ClinicalTest::Better::higher;
    knee.valid_days = 10;
    knee.error.from = ErrorModel::From::source;
    knee.error.value = 2.0;
    Question& trust = knowledge_.questions["trust"];
    trust.id = "trust";
    trust.valid_days = 3;
    knowledge_.masking = {"painkiller"};
    knowledge_.policy.points = small_points();
    knowledge_.policy.pain_noise = 1.8;
    protocol_.id = "p";
    protocol_.pain_limit_default = 4;
    protocol_.run_up_max = 2;
    protocol_.phases.resize(1);
    protocol_.phases[0].id = "settle";
    for (const char* id : {"jog", "sprint"}) {
      Rung rung;
      rung.id = id;
      rung.order = static_cast<int>(protocol_.rungs.size()) + 1;
      if (rung.id == "sprint") rung.speed_of = OwnSpeed::top;
      protocol_.rungs.push_back(rung);
    }
    protocol_.former_rungs = {{.id = "easy_run", .counts_as = "jog"}};
    state_.protocol = &protocol_;
    state_.phase = 0;
    state_.phase_since = injured;
    state_.ledger.episodes = {{.onset = injured, .side = InjuredSide::left}};
  }

  void measure(int on, double left, double right = 80.0, const std::string& result = {},
               std::optional<double> pain = {}) {
    TestEntry body{
        .test = "knee", .result = result, .left = {left}, .right = {right}, .pain = pain, .rescreen = {}};
    const Entry entry = make_entry("t" + std::to_string(state_.ledger.tests["knee"].size()), day(on), body);
    state_.ledger.tests["knee"].push_back({.at = {day(on), 0},
                                           .entry = entry.id,
                                           .by = entry.by,
                                           .test = std::make_shared<const TestEntry>(std::move(body))});
  }
  void answer(int on, const std::string& question, std::variant<std::string, double> value) {
    const auto* word = std::get_if<std::string>(&value);
    const bool yes = word != nullptr && *word == "yes";
    state_.ledger.answers[question].push_back({.at = {day(on), 0}, .value = value, .any_yes = yes});
  }
  void run(int on, const std::string& rung, double worst, Tolerance tolerance = Tolerance::tolerated) {
    SessionEntry body;
    body.done = Done::all;
    body.run = DoneRun{.rung = rung, .completed = true};
    body.lines = {{.exercise = "bridge", .sets = 2, .reps = {8}, .load_kg = {}, .worst = {}}};
    sessions_.push_back(std::make_shared<SessionEntry>(body));
    state_.ledger.sessions.push_back({.day = day(on),
                                      .entry = "s",
                                      .body = sessions_.back(),
                                      .worst = worst,
                                      .done = true,
                                      .phase = "settle",
                                      .tolerance = tolerance});
  }

  template <class Rule>
  [[nodiscard]] CriterionReport judged(Rule rule, int on) const {
    return judge_criterion(criterion(std::move(rule)), knowledge_, state_, day(on), "p.settle");
  }
  template <class Rule>
  [[nodiscard]] std::optional<CriterionReport> failed(Rule rule, int on, bool while_valid = false) const {
    return clearly_not_met(criterion(std::move(rule)), knowledge_, state_, day(on), "p.settle", while_valid);
  }
  template <class Rule>
  static Criterion criterion(Rule rule) {
    return {.id = "c", .rule = std::move(rule), .evidence = {}, .asked_from = {}};
  }

  static MeasureCriterion at_least(double target) { return {.test = "knee", .target = target}; }
  static ObservedCriterion result(const std::string& word, int times = 1) {
    ObservedCriterion rule;
    rule.test = "knee";
    rule.field = ObservedCriterion::Field::result;
    rule.target = word;
    rule.times = times;
    return rule;
  }
  static ObservedCriterion pain_at_most(double value) {
    ObservedCriterion rule;
    rule.test = "knee";
    rule.field = ObservedCriterion::Field::pain;
    rule.comparison = Comparison::less_equal;
    rule.target = value;
    return rule;
  }
  static ObservedCriterion trust_at_least(double value) {
    ObservedCriterion rule;
    rule.question = "trust";
    rule.comparison = Comparison::greater_equal;
    rule.target = value;
    return rule;
  }
  static ToleratedCriterion tolerated(ToleratedCriterion::What what, const std::string& ref, int times) {
    return {.what = what, .ref = ref, .times = times, .window_days = 21};
  }

  Knowledge knowledge_;
  Protocol protocol_;
  State state_;
  std::vector<std::shared_ptr<SessionEntry>> sessions_;
};

using What = ToleratedCriterion::What;

TEST_F(Criteria, a_measure_says_what_was_seen_and_by_what_it_could_be_settled) {
  const CriterionReport none = judged(at_least(60), 3);
  EXPECT_EQ(none.state, CriterionState::not_known);
  EXPECT_EQ(none.settled_by, "test.knee");
  EXPECT_EQ(none.target, 60.0);
  EXPECT_FALSE(none.value);
  measure(2, 75);
  const CriterionReport met = judged(at_least(60), 3);
  EXPECT_EQ(met.state, CriterionState::met);
  EXPECT_TRUE(met.settled_by.empty()) << "nothing is left to settle";
  EXPECT_EQ(met.value, 75.0) << "of the hurt leg";
  EXPECT_EQ(met.other_side, 80.0);
  EXPECT_NEAR(met.half_width.value(), 1.645 * 2.0, 1e-12);
  EXPECT_EQ(met.measured_on, day(2));
  EXPECT_EQ(met.unit, "deg");
  EXPECT_EQ(judged(at_least(74), 3).state, CriterionState::not_known) << "within its error";
  EXPECT_EQ(judged(at_least(90), 3).state, CriterionState::not_met);
  MeasureCriterion ratio = at_least(60);
  ratio.metric = MeasureCriterion::Metric::ratio;
  EXPECT_NEAR(judged(ratio, 3).value.value(), 100.0 * 75.0 / 80.0, 1e-9);
  EXPECT_EQ(judged(ratio, 3).unit, "percent");
}

TEST_F(Criteria, nothing_counts_from_before_the_injury_or_from_before_what_made_it_count_anew) {
  measure(-1, 90);
  EXPECT_FALSE(judged(at_least(60), 3).value);
  measure(2, 90);
  EXPECT_EQ(judged(at_least(60), 3).state, CriterionState::met);
  state_.counts_from = day(3);
  EXPECT_EQ(judged(at_least(60), 3).state, CriterionState::not_known);
  EXPECT_TRUE(failed(at_least(100), 3)) << "what was clearly not met stays so, whatever came after it";
}

TEST_F(Criteria, what_was_good_under_a_painkiller_shows_nothing_and_what_was_bad_counts) {
  answer(2, "painkiller", std::string("yes"));
  measure(2, 90, 80, "normal", 1.0);
  EXPECT_FALSE(judged(at_least(60), 3).value);
  EXPECT_EQ(judged(result("normal"), 3).state, CriterionState::not_known);
  EXPECT_EQ(judged(pain_at_most(3), 3).state, CriterionState::not_known);
  EXPECT_EQ(judged(at_least(100), 3).state, CriterionState::not_met);
  EXPECT_EQ(judged(result("free"), 3).state, CriterionState::not_met);
  answer(3, "painkiller", std::string("yes"));
  answer(3, "trust", 9.0);
  EXPECT_EQ(judged(trust_at_least(8), 3).have, 0);
}

TEST_F(Criteria, words_have_to_come_on_as_many_days_and_the_latest_of_them_unbroken) {
  measure(1, 60, 80, "normal");
  measure(1, 60, 80, "normal");
  CriterionReport report = judged(result("normal", 2), 2);
  EXPECT_EQ(report.state, CriterionState::not_known) << "twice on one day is once";
  EXPECT_EQ(report.have, 1);
  EXPECT_EQ(report.need, 2);
  measure(3, 60, 80, "normal");
  EXPECT_EQ(judged(result("normal", 2), 3).state, CriterionState::met);
  measure(4, 60, 80, "limping");
  EXPECT_EQ(judged(result("normal", 2), 4).state, CriterionState::not_met);
  measure(5, 60, 80, "unsure");
  EXPECT_EQ(judged(result("normal", 2), 5).state, CriterionState::not_known) << "not sure is no no";
  EXPECT_EQ(judged(result("normal", 2), 16).state, CriterionState::not_known) << "no look is valid any more";
}

TEST_F(Criteria, an_answer_counts_while_it_is_valid) {
  answer(1, "trust", 7.0);
  EXPECT_EQ(judged(trust_at_least(8), 1).state, CriterionState::not_met);
  EXPECT_EQ(judged(trust_at_least(8), 1).settled_by, "question.trust");
  answer(2, "trust", 8.0);
  EXPECT_EQ(judged(trust_at_least(8), 5).state, CriterionState::met);
  EXPECT_EQ(judged(trust_at_least(8), 6).state, CriterionState::not_known);
}

TEST_F(Criteria, a_pain_is_held_against_the_persons_own_limit_where_the_line_says_so) {
  ObservedCriterion rule = pain_at_most(0);
  rule.target_is_pain_limit = true;
  measure(1, 60, 80, "", 3.0);
  EXPECT_EQ(judged(rule, 1).state, CriterionState::met);
  state_.ledger.settings[SettingKey::pain_limit] = 2.0;
  EXPECT_EQ(judged(rule, 1).state, CriterionState::not_met);
  EXPECT_EQ(judged(rule, 1).target, 2.0);
}

TEST_F(Criteria, runs_count_once_a_day_by_any_of_their_names_within_the_window_and_only_what_was_borne) {
  run(1, "jog", 1);
  run(1, "easy_run", 1);
  run(2, "easy_run", 1);
  run(3, "sprint", 1);
  run(4, "jog", 1, Tolerance::not_known);
  run(5, "jog", 5, Tolerance::not_tolerated);
  const CriterionReport two = judged(tolerated(What::rung, "jog", 3), 6);
  EXPECT_EQ(two.have, 2);
  EXPECT_EQ(two.state, CriterionState::not_known);
  EXPECT_EQ(two.settled_by, "rung.jog");
  EXPECT_EQ(judged(tolerated(What::rung, "jog", 2), 22).state, CriterionState::met);
  EXPECT_EQ(judged(tolerated(What::rung, "jog", 2), 23).have, 1) << "the first is older than the window";
  state_.sessions_count_from = day(2);
  EXPECT_EQ(judged(tolerated(What::rung, "jog", 2), 6).have, 1);
}

TEST_F(Criteria, a_fast_run_that_hurt_more_than_opens_a_harder_one_proves_none) {
  run(1, "sprint", 3);
  EXPECT_EQ(judged(tolerated(What::rung, "sprint", 1), 2).have, 0);
  run(2, "sprint", 2);
  EXPECT_EQ(judged(tolerated(What::rung, "sprint", 1), 2).have, 1);
}

TEST_F(Criteria, sessions_of_the_phase_and_of_an_exercise_are_counted) {
  run(1, "jog", 1);
  run(2, "jog", 1);
  state_.ledger.sessions[0].phase = "another";
  EXPECT_EQ(judged(tolerated(What::phase_sessions, "", 2), 3).have, 1);
  EXPECT_EQ(judged(tolerated(What::exercise, "bridge", 2), 3).have, 2);
  EXPECT_EQ(judged(tolerated(What::exercise, "nordic", 2), 3).have, 0);
  sessions_[1]->lines[0].sets = 0;
  EXPECT_EQ(judged(tolerated(What::exercise, "bridge", 2), 3).have, 1) << "named and not done";
}

TEST_F(Criteria, days_count_from_the_injury_and_without_one_nothing_is_known) {
  EXPECT_EQ(judged(DayCriterion{.min_injury_day = 5}, 4).state, CriterionState::not_met);
  EXPECT_EQ(judged(DayCriterion{.min_injury_day = 5}, 5).state, CriterionState::met);
  state_.ledger.episodes.clear();
  EXPECT_EQ(judged(DayCriterion{.min_injury_day = 0}, 5).state, CriterionState::not_known);
}

TEST_F(Criteria, a_blank_is_filled_by_a_clinician_who_names_it_within_this_injury) {
  const auto clear = [&](int on, Cleared of, const std::string& ref) {
    state_.ledger.clearances.push_back({.at = {day(on), 0}, .of = of, .ref = ref});
    return judged(BlankCriterion{}, 3).state;
  };
  EXPECT_EQ(clear(-1, Cleared::gate, "p.settle.c"), CriterionState::not_known);
  EXPECT_EQ(clear(1, Cleared::gate, "p.other.c"), CriterionState::not_known);
  EXPECT_EQ(clear(1, Cleared::flag, "p.settle.c"), CriterionState::not_known);
  EXPECT_EQ(clear(1, Cleared::gate, "p.settle.c"), CriterionState::met);
}

TEST_F(Criteria, clearly_not_met_is_only_what_lies_beyond_the_line_with_its_whole_bar) {
  EXPECT_FALSE(failed(at_least(60), 3)) << "nobody looked";
  measure(2, 57);
  EXPECT_FALSE(failed(at_least(60), 3));
  measure(3, 56);
  ASSERT_TRUE(failed(at_least(60), 3));
  EXPECT_EQ(failed(at_least(60), 3)->state, CriterionState::not_met);
  MeasureCriterion at_most = at_least(50);
  at_most.at_least = false;
  EXPECT_TRUE(failed(at_most, 3));
  at_most.target = 53;
  EXPECT_FALSE(failed(at_most, 3));
  EXPECT_FALSE(failed(DayCriterion{.min_injury_day = 50}, 3)) << "no look and no answer";
}

TEST_F(Criteria, a_look_that_was_clearly_short_is_believed_until_the_next_one_or_while_it_is_valid) {
  measure(1, 40);
  EXPECT_TRUE(failed(at_least(60), 11, true));
  EXPECT_FALSE(failed(at_least(60), 12, true));
  EXPECT_TRUE(failed(at_least(60), 12, false));
  measure(12, 75);
  EXPECT_FALSE(failed(at_least(60), 12, false));
}

TEST_F(Criteria, a_pain_fails_clearly_above_the_limit_or_by_more_than_two_ratings_differ) {
  measure(1, 60, 80, "", 2.0);
  EXPECT_FALSE(failed(pain_at_most(1), 1)) << "one more than the line says nothing yet";
  measure(2, 60, 80, "", 3.0);
  EXPECT_TRUE(failed(pain_at_most(1), 2));
  measure(3, 60, 80, "", 4.5);
  EXPECT_TRUE(failed(pain_at_most(4), 3)) << "above the limit of four";
  measure(4, 60, 80, "", 4.0);
  EXPECT_FALSE(failed(pain_at_most(4), 4));
}

TEST_F(Criteria, a_word_that_fails_tells_the_number_beside_it) {
  measure(2, 40, 80, "tender");
  const auto seen = failed(result("free"), 2);
  ASSERT_TRUE(seen);
  EXPECT_EQ(seen->value, 40.0);
  EXPECT_EQ(seen->unit, "deg");
}

TEST_F(Criteria, all_of_several_have_to_be_met) {
  measure(2, 75);
  const std::vector<Criterion> both{criterion(at_least(60)), criterion(DayCriterion{.min_injury_day = 5})};
  EXPECT_FALSE(all_met(both, knowledge_, state_, day(4), "p.settle"));
  EXPECT_TRUE(all_met(both, knowledge_, state_, day(5), "p.settle"));
}

TEST_F(Criteria, whoever_is_not_hurt_has_no_side_and_a_pain_in_a_test_of_both_legs_all_the_same) {
  measure(3, 80.0, 80.0, "normal", 1.0);
  state_.ledger.episodes[0].side = InjuredSide::not_known;
  EXPECT_EQ(judged(pain_at_most(2), 3).state, CriterionState::not_known);
  state_.ledger.episodes.clear();
  EXPECT_EQ(judged(pain_at_most(2), 3).state, CriterionState::met);
  EXPECT_EQ(judged(pain_at_most(0), 3).state, CriterionState::not_met);
  EXPECT_EQ(judged(at_least(60), 3).state, CriterionState::not_known) << "no leg is worse than the other";
}

/// Two hurt legs that measure alike: a clinician says whether both are well, where nothing is known from
/// before.
TEST_F(Criteria, two_hurt_legs_are_not_cleared_against_each_other) {
  MeasureCriterion ratio{.test = "knee", .metric = MeasureCriterion::Metric::ratio, .target = 90.0};
  state_.ledger.episodes[0].side = InjuredSide::both;
  for (const int on : {1, 4, 7, 10}) measure(on, 120.0, 118.0);
  EXPECT_EQ(judged(ratio, 10).state, CriterionState::not_known);
  EXPECT_EQ(judged(ratio, 10).settled_by, "clinician");
  state_.ledger.clearances.push_back({.at = {day(10), 0}, .of = Cleared::gate, .ref = "p.settle.c"});
  EXPECT_EQ(judged(ratio, 10).state, CriterionState::met);
  state_.ledger.clearances.clear();
  auto before = std::make_shared<TestEntry>();
  before->test = "knee";
  before->left = before->right = {200.0};
  auto& records = state_.ledger.tests["knee"];
  const TestRecord first{.at = {day(-30), 0}, .entry = "before", .test = before};
  records.insert(records.begin(), first);
  EXPECT_EQ(judged(ratio, 10).state, CriterionState::not_met) << "59 % of what they were";
  state_.ledger.episodes[0].side = InjuredSide::left;
  EXPECT_EQ(judged(ratio, 10).state, CriterionState::met) << "one hurt leg, and a healthy one beside it";
}

}  // namespace
}  // namespace hamstring::rehab
