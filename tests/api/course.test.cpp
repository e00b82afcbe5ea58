// What lies between a person and the next phase: timeline, return, prevention, replay, runs.
#include <gtest/gtest.h>

#include <chrono>

#include "items/json_schema.h"
#include "tests/api/instance.h"

namespace hamstring::test {
namespace {

std::string day_after(const std::string& day, int days) {
  return day_text(parse_day(day).value() + std::chrono::days(days));
}

class Course : public ::testing::Test {
 protected:
  void SetUp() override {
    instance_.set_up();
    const json story{{"zone", "Europe/Vienna"}, {"language", "en"}, {"answers", json::object()}};
    person_ = add("Vera", story);
  }

  std::string add(const std::string& name, const json& story) {
    const Answer made =
        instance_.ask("POST", "/people",
                      {{"name", name},
                       {"story", story},
                       {"consent", {{"text_version", service::consent_version}, {"given_by", "self"}}}},
                      "owner");
    EXPECT_EQ(made.status, 200) << made.text;
    return made.status == 200 ? made.body["id"].get<std::string>() : std::string{};
  }

  /// The golden history of a runner who climbs the ladder; the clock stands on its last day.
  void enter_golden() {
    const auto file = std::filesystem::path(HAMSTRING_PROJECT_DIR) / "tests" / "golden" / "cases" /
                      "ladder_one_rung_up" / "case.json";
    json golden = json::parse(read_file(file).value());
    golden["case_id"] = person_;
    const Answer merged = instance_.ask("POST", "/people/" + person_ + "/merge", golden.dump(), "owner");
    ASSERT_EQ(merged.status, 200) << merged.text;
  }

  json get(const std::string& what) {
    const Answer answer = instance_.ask("GET", "/people/" + person_ + "/" + what, nullptr, "owner");
    EXPECT_EQ(answer.status, 200) << what << answer.text;
    json api =
        json::parse(read_file(std::filesystem::path(HAMSTRING_PROJECT_DIR) / "api" / "openapi.json").value());
    json root = as_json_schema(api["paths"]["/people/{person}/" + what.substr(0, what.find('?'))]["get"]
                                  ["responses"]["200"]["content"]["application/json"]["schema"]);
    root["$defs"] = as_json_schema(api["components"]["schemas"]);
    const auto schema = rehab::JsonSchema::parse(root.dump(), "api/openapi.json");
    EXPECT_TRUE(schema);
    for (const auto& error : schema->check(answer.body))
      ADD_FAILURE() << what << error.pointer << ": " << error.message;
    const std::size_t missing = answer.text.find("\"<");
    EXPECT_EQ(missing, std::string::npos)
        << what
        << ": a sentence is missing: " << answer.text.substr(std::min(missing, answer.text.size()), 80);
    return answer.body;
  }

  Answer enter(const json& entries) {
    return instance_.ask("POST", "/people/" + person_ + "/entries",
                         {{"entries", entries}, {"keep_both", true}}, "owner");
  }

  /// The clock moves; sessions end with time, so the owner logs in again.
  void travel(std::int64_t instant) {
    instance_.now = instant;
    instance_.keep("owner",
                   instance_.ask("POST", "/login", {{"name", "Olga"}, {"password", instance_.password}}));
  }

  /// A run of so many meters, recorded in the evening of its day.
  static json run(const std::string& id, const std::string& day, double meters) {
    return {{"id", id},
            {"type", "session"},
            {"day", day},
            {"recorded_at", day + "T19:00:00Z"},
            {"done", "all"},
            {"worst", 1},
            {"rescreen", "none_of_these"},
            {"run", {{"completed", true}, {"distance_m", meters}, {"duration_s", meters * 0.36}}}};
  }

