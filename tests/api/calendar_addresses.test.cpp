// Addresses that a calendar reads by itself: what they open, for how long, and what whoever guesses gets.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "core/file.h"
#include "store/calendar_records.h"
#include "tests/api/instance.h"

namespace hamstring::test {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class CalendarAddresses : public ::testing::Test {
 protected:
  void SetUp() override {
    instance_.set_up();
    person_ = instance_.add_person();
    at_ = "/people/" + person_ + "/calendar/addresses";
  }
  /// The path of a new one, below the root of the API.
  std::string make(const std::string& who = "owner", const json& body = {{"at", "18:30"}}) {
    const Answer made = instance_.ask("POST", at_, body, who);
    EXPECT_EQ(made.status, 200) << made.text;
    const std::string path = made.status == 200 ? made.body["path"].get<std::string>() : std::string();
    return path.starts_with(server::api_root) ? path.substr(server::api_root.size()) : path;
  }
  /// As a calendar asks: with no account, from its own address.
  Answer read(const std::string& path, const std::string& from = "192.168.0.7") {
    server::Request request{.method = "GET"};
    server::set_target(request, std::string(server::api_root) + path);
    request.host = "192.168.0.2:8790";
    request.address = from;
    request.now = instance_.now;
    return instance_.send(request);
  }
  json list() { return instance_.ask("GET", at_, nullptr, "owner").body["addresses"]; }
  /// Somebody with a session today: the golden history of a runner who climbs the ladder, on its last day.
  void become_runner() {
    instance_.now = rehab::parse_instant("2025-07-01T09:00:00Z").value();
    instance_.keep("owner",
                   instance_.ask("POST", "/login", {{"name", "Olga"}, {"password", instance_.password}}));
    const json story{{"zone", "Europe/Vienna"}, {"language", "en"}, {"answers", json::object()}};
    const json consent{{"text_version", service::consent_version}, {"given_by", "self"}};
    person_ =
        instance_.ask("POST", "/people", {{"name", "Vera"}, {"story", story}, {"consent", consent}}, "owner")
            .body["id"];
    at_ = "/people/" + person_ + "/calendar/addresses";
    const auto file = std::filesystem::path(HAMSTRING_PROJECT_DIR) / "tests" / "golden" / "cases" /
                      "ladder_one_rung_up" / "case.json";
    json golden = json::parse(read_file(file).value());
    golden["case_id"] = person_;
    ASSERT_EQ(instance_.ask("POST", "/people/" + person_ + "/merge", golden.dump(), "owner").status, 200);
  }
  static std::string changed(std::string path) {
    char& one = path[path.rfind('/') - 1];
    one = one == '0' ? '1' : '0';
    return path;
  }
  static std::int64_t sequence(const std::string& text) {
    return std::stoll(text.substr(text.find("SEQUENCE:") + 9));
  }

  Instance instance_{true};
  std::string person_, at_;
};

TEST_F(CalendarAddresses, open_the_days_of_one_person_and_move_with_the_plan) {
  become_runner();
  const std::string path = make();
  const Answer first = read(path);
  ASSERT_EQ(first.status, 200) << first.text;
  EXPECT_THAT(first.text, HasSubstr("UID:day-20250701-" + person_ + "@hamstring.invalid"));
  EXPECT_TRUE(first.text.contains("20250701T183000")) << "the session of today, at its time";
  EXPECT_TRUE(first.text.contains("BEGIN:VALARM"));
  EXPECT_THAT(first.text, HasSubstr("REFRESH-INTERVAL;VALUE=DURATION:PT4H"));
  EXPECT_THAT(first.text, Not(HasSubstr("get the calendar again"))) << "it moves by itself";
  // A danger sign is told: the same day, the same UID, a higher SEQUENCE, and no session any more.
  instance_.now += 60;
  const json sign{{"entries", {{{"type", "answer"}, {"question", "saddle_numbness"}, {"value", "yes"}}}}};
  ASSERT_EQ(instance_.ask("POST", "/people/" + person_ + "/entries", sign, "owner").status, 200);
  const Answer second = read(path);
  EXPECT_THAT(second.text, HasSubstr("UID:day-20250701-" + person_ + "@hamstring.invalid"));
  EXPECT_GT(sequence(second.text), sequence(first.text));
  EXPECT_FALSE(second.text.contains("BEGIN:VALARM")) << "nobody is called to a session";
}

TEST_F(CalendarAddresses, keep_no_secret_but_its_hash_and_tell_it_once) {
  const std::string path = make();
  const std::string secret = path.substr(11, path.rfind('/') - 11),
                    word = secret.substr(secret.find('-') + 1);
  ASSERT_EQ(word.size(), 64U) << secret;
  EXPECT_NE(path, make()) << "each has its own";
  const auto rows = store::calendar_addresses_of(instance_.app().database, person_).value();
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0].secret, sha256_hex(word));
  for (const char* page : {"", "/audit"})
    EXPECT_THAT(
        instance_.ask("GET", page == std::string() ? at_ : "/people/" + person_ + page, nullptr, "owner")
            .text,
        Not(HasSubstr(word)));
  EXPECT_EQ(server::route_pattern(std::string(server::api_root) + path), "/calendars/{secret}/hamstring.ics")
      << "what a log says of it";
}

