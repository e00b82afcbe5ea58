// A running instance without sockets: one request in, one reply out, at a fixed instant.
#pragma once

#include <gtest/gtest.h>

#include <chrono>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <thread>

#include "apps/server/app.h"
#include "core/file.h"
#include "history/case.h"
#include "tests/support/temp_folder.h"
#include "view/today_view.h"
#include "view/versions.h"

namespace hamstring::test {

using nlohmann::json;

/// OpenAPI keeps its schemas elsewhere than JSON Schema does, and has formats that say nothing here.
inline json as_json_schema(json schema) {
  if (schema.is_object()) {
    schema.erase("format");
    if (schema.contains("$ref")) {
      const std::string ref = schema["$ref"];
      schema["$ref"] = "#/$defs/" + ref.substr(ref.rfind('/') + 1);
    }
  }
  if (schema.is_structured()) {
    for (json& part : schema) part = as_json_schema(part);
  }
  return schema;
}

struct Answer {
  int status = 0;
  json body;
  std::string text, cookie, page, device;
};

class Instance {
 public:
  explicit Instance(bool lan = false, server::LabLimits lab = {}, server::VaultLimits vault = {},
                    server::LanDoor door = {}, server::RunLimits runs = {}) {
    lab.program = vault.program = runs.program = HAMSTRING_PROGRAM;
    auto opened = server::App::open({.database = folder_ / "a.db",
                                     .data_folder = std::filesystem::path(HAMSTRING_PROJECT_DIR) / "data",
                                     .web_folder = folder_ / "web",
                                     .lan = lan,
                                     .door = std::move(door),
                                     .lab = lab,
                                     .vault = vault,
                                     .runs = runs});
    if (opened) app_ = std::move(*opened);
    EXPECT_TRUE(app_) << opened.error().text();
  }

  Answer ask(const std::string& method, const std::string& path, const json& body = nullptr,
             const std::string& who = {}) {
    server::Request request;
    request.method = method;
    server::set_target(request, "/api/v1" + path);
    request.host = "127.0.0.1:8790";
    request.now = now;
    if (!body.is_null()) {
      request.body = body.is_string() ? body.get<std::string>() : body.dump();
      request.content_type = "application/json";
    }
    as(request, who);
    return send(std::move(request));
  }

  /// Gives the request both halves of the session of `who`.
  void as(server::Request& request, const std::string& who) const {
    const auto found = sessions_.find(who);
    if (found == sessions_.end()) return;
    request.cookie = server::cookie_of(request, server::session_cookie) + "=" + found->second.cookie;
    request.page = found->second.page;
  }

  Answer send(server::Request request) {
    const server::Reply reply = server::answer(*app_, std::move(request));
    Answer answer{
        .status = reply.status, .body = json::parse(reply.body, nullptr, false), .text = reply.body};
    if (reply.file) answer.text = whole(*reply.file);
    for (const auto& [name, value] : reply.headers) {
      if (name != "Set-Cookie") continue;
      const std::size_t equals = value.find('=') + 1;
      (value.contains("device") ? answer.device : answer.cookie) =
          value.substr(equals, value.find(';') - equals);
    }
    if (answer.body.is_object()) answer.page = answer.body.value("page", "");
    return answer;
  }

  /// All of a file that is sent in pieces.
  static std::string whole(const server::FilePieces& file) {
    std::string text(file.size(), '\0');
    std::size_t at = 0;
    while (at < text.size()) {
      const std::size_t n = file.read(at, text.data() + at, text.size() - at);
      if (n == 0) break;
      at += n;
    }
    text.resize(at);
    return text;
  }

  /// What becomes of an export, a backup or an import that has begun: its file as text, its reply as body; or
  /// why not.
  Answer job(const Answer& begun, const std::string& who = "owner") {
    if (begun.status != 200) return begun;
    const std::string at = "/jobs/" + begun.body["id"].get<std::string>();
    const auto end = std::chrono::steady_clock::now() + std::chrono::minutes(5);
    Answer seen = ask("GET", at, nullptr, who);
    while (seen.status == 200 && seen.body["working"] == true && std::chrono::steady_clock::now() < end) {
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
      seen = ask("GET", at, nullptr, who);
    }
    if (seen.status != 200) {
      EXPECT_EQ(ask("DELETE", at, nullptr, who).status, 200);
      return seen;
    }
    const bool has_file = seen.body["file"].is_object();
    Answer made = has_file ? ask("GET", at + "/file", nullptr, who) : seen;
    if (!has_file) {
      made.body = seen.body["reply"];
      made.text = made.body.dump();
    }
    EXPECT_EQ(ask("DELETE", at, nullptr, who).status, 200);
    return made;
  }

