// Who may change what others entered, and writers that meet.
#include <gtest/gtest.h>

#include <array>
#include <thread>

#include "tests/api/instance.h"

namespace hamstring::test {
namespace {

json pain(double value) {
  return {{"type", "pain"}, {"when", "now"}, {"value", value}, {"rescreen", "none_of_these"}};
}

json one(const json& entry) {
  return {{"entries", {entry}}};
}

class OwnEntries : public ::testing::Test {
 protected:
  void SetUp() override {
    instance_.set_up();
    person_ = instance_.add_person();
    at_ = "/people/" + person_;
    instance_.add_account("clinician");
    instance_.add_account("athlete", person_);
    athlete_ = "athlete:" + person_;
    ASSERT_EQ(add("clinician", one({{"id", "c1"}, {"type", "clearance"}, {"of", "rescreen"}, {"ref", "pop"}}))
                  .status,
              200);
  }
  Answer add(const std::string& who, const json& body) {
    return instance_.ask("POST", at_ + "/entries", body, who);
  }
  Answer take_back(const std::string& who, int batch) {
    return instance_.ask("DELETE", at_ + "/batches/" + std::to_string(batch), nullptr, who);
  }
  /// So many entries that checking them all takes two writers long enough to meet.
  void fill(int batches) {
    for (int batch = 0; batch < batches; ++batch) {
      json many{{"entries", json::array()}};
      for (int i = 0; i < 200; ++i) many["entries"].push_back(pain(1 + i % 3));
      ASSERT_EQ(add("owner", many).status, 200);
    }
  }
  int count() { return instance_.ask("GET", at_ + "/entries", nullptr, "owner").body["count"]; }

