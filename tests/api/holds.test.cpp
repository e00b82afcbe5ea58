// What holds a plan, who can end that, and what no way into a history lets in.
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/api/instance.h"

namespace hamstring::test {
namespace {

json answer(const std::string& question, const std::string& word) {
  return {{"type", "answer"}, {"question", question}, {"value", word}};
}
json pain(double value) {
  return {{"type", "pain"}, {"when", "now"}, {"value", value}, {"rescreen", "none_of_these"}};
}
std::vector<std::string> ids(const json& list) {
  std::vector<std::string> found;
  for (const json& one : list) found.push_back(one["id"]);
  return found;
}

class Holds : public ::testing::Test {
 protected:
  void SetUp() override {
    instance_.set_up();
    person_ = instance_.add_person();
    at_ = "/people/" + person_;
  }
  Answer add(const std::vector<json>& entries, const std::string& who = "owner") {
    return instance_.ask("POST", at_ + "/entries", {{"entries", entries}}, who);
  }
  json today_after(const std::vector<json>& entries) {
    const Answer saved = add(entries);
    EXPECT_EQ(saved.status, 200) << saved.text;
    return saved.body["today"];
  }
  json case_file() { return json::parse(instance_.ask("GET", at_ + "/case", nullptr, "owner").text); }
  void next_day() { instance_.now += 86400; }

