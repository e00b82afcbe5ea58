// Every endpoint, every role, for oneself and for somebody else: refused as it should be.
#include <gtest/gtest.h>

#include <atomic>
#include <set>
#include <thread>

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
    {"GET /sessions", "ockax"},
    {"DELETE /sessions/{id}", "ockax"},
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
    {"DELETE /people/{person}/damaged/{entry}", "oc"},
    {"GET /people/{person}/case", "oca"},
    {"POST /people/{person}/merge", "oca"},
    {"GET /people/{person}/calendar", "ocka"},
    {"GET /people/{person}/audit", "oca"},
    {"GET /library", "ockaxn"},
    {"GET /sources/{id}", "ockaxn"},
    {"GET /exercise-stretch", "ockaxn"},
    {"GET /movements", "ockaxn"},
    {"GET /movements/{id}", "ockaxn"},
    {"GET /roles", "ockaxn"},
    {"POST /leg", "ockaxn"},
    {"GET /known-answers", "ockaxn"},
    {"POST /lab", "ockax"},
    {"GET /lab/{id}", "ockax"},
    {"DELETE /lab/{id}", "ockax"},
    {"GET /lab/{id}/{file}", "ockax"},
    {"GET /people/{person}/timeline", "oca"},
    {"GET /people/{person}/replay", "oca"},
    {"GET /people/{person}/return", "oca"},
    {"GET /people/{person}/prevention", "oca"},
    {"GET /people/{person}/runs", "oca"},
    {"GET /run-weeks", "ockax"},
    {"GET /people/{person}/run-ledger", "oca"},
    {"GET /people/{person}/run-ledger/{entry}", "oca"},
    {"POST /people/{person}/recordings", "oca"},
    {"GET /people/{person}/recordings/{id}", "oca"},
    {"POST /people/{person}/recordings/{id}", "oca"},
    {"DELETE /people/{person}/recordings/{id}", "oca"},
    {"POST /export", "o"},
    {"POST /people/{person}/export", "oca"},
    {"POST /backup", "o"},
    {"GET /jobs/{id}", "ockax"},
    {"DELETE /jobs/{id}", "ockax"},
    {"GET /jobs/{id}/file", "ockax"},
    {"GET /imports", "o"},
    {"POST /imports", "o"},
    {"DELETE /imports/{id}", "o"},
    {"GET /audit", "o"},
    {"GET /people/{person}/measures", "oca"},
    {"GET /people/{person}/run-fit", "oca"},
    {"GET /people/{person}/prescribing", "oc"},
    {"GET /people/{person}/trends", "oca"},
    {"GET /templates", "oc"},
    {"POST /templates", "oc"},
    {"DELETE /templates/{id}", "oc"},
    {"GET /squad", "oc"},
    {"POST /squad", "oc"},
    {"POST /squad/table", "oc"},
    {"GET /people/{person}/phone", "oca"},
    {"POST /join", "ockaxn"},
    {"GET /lan", "ockax"},
    {"GET /lan/authority", "ockaxn"},
    {"GET /people/{person}/calendar/addresses", "oca"},
    {"POST /people/{person}/calendar/addresses", "oca"},
    {"DELETE /people/{person}/calendar/addresses/{id}", "oca"},
    {"GET /calendars/{secret}/hamstring.ics", "ockaxn"},
};

