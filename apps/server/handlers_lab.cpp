// The lab over HTTP: files in, an id out; where it is, then stages and results; and its end at any time. The
// work is done in a process of its own (lab_jobs.h).
#include "apps/server/handlers.h"
#include "core/text_shape.h"

namespace hamstring::server {
namespace {

using nlohmann::json;

constexpr int nesting_max = 40;
/// Files come as texts: a handful of values, however long they are.
constexpr std::size_t values_max = 100;

const char* type_of(const std::string& name) {
  if (name.ends_with(".html")) return "text/html; charset=utf-8";
  if (name.ends_with(".json")) return "application/json";
  return name.ends_with(".csv") ? "text/csv; charset=utf-8" : "text/plain; charset=utf-8";
}

}  // namespace

std::string owner_of(const Request& request) {
  return request.caller.account ? std::to_string(request.caller.account->id) : std::string("nobody");
}

std::optional<Reply> lab_is_busy(App& app, const Request&) {
  if (!app.lab.busy()) return std::nullopt;
  Reply reply = problem_reply(LabJobs::taken());
  reply.headers.emplace_back("Retry-After", "10");
  return reply;
}

Reply post_lab(App& app, const Request& request) {
  if (auto busy = lab_is_busy(app, request)) return *busy;
  const JsonShape shape = json_shape(request.body);
  if (shape.depth > nesting_max || shape.values > values_max)
    return problem_reply({.code = service::Code::bad_input,
                          .error = {.message = "a list of 1 to 8 files was expected", .element = "files"}});
  const auto id = app.lab.start(request.body, owner_of(request), request.now);
  return id ? json_reply({{"id", *id}}) : problem_reply(id.error());
}

Reply get_lab(App& app, const Request& request) {
  const auto seen = app.lab.look(request.part.at("id"), owner_of(request), request.now);
  if (!seen) return problem_reply(seen.error());
  return json_reply({{"working", seen->working},
                     {"stage", seen->stage},
                     {"seconds", static_cast<int>(seen->seconds)},
                     {"reply", seen->reply}});
}

Reply delete_lab(App& app, const Request& request) {
  const auto done = app.lab.remove(request.part.at("id"), owner_of(request));
  return done ? json_reply(json::object()) : problem_reply(done.error());
}

Reply get_lab_file(App& app, const Request& request) {
  const std::string& asked = request.part.at("file");
  // "report" is the one that is looked at, "report.html" the one that is taken away.
  const bool look = asked == "report";
  const std::string name = look ? "report.html" : asked;
  auto text = app.lab.file(request.part.at("id"), owner_of(request), name, request.now);
  if (!text) return problem_reply(text.error());
  Reply reply{.status = 200, .type = type_of(name), .body = std::move(*text), .headers = {}};
  if (!look) {
    reply.headers.emplace_back("Content-Disposition", "attachment; filename=" + name);
  } else {
    // The report brings its own style and script; in a sandbox of its own they reach nothing of the app.
    reply.headers.emplace_back("Content-Security-Policy",
                               "sandbox allow-scripts allow-downloads allow-modals; default-src 'none'; "
                               "style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:");
  }
  return reply;
}

}  // namespace hamstring::server
