#include <gtest/gtest.h>

#include "view/course_view.h"

namespace hamstring::service {
namespace {

using namespace rehab;

const Day wednesday = parse_day("2025-05-14").value();

class Runs : public ::testing::Test {
 protected:
  Runs() { knowledge_.catalogs["en"].language = "en"; }
  void run(Day on, std::optional<double> distance_m, std::optional<double> duration_s = {},
           Done done = Done::all) {
    SessionEntry session;
    session.done = done;
    session.worst = 1;
    session.run = DoneRun{.rung = "",
                          .completed = true,
                          .distance_m = distance_m,
                          .duration_s = duration_s,
                          .top_speed_m_s = {},
                          .worst = {},
                          .effort = {}};
    tell(on, session);
  }
  void tell(Day on, EntryBody body) {
    history_.entries.push_back(
        make_entry("e" + std::to_string(history_.entries.size()), on, std::move(body)));
  }
  [[nodiscard]] Json runs(Day today = wednesday, bool from_sunday = false) {
    sort_entries(history_);
    return runs_json({knowledge_, knowledge_.catalogs["en"]}, history_, today, from_sunday);
  }
  Knowledge knowledge_;
  Case history_{.case_id = "c", .entries = {}};
};

TEST_F(Runs, weeks_begin_on_monday_or_sunday_and_six_are_shown_at_least) {
  const Json monday = runs();
  ASSERT_EQ(monday["weeks"].size(), 6U);
  EXPECT_EQ(monday["weeks"][5]["from"], "2025-05-12");
  EXPECT_EQ(monday["weeks"][5]["to"], "2025-05-18");
  EXPECT_EQ(monday["weeks"][5]["present"], true);
  EXPECT_EQ(monday["weeks"][0]["from"], "2025-04-07");
  const Json sunday = runs(wednesday, true);
  EXPECT_EQ(sunday["weeks"][5]["from"], "2025-05-11");
  EXPECT_EQ(sunday["week_start"], "sunday");
}

TEST_F(Runs, a_history_of_years_shows_its_last_fifty_two_weeks) {
  run(wednesday - std::chrono::days(1000), 5000);
  run(wednesday - std::chrono::days(60), 5000);
  const Json json = runs();
  EXPECT_EQ(json["weeks"].size(), 52U);
  EXPECT_EQ(json["runs"].size(), 2U) << "the list has all of them";
  int counted = 0;
  for (const Json& week : json["weeks"]) counted += week["runs"].get<int>();
  EXPECT_EQ(counted, 1);
}

TEST_F(Runs, sums_are_those_of_the_week_and_a_day_on_its_border_belongs_to_one_of_them) {
  run(parse_day("2025-05-11").value(), 3000, 900);   // Sunday
  run(parse_day("2025-05-12").value(), 4000, 1200);  // Monday
  run(parse_day("2025-05-13").value(), 1000);
  const Json monday = runs();
  EXPECT_EQ(monday["weeks"][4]["distance_m"], 3000.0);
  EXPECT_EQ(monday["weeks"][5]["distance_m"], 5000.0);
  EXPECT_EQ(monday["weeks"][5]["duration_s"], 1200.0);
  EXPECT_EQ(monday["weeks"][5]["days_told"], 2);
  const Json sunday = runs(wednesday, true);
  EXPECT_EQ(sunday["weeks"][5]["distance_m"], 8000.0);
}

TEST_F(Runs, a_run_of_which_nobody_told_how_far_is_not_one_of_zero) {
  run(parse_day("2025-05-12").value(), {});
  Json week = runs()["weeks"][5];
  EXPECT_FALSE(week.contains("distance_m"));
  EXPECT_FALSE(week.contains("duration_s"));
  EXPECT_EQ(week["without_distance"], 1);
  run(parse_day("2025-05-13").value(), 2000);
  week = runs()["weeks"][5];
  EXPECT_EQ(week["distance_m"], 2000.0);
  EXPECT_EQ(week["runs"], 2);
  EXPECT_EQ(runs()["weeks"][4]["distance_m"], 0.0) << "a week without runs is one of zero";
}

TEST_F(Runs, the_mean_is_over_whole_weeks_that_were_told_about_and_needs_two) {
  for (const auto& [day, distance] :
       {std::pair("2025-04-14", 1000.0), {"2025-04-21", 2000.0}, {"2025-05-05", 6000.0}})
    run(parse_day(day).value(), distance);
  tell(parse_day("2025-04-28").value(),
       PainEntry{.when = PainWhen::now, .value = 1, .rescreen = {}});  // told, no run
  const Json weeks = runs()["weeks"];
  EXPECT_FALSE(weeks[1].contains("four_weeks_m")) << "one week says nothing about a mean";
  EXPECT_EQ(weeks[2]["four_weeks_m"], 1500.0);
  EXPECT_EQ(weeks[4]["four_weeks_m"], (1000.0 + 2000.0 + 0.0 + 6000.0) / 4);
  EXPECT_FALSE(weeks[5].contains("four_weeks_m")) << "this week is not over";
  EXPECT_TRUE(runs(parse_day("2025-05-18").value())["weeks"][5].contains("four_weeks_of"))
      << "on its last day it is";
}

TEST_F(Runs, are_listed_latest_first_with_the_speed_that_follows_from_both_and_no_other) {
  run(parse_day("2025-05-12").value(), 3000, 1000);
  run(parse_day("2025-05-13").value(), 3000);
  run(parse_day("2025-05-13").value(), 3000, 0.0);
  run(parse_day("2025-05-14").value(), 3000, 1000, Done::none);
  const Json rows = runs()["runs"];
  ASSERT_EQ(rows.size(), 3U) << "what was not done was not run";
  EXPECT_EQ(rows[2]["speed_m_s"], 3.0);
  EXPECT_FALSE(rows[1].contains("speed_m_s"));
  EXPECT_FALSE(rows[0].contains("speed_m_s"));
  EXPECT_EQ(rows[2]["worst"], 1.0) << "that of the session, where the run tells none";
}

TEST_F(Runs, a_walk_is_listed_as_one_and_counts_as_no_run_of_its_week) {
  knowledge_.policy.run_fit.walks = {"walk"};
  Protocol& protocol = knowledge_.protocols["p"];
  protocol.rungs.resize(2);
  protocol.rungs[0].id = "walk_15";
  protocol.rungs[0].form = "walk";
  protocol.rungs[1].id = "jog";
  protocol.rungs[1].form = "continuous";
  for (const auto& [day, rung] : {std::pair("2025-05-12", "walk_15"), {"2025-05-13", "jog"}}) {
    SessionEntry session;
    session.done = Done::all;
    session.before = 2;
    session.run = DoneRun{};
    session.run->rung = rung;
    session.run->completed = true;
    tell(parse_day(day).value(), session);
  }
  const Json json = runs();
  ASSERT_EQ(json["runs"].size(), 2U);
  EXPECT_EQ(json["runs"][0]["walked"], false);
  EXPECT_EQ(json["runs"][1]["walked"], true);
  EXPECT_EQ(json["weeks"][5]["runs"], 1);
  EXPECT_EQ(json["weeks"][5]["without_distance"], 1) << "of the jog alone";
  EXPECT_EQ(json["weeks"][5]["days_told"], 2);
}

TEST_F(Runs, the_pain_before_a_run_stays_where_it_is_changed) {
  SessionEntry session;
  session.done = Done::all;
  session.before = 2;
  session.run = DoneRun{};
  session.run->distance_m = 3000;
  tell(parse_day("2025-05-12").value(), session);
  run(parse_day("2025-05-13").value(), 3000);
  const Json rows = runs()["runs"];
  EXPECT_EQ(rows[1]["before"], 2.0);
  EXPECT_FALSE(rows[0].contains("before")) << "not told is not zero";
}

}  // namespace
}  // namespace hamstring::service
