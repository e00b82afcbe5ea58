// What whoever looks after many works with: squads, templates, prescribing.
#include "apps/server/handlers.h"

namespace hamstring::server {

Reply get_prescribing(App& app, const Request& request) {
  return reply_of(app.practice.prescribing(person_of(request), request.caller.language, request.now));
}

Reply get_trends(App& app, const Request& request) {
  return reply_of(app.practice.trends(person_of(request), request.caller.language, request.now));
}

Reply get_templates(App& app, const Request& request) {
  return reply_of(app.practice.templates(request.caller));
}

Reply post_templates(App& app, const Request& request) {
  const auto body = json_body(request);
  if (!body) return problem_reply(body.error());
  return reply_of(app.practice.keep_template(request.caller, *body, request.now));
}

Reply delete_template(App& app, const Request& request) {
  return reply_of(app.practice.remove_template(request.caller, request.part.at("id")));
}

Reply get_squad(App& app, const Request& request) {
  return reply_of(
      app.practice.squad(request.caller, query_of(request, "test"), query_of(request, "group"), request.now));
}

Reply post_squad(App& app, const Request& request) {
  const auto body = json_body(request);
  if (!body) return problem_reply(body.error());
  return reply_of(app.practice.save_squad(request.caller, *body, request.now));
}

Reply post_squad_table(App& app, const Request& request) {
  const auto body = json_body(request);
  if (!body) return problem_reply(body.error());
  return reply_of(app.practice.read_squad(request.caller, *body, request.now));
}

}  // namespace hamstring::server
