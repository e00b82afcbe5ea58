// One word says what a day is about, and every surface says that one: over what stands, not over what was
// taken back.
#include <gtest/gtest.h>

#include <fstream>
#include <map>

#include "tests/api/instance.h"

namespace hamstring::test {
namespace {

class OneWord : public ::testing::Test {
 protected:
  void SetUp() override {
    instance_.set_up();
    person_ = instance_.add_person();
    std::filesystem::create_directories(instance_.folder() / "web/phone");
    std::ofstream(instance_.folder() / "web/phone/template.html")
        << "<script id=plan>\"hamstring-plan\"</script>";
    days(2);
    enter({{{"type", "test"},
            {"test", "walk_test"},
            {"result", "normal"},
            {"pain", 1},
            {"rescreen", "none_of_these"}}});
  }

  void days(int n) { instance_.now += n * 86400LL; }
  [[nodiscard]] std::string at(const std::string& path) const { return "/people/" + person_ + path; }
  json get(const std::string& path) {
    const Answer answer = instance_.ask("GET", path, nullptr, "owner");
    EXPECT_EQ(answer.status, 200) << path << answer.text;
    return answer.body;
  }
  // A list and no json: {x} of one json is that json, not a list that holds it.
  json enter(const std::vector<json>& entries) {
    instance_.now += 60;
    const Answer saved = instance_.ask("POST", at("/entries"), {{"entries", entries}}, "owner");
    EXPECT_EQ(saved.status, 200) << saved.text;
    return saved.body["today"];
  }
  json session(const json& lines, const json& run = nullptr) {
    json entry{{"type", "session"}, {"done", "all"}, {"before", 1},
               {"worst", 1},        {"after", 1},    {"rescreen", "none_of_these"}};
    if (!lines.empty()) entry["lines"] = lines;
    if (!run.is_null()) entry["run"] = run;
    return entry;
  }
  /// Everything that the plan asks for, done as asked.
  json whole_session(const json& today) {
    json lines = json::array();
    for (const json& line : today["lines"])
      lines.push_back(
          {{"exercise", line["exercise"]}, {"sets", line["amounts"].size()}, {"reps", line["amounts"]}});
    json run = nullptr;
    if (!today["run"].is_null()) run = {{"rung", today["run"]["rung"]}, {"completed", true}};
    return session(lines, run);
  }

  /// The word of Today, checked against every other surface.
  std::string word() {
    const json today = get(at("/today"));
    const std::string head = today["head"], text = today["head_text"];
    EXPECT_EQ(text, today["heads"][head]["text"].get<std::string>());
    for (const json& row : get("/people")) {
      if (row["id"] == person_) {
        EXPECT_EQ(row["head"].get<std::string>(), head);
      }
    }
    const Answer phone = instance_.ask("GET", at("/phone"), nullptr, "owner");
    EXPECT_NE(phone.text.find("\"head\":\"" + head + "\""), std::string::npos);
    // The question of the morning stands on Today; in a calendar the day is what it is once that is told.
    const std::string day = today["heads"][today["after_morning"].get<std::string>()]["text"];
    EXPECT_NE(instance_.ask("GET", at("/calendar"), nullptr, "owner").text.find("Hamstring: " + day),
              std::string::npos);
    return head;
  }

