// How other devices come in: what they trust, and the calendars that move with a plan.
#include "apps/server/handlers.h"
#include "core/text.h"
#include "view/moment.h"

namespace hamstring::server {

using nlohmann::json;

Reply get_lan(App& app, const Request&) {
  const LanDoor& door = app.options.door;
  json made{{"open", app.options.lan}, {"own", door.own}, {"hosts", json::array()}};
  if (app.options.lan) made["hosts"] = door.hosts;
  if (door.own) {
    made["fingerprint"] = door.fingerprint;
    made["until"] = service::utc_stamp(door.until);
  }
  return json_reply(made);
}

Reply get_lan_authority(App& app, const Request&) {
  const LanDoor& door = app.options.door;
  if (door.authority.empty())
    return problem_reply(
        {.code = service::Code::not_found,
         .error = {.message = "no certificate was made here",
                   .advice = "Whoever brought the certificate knows what has to be trusted."}});
  return {.status = 200,
          .type = "application/x-x509-ca-cert",
          .body = door.authority,
          .headers = {{"Content-Disposition", "inline; filename=hamstring.crt"}}};
}

Reply get_calendar_addresses(App& app, const Request& request) {
  auto made = app.calendars.list(person_of(request));
  if (!made) return problem_reply(made.error());
  (*made)["lan"] = app.options.lan;
  return json_reply(*made);
}

Reply post_calendar_addresses(App& app, const Request& request) {
  const auto body = json_body(request);
  if (!body) return problem_reply(body.error());
  if (!app.options.lan)
    return problem_reply({.code = service::Code::conflict,
                          .error = {.message = "no other device reaches this program as it runs",
                                    .advice = "Start it with: hamstring serve --lan."}});
  return reply_of(app.calendars.add(request.caller, person_of(request), text_at(*body, "at"),
                                    request.caller.language, request.now));
}

Reply delete_calendar_address(App& app, const Request& request) {
  const auto id = parse_integer(request.part.at("id"));
  if (!id)
    return problem_reply(
        {.code = service::Code::not_found, .error = {.message = "there is no such calendar address"}});
  const auto done = app.calendars.take_back(request.caller, person_of(request), *id, request.now);
  return done ? json_reply(json::object()) : problem_reply(done.error());
}

Reply get_subscribed_calendar(App& app, const Request& request) {
  const auto text = app.calendars.read(request.part.at("secret"), from_of(request), request.now);
  if (!text) return problem_reply(text.error());
  return {.status = 200, .type = "text/calendar; charset=utf-8", .body = *text, .headers = {}};
}

}  // namespace hamstring::server
