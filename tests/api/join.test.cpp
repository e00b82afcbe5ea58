// Somebody else of the household gets in, let in by the owner at the login page.
#include <gtest/gtest.h>

#include "tests/api/instance.h"

namespace hamstring::test {
namespace {

class Join : public ::testing::Test {
 protected:
  void SetUp() override { instance_.set_up(); }
  json request(const std::string& name = "Berta") {
    return {
        {"by", {{"name", "Olga"}, {"password", instance_.password}}},
        {"name", name},
        {"password", "three other quiet words"},
        {"story",
         {{"zone", "Europe/Vienna"}, {"language", "en"}, {"answers", json::object()}, {"birth_year", 1990}}},
        {"consent", {{"text_version", service::consent_version}, {"given_by", "self"}, {"name", name}}}};
  }
  std::size_t people() { return instance_.ask("GET", "/people", nullptr, "owner").body.size(); }
  std::size_t accounts() { return instance_.ask("GET", "/accounts", nullptr, "owner").body.size(); }
  Instance instance_;
};

TEST_F(Join, makes_a_person_with_an_account_of_their_own_who_sees_nobody_else) {
  const std::string other = instance_.add_person("Ada");
  const Answer in = instance_.ask("POST", "/join", request());
  ASSERT_EQ(in.status, 200) << in.text;
  EXPECT_EQ(in.body["role"], "athlete");
  instance_.keep("berta", in);
  const json status = instance_.ask("GET", "/status", nullptr, "berta").body;
  EXPECT_EQ(status["account"]["name"], "Berta") << "her session begins, and none of the owner's";
  const std::string own = status["account"]["person"];
  EXPECT_EQ(instance_.ask("GET", "/people/" + own + "/today", nullptr, "berta").status, 200);
  EXPECT_EQ(instance_.ask("GET", "/people/" + other + "/today", nullptr, "berta").status, 403);
  EXPECT_NE(instance_.ask("GET", "/audit", nullptr, "owner").text.find("account added"), std::string::npos);
}

TEST_F(Join, is_refused_as_a_whole_and_leaves_nobody_behind) {
  json taken = request("olga"), weak = request(), stranger = request(), child = request(), silent = request();
  weak["password"] = "short";
  stranger["by"]["password"] = "wrong words here";
  child["story"]["birth_year"] = 2015;
  silent.erase("consent");
  const std::vector<std::pair<json, int>> bad{{taken, 409}, {weak, 400},   {stranger, 401},
                                              {child, 400}, {silent, 400}, {json{{"by", "Olga"}}, 401}};
  const std::size_t before = accounts();
  for (const auto& [body, status] : bad) {
    const Answer answer = instance_.ask("POST", "/join", body);
    EXPECT_EQ(answer.status, status) << body.dump() << answer.text;
  }
  EXPECT_EQ(people(), 0U);
  EXPECT_EQ(accounts(), before);
}

TEST_F(Join, takes_an_owner_and_slows_down_whoever_guesses_at_one) {
  instance_.add_account("clinician");
  json by_clinician = request();
  by_clinician["by"]["name"] = "clinician";
  EXPECT_EQ(instance_.ask("POST", "/join", by_clinician).status, 403);
  json wrong = request();
  wrong["by"]["password"] = "wrong words here";
  for (int i = 0; i < 5; ++i) EXPECT_EQ(instance_.ask("POST", "/join", wrong).status, 401);
  EXPECT_EQ(instance_.ask("POST", "/join", request()).status, 429);
  EXPECT_EQ(people(), 0U);
}

}  // namespace
}  // namespace hamstring::test
