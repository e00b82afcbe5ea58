// The lab over HTTP: files in, stages and results out. Recordings live in memory for as long as the analysis
// takes, results the last few; neither is ever written to a disk.
#include <malloc.h>

#include "apps/server/handlers.h"
#include "service/lab.h"
#include "view/moment.h"

namespace hamstring::server {
namespace {

using nlohmann::json;

constexpr std::size_t results_max = 3;
constexpr std::size_t result_bytes_max = std::size_t{96} << 20;
constexpr std::size_t files_max = 8;

service::Outcome<std::vector<service::LabFile>> files_in(json& body) {
  const auto bad = [](const char* message) {
    return service::refuse(service::Code::bad_input, Error{.message = message, .element = "files"});
  };
  const auto found = body.find("files");
  if (found == body.end() || !found->is_array() || found->empty() || found->size() > files_max)
    return bad("a list of 1 to 8 files was expected");
  std::vector<service::LabFile> files;
  for (json& file : *found) {
    if (!file.is_object() || !file.value("name", json()).is_string() ||
        !file.value("text", json()).is_string())
      return bad("a file with name and text was expected");
    files.push_back(
        {.name = file["name"].get<std::string>(), .text = std::move(file["text"].get_ref<std::string&>())});
  }
  return files;
}

/// Large recordings leave the heap full of holes; the system gets those pages back when all else is gone.
struct TrimAtEnd {
  TrimAtEnd() = default;
  ~TrimAtEnd() { malloc_trim(0); }
  TrimAtEnd(const TrimAtEnd&) = delete;
  TrimAtEnd& operator=(const TrimAtEnd&) = delete;
};

const char* type_of(const std::string& name) {
  if (name.ends_with(".html")) return "text/html; charset=utf-8";
  if (name.ends_with(".json")) return "application/json";
  return name.ends_with(".csv") ? "text/csv; charset=utf-8" : "text/plain; charset=utf-8";
}

Reply result_file(App& app, const std::string& id, const std::string& name, bool download) {
  const std::scoped_lock lock(app.lab_lock);
  for (const auto& result : app.lab_results) {
    if (result.id != id) continue;
    for (const auto& file : result.files) {
      if (file.name != name) continue;
      Reply reply{.status = 200, .type = type_of(name), .body = file.text, .headers = {}};
      if (download) {
        reply.headers.emplace_back("Content-Disposition", "attachment; filename=" + name);
      } else {
        // The report brings its own style and script; in a sandbox of its own they reach nothing of the app.
        reply.headers.emplace_back("Content-Security-Policy",
                                   "sandbox allow-scripts allow-downloads allow-modals; default-src 'none'; "
                                   "style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:");
      }
      return reply;
    }
  }
  return problem_reply(
      {.code = service::Code::not_found,
       .error = {.message = "this report is no longer here", .advice = "Drop the files again."}});
}

}  // namespace

Reply post_lab(App& app, const Request& request) {
  // The other thread answers everybody else meanwhile.
  static std::mutex work;  // of the process, as its memory is: each may take many times its recording's size
  const std::unique_lock alone(work, std::try_to_lock);
  if (!alone) {
    return problem_reply({.code = service::Code::too_many,
                          .error = {.message = "another recording is being worked on",
                                    .advice = "Drop the files again in some seconds."}});
  }
  const TrimAtEnd trim;
  auto body = json_body(request);
  if (!body) return problem_reply(body.error());
  auto files = files_in(*body);
  if (!files) return problem_reply(files.error());
  auto result = service::run_lab({.files = std::move(*files),
                                  .built_in_model = app.options.data_folder / "models" / "lower_body.osim",
                                  .generated_on = service::utc_stamp(request.now).substr(0, 10)});
  if (!result) return problem_reply(result.error());
  json reply = std::move(result->reply);
  reply["id"] = nullptr;
  if (result->results.empty()) return json_reply(reply);
  reply["id"] = service::new_id('l');
  const std::scoped_lock lock(app.lab_lock);
  app.lab_results.push_back({.id = reply["id"].get<std::string>(), .files = std::move(result->results)});
  const auto bytes = [&] {
    std::size_t sum = 0;
    for (const auto& kept : app.lab_results)
      for (const auto& file : kept.files) sum += file.text.size();
    return sum;
  };
  while (app.lab_results.size() > 1 && (app.lab_results.size() > results_max || bytes() > result_bytes_max))
    app.lab_results.pop_front();
  return json_reply(reply);
}

Reply get_lab(App& app, const Request& request) {
  return result_file(app, request.part.at("id"), "report.html", false);
}

Reply get_lab_file(App& app, const Request& request) {
  return result_file(app, request.part.at("id"), request.part.at("file"), true);
}

}  // namespace hamstring::server