  /// Everybody as a zip.
  Answer export_all(const std::string& who = "owner") {
    return job(ask("POST", "/export", json::object(), who), who);
  }
  /// A zip that is sent to be read in; it has begun.
  Answer send_zip(const std::string& zip, const std::string& type = "application/zip",
                  const std::string& phrase = {}) {
    server::Request request{.method = "POST", .path = "/api/v1/imports"};
    request.host = "127.0.0.1:8790";
    request.content_type = type;
    request.body = zip;
    request.phrase = phrase;
    request.now = now;
    as(request, "owner");
    return send(std::move(request));
  }
  /// The same without a process of its own.
  service::Outcome<json> bring_in(const service::Caller& caller, const std::string& zip) {
    const auto read = service::ZipReader::open(zip);
    if (!read) return service::refuse(service::Code::bad_input, read.error());
    return app_->archives.bring_in(caller, *read, sha256_hex(zip), now);
  }

  /// What the lab says of these files once it is done: its reply, or why not.
  Answer work_on(const json& files, const std::string& who = {}) {
    Answer begun = ask("POST", "/lab", {{"files", files}}, who);
    return begun.status == 200 ? await_lab(begun.body["id"], who) : begun;
  }
  /// What became of a recording that was begun.
  Answer await_lab(const std::string& id, const std::string& who = {}) {
    const std::string at = "/lab/" + id;
    const auto end = std::chrono::steady_clock::now() + std::chrono::minutes(2);
    Answer seen = ask("GET", at, nullptr, who);
    while (seen.status == 200 && seen.body["working"] == true && std::chrono::steady_clock::now() < end) {
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
      seen = ask("GET", at, nullptr, who);
    }
    if (seen.status == 200) seen.body = seen.body["reply"];
    return seen;
  }

  /// Remembers the session of `who`.
  void keep(const std::string& who, const Answer& answer) { sessions_[who] = answer; }

  /// The owner, called "owner".
  void set_up() {
    const Answer made = ask("POST", "/setup", {{"name", "Olga"}, {"password", password}});
    ASSERT_EQ(made.status, 200) << made.text;
    keep("owner", made);
  }

  void add_account(const std::string& role, const std::string& person = {}) {
    json request{{"name", role + person}, {"password", password}, {"role", role}};
    if (!person.empty()) request["person"] = person;
    ASSERT_EQ(ask("POST", "/accounts", request, "owner").status, 200);
    const Answer in = ask("POST", "/login", {{"name", role + person}, {"password", password}});
    ASSERT_EQ(in.status, 200) << in.text;
    keep(role + (person.empty() ? "" : ":" + person), in);
  }

  /// A story that asks for no doctor, all questions answered.
  json quiet_story() {
    json story{{"zone", "Europe/Vienna"},  {"language", "en"}, {"onset_day", "2026-05-10"},
               {"side", "left"},           {"relapse", false}, {"birth_year", 1988},
               {"sex", "female"},          {"pain_now", 2},    {"sports", {"distance_running"}},
               {"answers", json::object()}};
    for (int screen = 0; screen < 20; ++screen) {
      const Answer next = ask("POST", "/story", story);
      if (next.status != 200 || !next.body["plan"].is_null()) break;
      for (const json& q : next.body["screens"][0]["questions"]) {
        const std::string kind = q["answer"];
        story["answers"][q["id"].get<std::string>()] = kind == "yes_no"   ? json("no")
                                                       : kind == "number" ? json(0)
                                                       : kind == "choice" ? q["options"][0]["id"]
                                                                          : json("unsure");
      }
    }
    return story;
  }

  std::string add_person(const std::string& name = "Ada") {
    const Answer made =
        ask("POST", "/people",
            {{"name", name},
             {"story", quiet_story()},
             {"consent", {{"text_version", service::consent_version}, {"given_by", "self"}, {"name", name}}}},
            "owner");
    EXPECT_EQ(made.status, 200) << made.text;
    return made.status == 200 ? made.body["id"].get<std::string>() : std::string{};
  }

  /// Today of a case that is in no database, on its last day.
  [[nodiscard]] json today_of(const rehab::Case& history, const std::string& language) const {
    const service::Words words(app_->knowledge, service::catalog_of(app_->knowledge, language));
    return service::today_json(words, history, rehab::latest_day(history).value_or(Day{}), {});
  }

  server::App& app() { return *app_; }
  [[nodiscard]] const server::App& app() const { return *app_; }
  const TempFolder& folder() const { return folder_; }

  std::int64_t now = rehab::parse_instant("2026-05-11T09:00:00Z").value_or(0);
  const std::string password = "three plain words";

 private:
  TempFolder folder_;
  std::unique_ptr<server::App> app_;
  std::map<std::string, Answer> sessions_;
};

}  // namespace hamstring::test
