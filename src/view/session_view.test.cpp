#include <gtest/gtest.h>

#include <limits>

#include "tests/support/shipped_knowledge.h"
#include "view/today_view.h"

namespace hamstring::service {
namespace {

using namespace rehab;

Words words(const std::string& language = "en") {
  return {shipped_knowledge(), catalog_of(shipped_knowledge(), language)};
}

SessionLine line(std::vector<double> amounts, std::optional<double> load_kg = {}) {
  SessionLine made;
  made.line = "l";
  made.exercise = shipped_knowledge().exercises.begin()->first;
  made.dose = {.amounts = std::move(amounts), .load_kg = load_kg};
  return made;
}

TEST(LineJson, a_dose_is_sets_times_amount_where_they_are_even_and_a_list_where_not) {
  EXPECT_TRUE(line_json(words(), line({8, 8, 8}), {})["dose"].get<std::string>().starts_with("3 × 8 "));
  EXPECT_TRUE(line_json(words(), line({8, 6}), {})["dose"].get<std::string>().starts_with("8, 6 "));
  EXPECT_TRUE(line_json(words("de"), line({8}, 12.5), {})["dose"].get<std::string>().ends_with(", 12,5 kg"));
  EXPECT_TRUE(line_json(words("en"), line({8}, 12.5), {})["dose"].get<std::string>().ends_with(", 12.5 kg"));
  EXPECT_FALSE(line_json(words(), line({8}), {}).contains("load_kg"));
}

TEST(LineJson, an_exercise_that_is_not_known_is_counted_and_offers_nothing) {
  SessionLine unheard = line({5});
  unheard.exercise = "unheard";
  const Json json = line_json(words(), unheard,
                              {{.exercise = "also_unheard",
                                .dose = {.amounts = {3}, .load_kg = {}},
                                .easier = true,
                                .no_kit = false}});
  EXPECT_EQ(json["unit"], "reps");
  EXPECT_EQ(json["one_side"], false);
  EXPECT_TRUE(json["harder"].empty());
  EXPECT_EQ(json["stand_ins"][0]["id"], "also_unheard");
  EXPECT_EQ(json["stand_ins"][0]["easier"], true);
}

TEST(RunJson, a_speed_is_told_as_speed_and_as_pace_and_the_fast_ones_begin_after_a_warm_up) {
  const auto& [id, protocol] = *shipped_knowledge().protocols.find("default_runner");
  RunLine run;
  run.rung = protocol.rungs.front().id;
  run.form = "continuous";
  run.speed_m_s = Range{2.5, 3.0};
  // 2.5 m/s = 9.0 km/h = 6:40 min/km; 3 m/s = 10.8 km/h = 5:33 min/km
  EXPECT_EQ(run_json(words(), run, id)["speed_words"], "9.0–10.8 km/h (5:33–6:40 min/km)");
  EXPECT_EQ(run_json(words("de"), run, id)["speed_words"], "9,0–10,8 km/h (5:33–6:40 min/km)");
  EXPECT_EQ(run_json(words(), run, id)["before_max"], protocol.run_before_max);
  EXPECT_FALSE(run_json(words(), run, "none").contains("before_max"));
  run.form = "sprints";
  EXPECT_TRUE(run_json(words(), run, id)["speed_words"].get<std::string>().starts_with(
      "9.0–10.8 km/h (5:33–6:40 min/km) · "));
  run.speed_m_s = {};
  EXPECT_FALSE(run_json(words(), run, id).contains("speed_m_s"));
}

TEST(CriterionJson, tells_no_number_that_is_not_known_and_what_would_settle_it_only_while_it_is_open) {
  CriterionReport report;
  report.id = "c";
  report.value = std::numeric_limits<double>::quiet_NaN();
  report.target = 5.0;
  report.have = 2;
  report.need = 4;
  report.settled_by = "session";
  Json json = criterion_json(words(), report);
  EXPECT_FALSE(json.contains("value"));
  EXPECT_EQ(json["target"], 5.0);
  EXPECT_NE(json["settle"], "");
  report.state = CriterionState::met;
  EXPECT_EQ(criterion_json(words(), report)["settle"], "");
  EXPECT_EQ(criterion_json(words(), report)["state"], "met");
}

}  // namespace
}  // namespace hamstring::service
