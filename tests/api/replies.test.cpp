// Every reply fits its schema in api/openapi.json, and the description names exactly the endpoints there are.
#include <gtest/gtest.h>

#include <set>

#include "items/json_schema.h"
#include "tests/api/instance.h"

namespace hamstring::test {
namespace {

json description() {
  return json::parse(
      read_file(std::filesystem::path(HAMSTRING_PROJECT_DIR) / "api" / "openapi.json").value());
}

class Replies : public ::testing::Test {
 protected:
  void fits(const std::string& method, const std::string& route, const Answer& answer,
            const std::string& about = {}) {
    ASSERT_FALSE(answer.body.is_discarded()) << method << " " << route;
    json root = api_["paths"][route][method]["responses"];
    root = answer.status == 200 ? root["200"]["content"]["application/json"]["schema"]
                                : root["default"]["content"]["application/json"]["schema"];
    root = as_json_schema(root);
    root["$defs"] = as_json_schema(api_["components"]["schemas"]);
    const auto schema = rehab::JsonSchema::parse(root.dump(), "api/openapi.json");
    ASSERT_TRUE(schema) << schema.error().text();
    for (const auto& error : schema->check(answer.body))
      ADD_FAILURE() << method << " " << route << " " << about << error.pointer << ": " << error.message;
  }
  json api_ = description();
};

TEST_F(Replies, the_description_names_exactly_the_endpoints_there_are_and_who_may_call_them) {
  std::map<std::string, std::string> described, there;
  for (const auto& [path, methods] : api_["paths"].items()) {
    for (const auto& [method, operation] : methods.items())
      described[method + " " + path] = operation["x-who"];
  }
  constexpr const char* words[] = {"anyone",       "account",      "owner",
                                   "clinical",     "see_person",   "person_answers",
                                   "write_person", "shape_person", "until_owned"};
  for (const server::Route& route : server::routes()) {
    std::string method = route.method;
    for (char& c : method) c = static_cast<char>(std::tolower(c));
    there[method + " " + route.path] = words[static_cast<int>(route.access)];
  }
  EXPECT_EQ(described, there);
}

TEST_F(Replies, replies_fit_from_the_first_question_to_the_erased_person) {
  Instance instance;
  fits("get", "/status", instance.ask("GET", "/status"));
  const json story = instance.quiet_story();
  fits("post", "/story", instance.ask("POST", "/story", story));
  json early = story;
  early["answers"] = {{"saddle_numbness", "yes"}};
  const Answer raised = instance.ask("POST", "/story", early);
  fits("post", "/story", raised, "raised ");
  EXPECT_FALSE(raised.body["flags"].empty());
  fits("post", "/setup", instance.ask("POST", "/setup", {{"name", "x"}, {"password", "y"}}));
  instance.set_up();
  const std::string person = instance.add_person();
  const std::string at = "/people/" + person;
  const auto check = [&](const std::string& method, const std::string& route, const std::string& path,
                         const json& body = nullptr) {
    std::string upper = method;
    for (char& c : upper) c = static_cast<char>(std::toupper(c));
    const Answer answer = instance.ask(upper, path, body, "owner");
    EXPECT_EQ(answer.status, 200) << route << answer.text;
    fits(method, route, answer);
    return answer;
  };
  check("get", "/status", "/status");
  check("get", "/accounts", "/accounts");
  check("get", "/people", "/people");
  check("get", "/people/{person}", at);
  check("patch", "/people/{person}", at, {{"name", "Ada L."}, {"language", "de"}});
  check("get", "/people/{person}/today", at + "/today");
  instance.now += 3LL * 86400;
  check("get", "/people/{person}/today", at + "/today");
  const json log = {{"entries",
                     {{{"type", "pain"}, {"when", "now"}, {"value", 1}, {"rescreen", "none_of_these"}},
                      {{"type", "session"},
                       {"done", "all"},
                       {"before", 1},
                       {"worst", 2},
                       {"after", 1},
                       {"rescreen", "none_of_these"}}}}};
  const Answer saved = check("post", "/people/{person}/entries", at + "/entries", log);
  check("get", "/people/{person}/today", at + "/today");
  instance.now += 86400;
  const json next_day = check("get", "/people/{person}/today", at + "/today").body;
  EXPECT_FALSE(next_day["morning"].is_null());
  check("get", "/people/{person}/entries", at + "/entries");
  check("get", "/people/{person}/audit", at + "/audit");
  check("get", "/people/{person}/measures", at + "/measures");
  const json prescribed = {{"entries",
                            {{{"type", "prescription"},
                              {"by", "clinician"},
                              {"clinician", "Dr. Maria Huber"},
                              {"lines", {{{"does", "remove"}, {"exercise", "squat_double"}}}}}}}};
  check("post", "/people/{person}/entries", at + "/entries", prescribed);
  check("get", "/people/{person}/prescribing", at + "/prescribing");
  const json squad = {{"test", "nordic_force"},
                      {"rows", {{{"person", person}, {"left", 240}, {"right", "300"}}}}};
  check("post", "/squad", "/squad", squad);
  check("get", "/squad", "/squad?test=nordic_force");
  check("post", "/squad/table", "/squad/table", {{"text", "Name,Left,Right\nAda L.,1,2\nNobody,1,x\n"}});
  fits("post", "/squad", instance.ask("POST", "/squad", {{"test", "nordic_force"}, {"rows", {1}}}, "owner"),
       "refused ");
  check("get", "/people/{person}/trends", at + "/trends");
  const json lines = {{{"does", "add"}, {"exercise", "squat_double"}, {"sets", 3}, {"amount", 8}}};
  const json kept = check("post", "/templates", "/templates", {{"name", "One"}, {"lines", lines}}).body;
  check("get", "/templates", "/templates");
  check("delete", "/templates/{id}", "/templates/" + kept[0]["id"].dump());
  check("get", "/people", "/people");
  const Answer file = instance.ask("GET", at + "/case", nullptr, "owner");
  check("post", "/people/{person}/merge", at + "/merge", file.text);
  check("delete", "/people/{person}/batches/{batch}",
        at + "/batches/" + std::to_string(saved.body["batch"].get<int>()));
  check("get", "/library", "/library");
  check("get", "/sources/{id}", "/sources/s051");
  fits("get", "/sources/{id}", instance.ask("GET", "/sources/none"));
  check("get", "/exercise-stretch", "/exercise-stretch");
  check("get", "/known-answers", "/known-answers");
  check("post", "/leg", "/leg", {{"hip_flexion_deg", 70}, {"knee_flexion_deg", 40}});
  check("get", "/roles", "/roles");
  check("get", "/lan", "/lan");
  check("get", "/people/{person}/calendar/addresses", at + "/calendar/addresses");
  for (const json& movement : check("get", "/movements", "/movements").body)
    check("get", "/movements/{id}", "/movements/" + movement["id"].get<std::string>());
  check("delete", "/people/{person}", at);
}

TEST_F(Replies, replies_fit_where_other_devices_come_in) {
  Instance instance(true, {}, {},
                    {.own = true, .hosts = {"10.0.0.1"}, .authority = "x", .fingerprint = "AB", .until = 9});
  instance.set_up();
  fits("get", "/status", instance.ask("GET", "/status"));
  fits("get", "/lan", instance.ask("GET", "/lan", nullptr, "owner"));
  const std::string at = "/people/" + instance.add_person() + "/calendar/addresses";
  const std::string route = "/people/{person}/calendar/addresses";
  const Answer made = instance.ask("POST", at, {{"at", "07:15"}}, "owner");
  ASSERT_EQ(made.status, 200) << made.text;
  fits("post", route, made);
  const std::string path = made.body["path"].get<std::string>().substr(server::api_root.size());
  ASSERT_EQ(instance.ask("GET", path).status, 200);
  fits("get", route, instance.ask("GET", at, nullptr, "owner"), "read ");
  fits("get", "/calendars/{secret}/hamstring.ics", instance.ask("GET", "/calendars/none/hamstring.ics"),
       "refused ");
  fits("delete", route + "/{id}",
       instance.ask("DELETE", at + "/" + made.body["id"].dump(), nullptr, "owner"));
}

TEST_F(Replies, replies_of_the_lab_fit_while_it_works_and_after) {
  Instance instance;
  const std::string run =
      read_file(std::filesystem::path(HAMSTRING_PROJECT_DIR) / "data" / "movements" / "run.toml").value();
  const json recording = {{"files", {{{"name", "run.toml"}, {"text", run}}}}};
  const Answer begun = instance.ask("POST", "/lab", recording);
  ASSERT_EQ(begun.status, 200) << begun.text;
  fits("post", "/lab", begun);
  const std::string lab = "/lab/" + begun.body["id"].get<std::string>();
  fits("get", "/lab/{id}", instance.ask("GET", lab), "working ");
  fits("post", "/lab", instance.ask("POST", "/lab", recording), "busy ");
  for (int i = 0; i < 3000 && instance.ask("GET", lab).body["working"] == true; ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  const Answer done = instance.ask("GET", lab);
  EXPECT_TRUE(done.body["reply"].is_object()) << done.text;
  fits("get", "/lab/{id}", done, "done ");
  fits("delete", "/lab/{id}", instance.ask("DELETE", lab));
  fits("get", "/lab/{id}", instance.work_on({{{"name", "a.mot"}, {"text", "x"}}}), "refused ");
}

TEST_F(Replies, replies_about_the_instance_as_a_whole_fit) {
  Instance instance;
  instance.set_up();
  instance.add_person();
  const Answer begun = instance.ask("POST", "/export", json::object(), "owner");
  fits("post", "/export", begun);
  const std::string job = "/jobs/" + begun.body["id"].get<std::string>();
  fits("get", "/jobs/{id}", instance.ask("GET", job, nullptr, "owner"), "working ");
  const Answer busy = instance.ask("POST", "/backup", json::object(), "owner");
  if (busy.status != 200) fits("post", "/backup", busy, "busy ");
  for (int i = 0; i < 3000 && instance.ask("GET", job, nullptr, "owner").body["working"] == true; ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  const Answer made = instance.ask("GET", job, nullptr, "owner");
  EXPECT_TRUE(made.body["file"].is_object()) << made.text;
  fits("get", "/jobs/{id}", made, "done ");
  const std::string zip = instance.ask("GET", job + "/file", nullptr, "owner").text;
  fits("delete", "/jobs/{id}", instance.ask("DELETE", job, nullptr, "owner"));
  fits("get", "/jobs/{id}/file", instance.ask("GET", job + "/file", nullptr, "owner"), "gone ");
  const Answer brought = instance.send_zip(zip);
  ASSERT_EQ(brought.status, 200) << brought.text;
  fits("post", "/imports", brought);
  const std::string import_job = "/jobs/" + brought.body["id"].get<std::string>();
  for (int i = 0; i < 3000 && instance.ask("GET", import_job, nullptr, "owner").body["working"] == true; ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  const Answer import_done = instance.ask("GET", import_job, nullptr, "owner");
  fits("get", "/jobs/{id}", import_done, "imported ");
  const json imported = import_done.body["reply"];
  ASSERT_TRUE(imported.is_object()) << import_done.text;
  fits("get", "/imports", instance.ask("GET", "/imports", nullptr, "owner"));
  fits("post", "/export", instance.ask("POST", "/export"), "refused ");
  const std::string at = "/imports/" + imported["import"].dump();
  const Answer undone = instance.ask("DELETE", at, nullptr, "owner");
  EXPECT_EQ(undone.status, 200) << undone.text;
  fits("delete", "/imports/{id}", undone);
  fits("get", "/audit", instance.ask("GET", "/audit", nullptr, "owner"));
}

TEST_F(Replies, every_golden_case_becomes_a_today_that_fits_in_both_languages) {
  const auto folder = std::filesystem::path(HAMSTRING_PROJECT_DIR) / "tests" / "golden" / "cases";
  Instance instance;
  json root = as_json_schema(api_["components"]["schemas"]["Today"]);
  root["$defs"] = as_json_schema(api_["components"]["schemas"]);
  const auto schema = rehab::JsonSchema::parse(root.dump(), "api/openapi.json");
  ASSERT_TRUE(schema) << schema.error().text();
  int seen = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const auto file = entry.path() / "case.json";
    if (!std::filesystem::exists(file)) continue;
    Diagnostics diagnostics;
    const auto history = rehab::read_case(read_file(file).value(), file.string(), diagnostics);
    ASSERT_TRUE(history) << file;
    for (const char* language : {"en", "de"}) {
      const json today = instance.today_of(*history, language);
      for (const auto& error : schema->check(today))
        ADD_FAILURE() << file << " " << error.pointer << ": " << error.message;
      EXPECT_EQ(today.dump().find("\"<"), std::string::npos) << file << ": a sentence is missing";
    }
    ++seen;
  }
  EXPECT_GE(seen, 70);
}

}  // namespace
}  // namespace hamstring::test
