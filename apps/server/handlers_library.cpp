#include "analysis/check.h"
#include "apps/server/handlers.h"
#include "core/text_shape.h"
#include "view/library_view.h"

namespace hamstring::server {
namespace {

using nlohmann::json;

constexpr int nesting_max = 40;
// Two hundred entries of two hundred lines; what is larger comes as a file, whose reader has limits of its
// own.
constexpr std::size_t values_max = 200'000;

}  // namespace

service::Outcome<json> json_body(const Request& request) {
  const JsonShape shape = json_shape(request.body);
  if (shape.depth > nesting_max)
    return service::refuse(service::Code::bad_input, "this JSON is nested too deeply");
  if (shape.values > values_max)
    return service::refuse(service::Code::bad_input, "this JSON holds too many values");
  json parsed = json::parse(request.body, nullptr, false);
  if (parsed.is_discarded()) return service::refuse(service::Code::bad_input, "this is not JSON");
  if (!parsed.is_object()) return service::refuse(service::Code::bad_input, "an object was expected");
  return parsed;
}

std::string text_at(const json& body, const char* field) {
  const auto found = body.find(field);
  return found != body.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

std::string language_of(const Request& request) {
  return request.caller.language.empty() ? std::string("en") : request.caller.language;
}

const std::string& person_of(const Request& request) {
  return request.part.at("person");
}

std::string query_of(const Request& request, const char* name) {
  const auto found = request.query.find(name);
  return found == request.query.end() ? std::string{} : found->second;
}

Reply reply_of(const service::Outcome<json>& outcome) {
  return outcome ? json_reply(*outcome) : problem_reply(outcome.error());
}

namespace {

service::Words words_of(const App& app, const Request& request) {
  return {app.knowledge, service::catalog_of(app.knowledge, language_of(request))};
}

}  // namespace

namespace {

/// Made once in each language; refusals are not kept, so that nobody can fill this with names of nothing.
template <class Make>
Reply ready_reply(App& app, const Request& request, const std::string& what, const Make& make) {
  const service::Words words = words_of(app, request);
  const std::string key = what + " " + words.catalog().language;
  {
    const std::scoped_lock lock(app.ready_lock);
    if (const auto found = app.ready.find(key); found != app.ready.end()) return found->second;
  }
  Reply reply = make(words);
  if (reply.status != 200) return reply;
  const std::scoped_lock lock(app.ready_lock);
  app.ready[key] = reply;
  return reply;
}

}  // namespace

Reply get_library(App& app, const Request& request) {
  return ready_reply(app, request, "library",
                     [](const service::Words& words) { return json_reply(service::library_json(words)); });
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
  const std::string id = request.part.at("id");
  return ready_reply(app, request, "movement " + id,
                     [&](const service::Words& words) { return reply_of(app.legs.movement(words, id)); });
}

Reply get_exercise_stretch(App& app, const Request& request) {
  return ready_reply(app, request, "exercise stretch",
                     [&](const service::Words& words) { return json_reply(app.legs.exercises(words)); });
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

}  // namespace hamstring::server
