// Prescribing through the API: who may, what is asked once, what is refused by name, and where it survives.
#include <gtest/gtest.h>

#include <set>

#include "tests/api/instance.h"

namespace hamstring::test {
namespace {

json line(const std::string& exercise, int sets, double amount) {
  return {{"does", "add"}, {"exercise", exercise}, {"sets", sets}, {"amount", amount}};
}

class Prescribing : public ::testing::Test {
 protected:
  void SetUp() override {
    instance_.set_up();
    person_ = instance_.add_person();
    at_ = "/people/" + person_;
    athlete_ = "athlete:" + person_;
    for (const char* role : {"clinician", "coach"}) instance_.add_account(role);
    instance_.add_account("athlete", person_);
    // Walks normally on day 2, pain 1 of 10: early loading begins.
    instance_.now += 86400;
    const json told = {{{"type", "test"},
                        {"test", "walk_test"},
                        {"result", "normal"},
                        {"pain", 1},
                        {"rescreen", "none_of_these"}},
                       {{"type", "pain"}, {"when", "now"}, {"value", 1}, {"rescreen", "none_of_these"}}};
    const Answer said = instance_.ask("POST", at_ + "/entries", {{"entries", told}}, "clinician");
    ASSERT_EQ(said.status, 200) << said.text;
    ASSERT_EQ(said.body["today"]["status"], "session") << said.text;
  }

  Answer prescribe(const std::string& who, json lines, const json& more = json::object(),
                   bool confirm = false) {
    if (lines.is_object()) lines = json::array({lines});  // one line in braces is not always a list
    json entry{{"type", "prescription"}, {"lines", std::move(lines)}};
    if (more.is_object()) entry.update(more);
    json request{{"entries", {entry}}};
    if (confirm) request["confirm"] = true;
    return instance_.ask("POST", at_ + "/entries", request, who);
  }
  json today(const std::string& who = "clinician") {
    return instance_.ask("GET", at_ + "/today", nullptr, who).body;
  }
  std::size_t entries() {
    return instance_.ask("GET", at_ + "/entries", nullptr, "owner").body["count"].get<std::size_t>();
  }
  static json of(const json& list, const std::string& exercise) {
    for (const json& one : list)
      if (one["exercise"] == exercise) return one;
    return nullptr;
  }