  Instance instance_;
  std::string person_;
};

TEST_F(Course, the_timeline_says_what_was_told_and_never_makes_zero_of_nothing) {
  travel(rehab::parse_instant("2025-07-01T16:00:00Z").value());
  person_ = add("Early", {{"zone", "Europe/Vienna"}, {"language", "en"}, {"answers", json::object()}});
  enter_golden();
  const json course = get("timeline");
  EXPECT_EQ(course["from"], "2025-05-12");
  EXPECT_EQ(course["until"], "2025-07-01");
  ASSERT_EQ(course["days"].size(), 51U);
  int told_pain = 0, untold = 0;
  for (const json& day : course["days"]) {
    if (day["day"] == "2025-05-14") {
      EXPECT_EQ(day["worst"], 2);
      EXPECT_EQ(day["session"], "all");
    }
    if (day["day"] == "2025-05-15") {
      EXPECT_EQ(day["morning"], 1);
    }
    if (!day["told"].get<bool>()) {
      ++untold;
      EXPECT_FALSE(day.contains("worst")) << day;
      EXPECT_FALSE(day.contains("session")) << day;
    }
    if (day.contains("worst")) ++told_pain;
  }
  EXPECT_GT(told_pain, 20);
  EXPECT_GT(untold, 10);
  // Phases follow each other without a gap, and the last one is today's.
  const json& phases = course["phases"];
  ASSERT_GT(phases.size(), 3U);
  for (std::size_t i = 1; i < phases.size(); ++i)
    EXPECT_EQ(phases[i]["from"], day_after(phases[i - 1]["to"], 1));
  EXPECT_EQ(phases.back()["phase"], get("today")["phase"]);
  const auto count = [&](const char* kind) {
    return std::ranges::count_if(course["events"], [&](const json& e) { return e["kind"] == kind; });
  };
  EXPECT_EQ(count("injury"), 1);
  EXPECT_GE(count("test"), 8);
  EXPECT_GE(count("step"), 3);
}

TEST_F(Course, the_status_of_each_day_is_the_one_that_today_gave_on_it) {
  enter_golden();
  const json course = get("timeline");
  int compared = 0;
  for (std::size_t i = 0; i < course["days"].size(); i += 23, ++compared) {
    const json& day = course["days"][i];
    const json then = get("today?day=" + day["day"].get<std::string>());
    EXPECT_EQ(day["status"], then["status"]) << day;
    EXPECT_EQ(day["phase"], then["phase"]) << day;
  }
  EXPECT_GE(compared, 10);
}

TEST_F(Course, two_years_come_in_one_pass) {
  enter_golden();
  json entries = json::array();
  for (int i = 0; i < 300; ++i)
    entries.push_back(run("r" + std::to_string(1000 + i), day_after("2025-07-05", i), 5000));
  for (std::size_t i = 0; i < entries.size(); i += 150) {
    ASSERT_EQ(
        enter(json(entries.begin() + static_cast<long>(i), entries.begin() + static_cast<long>(i) + 150))
            .status,
        200);
  }
  travel(instance_.now + 365LL * 86400);
  const auto began = std::chrono::steady_clock::now();
  const json course = get("timeline");
  const auto spent = std::chrono::steady_clock::now() - began;
  EXPECT_GT(course["days"].size(), 725U);
  std::printf("timeline of %zu days with its checks: %lld ms\n", course["days"].size(),
              static_cast<long long>(std::chrono::duration_cast<std::chrono::milliseconds>(spent).count()));
  EXPECT_LT(spent, std::chrono::seconds(3));  // generous: the machine may be busy
}

TEST_F(Course, the_return_page_shows_every_rung_and_every_open_criterion) {
  travel(rehab::parse_instant("2025-07-01T16:00:00Z").value());
  person_ = add("Early", {{"zone", "Europe/Vienna"}, {"language", "en"}, {"answers", json::object()}});
  enter_golden();
  const json report = get("return");
  EXPECT_EQ(report["ladder"].size(), instance_.app().knowledge.protocols.at("default_runner").rungs.size());
  int present = 0, criteria = 0;
  for (const json& rung : report["ladder"]) present += rung["place"] == "present" ? 1 : 0;
  for (const json& phase : report["phases"]) criteria += static_cast<int>(phase["criteria"].size());
  EXPECT_EQ(present, 1);
  EXPECT_EQ(report["met"].get<int>() + report["open"].get<int>(), criteria);
  EXPECT_GT(report["open"], 0);
  const json other = get("return?protocol=pain_threshold");
  EXPECT_EQ(other["protocol"], "pain_threshold");
  EXPECT_EQ(instance_.ask("GET", "/people/" + person_ + "/return?protocol=none", nullptr, "owner").status,
            400);
}

TEST_F(Course, replay_tells_since_when_two_protocols_differ_and_why) {
  enter_golden();
  const json same = get("replay?a=default_runner&b=default_runner");
  EXPECT_TRUE(same["since"].is_null());
  EXPECT_TRUE(same["spans"].empty());
  const json sides = get("replay?a=default_runner&b=pain_threshold");
  EXPECT_FALSE(sides["since"].is_null());
  EXPECT_GT(sides["differing_days"], 0);
  for (const json& span : sides["spans"]) EXPECT_LE(span["from"], span["to"]);
  EXPECT_EQ(instance_.ask("GET", "/people/" + person_ + "/replay?a=x&b=y", nullptr, "owner").status, 400);
}

TEST_F(Course, runs_are_summed_by_the_weeks_that_the_person_counts) {
  // 2026-05-10 is a Sunday; the clock of the instance stands on Monday the 11th.
  ASSERT_EQ(enter({run("a1", "2026-05-09", 6000), run("a2", "2026-05-10", 8000)}).status, 200);
  const json monday = get("runs?week_start=monday"), sunday = get("runs?week_start=sunday");
  const auto week = [](const json& runs, const std::string& from) {
    for (const json& w : runs["weeks"]) {
      if (w["from"] == from) return w;
    }
    return json(nullptr);
  };
  EXPECT_EQ(week(monday, "2026-05-04")["distance_m"], 14000.0);
  EXPECT_EQ(week(monday, "2026-05-11")["present"], true);
  EXPECT_EQ(week(sunday, "2026-05-03")["distance_m"], 6000.0);
  EXPECT_EQ(week(sunday, "2026-05-10")["distance_m"], 8000.0);
  EXPECT_EQ(week(monday, "2026-04-27")["days_told"], 0) << "nothing told is told as such";
  EXPECT_EQ(monday["runs"].size(), 2U);
  EXPECT_EQ(monday["runs"][0]["day"], "2026-05-10") << "the latest first";
  EXPECT_EQ(instance_.ask("GET", "/people/" + person_ + "/runs?week_start=friday", nullptr, "owner").status,
            400);
}

TEST_F(Course, the_four_week_line_leaves_out_what_is_not_known) {
  // Weeks from the 13th of April: 10 km, nothing told, told without a run, 20 km; the present one begins on
  // the 11th of May.
  json pain{{"id", "p1"},
            {"type", "pain"},
            {"day", "2026-04-29"},
            {"recorded_at", "2026-04-29T19:00:00Z"},
            {"when", "now"},
            {"value", 1},
            {"rescreen", "none_of_these"}};
  ASSERT_EQ(enter({run("a1", "2026-04-14", 10000), pain, run("a2", "2026-05-06", 20000)}).status, 200);
  for (const json& week : get("runs")["weeks"]) {
    if (week["from"] == "2026-04-20") {
      EXPECT_EQ(week["days_told"], 0);
    }
    if (week["from"] == "2026-05-04") {
      EXPECT_EQ(week["four_weeks_of"], 3);
      EXPECT_DOUBLE_EQ(week["four_weeks_m"], 10000.0);
    }
    if (week["present"] == true) {
      EXPECT_FALSE(week.contains("four_weeks_m")) << "it is not over";
    }
  }
}

TEST_F(Course, a_week_is_cut_where_the_person_lives_also_when_clocks_change) {
  // Sunday, 25 October 2026, 22:30 UTC: in Vienna (clocks went back that morning) still Sunday 23:30, in
  // Brisbane already Monday.
  travel(rehab::parse_instant("2026-10-25T22:30:00Z").value());
  const json story{{"zone", "Australia/Brisbane"}, {"language", "en"}, {"answers", json::object()}};
  const std::string brisbane = add("Bris", story);
  ASSERT_EQ(enter(json::array({run("v1", "2026-10-25", 5000)})).status, 200);
  EXPECT_EQ(enter(json::array({run("v2", "2026-10-26", 5000)})).status, 400) << "not yet Monday in Vienna";
  json runs = get("runs");
  EXPECT_EQ(runs["today"], "2026-10-25");
  EXPECT_EQ(runs["weeks"].back()["from"], "2026-10-19");
  EXPECT_EQ(runs["weeks"].back()["distance_m"], 5000.0);
  person_ = brisbane;
  json late = run("b1", "2026-10-26", 7000);
  late["recorded_at"] = "2026-10-26T08:30:00+10:00";
  ASSERT_EQ(enter(json::array({late})).status, 200);
  runs = get("runs");
  EXPECT_EQ(runs["today"], "2026-10-26");
  EXPECT_EQ(runs["weeks"].back()["from"], "2026-10-26");
  EXPECT_EQ(runs["weeks"].back()["distance_m"], 7000.0);
}

TEST_F(Course, a_changed_run_counts_once_and_a_removed_one_not_at_all) {
  ASSERT_EQ(enter(json::array({run("a1", "2026-05-10", 8000)})).status, 200);
  json better = run("a2", "2026-05-10", 9000);
  better["replaces"] = "a1";
  ASSERT_EQ(enter(json::array({better})).status, 200);
  json runs = get("runs");
  ASSERT_EQ(runs["runs"].size(), 1U);
  EXPECT_EQ(runs["runs"][0]["distance_m"], 9000.0);
  // A correction that was a mistake brings back what it corrected; both taken back leave nothing.
  ASSERT_EQ(enter(json::array({{{"type", "retract"}, {"of", "a2"}}})).status, 200);
  EXPECT_EQ(get("runs")["runs"][0]["distance_m"], 8000.0);
  ASSERT_EQ(enter(json::array({{{"type", "retract"}, {"of", "a1"}}})).status, 200);
  EXPECT_TRUE(get("runs")["runs"].empty());
}

TEST_F(Course, a_chosen_program_is_the_one_the_plan_follows) {
  json before = get("prevention");
  EXPECT_EQ(before["programs"][0]["program"]["id"], "nordic_petersen");
  EXPECT_TRUE(before["programs"][0]["chosen"].get<bool>());
  ASSERT_EQ(enter({{{"type", "setting"}, {"key", "program"}, {"value", "nordic_van_der_horst"}}}).status,
            200);
  json after = get("prevention");
  EXPECT_EQ(after["programs"][0]["program"]["id"], "nordic_van_der_horst");
  EXPECT_EQ(after["programs"][0]["weeks"].size(), 4U);
  for (const json& week : after["programs"][0]["weeks"]) EXPECT_TRUE(week["asked"].is_null());
  EXPECT_EQ(enter({{{"type", "setting"}, {"key", "program"}, {"value", "none_such"}}}).status, 400);
}

}  // namespace
}  // namespace hamstring::test