TEST_F(CalendarAddresses, are_taken_back_one_by_one_and_by_a_new_password) {
  const std::string phone = make(), tablet = make();
  const std::string id = list()[0]["id"].dump();
  EXPECT_EQ(instance_.ask("DELETE", at_ + "/" + id, nullptr, "owner").status, 200);
  EXPECT_EQ(instance_.ask("DELETE", at_ + "/" + id, nullptr, "owner").status, 404);
  EXPECT_EQ(read(phone).status, 404);
  EXPECT_EQ(read(tablet).status, 200) << "each alone";
  ASSERT_EQ(
      instance_
          .ask("POST", "/password", {{"old", instance_.password}, {"new", "four quite plain words"}}, "owner")
          .status,
      200);
  EXPECT_EQ(read(tablet).status, 404) << "whoever knew the old password may have made it";
}

TEST_F(CalendarAddresses, end_with_the_account_that_made_them_and_with_the_person) {
  instance_.add_account("clinician");
  const std::string theirs = make("clinician"), own = make();
  const json accounts = instance_.ask("GET", "/accounts", nullptr, "owner").body;
  const std::string clinician = accounts[1]["id"].dump();
  ASSERT_EQ(instance_.ask("DELETE", "/accounts/" + clinician, nullptr, "owner").status, 200);
  EXPECT_EQ(read(theirs).status, 404);
  EXPECT_EQ(read(own).status, 200);
  ASSERT_EQ(instance_.ask("DELETE", "/people/" + person_, nullptr, "owner").status, 200);
  const Answer erased = read(own), never = read(changed(own));
  EXPECT_EQ(erased.status, 404);
  EXPECT_EQ(erased.text, never.text) << "nobody learns that somebody was here";
}

TEST_F(CalendarAddresses, a_wrong_secret_is_one_word_and_many_wait) {
  const std::string path = make();
  const std::string wrong = changed(path), id = path.substr(0, path.find('-'));
  for (const std::string& nothing : {wrong, std::string("/calendars/x/hamstring.ics"), id + "-/hamstring.ics",
                                     std::string("/calendars/999-") + std::string(64, 'a') + "/hamstring.ics",
                                     std::string("/calendars/-1-") + std::string(64, 'a') + "/hamstring.ics",
                                     id + "-" + std::string(4000, 'a') + "/hamstring.ics"}) {
    const Answer answer = read(nothing);
    EXPECT_EQ(answer.status, 404) << nothing;
    EXPECT_EQ(answer.body["message"], "there is no such calendar address");
  }
  int waits = 0;
  for (int i = 0; i < 30; ++i) waits += read(wrong).status == 429 ? 1 : 0;
  EXPECT_EQ(waits, 16) << "twenty of one address within a quarter of an hour, six of them before";
  EXPECT_EQ(read(path).status, 429) << "whoever guesses waits for all of them";
  EXPECT_EQ(read(path, "192.168.0.8").status, 200) << "and nobody else";
  instance_.now += 16LL * 60;
  EXPECT_EQ(read(path).status, 200);
}

TEST_F(CalendarAddresses, their_use_is_seen_and_stands_in_the_audit_about_once_a_day) {
  const std::string path = make();
  EXPECT_FALSE(list()[0].contains("read"));
  for (int i = 0; i < 6; ++i) {
    ASSERT_EQ(read(path).status, 200);
    instance_.now += 4LL * 3600;
  }
  EXPECT_EQ(list()[0]["read"], "2026-05-12T05:00:00Z");
  const std::string audit = instance_.ask("GET", "/people/" + person_ + "/audit", nullptr, "owner").text;
  const auto count = [&](const std::string& what) {
    int n = 0;
    for (std::size_t at = audit.find(what); at != std::string::npos; at = audit.find(what, at + 1)) ++n;
    return n;
  };
  EXPECT_EQ(count("\"calendar address made\""), 1);
  EXPECT_EQ(count("\"calendar read\""), 2) << "six times on two days: " << audit;
  EXPECT_THAT(audit, HasSubstr("192.168.0.7"));
}

TEST_F(CalendarAddresses, are_made_only_where_other_devices_come_in_and_no_more_than_ten) {
  EXPECT_EQ(instance_.ask("POST", at_, {{"at", "25:99"}}, "owner").status, 400);
  for (int i = 0; i < 10; ++i) make();
  const Answer more = instance_.ask("POST", at_, json::object(), "owner");
  EXPECT_EQ(more.status, 409) << more.text;
  Instance alone;
  alone.set_up();
  const std::string at = "/people/" + alone.add_person() + "/calendar/addresses";
  EXPECT_EQ(alone.ask("GET", at, nullptr, "owner").body["lan"], false);
  EXPECT_EQ(alone.ask("POST", at, json::object(), "owner").status, 409);
}

TEST_F(CalendarAddresses, hold_no_session_of_before_where_the_disk_lost_what_was_told) {
  const std::string path = make();
  ASSERT_THAT(read(path).text, HasSubstr("day-20260512"));
  ASSERT_TRUE(instance_.app().database.execute(
      "UPDATE entry SET json = replace(json, 'left', 'lefT') WHERE json LIKE '%\"injury\"%'"));
  instance_.app().people.forget_all();
  const Answer answer = read(path);
  EXPECT_EQ(answer.status, 200) << "a refusal would leave the old sessions in the calendar";
  EXPECT_THAT(answer.text, Not(HasSubstr("day-20260512")));
  EXPECT_THAT(answer.text, HasSubstr("the plan waits"));
}

}  // namespace
}  // namespace hamstring::test
