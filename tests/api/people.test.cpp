// What people do to their data: two tabs, hostile text, undo, merge, erasure, silence of the log.
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/api/instance.h"

namespace hamstring::test {
namespace {

const json pain_log{
    {"entries", {{{"type", "pain"}, {"when", "now"}, {"value", 3}, {"rescreen", "none_of_these"}}}}};

class PeopleApi : public ::testing::Test {
 protected:
  void SetUp() override {
    instance_.set_up();
    person_ = instance_.add_person();
    at_ = "/people/" + person_;
  }
  json entries() { return instance_.ask("GET", at_ + "/entries", nullptr, "owner").body; }
  Answer add(const json& body) { return instance_.ask("POST", at_ + "/entries", body, "owner"); }

  Instance instance_;
  std::string person_, at_;
};

TEST_F(PeopleApi, the_second_of_two_tabs_is_told_and_shown_both_and_may_keep_both) {
  const int seen = entries()["count"];
  json first = pain_log, second = pain_log;
  first["seen"] = second["seen"] = seen;
  ASSERT_EQ(add(first).status, 200);
  const Answer told = add(second);
  ASSERT_EQ(told.status, 409) << told.text;
  EXPECT_EQ(told.body["now"]["count"], seen + 1);
  EXPECT_EQ(entries()["count"], seen + 1);
  second["keep_both"] = true;
  EXPECT_EQ(add(second).status, 200);
  EXPECT_EQ(entries()["count"], seen + 2);
}

TEST_F(PeopleApi, a_log_that_waited_on_a_phone_and_is_sent_twice_is_one) {
  const int before = entries()["count"];
  json waited = pain_log;
  waited["entries"][0]["id"] = "phone-1";
  waited["entries"][0]["recorded_at"] = "2026-05-11T10:00:00+02:00";
  ASSERT_EQ(add(waited).status, 200);
  ASSERT_EQ(add(waited).status, 200);
  EXPECT_EQ(entries()["count"], before + 1);
}

TEST_F(PeopleApi, all_entries_of_a_request_or_none) {
  const int before = entries()["count"];
  json request = pain_log;
  request["entries"].push_back(
      {{"type", "pain"}, {"when", "now"}, {"value", 11}, {"rescreen", "none_of_these"}});
  const Answer refused = add(request);
  EXPECT_EQ(refused.status, 400) << refused.text;
  EXPECT_EQ(entries()["count"], before);
  for (const json& bad : {json{{"type", "pain"}}, json{{"type", "spell"}}, json(3), json::object(),
                          json{{"type", "test"}, {"test", "no_such_test"}, {"left", {1.0}}},
                          json{{"type", "pain"},
                               {"when", "now"},
                               {"value", 1},
                               {"day", "2030-01-01"},
                               {"rescreen", "none_of_these"}}}) {
    EXPECT_EQ(add({{"entries", {bad}}}).status, 400) << bad.dump();
  }
  EXPECT_EQ(entries()["count"], before);
}

TEST_F(PeopleApi, taking_back_a_batch_gives_the_plan_of_before) {
  instance_.now += 3LL * 86400;
  const json before = instance_.ask("GET", at_ + "/today", nullptr, "owner").body;
  json log = pain_log;
  log["entries"][0]["value"] = 9;
  const Answer saved = add(log);
  ASSERT_EQ(saved.status, 200);
  EXPECT_NE(saved.body["today"], before);
  const std::string batch = std::to_string(saved.body["batch"].get<int>());
  ASSERT_EQ(instance_.ask("DELETE", at_ + "/batches/" + batch, nullptr, "owner").status, 200);
  EXPECT_EQ(instance_.ask("GET", at_ + "/today", nullptr, "owner").body, before);
  EXPECT_EQ(instance_.ask("DELETE", at_ + "/batches/" + batch, nullptr, "owner").status, 404);
}

TEST_F(PeopleApi, a_red_flag_in_a_log_suspends_the_plan_in_the_same_reply) {
  instance_.now += 3LL * 86400;
  json log = pain_log;
  log["entries"][0]["rescreen"] = {{"bladder_bowel_change", "no"},
                                   {"both_legs", "no"},
                                   {"calf_swelling", "yes"},
                                   {"fever", "no"},
                                   {"pop", "no"},
                                   {"leg_numbness", "no"},
                                   {"night_pain", "no"}};
  const Answer saved = add(log);
  ASSERT_EQ(saved.status, 200) << saved.text;
  EXPECT_TRUE(saved.body["today"]["lines"].empty());
  EXPECT_EQ(instance_.ask("GET", "/people", nullptr, "owner").body[0]["urgency"], 100);
}

TEST_F(PeopleApi, hostile_text_comes_back_as_it_was_and_harms_nothing) {
  for (const std::string name : {"Robert'); DROP TABLE person;--", "<img src=x onerror=alert(1)>",
                                 "\xF0\x9F\x92\xA9", "{{7*7}} ${7*7} %s%n"}) {
    const Answer changed = instance_.ask("PATCH", at_, {{"name", name}}, "owner");
    ASSERT_EQ(changed.status, 200);
    EXPECT_EQ(instance_.ask("GET", at_, nullptr, "owner").body["name"], name);
  }
  EXPECT_EQ(instance_.ask("PATCH", at_, {{"name", std::string(500, 'x')}}, "owner").status, 400);
  EXPECT_EQ(instance_.ask("PATCH", at_, {{"name", ""}}, "owner").status, 400);
  EXPECT_EQ(instance_.ask("PATCH", at_, {{"zone", "Mars/Olympus"}}, "owner").status, 400);
  EXPECT_EQ(instance_.ask("GET", "/people/x'%20OR%20'1'='1", nullptr, "owner").status, 404);
}

TEST_F(PeopleApi, a_case_file_of_somebody_else_is_refused_and_of_the_same_person_merges) {
  const Answer file = instance_.ask("GET", at_ + "/case", nullptr, "owner");
  const std::string other = instance_.add_person("Other");
  EXPECT_EQ(instance_.ask("POST", "/people/" + other + "/merge", file.text, "owner").status, 400);
  json elsewhere = json::parse(file.text);
  elsewhere["entries"].push_back({{"id", "x1"},
                                  {"type", "pain"},
                                  {"day", "2026-05-11"},
                                  {"recorded_at", "2026-05-11T12:00:00+02:00"},
                                  {"by", "clinician"},
                                  {"when", "now"},
                                  {"value", 2},
                                  {"rescreen", "none_of_these"}});
  const int before = entries()["count"];
  const Answer merged = instance_.ask("POST", at_ + "/merge", elsewhere.dump(), "owner");
  ASSERT_EQ(merged.status, 200) << merged.text;
  EXPECT_EQ(merged.body["only_there"].size(), 1U);
  EXPECT_EQ(entries()["count"], before + 1);
  EXPECT_EQ(instance_.ask("POST", at_ + "/merge", elsewhere.dump(), "owner").body["only_there"].size(), 0U);
  EXPECT_EQ(entries()["count"], before + 1);
}

TEST_F(PeopleApi, a_case_file_becomes_a_new_person_with_consent_and_a_childs_needs_a_guardian) {
  const std::string text = instance_.ask("GET", at_ + "/case", nullptr, "owner").text;
  json request{
      {"name", "Bea"},
      {"zone", "Europe/Vienna"},
      {"language", "de"},
      {"case", text},
      {"consent", {{"text_version", service::consent_version}, {"given_by", "self"}, {"name", "Bea"}}}};
  const Answer made = instance_.ask("POST", "/people", request, "owner");
  ASSERT_EQ(made.status, 200) << made.text;
  const std::string other = "/people/" + made.body["id"].get<std::string>();
  EXPECT_EQ(instance_.ask("GET", other + "/entries", nullptr, "owner").body["count"], entries()["count"]);
  EXPECT_EQ(instance_.ask("GET", other, nullptr, "owner").body["consents"].size(), 1U);
  json child = json::parse(text);
  for (json& entry : child["entries"])
    if (entry["type"] == "person") entry["birth_year"] = 2014;
  request["case"] = child.dump();
  EXPECT_EQ(instance_.ask("POST", "/people", request, "owner").status, 400);
  request["case"] = "{}";
  EXPECT_EQ(instance_.ask("POST", "/people", request, "owner").status, 400);
  request["case"] = text;
  request["consent"]["given_by"] = "nobody";
  EXPECT_EQ(instance_.ask("POST", "/people", request, "owner").status, 400);
}

TEST_F(PeopleApi,
       a_case_file_is_looked_at_before_it_is_merged_and_a_conflict_shows_both_until_it_is_decided) {
  ASSERT_EQ(add(pain_log).status, 200);
  const std::string text = instance_.ask("GET", at_ + "/case", nullptr, "owner").text;
  json elsewhere = json::parse(text);
  std::string changed;
  for (json& entry : elsewhere["entries"]) {
    if (entry["type"] != "pain" || !changed.empty()) continue;
    changed = entry["id"];
    entry["value"] = entry["value"] == 7 ? 6 : 7;
  }
  ASSERT_FALSE(changed.empty());
  const int before = entries()["count"];
  const Answer look = instance_.ask("POST", at_ + "/merge?preview=true", elsewhere.dump(), "owner");
  ASSERT_EQ(look.status, 200) << look.text;
  EXPECT_EQ(look.body["only_there"].size(), 1U);
  EXPECT_EQ(look.body["batch"], 0);
  EXPECT_EQ(entries()["count"], before) << "looking changed something";
  ASSERT_EQ(instance_.ask("POST", at_ + "/merge", elsewhere.dump(), "owner").status, 200);
  const json conflicts = entries()["conflicts"];
  ASSERT_EQ(conflicts.size(), 1U);
  EXPECT_EQ(conflicts[0]["entry"], changed);
  ASSERT_EQ(conflicts[0]["versions"].size(), 2U);
  const json decide{
      {"entries", {{{"type", "resolve"}, {"of", changed}, {"keep", conflicts[0]["versions"][0]["hash"]}}}}};
  ASSERT_EQ(add(decide).status, 200);
  EXPECT_TRUE(entries()["conflicts"].empty());
}

TEST_F(PeopleApi, the_log_says_what_was_done_and_never_what_was_answered) {
  const json marked{{"entries",
                     {{{"type", "pain"},
                       {"when", "sitting"},
                       {"value", 7},
                       {"note", "zebra-crossing"},
                       {"rescreen", "none_of_these"}}}}};
  ASSERT_EQ(add(marked).status, 200);
  ASSERT_EQ(instance_.ask("PATCH", at_, {{"name", "Quagga"}}, "owner").status, 200);
  const Answer log = instance_.ask("GET", at_ + "/audit", nullptr, "owner");
  ASSERT_GE(log.body.size(), 3U);
  for (const char* answered : {"zebra", "sitting", "pain", "7", "Quagga"}) {
    for (const json& line : log.body) {
      EXPECT_EQ(line["action"].get<std::string>().find(answered), std::string::npos) << line.dump();
      if (line["action"] == "entered") {
        EXPECT_EQ(line["detail"], "1 entries");
      }
    }
  }
}

TEST_F(PeopleApi, what_was_saved_together_says_what_it_was) {
  json told = pain_log;
  for (const double value : {4, 5, 6})
    told["entries"].push_back(
        {{"type", "pain"}, {"when", "walking"}, {"value", value}, {"rescreen", "none_of_these"}});
  ASSERT_EQ(add(told).status, 200);
  const json all = entries();
  const json& last = all["batches"][0];
  EXPECT_EQ(last["entries"], 4);
  ASSERT_EQ(last["says"].size(), 3U) << "three at most";
  EXPECT_EQ(last["says"][0]["day"], "2026-05-11");
  EXPECT_EQ(last["says"][0]["line"], "Pain 3 of 10, now");
  for (const json& batch : all["batches"]) EXPECT_FALSE(batch["says"].empty()) << batch.dump();
}

TEST_F(PeopleApi, an_entry_taken_back_says_which_it_was) {
  ASSERT_EQ(add(pain_log).status, 200);
  const std::string id = entries()["entries"].back()["id"];
  ASSERT_EQ(add({{"entries", {{{"type", "retract"}, {"of", id}}}}}).status, 200);
  EXPECT_EQ(entries()["entries"].back()["line"], "An entry taken back: Pain 3 of 10, now");
}

TEST_F(PeopleApi, a_plan_for_a_far_day_is_refused_at_once_and_a_near_one_is_not) {
  const auto ask = [&](const std::string& day) {
    return instance_.ask("GET", at_ + "/today?day=" + day, nullptr, "owner");
  };
  EXPECT_EQ(ask("2026-06-30").status, 200);
  EXPECT_EQ(ask("2027-05-12").status, 200);
  for (const char* far : {"2027-05-13", "9997-01-01", "9999-12-31"}) {
    const auto began = std::chrono::steady_clock::now();
    const Answer refused = ask(far);
    EXPECT_EQ(refused.status, 400) << far;
    EXPECT_EQ(refused.body["element"], "day") << refused.text;
    EXPECT_NE(refused.text.find("2027-05-12"), std::string::npos) << refused.text;
    EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds(1)) << far;
  }
}

TEST_F(PeopleApi, a_day_before_the_first_entry_has_no_plan) {
  const json days = instance_.ask("GET", at_ + "/timeline", nullptr, "owner").body["days"];
  ASSERT_FALSE(days.empty());
  const std::string first = days[0]["day"];
  EXPECT_EQ(instance_.ask("GET", at_ + "/today?day=" + first, nullptr, "owner").status, 200) << first;
  for (const char* day : {"1900-01-01", "0001-01-01", "2026-05-09", "1986-05-11"}) {
    const Answer refused = instance_.ask("GET", at_ + "/today?day=" + day, nullptr, "owner");
    EXPECT_EQ(refused.status, 400) << day << refused.text.substr(0, 200);
    EXPECT_EQ(refused.body["element"], "day");
    EXPECT_EQ(refused.body["message"], "this day lies before the first entry") << day;
  }
  for (const char* nonsense :
       {"1900", "2026-13-01", "2026-02-30", "today", "99999-01-01", "-001-01-01", "2026-05-11T00:00"}) {
    for (const char* page : {"/today?day=", "/run-fit?day="}) {
      const Answer refused = instance_.ask("GET", at_ + page + nonsense, nullptr, "owner");
      EXPECT_EQ(refused.status, 400) << page << nonsense;
      EXPECT_EQ(refused.body["message"], "a day such as 2026-03-09 was expected") << page << nonsense;
      EXPECT_EQ(refused.body["element"], "day");
    }
  }
}

TEST_F(PeopleApi, an_entry_of_another_age_is_refused_in_every_way_in) {
  const json old{{"entries", {{{"type", "pain"}, {"when", "now"}, {"value", 3}, {"day", "0001-01-01"}}}}};
  const Answer entered = instance_.ask("POST", at_ + "/entries", old, "owner");
  EXPECT_EQ(entered.status, 400) << entered.text;
  EXPECT_EQ(entered.body["message"], "this day is longer ago than a history may reach");
  EXPECT_EQ(entered.body["element"], "day");
  json story = instance_.quiet_story();
  story["onset_day"] = "0001-01-01";
  const Answer told = instance_.ask("POST", "/story", story);
  EXPECT_EQ(told.status, 400) << told.text;
  const std::string entry =
      R"({"id":"old","type":"pain","day":"0001-01-01","recorded_at":"2026-05-11T08:00:00Z","by":"self","when":"now","value":3})";
  const std::string file =
      R"({"schema":"hamstring.case","version":1,"case_id":")" + person_ + R"(","entries":[)" + entry + "]}";
  const Answer merged = instance_.ask("POST", at_ + "/merge", json(file), "owner");
  EXPECT_EQ(merged.status, 400) << merged.text;
  EXPECT_NE(merged.text.find("40 years"), std::string::npos) << merged.text;
}

TEST_F(PeopleApi, whoever_is_erased_is_in_no_copy_of_an_old_format) {
  const auto copy = std::filesystem::path(instance_.folder() / "a.db.before-v4");
  ASSERT_TRUE(write_file(copy, "Ada"));
  ASSERT_EQ(instance_.ask("DELETE", at_, nullptr, "owner").status, 200);
  EXPECT_FALSE(std::filesystem::exists(copy));
}

TEST_F(PeopleApi, nothing_of_an_erased_person_stays_in_the_file) {
  const json marked{{"entries",
                     {{{"type", "pain"},
                       {"when", "now"},
                       {"value", 3},
                       {"note", "zebra-crossing"},
                       {"rescreen", "none_of_these"}}}}};
  ASSERT_EQ(add(marked).status, 200);
  ASSERT_EQ(instance_.ask("PATCH", at_, {{"name", "Quagga Xylophone"}}, "owner").status, 200);
  const Answer erased = instance_.ask("DELETE", at_, nullptr, "owner");
  ASSERT_EQ(erased.status, 200);
  EXPECT_FALSE(erased.body["receipt"].get<std::string>().empty());
  for (const char* suffix : {"", "-wal"}) {
    const auto bytes = read_file(instance_.folder() / (std::string("a.db") + suffix));
    if (!bytes) continue;
    for (const std::string& trace : {std::string("zebra-crossing"), std::string("Quagga"), person_})
      EXPECT_EQ(bytes->find(trace), std::string::npos) << trace << suffix;
  }
}

TEST_F(PeopleApi, a_name_with_a_sign_that_nobody_sees_is_refused_by_the_sign_however_it_is_given) {
  const auto refused = [&](const Answer& answer, const std::string& sign) {
    EXPECT_EQ(answer.status, 400) << answer.text;
    EXPECT_NE(answer.text.find(sign), std::string::npos) << answer.text;
  };
  for (const auto& [name, sign] : {std::pair<std::string, std::string>{std::string("Ada\0Berg", 8), "U+0000"},
                                   {"Ada\nBerg", "U+000A"},
                                   {"Ada \u202EgreB", "U+202E"}}) {
    const json consent{{"text_version", service::consent_version}, {"given_by", "self"}};
    refused(
        instance_.ask("POST", "/people",
                      {{"name", name}, {"story", instance_.quiet_story()}, {"consent", consent}}, "owner"),
        sign);
    refused(instance_.ask("PATCH", at_, {{"name", name}}, "owner"), sign);
    refused(instance_.ask("PATCH", at_, {{"groups", "U21, " + name}}, "owner"), sign);
    refused(instance_.ask("POST", "/accounts",
                          {{"name", name}, {"password", instance_.password}, {"role", "coach"}}, "owner"),
            sign);
    Instance fresh;
    refused(fresh.ask("POST", "/setup", {{"name", name}, {"password", fresh.password}}), sign);
  }
}

TEST_F(PeopleApi, a_story_with_what_cannot_be_is_refused_by_name) {
  json story = instance_.quiet_story();
  const auto refused = [&](const std::string& field, const json& value) {
    json bad = story;
    bad[field] = value;
    const Answer answer = instance_.ask("POST", "/story", bad);
    EXPECT_EQ(answer.status, 400) << field << value.dump();
    EXPECT_FALSE(answer.body["message"].get<std::string>().empty());
  };
  refused("onset_day", "2026-05-12");  // tomorrow
  refused("onset_day", "soon");
  refused("zone", "Nowhere/Land");
  refused("language", "tlh");
  refused("side", "middle");
  refused("birth_year", 3);
  refused("pain_now", 11);
  refused("sports", {"chess"});
  refused("equipment", "mat");
  refused("answers", {{"shoe_size", "yes"}});
  refused("answers", {{"pop", json::array()}});
  refused("surprise", 1);
}

TEST_F(PeopleApi, below_sixteen_a_guardian_has_to_agree) {
  json story = instance_.quiet_story();
  story["birth_year"] = 2014;
  json request{
      {"name", "Kit"},
      {"story", story},
      {"consent", {{"text_version", service::consent_version}, {"given_by", "self"}, {"name", "Kit"}}}};
  EXPECT_EQ(instance_.ask("POST", "/people", request, "owner").status, 400);
  request["consent"]["given_by"] = "guardian";
  EXPECT_EQ(instance_.ask("POST", "/people", request, "owner").status, 200);
  request["consent"]["text_version"] = "0";
  EXPECT_EQ(instance_.ask("POST", "/people", request, "owner").status, 400);
}

TEST_F(PeopleApi, a_child_who_set_this_up_is_no_guardian_of_their_own) {
  const std::string owner = instance_.ask("GET", "/status", nullptr, "owner").body["account"]["name"];
  json story = instance_.quiet_story();
  story["birth_year"] = 2014;
  json request{
      {"name", " " + owner},
      {"story", story},
      {"consent", {{"text_version", service::consent_version}, {"given_by", "guardian"}, {"name", owner}}}};
  EXPECT_EQ(instance_.ask("POST", "/people", request, "owner").status, 400);
  request["name"] = "Kit";
  EXPECT_EQ(instance_.ask("POST", "/people", request, "owner").status, 200);
}

TEST_F(PeopleApi, what_was_shown_is_kept_once_with_the_versions_that_made_it) {
  for (int i = 0; i < 3; ++i) instance_.ask("GET", at_ + "/today", nullptr, "owner");
  const auto shown = store::shown_to(instance_.app().database, person_).value();
  ASSERT_EQ(shown.size(), 1U);
  EXPECT_EQ(shown[0].knowledge, instance_.app().knowledge.version);
}

}  // namespace
}  // namespace hamstring::test
