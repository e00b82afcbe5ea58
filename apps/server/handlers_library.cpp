#include <sodium.h>

#include "analysis/analyze_motion.h"
#include "analysis/check.h"
#include "apps/server/handlers.h"
#include "core/file.h"
#include "render/report_html.h"
#include "service/library_view.h"
#include "service/moment.h"
#include "service/versions.h"

namespace hamstring::server {
namespace {

using nlohmann::json;

constexpr int nesting_max = 40;
constexpr std::size_t lab_reports_max = 6;

/// A folder of its own for one analysis; the readers of recordings read files.
class WorkFolder {
 public:
  WorkFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "hamstring_lab_XXXXXX").string();
    if (mkdtemp(name.data()) != nullptr) path_ = name;
  }
  ~WorkFolder() {
    std::error_code ignored;
    if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
  }
  WorkFolder(const WorkFolder&) = delete;
  WorkFolder& operator=(const WorkFolder&) = delete;
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

/// Only the name's last part, of harmless letters: it becomes a file below the work folder.
std::string safe_name(const std::string& name, const char* otherwise) {
  std::string safe;
  for (const char c : std::filesystem::path(name).filename().string()) {
    const bool good = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                      c == '.' || c == '_' || c == '-';
    safe += good ? c : '_';
  }
  return safe.empty() || safe.starts_with('.') || safe.size() > 120 ? std::string(otherwise) : safe;
}

service::Outcome<std::filesystem::path> put_file(const WorkFolder& folder, const json& body, const char* role,
                                                 const char* otherwise) {
  const auto found = body.find(role);
  if (found == body.end() || !found->is_object() || !found->value("text", json()).is_string())
    return service::refuse(service::Code::bad_input,
                           Error{.message = "a file with name and text was expected", .element = role});
  const json& name = found->value("name", json(otherwise));
  const auto path =
      folder.path() / role / safe_name(name.is_string() ? name.get<std::string>() : otherwise, otherwise);
  const auto written = write_file(path, (*found)["text"].get_ref<const std::string&>());
  if (!written) return service::refuse(service::Code::storage, written.error());
  return path;
}

}  // namespace

service::Outcome<json> json_body(const Request& request) {
  int deepest = 0, depth = 0;
  bool in_text = false;
  for (std::size_t i = 0; i < request.body.size(); ++i) {
    const char c = request.body[i];
    if (in_text) {
      if (c == '\\') ++i;
      if (c == '"') in_text = false;
    } else if (c == '"') {
      in_text = true;
    } else if (c == '{' || c == '[') {
      deepest = std::max(deepest, ++depth);
    } else if (c == '}' || c == ']') {
      --depth;
    }
  }
  if (deepest > nesting_max)
    return service::refuse(service::Code::bad_input, "this JSON is nested too deeply");
  json parsed = json::parse(request.body, nullptr, false);
  if (parsed.is_discarded()) return service::refuse(service::Code::bad_input, "this is not JSON");
  if (!parsed.is_object()) return service::refuse(service::Code::bad_input, "an object was expected");
  return parsed;
}

std::string language_of(const Request& request) {
  const auto found = request.query.find("language");
  return found == request.query.end() ? std::string("en") : found->second;
}

Reply reply_of(const service::Outcome<json>& outcome) {
  return outcome ? json_reply(*outcome) : problem_reply(outcome.error());
}

namespace {

service::Words words_of(const App& app, const Request& request) {
  return {app.knowledge, service::catalog_of(app.knowledge, language_of(request))};
}

}  // namespace

Reply get_library(App& app, const Request& request) {
  return json_reply(service::library_json(words_of(app, request)));
}

Reply get_roles(App& app, const Request& request) {
  return json_reply(service::roles_json(words_of(app, request)));
}

Reply get_source(App& app, const Request& request) {
  const auto found = service::source_json(words_of(app, request), request.part.at("id"));
  if (!found)
    return problem_reply({.code = service::Code::not_found, .error = {.message = "there is no such source"}});
  return json_reply(*found);
}

Reply get_movements(App& app, const Request& request) {
  return json_reply(app.legs.movements(words_of(app, request)));
}

Reply get_movement(App& app, const Request& request) {
  return reply_of(app.legs.movement(words_of(app, request), request.part.at("id")));
}

Reply post_leg(App& app, const Request& request) {
  const auto body = json_body(request);
  if (!body) return problem_reply(body.error());
  return reply_of(app.legs.pose(words_of(app, request), *body));
}

Reply get_known_answers(App& app, const Request&) {
  Diagnostics diagnostics;
  const auto answers = analysis::run_known_answers(app.options.data_folder, diagnostics);
  if (!answers) return problem_reply({.code = service::Code::storage, .error = answers.error()});
  json list = json::array();
  for (const analysis::KnownAnswer& a : *answers) {
    list.push_back({{"what", a.what},
                    {"basis", a.basis},
                    {"expected", a.expected},
                    {"found", a.found},
                    {"tolerance", a.tolerance},
                    {"unit", a.unit},
                    {"passed", a.passed()}});
  }
  return json_reply(list);
}

Reply post_lab(App& app, const Request& request) {
  const auto body = json_body(request);
  if (!body) return problem_reply(body.error());
  const WorkFolder folder;
  if (folder.path().empty())
    return problem_reply({.code = service::Code::storage, .error = {.message = "no room for the recording"}});
  const auto motion = put_file(folder, *body, "motion", "motion.mot");
  if (!motion) return problem_reply(motion.error());
  std::filesystem::path model = app.options.data_folder / "models" / "lower_body.osim";
  if (body->contains("model")) {
    const auto given = put_file(folder, *body, "model", "model.osim");
    if (!given) return problem_reply(given.error());
    model = *given;
  }
  Diagnostics diagnostics;
  const auto analysis =
      analysis::analyze_motion({.motion = *motion,
                                .model = model,
                                .generated_on = service::utc_stamp(request.now).substr(0, 10),
                                .program_version = service::program_version},
                               diagnostics);
  if (!analysis) {
    Error error = analysis.error();
    error.file = std::filesystem::path(error.file).filename().string();
    service::Problem problem{.code = service::Code::bad_input, .error = std::move(error)};
    problem.error.message = problem.error.text();
    return problem_reply(problem);
  }
  const std::string id = service::new_id('l');
  const std::scoped_lock lock(app.lab_lock);
  app.lab_reports.push_back({.id = id, .html = render::report_html(analysis->report)});
  if (app.lab_reports.size() > lab_reports_max) app.lab_reports.pop_front();
  return json_reply({{"id", id}});
}

Reply get_lab(App& app, const Request& request) {
  const std::scoped_lock lock(app.lab_lock);
  for (const auto& report : app.lab_reports) {
    if (report.id != request.part.at("id")) continue;
    // The report brings its own style and script; in a sandbox of its own they reach nothing of the app.
    return {.status = 200,
            .type = "text/html; charset=utf-8",
            .body = report.html,
            .headers = {{"Content-Security-Policy",
                         "sandbox allow-scripts allow-downloads allow-modals; default-src 'none'; style-src "
                         "'unsafe-inline'; "
                         "script-src 'unsafe-inline'; img-src data:"}}};
  }
  return problem_reply(
      {.code = service::Code::not_found,
       .error = {.message = "this report is no longer here", .advice = "Drop the files again."}});
}

}  // namespace hamstring::server
