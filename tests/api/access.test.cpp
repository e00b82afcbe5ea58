// Every endpoint, every role, for oneself and for somebody else: refused as it should be.
#include <gtest/gtest.h>

#include <set>

#include "tests/api/instance.h"

namespace hamstring::test {
namespace {

// Written from the words, not from service/access.cpp: who may call what.
// o: owner, c: clinician, k: coach, a: athlete about themself, x: athlete about somebody else, n: nobody.
const std::map<std::string, std::string> allowed{
    {"GET /status", "ockaxn"},
    {"POST /setup", "ockaxn"},
    {"POST /login", "ockaxn"},
    {"POST /logout", "ockax"},
    {"POST /password", "ockax"},
    {"GET /accounts", "o"},
    {"POST /accounts", "o"},
    {"DELETE /accounts/{id}", "o"},
    {"POST /story", "ockaxn"},
    {"GET /people", "ockax"},
    {"POST /people", "oc"},
    {"GET /people/{person}", "ocka"},
    {"PATCH /people/{person}", "oc"},
    {"DELETE /people/{person}", "o"},
    {"GET /people/{person}/today", "ocka"},
    {"GET /people/{person}/entries", "oca"},
    {"POST /people/{person}/entries", "oca"},
    {"DELETE /people/{person}/batches/{batch}", "oca"},
    {"GET /people/{person}/case", "oca"},
    {"POST /people/{person}/merge", "oca"},
    {"GET /people/{person}/calendar", "ocka"},
    {"GET /people/{person}/audit", "oca"},
    {"GET /library", "ockaxn"},
    {"GET /sources/{id}", "ockaxn"},
    {"GET /movements", "ockaxn"},
    {"GET /movements/{id}", "ockaxn"},
    {"GET /roles", "ockaxn"},
    {"POST /leg", "ockaxn"},
    {"GET /known-answers", "ockaxn"},
    {"POST /lab", "ockaxn"},
    {"GET /lab/{id}", "ockaxn"},
    {"DELETE /lab/{id}", "ockaxn"},
    {"GET /lab/{id}/{file}", "ockaxn"},
    {"GET /people/{person}/timeline", "oca"},
    {"GET /people/{person}/replay", "oca"},
    {"GET /people/{person}/return", "oca"},
    {"GET /people/{person}/prevention", "oca"},
    {"GET /people/{person}/runs", "oca"},
    {"GET /export", "o"},
    {"GET /people/{person}/export", "oca"},
    {"GET /backup", "o"},
    {"GET /imports", "o"},
    {"POST /imports", "o"},
    {"DELETE /imports/{id}", "o"},
    {"GET /audit", "o"},
    {"GET /people/{person}/measures", "oca"},
    {"GET /people/{person}/run-fit", "oca"},
    {"GET /people/{person}/phone", "oca"},
};

std::string filled(std::string path, const std::string& person) {
  for (const auto& [part, value] :
       {std::pair<std::string, std::string>{"{person}", person}, {"{id}", "99999"}, {"{batch}", "99999"}}) {
    const auto at = path.find(part);
    if (at != std::string::npos) path.replace(at, part.size(), value);
  }
  return path;
}

TEST(Access, the_table_of_this_test_names_every_endpoint) {
  std::set<std::string> there, here;
  for (const server::Route& route : server::routes())
    there.insert(std::string(route.method) + " " + route.path);
  for (const auto& [endpoint, who] : allowed) here.insert(endpoint);
  EXPECT_EQ(there, here);
}

TEST(Access, every_role_at_every_endpoint_gets_in_or_is_refused_as_written) {
  Instance instance;
  instance.set_up();
  const std::string own = instance.add_person("Own"), other = instance.add_person("Other");
  instance.add_account("clinician");
  instance.add_account("coach");
  instance.add_account("athlete", own);
  struct Caller {
    char letter;
    std::string who, about;
  };
  const std::vector<Caller> callers{
      {'n', "", own},      {'x', "athlete:" + own, other}, {'a', "athlete:" + own, own},
      {'k', "coach", own}, {'c', "clinician", own},        {'o', "owner", own}};
  for (const auto& [endpoint, who] : allowed) {
    const std::string method = endpoint.substr(0, endpoint.find(' ')),
                      path = endpoint.substr(endpoint.find(' ') + 1);
    if (endpoint == "POST /logout" || endpoint == "DELETE /people/{person}")
      continue;  // below: they end the fixture
    for (const Caller& caller : callers) {
      const bool about_nobody = path.find("{person}") == std::string::npos;
      const json body = method == "GET" || method == "DELETE" ? json(nullptr) : json::object();
      const Answer answer = instance.ask(method, filled(path, caller.about), body, caller.who);
      // A wrong password is a 401 too; it is not what is tested here.
      const bool refused =
          answer.status == 403 || (answer.status == 401 && answer.body["message"] == "log in first");
      const bool may = who.find(caller.letter) != std::string::npos;
      EXPECT_EQ(refused, !may) << endpoint << " as " << caller.letter << ": " << answer.status << " "
                               << answer.text.substr(0, 200);
      if (!may && !about_nobody) {
        EXPECT_EQ(answer.text.find("Ada"), std::string::npos);
      }
    }
  }
}

TEST(Access, erasing_is_the_owners_alone) {
  Instance instance;
  instance.set_up();
  const std::string person = instance.add_person();
  instance.add_account("clinician");
  instance.add_account("athlete", person);
  EXPECT_EQ(instance.ask("DELETE", "/people/" + person, nullptr, "clinician").status, 403);
  EXPECT_EQ(instance.ask("DELETE", "/people/" + person, nullptr, "athlete:" + person).status, 403);
  EXPECT_EQ(instance.ask("DELETE", "/people/" + person, nullptr).status, 401);
  EXPECT_EQ(instance.ask("DELETE", "/people/" + person, nullptr, "owner").status, 200);
  EXPECT_EQ(instance.ask("GET", "/people/" + person, nullptr, "owner").status, 404);
}

TEST(Access, an_athlete_sees_only_themself_in_the_list) {
  Instance instance;
  instance.set_up();
  const std::string own = instance.add_person("Own");
  instance.add_person("Other");
  instance.add_account("athlete", own);
  EXPECT_EQ(instance.ask("GET", "/people", nullptr, "owner").body.size(), 2U);
  const json list = instance.ask("GET", "/people", nullptr, "athlete:" + own).body;
  ASSERT_EQ(list.size(), 1U);
  EXPECT_EQ(list[0]["id"], own);
}

TEST(Access, a_coach_gets_the_work_of_today_and_no_answers) {
  Instance instance;
  instance.set_up();
  const std::string person = instance.add_person();
  instance.add_account("coach");
  const json whole = instance.ask("GET", "/people/" + person + "/today", nullptr, "owner").body;
  const json cut = instance.ask("GET", "/people/" + person + "/today", nullptr, "coach").body;
  EXPECT_FALSE(whole["pictures"].empty());
  for (const char* field : {"pictures", "flags", "gates", "ask", "reasons", "criteria"})
    EXPECT_TRUE(cut[field].empty()) << field;
  EXPECT_EQ(cut["status"], whole["status"]);
  EXPECT_TRUE(instance.ask("GET", "/people", nullptr, "coach").body[0]["pain"].empty());
}

TEST(Access, a_session_ends_with_logout_with_time_and_with_a_new_password) {
  Instance instance;
  instance.set_up();
  const json in = instance.ask("GET", "/status", nullptr, "owner").body;
  EXPECT_EQ(in["account"]["role"], "owner");
  instance.now += 31LL * 86400;
  EXPECT_TRUE(instance.ask("GET", "/status", nullptr, "owner").body["account"].is_null());
  instance.keep("owner", instance.ask("POST", "/login", {{"name", "OLGA"}, {"password", instance.password}}));
  instance.keep("tablet",
                instance.ask("POST", "/login", {{"name", "Olga"}, {"password", instance.password}}));
  const Answer changed = instance.ask(
      "POST", "/password", {{"old", instance.password}, {"new", "four quite plain words"}}, "owner");
  ASSERT_EQ(changed.status, 200) << changed.text;
  EXPECT_TRUE(instance.ask("GET", "/status", nullptr, "tablet").body["account"].is_null());
  EXPECT_TRUE(instance.ask("GET", "/status", nullptr, "owner").body["account"].is_null());
  instance.keep("owner", changed);
  EXPECT_FALSE(instance.ask("GET", "/status", nullptr, "owner").body["account"].is_null());
  ASSERT_EQ(instance.ask("POST", "/logout", json::object(), "owner").status, 200);
  EXPECT_TRUE(instance.ask("GET", "/status", nullptr, "owner").body["account"].is_null());
  for (const char* device : {"phone", "tablet"})
    instance.keep(device,
                  instance.ask("POST", "/login", {{"name", "Olga"}, {"password", "four quite plain words"}}));
  ASSERT_EQ(instance.ask("POST", "/logout", {{"everywhere", true}}, "phone").status, 200);
  EXPECT_TRUE(instance.ask("GET", "/status", nullptr, "tablet").body["account"].is_null());
}

TEST(Access, five_wrong_passwords_make_a_name_wait_and_the_right_one_waits_too) {
  Instance instance;
  instance.set_up();
  for (int i = 0; i < 5; ++i)
    EXPECT_EQ(instance.ask("POST", "/login", {{"name", "Olga"}, {"password", "wrong words here"}}).status,
              401);
  EXPECT_EQ(instance.ask("POST", "/login", {{"name", "olga "}, {"password", instance.password}}).status, 429);
  instance.now += 16LL * 60;
  EXPECT_EQ(instance.ask("POST", "/login", {{"name", "Olga"}, {"password", instance.password}}).status, 200);
}

TEST(Access, there_is_one_first_owner_and_the_last_owner_stays) {
  Instance instance;
  EXPECT_TRUE(instance.ask("GET", "/status").body["first_use"]);
  EXPECT_EQ(instance.ask("POST", "/setup", {{"name", "Olga"}, {"password", "short"}}).status, 400);
  instance.set_up();
  EXPECT_EQ(instance.ask("POST", "/setup", {{"name", "Eve"}, {"password", "a longer password"}}).status, 409);
  EXPECT_EQ(instance.ask("DELETE", "/accounts/1", nullptr, "owner").status, 409);
}

TEST(Access, another_site_and_another_name_for_this_machine_get_nothing) {
  Instance instance;
  instance.set_up();
  server::Request request;
  request.method = "POST";
  request.path = "/api/v1/login";
  request.host = "127.0.0.1:8790";
  request.origin = "https://evil.example";
  request.content_type = "application/json";
  request.body = json{{"name", "Olga"}, {"password", instance.password}}.dump();
  EXPECT_EQ(instance.send(request).status, 403);
  request.origin.clear();
  request.fetch_site = "cross-site";
  EXPECT_EQ(instance.send(request).status, 403);
  request.fetch_site = "same-origin";
  request.host = "evil.example:8790";
  EXPECT_EQ(instance.send(request).status, 403);
  request.host = "localhost:8790";
  EXPECT_EQ(instance.send(request).status, 200);
  request.content_type = "text/plain";  // what a form of another site could send
  EXPECT_EQ(instance.send(request).status, 400);
}

TEST(Access, where_other_machines_reach_it_nothing_but_the_login_is_open) {
  Instance instance(true);
  instance.set_up();
  EXPECT_EQ(instance.ask("GET", "/status").status, 200);
  EXPECT_EQ(instance.ask("GET", "/library").status, 401);
  EXPECT_EQ(instance.ask("GET", "/library", nullptr, "owner").status, 200);
}

}  // namespace
}  // namespace hamstring::test
