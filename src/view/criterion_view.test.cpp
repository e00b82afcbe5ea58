#include <gtest/gtest.h>

#include <limits>

#include "rehab/standing/criteria.h"
#include "view/today_view.h"

namespace hamstring::service {
namespace {

using namespace rehab;

const Day today = parse_day("2025-05-12").value();

class MadeBy : public ::testing::Test {
 protected:
  MadeBy() {
    knowledge_.catalogs["en"].language = "en";
    knowledge_.catalogs["en"].text = {{"test.knee.name", "Knee"},
                                      {"test.knee.result.free", "moves freely"},
                                      {"question.walk.ask", "Can you walk?"}};
    knowledge_.policy.points = {.slope = 1,
                                .free = 0,
                                .penalty = 1,
                                .clear_at = 3,
                                .cap = 2,
                                .window_days = 21,
                                .valid_days = 21,
                                .bar_z = 1.96};
  }
  [[nodiscard]] Json made(const CriterionReport& report) const {
    return made_json({knowledge_, knowledge_.catalogs.at("en")}, report);
  }
  Knowledge knowledge_;
};

TEST_F(MadeBy, the_rule_of_its_own_phase_where_two_phases_call_theirs_the_same) {
  Protocol& protocol = knowledge_.protocols["p"];
  protocol.id = "p";
  protocol.phases.resize(2);
  for (const auto& [phase, times, window] : {std::tuple(0U, 6, 21), {1U, 10, 42}}) {
    Criterion sessions;
    sessions.id = "sessions";
    sessions.rule = ToleratedCriterion{
        .what = ToleratedCriterion::What::phase_sessions, .ref = "", .times = times, .window_days = window};
    protocol.phases[phase].exit = {sessions};
    const Json json =
        made(judge_criterion(protocol.phases[phase].exit[0], knowledge_, State{}, today, "p.x"));
    EXPECT_EQ(json["kind"], "tolerated");
    EXPECT_EQ(json["times"], times);
    EXPECT_EQ(json["window_days"], window);
  }
}

TEST_F(MadeBy, a_measure_with_each_look_in_errors_beyond_the_line) {
  CriterionReport report;
  report.rule = MeasureCriterion{
      .test = "knee", .metric = MeasureCriterion::Metric::ratio, .at_least = true, .target = 80};
  report.trend = {{.entry = "a", .day = today, .value = 90, .error = 5},
                  {.entry = "b", .day = today, .value = 70, .error = 5},
                  {.entry = "c", .day = today, .value = 99, .error = 0}};
  Json json = made(report);
  EXPECT_EQ(json["test"], "Knee");
  EXPECT_EQ(json["metric"], "ratio");
  EXPECT_EQ(json["window_days"], 21);
  ASSERT_EQ(json["points"].size(), 2U) << "a look without an error is beyond nothing";
  EXPECT_EQ(json["points"][0]["beyond"], 2.0);
  EXPECT_EQ(json["points"][1]["beyond"], -2.0);
  report.rule = MeasureCriterion{
      .test = "knee", .metric = MeasureCriterion::Metric::value, .at_least = false, .target = 80};
  json = made(report);
  EXPECT_EQ(json["points"][0]["beyond"], -2.0) << "at most: more is short of it";
}

TEST_F(MadeBy, what_was_seen_with_its_test_or_its_question) {
  CriterionReport report;
  report.rule = ObservedCriterion{.test = "knee", .question = "", .target = 2.0, .times = 3};
  EXPECT_EQ(made(report)["test"], "Knee");
  EXPECT_EQ(made(report)["times"], 3);
  report.rule = ObservedCriterion{.test = "", .question = "walk", .target = std::string("normal")};
  EXPECT_EQ(made(report)["test"], "Can you walk?");
  EXPECT_EQ(made(report)["asked"], "") << "no name, no word";
  report.rule = ObservedCriterion{.test = "knee", .question = "", .target = std::string("free")};
  EXPECT_EQ(made(report)["asked"], "moves freely") << "what counts, whatever was found last";
  report.rule = DayCriterion{.min_injury_day = 5};
  EXPECT_EQ(made(report)["times"], 5);
  report.rule = BlankCriterion{};
  EXPECT_EQ(made(report)["kind"], "blank");
}

}  // namespace
}  // namespace hamstring::service