  Instance instance_;
  std::string person_, at_, athlete_;
};

TEST_F(OwnEntries, an_athlete_takes_out_what_they_told_and_not_what_a_clinician_said) {
  json own = pain(3);
  own["id"] = "a1";
  ASSERT_EQ(add(athlete_, one(own)).status, 200);
  EXPECT_EQ(add(athlete_, one({{"type", "retract"}, {"of", "a1"}})).status, 200);
  const int before = count();
  const Answer refused = add(athlete_, one({{"type", "retract"}, {"of", "c1"}}));
  EXPECT_EQ(refused.status, 403) << refused.text;
  json instead = pain(1);
  instead["replaces"] = "c1";
  EXPECT_EQ(add(athlete_, one(instead)).status, 403);
  EXPECT_EQ(count(), before);
  EXPECT_EQ(add("clinician", one({{"type", "retract"}, {"of", "c1"}})).status, 200);
}

TEST_F(OwnEntries, an_athlete_cannot_take_out_a_clinicians_retraction) {
  ASSERT_EQ(add("clinician", one({{"id", "c2"}, {"type", "retract"}, {"of", "c1"}})).status, 200);
  EXPECT_EQ(add(athlete_, one({{"type", "retract"}, {"of", "c2"}})).status, 403);
}

TEST_F(OwnEntries, a_clinicians_word_is_not_undone_through_what_hangs_on_it) {
  json first = pain(5), second = pain(6), theirs = pain(8), round = pain(0);
  first["id"] = "a1";
  second["id"] = "a2";
  second["replaces"] = "a1";
  theirs["id"] = "c9";
  theirs["replaces"] = "a2";
  ASSERT_EQ(add(athlete_, one(first)).status, 200);
  const Answer own = add(athlete_, one(second));
  ASSERT_EQ(own.status, 200);
  ASSERT_EQ(add("clinician", one(theirs)).status, 200);
  const int before = count();
  round["replaces"] = "a1";
  EXPECT_EQ(add(athlete_, one(round)).status, 403) << "at the beginning of the chain";
  EXPECT_EQ(add(athlete_, one({{"type", "resolve"}, {"of", "a1"}, {"keep", std::string(16, '0')}})).status,
            403);
  EXPECT_EQ(add(athlete_, one({{"type", "retract"}, {"of", "a1"}})).status, 403);
  json twin = {{"id", "c1"}, {"type", "setting"}, {"key", "equipment"}, {"value", json::array()}};
  json request = one(twin);
  request["keep_both"] = true;
  EXPECT_EQ(add(athlete_, request).status, 403) << "under a clinician's id";
  EXPECT_EQ(take_back(athlete_, own.body["batch"]).status, 409) << "later entries speak of it";
  EXPECT_EQ(count(), before);
  EXPECT_EQ(add(athlete_, one(pain(1))).status, 200) << "and nothing is barred";
}

TEST_F(OwnEntries, the_number_of_an_account_that_is_gone_gives_no_right_to_its_entries) {
  const int batch = add("clinician", one(pain(2))).body["batch"];
  const json accounts = instance_.ask("GET", "/accounts", nullptr, "owner").body;
  for (const json& account : accounts) {
    if (account["role"] == "owner") continue;
    const std::string at = "/accounts/" + std::to_string(account["id"].get<int>());
    ASSERT_EQ(instance_.ask("DELETE", at, nullptr, "owner").status, 200);
  }
  instance_.add_account("athlete", person_);
  EXPECT_EQ(take_back(athlete_, batch).status, 403);
}

TEST_F(OwnEntries, who_leads_a_plan_is_not_an_athletes_to_say) {
  const json led = one({{"type", "setting"}, {"key", "supervised"}, {"value", true}});
  EXPECT_EQ(add(athlete_, led).status, 403);
  EXPECT_EQ(add("clinician", led).status, 200);
  EXPECT_EQ(add(athlete_, one({{"type", "setting"}, {"key", "pain_limit"}, {"value", 2}})).status, 200);
}

TEST_F(OwnEntries, a_guardians_word_is_not_the_childs_to_give_by_entry_preview_or_file) {
  const json agrees = one({{"type", "answer"}, {"question", "guardian_agrees"}, {"value", "yes"}});
  json previewed = agrees;
  previewed["preview"] = true;
  const int before = count();
  EXPECT_EQ(add(athlete_, agrees).status, 403);
  EXPECT_EQ(add(athlete_, previewed).status, 403);
  for (const char* by : {"self", "helper", "clinician"}) {
    json file = json::parse(instance_.ask("GET", at_ + "/case", nullptr, "owner").text);
    file["entries"].push_back({{"id", "forged"},
                               {"type", "answer"},
                               {"question", "guardian_agrees"},
                               {"value", "yes"},
                               {"day", "2026-05-11"},
                               {"recorded_at", "2026-05-11T10:00:00+02:00"},
                               {"by", by}});
    EXPECT_EQ(instance_.ask("POST", at_ + "/merge", file.dump(), athlete_).status, 403) << by;
  }
  EXPECT_EQ(count(), before);
  EXPECT_EQ(add(athlete_, one({{"type", "answer"}, {"question", "guardian_agrees"}, {"value", "no"}})).status,
            200);
  EXPECT_EQ(add("owner", agrees).status, 200);
  const json entries = instance_.ask("GET", at_ + "/entries", nullptr, "owner").body["entries"];
  const auto kept = std::ranges::find_if(entries, [](const json& entry) {
    return entry.value("question", "") == "guardian_agrees" && entry["value"] == "yes";
  });
  ASSERT_NE(kept, entries.end());
  EXPECT_EQ((*kept)["by"], "helper") << "another account than the person's own";
}

TEST_F(OwnEntries, an_athlete_takes_back_their_own_batch_alone) {
  const int theirs = add("clinician", one(pain(2))).body["batch"];
  const int own = add(athlete_, one(pain(4))).body["batch"];
  const int before = count();
  EXPECT_EQ(take_back(athlete_, theirs).status, 403);
  EXPECT_EQ(count(), before);
  EXPECT_EQ(take_back(athlete_, own).status, 200);
  EXPECT_EQ(take_back("clinician", theirs).status, 200);
  EXPECT_EQ(count(), before - 2);
}

TEST_F(OwnEntries, a_file_in_a_clinicians_name_is_not_an_athletes_to_bring) {
  json file = json::parse(instance_.ask("GET", at_ + "/case", nullptr, "owner").text);
  file["entries"].push_back({{"id", "forged"},
                             {"type", "clearance"},
                             {"of", "rescreen"},
                             {"ref", "pop"},
                             {"day", "2026-05-11"},
                             {"recorded_at", "2026-05-11T10:00:00+02:00"},
                             {"by", "clinician"}});
  const int before = count();
  EXPECT_EQ(instance_.ask("POST", at_ + "/merge", file.dump(), athlete_).status, 403);
  EXPECT_EQ(count(), before);
}

TEST_F(OwnEntries, a_story_that_was_told_with_a_clinician_is_taken_back_on_no_way) {
  // The owner wrote the story down; its entries stand in the athlete's name.
  const json entries = instance_.ask("GET", at_ + "/entries", nullptr, "owner").body["entries"];
  const auto answer = std::ranges::find_if(
      entries, [](const json& entry) { return entry["type"] == "answer" && entry["by"] == "self"; });
  ASSERT_NE(answer, entries.end());
  const std::string id = (*answer)["id"];
  const int before = count();
  const Answer refused = add(athlete_, one({{"type", "retract"}, {"of", id}}));
  EXPECT_EQ(refused.status, 403) << refused.text;
  EXPECT_EQ(refused.body["message"], "this was entered by somebody who looks after you");
  json instead = *answer;
  for (const char* field : {"line", "id", "recorded_at", "batch", "may_take_out"}) instead.erase(field);
  instead["replaces"] = id;
  EXPECT_EQ(add(athlete_, one(instead)).status, 403);
  json twin = instead;
  twin.erase("replaces");
  twin["id"] = id;
  json both = one(twin);
  both["keep_both"] = true;
  EXPECT_EQ(add(athlete_, both).status, 403) << "under the same id";
  json file = json::parse(instance_.ask("GET", at_ + "/case", nullptr, athlete_).text);
  file["entries"].push_back({{"id", "edited"},
                             {"type", "retract"},
                             {"of", id},
                             {"day", "2026-05-11"},
                             {"recorded_at", "2026-05-11T10:00:00+02:00"},
                             {"by", "self"}});
  EXPECT_EQ(instance_.ask("POST", at_ + "/merge", file.dump(), athlete_).status, 403) << "by way of a file";
  const json batches = instance_.ask("GET", at_ + "/entries", nullptr, athlete_).body["batches"];
  for (const json& batch : batches) EXPECT_EQ(take_back(athlete_, batch["id"]).status, 403);
  EXPECT_EQ(count(), before);
  const Answer german = [&] {
    server::Request request{.method = "POST", .path = "/api/v1" + at_ + "/entries"};
    request.host = "127.0.0.1:8790";
    request.content_type = "application/json";
    request.accept_language = "de";
    request.body = one({{"type", "retract"}, {"of", id}}).dump();
    request.now = instance_.now;
    instance_.as(request, athlete_);
    return instance_.send(std::move(request));
  }();
  EXPECT_EQ(german.body["message"], "Das hat jemand eingetragen, der dich betreut.");
  EXPECT_TRUE(german.body.contains("advice")) << german.text;
  EXPECT_EQ(add("clinician", one({{"type", "retract"}, {"of", id}})).status, 200);
}

TEST_F(OwnEntries, a_number_is_given_once_so_that_an_old_page_takes_back_nothing_that_came_since) {
  const int first = add("owner", one(pain(2))).body["batch"];
  ASSERT_EQ(take_back("owner", first).status, 200);
  const int second = add("owner", one(pain(3))).body["batch"];
  EXPECT_GT(second, first);
  EXPECT_EQ(take_back("owner", first).status, 404) << "the page of before says what it meant";
}

TEST_F(OwnEntries, nobody_clears_themselves_and_every_clearance_names_a_clinician) {
  json word{{"type", "clearance"}, {"of", "rescreen"}, {"ref", "pop"}, {"by", "clinician"}};
  const int before = count();
  const Answer unnamed = add("owner", one(word));
  EXPECT_EQ(unnamed.status, 403) << unnamed.text;
  EXPECT_NE(unnamed.text.find("no clinician is named"), std::string::npos) << unnamed.text;
  for (const char* own : {"Olga", " olga", "Ada", "ada ", "Dr. Olga", "0LGA", "Оlga", "O\u200blga", "me",
                          "Ich selbst", "M E", "??", "nobody", "Niemand", "\u2003", "mein Arzt"}) {
    word["clinician"] = own;
    EXPECT_EQ(add("owner", one(word)).status, 403) << own;
  }
  word["clinician"] = "Olga";
  EXPECT_EQ(add("owner", one(word)).body["message"], "this account is no clinician's")
      << "she looks after somebody else: the way to sign is named";
  word["clinician"] = "Ada";
  EXPECT_EQ(add("owner", one(word)).body["message"], "nobody clears themselves");
  word["clinician"] = "Dr. Maria Berger";
  const Answer theirs = add(athlete_, one(word));
  EXPECT_EQ(theirs.status, 403) << "kept and never counted, it would look like a yes";
  EXPECT_EQ(theirs.body["message"], "only a clinician lifts this");
  word["by"] = "self";
  EXPECT_EQ(add("owner", one(word)).status, 403) << "nor in anybody else's name";
  word["by"] = "clinician";
  EXPECT_EQ(count(), before);
  EXPECT_EQ(add("owner", one(word)).status, 200);
  word.erase("clinician");
  EXPECT_EQ(add("clinician", one(word)).status, 200);
  std::vector<std::pair<std::string, std::string>> signed_by;
  const json entries = instance_.ask("GET", at_ + "/entries", nullptr, "owner").body["entries"];
  for (const json& entry : entries) {
    if (entry["type"] == "clearance") signed_by.emplace_back(entry["by"], entry.value("clinician", ""));
  }
  std::ranges::sort(signed_by);
  EXPECT_EQ(signed_by,
            (std::vector<std::pair<std::string, std::string>>{
                {"clinician", "Dr. Maria Berger"}, {"clinician", "clinician"}, {"clinician", "clinician"}}));
}

TEST_F(OwnEntries, a_clearance_in_a_file_names_a_clinician_too) {
  json file = json::parse(instance_.ask("GET", at_ + "/case", nullptr, "owner").text);
  file["entries"].push_back({{"id", "forged"},
                             {"type", "clearance"},
                             {"of", "rescreen"},
                             {"ref", "pop"},
                             {"day", "2026-05-11"},
                             {"recorded_at", "2026-05-11T10:00:00+02:00"},
                             {"by", "clinician"}});
  const auto as_new = [&] {
    return instance_.ask("POST", "/people",
                         {{"name", "Bo"},
                          {"zone", "Europe/Vienna"},
                          {"language", "en"},
                          {"case", file.dump()},
                          {"consent", {{"given_by", "self"}, {"text_version", service::consent_version}}}},
                         "owner");
  };
  EXPECT_EQ(instance_.ask("POST", at_ + "/merge", file.dump(), "owner").status, 403);
  EXPECT_EQ(as_new().status, 403);
  file["entries"].back()["clinician"] = "Dr. Maria Berger";
  EXPECT_EQ(instance_.ask("POST", at_ + "/merge", file.dump(), "owner").status, 200);
  EXPECT_EQ(as_new().status, 200);
}

TEST_F(OwnEntries, a_time_that_is_not_yet_here_is_refused_and_a_clock_a_little_ahead_is_not) {
  json late = pain(2);
  late["recorded_at"] = "2031-05-11T10:00:00+02:00";
  const Answer refused = add("owner", one(late));
  EXPECT_EQ(refused.status, 400);
  EXPECT_NE(refused.text.find("not yet here"), std::string::npos) << refused.text;
  json file = json::parse(instance_.ask("GET", at_ + "/case", nullptr, "owner").text);
  late["id"] = "late";
  late["day"] = "2026-05-10";
  late["by"] = "self";
  file["entries"].push_back(late);
  EXPECT_EQ(instance_.ask("POST", at_ + "/merge", file.dump(), "owner").status, 400);
  for (const char* field : {"id", "day", "by"}) late.erase(field);
  late["recorded_at"] = "2026-05-11T12:20:00+02:00";
  EXPECT_EQ(add("owner", one(late)).status, 200);
}

TEST_F(OwnEntries, of_two_that_save_at_the_same_moment_one_is_told) {
  fill(5);
  for (int round = 0; round < 12; ++round) {
    const int seen = count();
    std::array<int, 2> status{};
    {
      std::array<std::jthread, 2> writers;
      for (std::size_t i = 0; i < 2; ++i)
        writers[i] = std::jthread([&, i] {
          json body = one(pain(static_cast<double>(i)));
          body["seen"] = seen;
          status[i] = add(i == 0 ? "owner" : "clinician", body).status;
        });
    }
    EXPECT_EQ(status[0] + status[1], 200 + 409) << status[0] << " " << status[1];
    EXPECT_EQ(count(), seen + 1);
  }
}

TEST_F(OwnEntries, of_two_that_save_without_having_looked_both_are_kept) {
  fill(5);
  for (int round = 0; round < 12; ++round) {
    const int before = count();
    std::array<int, 2> status{};
    {
      std::array<std::jthread, 2> writers;
      for (std::size_t i = 0; i < 2; ++i)
        writers[i] = std::jthread([&, i] {
          status[i] = add(i == 0 ? "owner" : "clinician", one(pain(static_cast<double>(i)))).status;
        });
    }
    EXPECT_EQ(status, (std::array{200, 200}));
    EXPECT_EQ(count(), before + 2);
  }
}

}  // namespace
}  // namespace hamstring::test
