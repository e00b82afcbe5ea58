// Runs of a watch: dropped as files, looked at, kept by one word, taken back by one.
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <signal.h>

#include "items/json_schema.h"
#include "tests/api/instance.h"
#include "vault/zip.h"

namespace hamstring::test {
namespace {

/// Ten minutes at 3 m/s around a corner, as a table that ends at `first_s` + 600.
std::string table(std::int64_t first_s, double speed = 3.0) {
  std::string text = "time,speed,distance,latitude,longitude,altitude\n";
  for (int i = 0; i <= 600; ++i) {
    const double north = i < 300 ? i * speed : 300 * speed, east = i < 300 ? 0 : (i - 300) * speed;
    text += fmt::format("{},{:.2f},{:.1f},{:.6f},{:.6f},{:.1f}\n", first_s + i, speed, i * speed,
                        48.2 + north / 111'200.0, 16.3 + east / 74'200.0, 180.0 + 0.02 * i);
  }
  return text;
}

class RecordingsApi : public ::testing::Test {
 protected:
  void SetUp() override {
    instance_.set_up();
    person_ = instance_.add_person("Ada");
    at_ = "/people/" + person_;
  }
  Answer send(const service::Files& files, const std::string& who = "owner") {
    const auto zip = service::write_zip(files);
    return zip ? send_bytes(*zip, who) : Answer{};
  }
  Answer send_bytes(const std::string& bytes, const std::string& who = "owner") {
    server::Request request{.method = "POST", .path = "/api/v1" + at_ + "/recordings"};
    request.host = "127.0.0.1:8790";
    request.content_type = "application/zip";
    request.body = bytes;
    request.now = instance_.now;
    instance_.as(request, who);
    return instance_.send(std::move(request));
  }
  Answer read(const Answer& begun, const std::string& who = "owner") {
    if (begun.status != 200) return begun;
    id_ = begun.body["id"];
    const auto end = std::chrono::steady_clock::now() + std::chrono::minutes(5);
    Answer seen = ask("GET", "/recordings/" + id_, who);
    while (seen.status == 200 && seen.body["working"] == true && std::chrono::steady_clock::now() < end) {
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
      seen = ask("GET", "/recordings/" + id_, who);
    }
    if (seen.status == 200) seen.body = seen.body["reply"];
    return seen;
  }
  Answer ask(const std::string& method, const std::string& path, const std::string& who = "owner") {
    return instance_.ask(method, at_ + path, nullptr, who);
  }
  Instance instance_;
  std::string person_, at_, id_;
};

/// Holds a reply against its schema in api/openapi.json.
void fits(const char* name, const json& body) {
  const json api =
      json::parse(read_file(std::filesystem::path(HAMSTRING_PROJECT_DIR) / "api" / "openapi.json").value());
  json root = as_json_schema(api["components"]["schemas"][name]);
  root["$defs"] = as_json_schema(api["components"]["schemas"]);
  const auto schema = rehab::JsonSchema::parse(root.dump(), "api/openapi.json");
  ASSERT_TRUE(schema) << schema.error().text();
  for (const auto& error : schema->check(body))
    ADD_FAILURE() << name << error.pointer << ": " << error.message;
}

TEST_F(RecordingsApi, from_a_file_to_its_ledger_and_back) {
  const std::int64_t morning = instance_.now - 3 * 3600;
  const Answer seen = read(send({{"a.csv", table(morning)},
                                 {"b/twin.csv", table(morning)},
                                 {"broken.fit", "no"},
                                 {"photo.jpg", "x"},
                                 {"yesterday.csv", table(morning - 86400, 3.4)}}));
  ASSERT_EQ(seen.status, 200) << seen.text;
  fits("ReadRuns", seen.body);
  fits("RecordingsSeen", ask("GET", "/recordings/" + id_).body);
  EXPECT_EQ(seen.body["new"], 2) << seen.body.dump(1);
  EXPECT_EQ(seen.body["others"], 1);
  EXPECT_EQ(seen.body["files"].size(), 4U);
  // Nothing is kept before somebody says so.
  EXPECT_EQ(ask("GET", "/run-ledger").body["runs"].size(), 0U);
  const Answer kept = ask("POST", "/recordings/" + id_);
  ASSERT_EQ(kept.status, 200) << kept.text;
  EXPECT_EQ(kept.body["kept"], 2);
  fits("RecordingsKept", kept.body);
  const Answer ledger = ask("GET", "/run-ledger");
  ASSERT_EQ(ledger.status, 200) << ledger.text;
  fits("RunLedger", ledger.body);
  ASSERT_EQ(ledger.body["runs"].size(), 2U);
  const json newest = ledger.body["runs"][0];
  EXPECT_EQ(newest["day"], "2026-05-11");
  EXPECT_NEAR(newest["distance_m"].get<double>(), 1800.0, 2.0);
  EXPECT_EQ(newest["batch"], kept.body["batch"]);
  EXPECT_TRUE(ledger.body["weeks"].back()["easy_strides"][0].is_array());
  const Answer along = ask("GET", "/run-ledger/" + newest["id"].get<std::string>());
  ASSERT_EQ(along.status, 200) << along.text;
  fits("RunAlong", along.body);
  EXPECT_EQ(along.body["started"], "2026-05-11T08:00:00+02:00");
  EXPECT_EQ(along.body["east_m"].size(), 121U);
  EXPECT_LT(along.body["place_error_m"].get<double>(), 12.0);
  // Once more: nothing is new, and nothing is kept.
  EXPECT_EQ(read(send({{"again.csv", table(morning)}})).body["runs"][0]["state"], "known");
  EXPECT_EQ(ask("POST", "/recordings/" + id_).status, 400);
  const std::string batch = std::to_string(kept.body["batch"].get<int>());
  ASSERT_EQ(ask("DELETE", "/batches/" + batch).status, 200);
  EXPECT_EQ(ask("GET", "/run-ledger").body["runs"].size(), 0U);
  EXPECT_EQ(read(send({{"again.csv", table(morning)}})).body["new"], 1);
}

TEST_F(RecordingsApi, a_run_that_was_recorded_is_a_run_to_the_plan_until_it_is_taken_out) {
  ASSERT_EQ(read(send({{"a.csv", table(instance_.now - 30 * 3600)}})).status, 200);
  ASSERT_EQ(ask("POST", "/recordings/" + id_).status, 200);
  const json recorded = ask("GET", "/run-ledger").body["runs"];
  ASSERT_EQ(recorded.size(), 1U);
  EXPECT_EQ(recorded[0]["felt"], false);
  const json runs = ask("GET", "/runs").body["runs"];
  ASSERT_EQ(runs.size(), 1U);
  EXPECT_EQ(runs[0]["id"], recorded[0]["told"]);
  EXPECT_NEAR(runs[0]["distance_m"].get<double>(), 1800.0, 2.0);
  EXPECT_FALSE(runs[0].contains("worst")) << "how it felt was not told";
  const std::string batch = std::to_string(recorded[0]["batch"].get<int>());
  ASSERT_EQ(ask("DELETE", "/batches/" + batch).status, 200);
  EXPECT_TRUE(ask("GET", "/runs").body["runs"].empty());
  EXPECT_EQ(ask("GET", "/today").status, 200);
}

TEST_F(RecordingsApi, of_everybody_stand_in_weeks_a_coach_sees_them_and_an_athlete_their_own) {
  ASSERT_EQ(read(send({{"a.csv", table(instance_.now - 30 * 3600)}})).status, 200);
  ASSERT_EQ(ask("POST", "/recordings/" + id_).status, 200);
  const std::string other = instance_.add_person("Bea");
  instance_.add_account("coach");
  instance_.add_account("athlete", other);
  const Answer coach = instance_.ask("GET", "/run-weeks", nullptr, "coach");
  ASSERT_EQ(coach.status, 200) << coach.text;
  fits("RunWeeks", coach.body);
  ASSERT_EQ(coach.body["people"].size(), 2U);
  std::size_t recorded = 0;
  for (const json& row : coach.body["people"])
    for (const json& week : row["weeks"]) recorded += week["recorded"].get<std::size_t>();
  EXPECT_EQ(recorded, 1U);
  const Answer own = instance_.ask("GET", "/run-weeks", nullptr, "athlete:" + other);
  ASSERT_EQ(own.body["people"].size(), 1U);
  EXPECT_EQ(own.body["people"][0]["name"], "Bea");
}

TEST_F(RecordingsApi, telling_how_a_run_felt_keeps_what_was_said_of_the_morning_after_it) {
  ASSERT_EQ(read(send({{"a.csv", table(instance_.now - 24 * 3600)}})).status, 200);
  ASSERT_EQ(ask("POST", "/recordings/" + id_).status, 200);
  const json today = ask("GET", "/today").body;
  ASSERT_TRUE(today["morning"].is_object()) << "the morning after it is asked for";
  const std::string run = today["morning"]["session"];
  const auto add = [&](const json& entry) {
    const Answer added =
        instance_.ask("POST", "/people/" + person_ + "/entries", {{"entries", {entry}}}, "owner");
    EXPECT_EQ(added.status, 200) << added.text;
  };
  add({{"type", "morning"}, {"session", run}, {"value", 3}, {"rescreen", "none_of_these"}});
  EXPECT_TRUE(ask("GET", "/today").body["morning"].is_null());
  json corrected;
  const json entries = ask("GET", "/entries").body["entries"];
  for (const json& entry : entries)
    if (entry["id"] == run) corrected = entry;
  for (const char* key : {"id", "recorded_at", "by", "line", "batch", "may_take_out"}) corrected.erase(key);
  corrected["replaces"] = run;
  corrected["worst"] = 2;
  add(corrected);
  EXPECT_TRUE(ask("GET", "/today").body["morning"].is_null()) << "it was answered once";
}

TEST_F(RecordingsApi, are_the_readers_alone_and_about_one_person) {
  const Answer begun = send({{"a.csv", table(instance_.now - 7200)}});
  ASSERT_EQ(read(begun).status, 200);
  instance_.add_account("clinician");
  EXPECT_EQ(ask("GET", "/recordings/" + id_, "clinician").status, 404);
  EXPECT_EQ(ask("POST", "/recordings/" + id_, "clinician").status, 404);
  const std::string other = instance_.add_person("Bea");
  EXPECT_EQ(instance_.ask("POST", "/people/" + other + "/recordings/" + id_, nullptr, "owner").status, 404);
  EXPECT_EQ(ask("DELETE", "/recordings/" + id_).status, 200);
  EXPECT_EQ(ask("POST", "/recordings/" + id_).status, 404);
  // Whoever is erased may be in what was read.
  ASSERT_EQ(read(send({{"a.csv", table(instance_.now - 7200)}})).status, 200);
  EXPECT_EQ(instance_.ask("DELETE", "/people/" + other, nullptr, "owner").status, 200);
  EXPECT_EQ(ask("GET", "/recordings/" + id_).status, 404);
}

TEST_F(RecordingsApi, what_is_no_zip_climbs_or_is_too_dense_is_refused_in_the_readers_language) {
  EXPECT_EQ(read(send_bytes("no zip")).status, 400);
  const auto bomb = service::write_zip({{"a.csv", std::string(std::size_t{100} << 20, '0')}});
  EXPECT_EQ(read(send_bytes(*bomb)).status, 400);
  EXPECT_EQ(ask("GET", "/run-ledger").body["runs"].size(), 0U);
}

TEST_F(RecordingsApi, a_cancelled_reading_makes_room_for_the_next) {
  service::Files many;
  for (int i = 0; i < 300; ++i) many[std::to_string(i) + ".csv"] = table(instance_.now - 7200 - 86400 * i);
  const Answer begun = send(many);
  ASSERT_EQ(begun.status, 200) << begun.text;
  EXPECT_EQ(send({{"a.csv", table(instance_.now - 7200)}}).status, 429);
  EXPECT_EQ(ask("DELETE", "/recordings/" + begun.body["id"].get<std::string>()).status, 200);
  for (int i = 0; i < 500 && instance_.app().runs.busy(); ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  EXPECT_EQ(read(send({{"a.csv", table(instance_.now - 7200)}})).body["new"], 1);
}

TEST_F(RecordingsApi, a_reader_that_dies_harms_nobody) {
  service::Files many;
  for (int i = 0; i < 200; ++i) many[std::to_string(i) + ".csv"] = table(instance_.now - 7200 - 86400 * i);
  const Answer begun = send(many);
  ASSERT_EQ(begun.status, 200);
  const pid_t reader = instance_.app().runs.process();
  ASSERT_GT(reader, 0);
  ::kill(reader, SIGKILL);
  const Answer seen = read(begun);
  EXPECT_EQ(seen.status, 400);
  EXPECT_EQ(seen.body["message"], "reading these files broke off");
  EXPECT_EQ(read(send({{"a.csv", table(instance_.now - 7200)}})).body["new"], 1);
}

}  // namespace
}  // namespace hamstring::test
