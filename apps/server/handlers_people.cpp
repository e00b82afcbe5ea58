#include "apps/server/handlers.h"
#include "core/text.h"
#include "service/story.h"

namespace hamstring::server {
namespace {

using nlohmann::json;

Reply text_reply(const service::Outcome<std::string>& outcome, const char* type, const char* file_name) {
  if (!outcome) return problem_reply(outcome.error());
  return {.status = 200,
          .type = type,
          .body = *outcome,
          .headers = {{"Content-Disposition", std::string("attachment; filename=") + file_name}}};
}

}  // namespace

Reply post_story(App& app, const Request& request) {
  const auto body = json_body(request);
  if (!body) return problem_reply(body.error());
  const auto story = service::read_story(*body, app.knowledge);
  if (!story) return problem_reply({.code = service::Code::bad_input, .error = story.error()});
  const auto reply = service::story_reply(*story, app.knowledge, request.now);
  if (!reply) return problem_reply({.code = service::Code::bad_input, .error = reply.error()});
  return json_reply(*reply);
}

Reply get_people(App& app, const Request& request) {
  auto rows = app.people.list(request.caller, request.caller.language, request.now);
  if (!rows) return problem_reply(rows.error());
  if (const auto added = app.practice.add_groups(*rows); !added) return problem_reply(added.error());
  return json_reply(*rows);
}

Reply post_people(App& app, const Request& request) {
  const auto body = json_body(request);
  if (!body) return problem_reply(body.error());
  return reply_of(app.people.add(request.caller, *body, request.now));
}

Reply get_person(App& app, const Request& request) {
  return reply_of(app.people.describe(person_of(request)));
}

Reply patch_person(App& app, const Request& request) {
  const auto body = json_body(request);
  if (!body) return problem_reply(body.error());
  return reply_of(app.people.change(request.caller, person_of(request), *body, request.now));
}

Reply delete_person(App& app, const Request& request) {
  const auto receipt = app.people.erase(request.caller, person_of(request), request.now);
  if (receipt) {  // they are in what was made before
    app.vault.remove_files();
    app.runs.forget_all();
  }
  return reply_of(receipt);
}

Reply get_today(App& app, const Request& request) {
  return reply_of(app.people.today(request.caller, person_of(request), query_of(request, "day"),
                                   query_of(request, "protocol"), request.now));
}

Reply get_entries(App& app, const Request& request) {
  return reply_of(app.people.entries(person_of(request), request.caller.language, &request.caller));
}

Reply post_entries(App& app, const Request& request) {
  const auto body = json_body(request);
  if (!body) return problem_reply(body.error());
  return reply_of(app.people.add_entries(request.caller, person_of(request), *body, request.now));
}

Reply delete_batch(App& app, const Request& request) {
  const auto batch = parse_integer(request.part.at("batch"));
  if (!batch)
    return problem_reply({.code = service::Code::not_found, .error = {.message = "there is no such batch"}});
  const auto done = app.people.take_back(request.caller, person_of(request), *batch, request.now);
  return done ? json_reply(json::object()) : problem_reply(done.error());
}

Reply delete_damaged(App& app, const Request& request) {
  const auto done =
      app.people.take_out_damaged(request.caller, person_of(request), request.part.at("entry"), request.now);
  return done ? json_reply(json::object()) : problem_reply(done.error());
}

Reply get_case(App& app, const Request& request) {
  return text_reply(app.people.case_file(person_of(request)), "application/json", "hamstring-case.json");
}

Reply post_merge(App& app, const Request& request) {
  return reply_of(app.people.merge(request.caller, person_of(request), request.body,
                                   query_of(request, "preview") != "true", request.caller.language,
                                   request.now));
}

Reply get_calendar(App& app, const Request& request) {
  return text_reply(
      app.people.calendar(person_of(request), request.caller.language, query_of(request, "at"), request.now),
      "text/calendar; charset=utf-8", "hamstring.ics");
}

Reply get_audit(App& app, const Request& request) {
  return reply_of(app.people.audit(person_of(request)));
}

}  // namespace hamstring::server