  Instance instance_;
  std::string person_, at_, athlete_;
};

TEST_F(Prescribing, a_clinician_signs_with_their_account_and_the_person_reads_who_prescribed_it) {
  const Answer saved = prescribe("clinician", {line("dead_bug", 2, 6)},
                                 {{"say", "Slowly."}, {"clinician", "Somebody Else"}}, true);
  ASSERT_EQ(saved.status, 200) << saved.text;
  for (const std::string& who : {std::string("clinician"), athlete_, std::string("owner")}) {
    const json plan = today(who);
    ASSERT_TRUE(plan["prescription"].is_object()) << who;
    EXPECT_EQ(plan["prescription"]["by"], "Prescribed by clinician") << "nobody signs in another's name";
    EXPECT_EQ(plan["prescription"]["say"], "Slowly.");
    const json row = of(plan["lines"], "dead_bug");
    ASSERT_TRUE(row.is_object()) << plan["lines"].dump();
    EXPECT_TRUE(row["prescribed"]);
    EXPECT_EQ(row["amounts"], json({6.0, 6.0}));
  }
  EXPECT_EQ(today("coach")["prescription"]["say"], "") << "a note to the athlete is between two";
  const json german = instance_.ask("GET", at_ + "/today?language=de", nullptr, "clinician").body;
  EXPECT_EQ(german["prescription"]["by"], "Verordnet von clinician");
}

TEST_F(Prescribing, the_person_cannot_write_one_and_cannot_take_one_out) {
  const std::size_t before = entries();
  const Answer refused = prescribe(athlete_, {line("dead_bug", 2, 6)}, {}, true);
  EXPECT_EQ(refused.status, 403) << refused.text;
  EXPECT_EQ(refused.body["message"], "only a clinician prescribes");
  EXPECT_EQ(prescribe("coach", {line("dead_bug", 2, 6)}, {}, true).status, 403);
  EXPECT_EQ(entries(), before);
  ASSERT_EQ(prescribe("clinician", {line("dead_bug", 2, 6)}, {{"id", "rx1"}}, true).status, 200);
  const json out{{"entries", {{{"type", "retract"}, {"of", "rx1"}}}}};
  EXPECT_EQ(instance_.ask("POST", at_ + "/entries", out, athlete_).status, 403);
  const json over{{"entries", {{{"type", "pain"}, {"when", "now"}, {"value", 0}, {"replaces", "rx1"}}}}};
  EXPECT_EQ(instance_.ask("POST", at_ + "/entries", over, athlete_).status, 403);
  EXPECT_TRUE(today()["prescription"].is_object());
}

TEST_F(Prescribing, whoever_owns_the_instance_names_the_clinician_and_is_not_the_one) {
  const json by{{"by", "clinician"}};
  EXPECT_EQ(prescribe("owner", {line("dead_bug", 2, 6)}, {}, true).status, 403);
  EXPECT_EQ(prescribe("owner", {line("dead_bug", 2, 6)}, by, true).status, 403);
  for (const char* name : {"Olga", "Ada", "my physio"}) {
    json named = by;
    named["clinician"] = name;
    EXPECT_EQ(prescribe("owner", {line("dead_bug", 2, 6)}, named, true).status, 403) << name;
  }
  json named = by;
  named["clinician"] = "Dr. Maria Huber";
  EXPECT_EQ(prescribe("owner", {line("dead_bug", 2, 6)}, named, true).status, 200);
  EXPECT_EQ(today()["prescription"]["by"], "Prescribed by Dr. Maria Huber");
}

TEST_F(Prescribing, more_than_was_borne_is_asked_about_once_with_the_numbers_and_nothing_is_saved_before) {
  const std::size_t before = entries();
  const Answer asked = prescribe("clinician", {line("dead_bug", 3, 12), line("heel_dig_isometric", 3, 10)});
  ASSERT_EQ(asked.status, 409) << asked.text;
  ASSERT_EQ(asked.body["now"]["confirm"].size(), 1U) << asked.text;
  EXPECT_EQ(asked.body["now"]["confirm"][0]["line"], 0);
  EXPECT_NE(asked.body["now"]["confirm"][0]["text"].get<std::string>().find("36"), std::string::npos);
  EXPECT_EQ(entries(), before);
  ASSERT_EQ(prescribe("clinician", {line("dead_bug", 3, 12)}, {}, true).status, 200);
  EXPECT_EQ(of(today()["lines"], "dead_bug")["amounts"].size(), 3U);
  EXPECT_EQ(prescribe("clinician", {line("dead_bug", 3, 12)}).status, 200) << "once";
  EXPECT_EQ(prescribe("clinician", {line("dead_bug", 3, 13)}).status, 409) << "another number";
}

TEST_F(Prescribing, what_cannot_be_is_named_beside_its_line_in_both_languages_and_nothing_is_half_saved) {
  const std::size_t before = entries();
  const json lines{line("dead_bug", 2, 6), line("nordic", 3, 5), line("no_such_exercise", 2, 6),
                   line("squat_double", 2, 4000)};
  const Answer refused = prescribe("clinician", lines, {}, true);
  ASSERT_EQ(refused.status, 400) << refused.text;
  std::set<int> named;
  for (const json& fault : refused.body["now"]["faults"]) named.insert(fault["line"].get<int>());
  EXPECT_EQ(named, (std::set<int>{1, 2, 3})) << refused.text;
  EXPECT_NE(refused.text.find("Nordic"), std::string::npos) << "by name: " << refused.text;
  EXPECT_EQ(entries(), before);
  EXPECT_TRUE(today()["prescription"].is_null());
  const json entry{{"type", "prescription"}, {"lines", lines}};
  const Answer german =
      instance_.ask("POST", at_ + "/entries?language=de", {{"entries", {entry}}}, "clinician");
  EXPECT_EQ(german.body["message"], "manches davon kann nicht verordnet werden");
  for (const json& bad :
       {json{{"sets", 0}}, json{{"sets", 99}}, json{{"sets", 1.5}}, json{{"amount", -3}},
        json{{"load_kg", 4000}}, json{{"rest_s", -1}}, json{{"pain_limit", 11}}, json{{"tempo_s", {1, 2}}},
        json{{"days", {"someday"}}}, json{{"does", "double"}}, json{{"exercise", 7}}, json{{"more", 1}}}) {
    json one = line("dead_bug", 2, 6);
    one.update(bad);
    const Answer answer = prescribe("clinician", {line("dead_bug", 2, 6), one}, {}, true);
    EXPECT_EQ(answer.status, 400) << bad.dump();
    // A number beyond its range stands beside its line.
    const bool number = bad.contains("sets") || bad.contains("amount") || bad.contains("load_kg") ||
                        bad.contains("rest_s") || bad.contains("pain_limit") || bad.contains("tempo_s");
    if (!number) continue;
    ASSERT_EQ(answer.body["now"]["faults"].size(), 1U) << answer.text;
    EXPECT_EQ(answer.body["now"]["faults"][0]["line"], 1);
  }
  EXPECT_EQ(entries(), before);
}

TEST_F(Prescribing, a_danger_sign_suspends_it_and_it_is_seen_that_it_waits) {
  ASSERT_EQ(prescribe("clinician", {line("dead_bug", 2, 6)}, {}, true).status, 200);
  const json fever{{"entries", {{{"type", "answer"}, {"question", "fever"}, {"value", "yes"}}}}};
  ASSERT_EQ(instance_.ask("POST", at_ + "/entries", fever, athlete_).status, 200);
  const json plan = today();
  EXPECT_EQ(plan["status"], "suspended");
  EXPECT_TRUE(plan["lines"].empty());
  EXPECT_TRUE(plan["prescription"]["suspended"]);
  EXPECT_FALSE(plan["prescription"]["sentence"].get<std::string>().empty());
}

TEST_F(Prescribing, it_survives_case_file_merge_and_archive) {
  json rich = line("rdl_double", 3, 8);
  rich.update({{"load_kg", 22.5},
               {"tempo_s", {4, 0, 1}},
               {"rest_s", 120},
               {"days", {"mon", "thu"}},
               {"pain_limit", 2}});
  ASSERT_EQ(prescribe("clinician", {rich},
                      {{"until", "2026-06-30"}, {"say", "Für dich."}, {"order", {"rdl_double"}}}, true)
                .status,
            200);
  const std::string file = instance_.ask("GET", at_ + "/case", nullptr, "owner").text;
  EXPECT_NE(file.find("\"prescription\""), std::string::npos);
  const json own = today();
  // As a new person, by the owner: signed by somebody else, so it counts there too.
  const Answer made =
      instance_.ask("POST", "/people",
                    {{"name", "Bea"},
                     {"zone", "Europe/Vienna"},
                     {"language", "en"},
                     {"case", file},
                     {"consent", {{"text_version", service::consent_version}, {"given_by", "self"}}}},
                    "clinician");
  ASSERT_EQ(made.status, 200) << made.text;
  const json there =
      instance_.ask("GET", "/people/" + made.body["id"].get<std::string>() + "/today", nullptr, "clinician")
          .body;
  EXPECT_EQ(there["prescription"], own["prescription"]);
  EXPECT_EQ(there["lines"].dump(), own["lines"].dump());
  const Answer merged = instance_.ask("POST", at_ + "/merge", file, "clinician");
  ASSERT_EQ(merged.status, 200) << merged.text;
  EXPECT_TRUE(merged.body["only_there"].empty());
  // An athlete brings in no prescription, whoever stands under it.
  std::string forged = file;
  const std::size_t at = forged.find("\"type\":\"prescription\"");
  ASSERT_NE(at, std::string::npos);
  const std::size_t id = forged.rfind("\"id\":\"", at);
  forged.replace(id + 6, 1, "z");
  EXPECT_EQ(instance_.ask("POST", at_ + "/merge", forged, athlete_).status, 403);
  const json replay =
      instance_.ask("GET", at_ + "/replay?a=default_runner&b=default_runner", nullptr, "owner").body;
  EXPECT_TRUE(replay.is_object());
}

TEST_F(Prescribing, templates_are_ones_own_and_one_of_an_unknown_exercise_is_refused) {
  const json lines{line("dead_bug", 2, 6), line("bridge_double", 3, 8)};
  const Answer kept =
      instance_.ask("POST", "/templates", {{"name", "Week 1"}, {"lines", lines}}, "clinician");
  ASSERT_EQ(kept.status, 200) << kept.text;
  ASSERT_EQ(kept.body.size(), 1U);
  EXPECT_EQ(kept.body[0]["lines"], lines);
  EXPECT_TRUE(instance_.ask("GET", "/templates", nullptr, "owner").body.empty()) << "of their own";
  EXPECT_EQ(instance_.ask("GET", "/templates", nullptr, athlete_).status, 403);
  const Answer unknown = instance_.ask(
      "POST", "/templates", {{"name", "Week 2"}, {"lines", {line("dead_bug", 2, 6), line("no_such", 2, 6)}}},
      "clinician");
  EXPECT_EQ(unknown.status, 400);
  ASSERT_EQ(unknown.body["now"]["faults"].size(), 1U) << unknown.text;
  EXPECT_EQ(unknown.body["now"]["faults"][0]["line"], 1);
  EXPECT_NE(unknown.text.find("no_such"), std::string::npos);
  EXPECT_EQ(instance_.ask("POST", "/templates", {{"name", ""}, {"lines", lines}}, "clinician").status, 400);
  EXPECT_EQ(
      instance_.ask("POST", "/templates", {{"name", "x"}, {"lines", {{{"sets", 3}}}}}, "clinician").status,
      400);
  ASSERT_EQ(instance_.ask("GET", "/templates", nullptr, "clinician").body.size(), 1U);
  const Answer again =
      instance_.ask("POST", "/templates", {{"name", "Week 1"}, {"lines", {lines[0]}}}, "clinician");
  EXPECT_EQ(again.body.size(), 1U) << "one of the same name is replaced";
  const std::string id = kept.body[0]["id"].dump();
  EXPECT_EQ(instance_.ask("DELETE", "/templates/" + id, nullptr, "owner").status, 404);
  EXPECT_EQ(instance_.ask("DELETE", "/templates/" + id, nullptr, "clinician").status, 200);
  EXPECT_TRUE(instance_.ask("GET", "/templates", nullptr, "clinician").body.empty());
}

TEST_F(Prescribing, the_page_offers_exercises_phases_runs_and_what_stands) {
  const json page = instance_.ask("GET", at_ + "/prescribing", nullptr, "clinician").body;
  EXPECT_GE(page["exercises"].size(), 20U);
  EXPECT_FALSE(page["phases"].empty());
  EXPECT_FALSE(page["rungs"].empty());
  EXPECT_TRUE(page["now"].is_null());
  ASSERT_EQ(prescribe("clinician", {line("dead_bug", 2, 6)}, {}, true).status, 200);
  const json now = instance_.ask("GET", at_ + "/prescribing", nullptr, "clinician").body["now"];
  EXPECT_EQ(now["lines"][0]["exercise"], "dead_bug");
  EXPECT_EQ(instance_.ask("GET", at_ + "/prescribing", nullptr, athlete_).status, 403);
}

TEST_F(Prescribing, the_list_of_people_says_who_prescribed_which_side_and_who_cleared_what) {
  ASSERT_EQ(prescribe("clinician", {line("dead_bug", 2, 6)}, {}, true).status, 200);
  const json cleared{{"entries", {{{"type", "clearance"}, {"of", "rescreen"}, {"ref", "pop"}}}}};
  ASSERT_EQ(instance_.ask("POST", at_ + "/entries", cleared, "clinician").status, 200);
  ASSERT_EQ(instance_.ask("PATCH", at_, {{"groups", "U21, backs, U21"}}, "clinician").status, 200);
  const json row = instance_.ask("GET", "/people", nullptr, "clinician").body[0];
  EXPECT_EQ(row["side"], "left");
  EXPECT_EQ(row["prescribed_by"], "clinician");
  EXPECT_EQ(row["groups"], json({"U21", "backs"}));
  ASSERT_EQ(row["cleared"].size(), 1U);
  EXPECT_EQ(row["cleared"][0]["by"], "clinician");
  EXPECT_EQ(row["cleared"][0]["day"], "2026-05-12");
  const json coach = instance_.ask("GET", "/people", nullptr, "coach").body[0];
  for (const char* field : {"side", "muscle", "cleared", "prescribed_by"})
    EXPECT_FALSE(coach.contains(field)) << field;
  EXPECT_EQ(instance_.ask("PATCH", at_, {{"groups", std::string(61, 'x')}}, "clinician").status, 400);
}

}  // namespace
}  // namespace hamstring::test