  Instance instance_;
  std::string person_;
};

TEST_F(OneWord, goes_through_a_day_and_the_morning_after_it) {
  days(1);
  EXPECT_EQ(word(), "session");
  const json today = enter({whole_session(get(at("/today")))});
  EXPECT_EQ(today["head"], "done") << today["lines"] << today["run"];
  EXPECT_EQ(word(), "done");
  days(1);
  EXPECT_EQ(word(), "morning");
  const json morning = get(at("/today"));
  EXPECT_EQ(morning["after_morning"], "session");
  EXPECT_EQ(morning["morning"]["rest_above"], 1);
  enter({{{"type", "morning"},
          {"session", morning["morning"]["session"]},
          {"value", 1},
          {"rescreen", "none_of_these"}}});
  EXPECT_EQ(word(), "session");
}

TEST_F(OneWord, a_session_that_was_taken_back_was_never_done) {
  days(1);
  enter({whole_session(get(at("/today")))});
  ASSERT_EQ(word(), "done");
  const json entries = get(at("/entries"))["entries"];
  enter({{{"type", "retract"}, {"of", entries.back()["id"]}},
         {{"type", "pain"}, {"when", "now"}, {"value", 1}, {"rescreen", "none_of_these"}}});
  EXPECT_EQ(word(), "session");
  EXPECT_FALSE(get(at("/today"))["done_today"]);
  days(1);
  EXPECT_TRUE(get(at("/today"))["morning"].is_null()) << "nobody asks for the morning after nothing";
}

TEST_F(OneWord, a_run_does_not_end_a_day_whose_exercises_are_open) {
  days(1);
  const json before = get(at("/today"));
  ASSERT_FALSE(before["lines"].empty());
  const json today =
      enter({session(json::array(), {{"completed", true}, {"distance_m", 8000}, {"duration_s", 2700}})});
  EXPECT_EQ(today["head"], "left");
  EXPECT_EQ(today["lines"].size(), before["lines"].size());
  EXPECT_EQ(word(), "left");
}

TEST_F(OneWord, what_is_no_session_does_not_end_a_day) {
  days(1);
  const json quiet = "none_of_these";
  EXPECT_EQ(enter({{{"type", "pain"}, {"when", "now"}, {"value", 1}, {"rescreen", quiet}}})["head"],
            "session");
  EXPECT_EQ(
      enter(
          {{{"type", "session"}, {"done", "none"}, {"skipped_for", "no_time"}, {"rescreen", quiet}}})["head"],
      "session");
}

TEST_F(OneWord, two_sessions_of_a_day_share_the_one_question) {
  days(1);
  const json plan = get(at("/today"));
  enter({whole_session(plan)});
  const std::string first = get(at("/entries"))["entries"].back()["id"];
  enter({session(json::array(), {{"completed", true}, {"duration_s", 1200}})});
  days(1);
  ASSERT_EQ(word(), "morning");
  enter({{{"type", "morning"}, {"session", first}, {"value", 1}, {"rescreen", "none_of_these"}}});
  EXPECT_TRUE(get(at("/today"))["morning"].is_null());
}

TEST_F(OneWord, a_morning_is_asked_about_for_three_days_and_then_no_more) {
  days(1);
  enter({whole_session(get(at("/today")))});
  days(3);
  EXPECT_EQ(word(), "morning");
  days(1);
  EXPECT_TRUE(get(at("/today"))["morning"].is_null());
}

TEST_F(OneWord, a_danger_sign_comes_before_the_question) {
  days(1);
  enter({whole_session(get(at("/today")))});
  days(1);
  const json today = enter(
      {{{"type", "pain"}, {"when", "now"}, {"value", 1}, {"rescreen", {{"bladder_bowel_change", "yes"}}}}});
  EXPECT_EQ(today["head"], "suspended");
  EXPECT_FALSE(today["morning"].is_null()) << "it is still asked, below";
  EXPECT_EQ(word(), "suspended");
}

TEST_F(OneWord, a_coach_reads_of_no_question) {
  days(1);
  enter({whole_session(get(at("/today")))});
  instance_.add_account("coach");
  days(1);
  const Answer seen = instance_.ask("GET", at("/today"), nullptr, "coach");
  EXPECT_TRUE(seen.body["morning"].is_null());
  EXPECT_NE(seen.body["head"], "morning");
}

TEST(OneWordOfTheClub, the_list_and_today_say_the_same_of_all_forty) {
  const TempFolder folder;
  auto app = server::App::open({.database = folder / "demo.db",
                                .data_folder = std::filesystem::path(HAMSTRING_PROJECT_DIR) / "data",
                                .web_folder = folder / "web",
                                .demo = true});
  ASSERT_TRUE(app) << app.error().text();
  const std::int64_t now = rehab::parse_instant("2026-05-11T09:00:00Z").value();
  ASSERT_TRUE((*app)->open_demo(now));
  const auto get = [&](const std::string& path) {
    server::Request request;
    request.method = "GET";
    server::set_target(request, "/api/v1" + path);
    request.host = "127.0.0.1";
    request.now = now;
    return json::parse(server::answer(**app, std::move(request)).body, nullptr, false);
  };
  std::map<std::string, int> seen;
  for (const json& row : get("/people?language=en")) {
    const json today = get("/people/" + row["id"].get<std::string>() + "/today?language=en");
    EXPECT_EQ(row["head"], today["head"]) << row["id"];
    ++seen[row["head"]];
  }
  int people = 0;
  for (const auto& [head, count] : seen) people += count;
  EXPECT_EQ(people, 40);
  EXPECT_GE(seen.size(), 4U);
}

// Whether a told run may have been the run of the plan is for the server to say.
TEST_F(OneWord, the_rung_is_offered_only_for_a_run_that_fits_it) {
  days(1);
  ASSERT_EQ(get(at("/today"))["run"]["rung"], "walk_15");
  const auto rung = [&](const std::string& told) { return get(at("/run-fit?" + told))["rung"]; };
  EXPECT_TRUE(rung("distance_m=8000&duration_s=2700").is_null());
  EXPECT_TRUE(rung("distance_m=5000&duration_s=1800").is_null()) << "that was a run";
  EXPECT_TRUE(rung("duration_s=900").is_null()) << "not told how far";
  EXPECT_EQ(rung("distance_m=1350&duration_s=900")["id"], "walk_15");
  EXPECT_TRUE(rung("distance_m=1350&duration_s=900&day=2026-05-01").is_null()) << "another day";
  EXPECT_EQ(instance_.ask("GET", at("/run-fit?distance_m=far"), nullptr, "owner").status, 400);
}

}  // namespace
}  // namespace hamstring::test