std::string filled(std::string path, const std::string& person) {
  for (const auto& [part, value] : {std::pair<std::string, std::string>{"{person}", person},
                                    {"{id}", "99999"},
                                    {"{batch}", "99999"},
                                    {"{secret}", "1-none"},
                                    {"{entry}", "none"}}) {
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
      const json body = method == "GET" || method == "DELETE" ? json(nullptr) : json::object();
      const Answer answer = instance.ask(method, filled(path, caller.about), body, caller.who);
      // A wrong password is a 401 too; it is not what is tested here.
      const bool refused =
          answer.status == 403 || (answer.status == 401 && answer.body["message"] == "log in first");
      const bool may = who.find(caller.letter) != std::string::npos;
      EXPECT_EQ(refused, !may) << endpoint << " as " << caller.letter << ": " << answer.text.substr(0, 200);
      EXPECT_TRUE(may || !path.contains("{person}") || !answer.text.contains("Ada"));
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

server::Request login(const Instance& instance, const std::string& password, const std::string& address,
                      const std::string& device = {}) {
  server::Request request{.method = "POST", .path = "/api/v1/login"};
  request.host = "127.0.0.1:8790";
  request.content_type = "application/json";
  request.body = json{{"name", "Olga"}, {"password", password}}.dump();
  request.now = instance.now;
  request.address = address;
  request.user_agent = "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0";
  if (!device.empty()) request.cookie = server::cookie_of(request, server::device_cookie) + "=" + device;
  return request;
}

TEST(Sessions, what_a_browser_sends_by_itself_opens_nothing_without_the_half_that_the_page_adds) {
  Instance instance;
  instance.set_up();
  const std::string person = instance.add_person();
  server::Request request{.method = "GET", .path = "/api/v1/people/" + person + "/today"};
  request.host = "127.0.0.1:8790";
  request.now = instance.now;
  instance.as(request, "owner");
  EXPECT_EQ(instance.send(request).status, 200);
  server::Request stolen = request;
  stolen.page.clear();
  EXPECT_EQ(instance.send(stolen).status, 401);
  stolen.page = std::string(64, 'a');
  EXPECT_EQ(instance.send(stolen).status, 401);
  server::Request no_cookie = request;
  no_cookie.cookie.clear();
  EXPECT_EQ(instance.send(no_cookie).status, 401);
}

TEST(Sessions, a_cookie_carries_its_port_and_over_tls_its_host) {
  Instance instance;
  instance.set_up();
  const auto cookies = [&](bool secure, const std::string& host) {
    server::Request request = login(instance, instance.password, "");
    request.host = host;
    request.secure = secure;
    const server::Reply reply = server::answer(instance.app(), request);
    std::string all;
    for (const auto& [name, value] : reply.headers)
      if (name == "Set-Cookie") all += value + "\n";
    return all;
  };
  const std::string here = cookies(false, "127.0.0.1:8790"), there = cookies(false, "127.0.0.1:8791"),
                    tls = cookies(true, "localhost:9443");
  EXPECT_TRUE(here.starts_with("hamstring-8790=")) << here;
  EXPECT_TRUE(there.starts_with("hamstring-8791=")) << there;
  EXPECT_TRUE(tls.starts_with("__Host-hamstring-9443=")) << tls;
  for (const char* mark : {"; Path=/;", "Secure", "HttpOnly", "SameSite=Strict"})
    EXPECT_NE(tls.find(mark), std::string::npos) << mark;
  EXPECT_EQ(tls.find("Domain"), std::string::npos);
  // Somebody else's cookie beside ours is not ours.
  server::Request both{.method = "GET", .path = "/api/v1/sessions"};
  both.host = "127.0.0.1:8790";
  both.now = instance.now;
  instance.as(both, "owner");
  both.cookie = "hamstring-8791=" + std::string(64, 'b') + "; " + both.cookie + "; hamstring=x";
  EXPECT_EQ(instance.send(both).status, 200);
}

TEST(Sessions, are_listed_with_what_they_are_on_and_ended_one_by_one) {
  Instance instance;
  instance.set_up();
  instance.now += 60;
  instance.keep("tablet", instance.send(login(instance, instance.password, "192.168.0.7")));
  const json list = instance.ask("GET", "/sessions", nullptr, "owner").body;
  ASSERT_EQ(list.size(), 2U);
  EXPECT_EQ(list[0]["device"], "Firefox, Linux");
  EXPECT_FALSE(list[0]["here"]);
  EXPECT_TRUE(list[1]["here"]);
  const std::string tablet = "/sessions/" + list[0]["id"].dump();
  instance.add_account("clinician");
  EXPECT_EQ(instance.ask("DELETE", tablet, nullptr, "clinician").status, 404) << "only one's own";
  EXPECT_EQ(instance.ask("DELETE", tablet, nullptr, "owner").status, 200);
  EXPECT_EQ(instance.ask("DELETE", tablet, nullptr, "owner").status, 404);
  EXPECT_TRUE(instance.ask("GET", "/status", nullptr, "tablet").body["account"].is_null());
  EXPECT_FALSE(instance.ask("GET", "/status", nullptr, "owner").body["account"].is_null());
  const std::string audit = instance.ask("GET", "/audit", nullptr, "owner").text;
  for (const char* action : {"\"set up\"", "\"logged in\"", "\"logged out\"", "192.168.0.7"})
    EXPECT_NE(audit.find(action), std::string::npos) << action;
}

TEST(Sessions, wrong_passwords_from_anywhere_in_one_64_count_together) {
  Instance instance;
  instance.set_up();
  for (int i = 0; i < 5; ++i) {
    const std::string address = "2001:db8:0:7::" + std::to_string(i + 1);
    EXPECT_EQ(instance.send(login(instance, "wrong words here", address)).status, 401);
  }
  EXPECT_EQ(instance.send(login(instance, instance.password, "2001:db8:0:7:9:9:9:9")).status, 429);
  EXPECT_EQ(instance.send(login(instance, instance.password, "2001:db8:0:8::1")).status, 200);
}

TEST(Sessions, whoever_is_logged_in_is_told_whether_others_have_accounts_here) {
  Instance instance;
  instance.set_up();
  EXPECT_EQ(instance.ask("GET", "/status", nullptr, "owner").body["shared"], false);
  instance.add_account("coach");
  EXPECT_EQ(instance.ask("GET", "/status", nullptr, "owner").body["shared"], true);
  EXPECT_EQ(instance.ask("GET", "/status").body["shared"], false) << "not told to nobody";
}

TEST(Sessions, whoever_is_here_alone_looks_after_nobody_and_a_practice_does) {
  Instance instance;
  instance.set_up();
  const auto looks_after = [&](const char* who) {
    return instance.ask("GET", "/status", nullptr, who).body["looks_after"];
  };
  const std::string owner = instance.ask("GET", "/status", nullptr, "owner").body["account"]["name"];
  EXPECT_EQ(looks_after("owner"), false) << "nobody is here yet";
  const std::string own = instance.add_person(owner);
  EXPECT_EQ(looks_after("owner"), false) << "the owner alone";
  instance.add_person("Somebody Else");
  EXPECT_EQ(looks_after("owner"), true);
  ASSERT_EQ(instance.ask("DELETE", "/people/" + own, nullptr, "owner").status, 200);
  EXPECT_EQ(looks_after("owner"), true) << "the one who is here is another";
  instance.add_account("clinician");
  EXPECT_EQ(looks_after("clinician"), true);
  EXPECT_EQ(instance.ask("GET", "/status").body["looks_after"], false) << "not told to nobody";
}

TEST(Sessions, wrong_passwords_slow_down_who_types_them_and_nobody_else) {
  Instance instance;
  instance.set_up();
  const Answer before = instance.send(login(instance, instance.password, "192.168.0.7"));
  ASSERT_EQ(before.status, 200);
  ASSERT_EQ(before.device.size(), 64U);
  const std::string wrong = "wrong words here";
  for (int i = 0; i < 5; ++i) EXPECT_EQ(instance.send(login(instance, wrong, "192.168.0.9")).status, 401);
  EXPECT_EQ(instance.send(login(instance, instance.password, "192.168.0.9")).status, 429);
  EXPECT_EQ(instance.send(login(instance, instance.password, "127.0.0.1")).status, 200) << "this machine";
  EXPECT_EQ(instance.send(login(instance, instance.password, "192.168.0.8")).status, 200)
      << "another address";
  EXPECT_EQ(instance.send(login(instance, instance.password, "192.168.0.9", before.device)).status, 200)
      << "a device that was here before, behind the same address";
  for (int i = 0; i < 5; ++i)
    EXPECT_EQ(instance.send(login(instance, wrong, "192.168.0.8", before.device)).status, 401);
  EXPECT_EQ(instance.send(login(instance, instance.password, "192.168.0.8", before.device)).status, 429)
      << "whoever has the device guesses no faster";
  // Many names from one address: the address waits.
  instance.now += 3600;
  int refused = 0;
  for (int i = 0; i < 30; ++i) {
    server::Request request = login(instance, wrong, "192.168.0.66");
    request.body = json{{"name", "name" + std::to_string(i)}, {"password", wrong}}.dump();
    refused += instance.send(request).status == 429 ? 1 : 0;
  }
  EXPECT_EQ(refused, 10);
  const json audit = instance.ask("GET", "/audit", nullptr, "owner").body;
  EXPECT_NE(audit.dump().find("wrong password"), std::string::npos);
  EXPECT_EQ(audit.dump().find("name7"), std::string::npos) << "what is no name may be a password";
}

TEST(Sessions, of_two_first_owners_at_the_same_moment_one_is) {
  for (int round = 0; round < 3; ++round) {
    Instance instance;
    std::vector<std::thread> threads;
    std::atomic<int> owners = 0, refused = 0;
    for (int i = 0; i < 4; ++i)
      threads.emplace_back([&, i] {
        const auto made = instance.app().accounts.set_up("Owner " + std::to_string(i), "three plain words",
                                                         {}, instance.now);
        if (made)
          ++owners;
        else if (made.error().code == service::Code::conflict)
          ++refused;
      });
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(owners, 1);
    EXPECT_EQ(refused, 3);
    EXPECT_EQ(instance.app().accounts.all().value().size(), 1U);
  }
}

TEST(Sessions, a_password_that_many_have_is_refused_in_both_languages) {
  Instance instance;
  const json request{{"name", "Olga"}, {"password", "Passwort2026"}};
  const Answer english = instance.ask("POST", "/setup?language=en", request),
               german = instance.ask("POST", "/setup?language=de", request);
  EXPECT_EQ(english.status, 400);
  EXPECT_NE(english.text.find("many people use"), std::string::npos) << english.text;
  EXPECT_NE(german.text.find("haben viele"), std::string::npos) << german.text;
}

}  // namespace
}  // namespace hamstring::test