  Instance instance_;
  std::string person_, at_;
};

TEST_F(Holds, how_one_walks_is_asked_again_where_it_holds_and_one_answer_ends_it) {
  next_day();
  json today = today_after({answer("walk", "limping"), pain(2)});
  EXPECT_EQ(today["status"], "rest");
  EXPECT_EQ(today["verdict"], "day_plan");
  EXPECT_EQ(ids(today["ask_again"]), std::vector<std::string>{"walk"});
  EXPECT_EQ(today["ask_again"][0]["told_today"], "limping") << "a tap that changes nothing else is seen";
  EXPECT_EQ(ids(today["allowed"]), (std::vector<std::string>{"walk", "heel_dig_isometric"}));
  next_day();
  const json later = instance_.ask("GET", at_ + "/today", nullptr, "owner").body;
  ASSERT_EQ(ids(later["ask_again"]), std::vector<std::string>{"walk"});
  EXPECT_FALSE(later["ask_again"][0].contains("told_today")) << "yesterday's answer is not today's";
  today = today_after({answer("walk", "normal")});
  EXPECT_TRUE(today["ask_again"].empty());
  EXPECT_TRUE(today["status"] == "session" || today["status"] == "ask_first") << today["status"];
}

TEST_F(Holds, not_sure_is_answered_by_its_question_alone_and_says_today) {
  json today = today_after({answer("calf_swelling", "unsure"), pain(1)});
  EXPECT_EQ(today["verdict"], "same_day");
  EXPECT_EQ(today["headline"], today["verdict_text"]) << "not 'a clinician' some day";
  EXPECT_EQ(ids(today["unsure"]), std::vector<std::string>{"calf_swelling"});
  EXPECT_TRUE(today["ask_again"].empty()) << "a danger sign is not asked again to be undone";
  EXPECT_EQ(today["who_clears"], "") << "its own answer ends it, too";
  next_day();
  EXPECT_EQ(today_after({pain(0)})["verdict"], "same_day");
  EXPECT_LT(ids(today_after({answer("calf_swelling", "no")})["unsure"]).size(), 1u);
}

TEST_F(Holds, taking_out_what_holds_is_shown_before_it_is_done_and_changes_nothing_until_then) {
  const json held = today_after({answer("calf_swelling", "yes"), pain(1)});
  ASSERT_EQ(held["status"], "suspended");
  ASSERT_TRUE(held["unsure"].empty());
  std::string sign;
  const json before = instance_.ask("GET", at_ + "/entries", nullptr, "owner").body;
  for (const json& entry : before["entries"])
    if (entry["type"] == "answer" && entry["question"] == "calf_swelling") sign = entry["id"];
  EXPECT_TRUE(before["entries"].back().contains("batch")) << "what came together is taken back together";
  const json out{{"entries", json::array({{{"type", "retract"}, {"of", sign}}})}, {"preview", true}};
  const Answer shown = instance_.ask("POST", at_ + "/entries", out, "owner");
  ASSERT_EQ(shown.status, 200) << shown.text;
  EXPECT_EQ(ids(shown.body["today"]["unsure"]), std::vector<std::string>{"calf_swelling"})
      << "that is what it would be: asked anew";
  EXPECT_EQ(instance_.ask("GET", at_ + "/entries", nullptr, "owner").body["count"], before["count"]);
  EXPECT_TRUE(instance_.ask("GET", at_ + "/today", nullptr, "owner").body["unsure"].empty())
      << "nothing of it is kept";
  const json of_nothing{{"entries", json::array({{{"type", "retract"}, {"of", "e_none"}}})},
                        {"preview", true}};
  EXPECT_EQ(instance_.ask("POST", at_ + "/entries", of_nothing, "owner").status, 400);
}

TEST_F(Holds, being_well_again_is_the_entry_that_today_offers) {
  const json ill = today_after({{{"type", "illness"}, {"from", "2026-05-11"}, {"fever", "no"}}});
  ASSERT_FALSE(ill["well_again"].is_null());
  next_day();
  next_day();
  json over = instance_.ask("GET", at_ + "/today", nullptr, "owner").body["well_again"];
  ASSERT_FALSE(over.is_null());
  over["type"] = "illness";
  EXPECT_TRUE(today_after({over, pain(1)})["well_again"].is_null());
}

TEST_F(Holds, no_way_in_lets_an_entry_take_itself_away) {
  json self = pain(3), one = pain(3), two = pain(4);
  self["id"] = self["replaces"] = "x";
  const Answer refused = add({self});
  EXPECT_EQ(refused.status, 400);
  EXPECT_NE(refused.text.find("entry x"), std::string::npos) << refused.text;
  one["id"] = two["replaces"] = "a";
  two["id"] = one["replaces"] = "b";
  EXPECT_EQ(add({one, two}).status, 400);
  EXPECT_EQ(add({{{"id", "r"}, {"type", "retract"}, {"of", "r"}}}).status, 400);
  json file = case_file();
  for (json* entry : {&one, &two}) {
    (*entry)["by"] = "self";
    (*entry)["day"] = "2026-05-11";
    (*entry)["recorded_at"] = "2026-05-11T10:00:00+02:00";
    file["entries"].push_back(*entry);
  }
  EXPECT_EQ(instance_.ask("POST", at_ + "/merge", file.dump(), "owner").status, 400);
  const json person{{"name", "Bo"},
                    {"zone", "Europe/Vienna"},
                    {"language", "en"},
                    {"case", file.dump()},
                    {"consent", {{"given_by", "self"}, {"text_version", service::consent_version}}}};
  const Answer as_new = instance_.ask("POST", "/people", person, "owner");
  EXPECT_EQ(as_new.status, 400);
  EXPECT_NE(as_new.text.find("ring"), std::string::npos) << as_new.text;
}

TEST_F(Holds, a_day_that_is_not_yet_here_is_refused_on_every_way_in) {
  for (json late : {json{{"type", "injury"}, {"side", "left"}, {"relapse", false}},
                    json{{"type", "milestone"}, {"what", "returned"}},
                    json{{"type", "clearance"},
                         {"of", "flag"},
                         {"ref", "dvt"},
                         {"by", "clinician"},
                         {"clinician", "Dr. Bo"}},
                    pain(1), answer("walk", "normal")}) {
    late["day"] = "2099-01-01";
    EXPECT_EQ(add({late}).status, 400) << late;
    late["recorded_at"] = "2099-01-01T10:00:00+02:00";
    EXPECT_EQ(add({late}).status, 400) << late;
    json file = case_file();
    late["id"] = "late";
    if (!late.contains("by")) late["by"] = "self";
    file["entries"].push_back(late);
    const json person{{"name", "Bo"},
                      {"zone", "Europe/Vienna"},
                      {"language", "en"},
                      {"case", file.dump()},
                      {"consent", {{"given_by", "self"}, {"text_version", service::consent_version}}}};
    const Answer as_new = instance_.ask("POST", "/people", person, "owner");
    EXPECT_EQ(as_new.status, 400) << late;
    EXPECT_NE(as_new.text.find("late"), std::string::npos) << as_new.text;
  }
  EXPECT_EQ(add({{{"type", "illness"}, {"from", "2026-05-13"}, {"fever", "no"}}}).status, 400);
  EXPECT_EQ(
      add({{{"type", "illness"}, {"from", "2026-05-11"}, {"to", "2027-05-13"}, {"fever", "no"}}}).status,
      400);
  EXPECT_EQ(add({{{"type", "illness"}, {"from", "1950-05-11"}, {"fever", "no"}}}).status, 400)
      << "before birth";
}

}  // namespace
}  // namespace hamstring::test
