#include <fmt/format.h>

#include "apps/server/handlers.h"
#include "core/text.h"
#include "view/moment.h"
#include "view/versions.h"

namespace hamstring::server {
namespace {

using nlohmann::json;

json account_json(const store::AccountRow& account) {
  json made{{"id", account.id}, {"name", account.name}, {"role", account.role}};
  if (account.person) made["person"] = *account.person;
  return made;
}

constexpr std::int64_t device_known_s = 365LL * 86400;

void set_cookie(Reply& reply, const Request& request, std::string_view name, const std::string& token,
                std::int64_t seconds) {
  reply.headers.emplace_back(
      "Set-Cookie", fmt::format("{}={}; Path=/; HttpOnly; SameSite=Strict; Max-Age={}{}",
                                cookie_of(request, name), token, seconds, request.secure ? "; Secure" : ""));
}

Reply logged_in(const Request& request, const service::Outcome<service::LoggedIn>& session) {
  if (!session) return problem_reply(session.error());
  json made = account_json(session->account);
  made["page"] = session->page;
  Reply reply = json_reply(made);
  set_cookie(reply, request, session_cookie, session->token, service::session_length_s);
  set_cookie(reply, request, device_cookie, session->device, device_known_s);
  return reply;
}

}  // namespace

Reply get_status(App& app, const Request& request) {
  const auto none = app.accounts.none_yet();
  if (!none) return problem_reply(none.error());
  // Whether others have accounts here is nobody's business who has none.
  bool shared = false;
  if (request.caller.account) {
    const auto all = app.accounts.all();
    if (!all) return problem_reply(all.error());
    shared = all->size() > 1;
  }
  const auto others = app.people.looks_after_others(request.caller);
  if (!others) return problem_reply(others.error());
  json languages = json::array();
  for (const auto& [language, catalog] : app.knowledge.catalogs) languages.push_back(language);
  return json_reply(
      {{"program", service::program_version},
       {"knowledge", app.knowledge.version},
       {"demo", app.options.demo},
       {"own_certificate", app.options.door.own},
       {"first_use", *none},
       {"shared", shared},
       {"looks_after", *others},
       {"account", request.caller.account ? account_json(*request.caller.account) : json(nullptr)},
       {"languages", std::move(languages)},
       {"consent_version", service::consent_version}});
}

Reply post_setup(App& app, const Request& request) {
  const auto body = json_body(request);
  if (!body) return problem_reply(body.error());
  return logged_in(request, app.accounts.set_up(text_at(*body, "name"), text_at(*body, "password"),
                                                from_of(request), request.now));
}

Reply post_login(App& app, const Request& request) {
  const auto body = json_body(request);
  if (!body) return problem_reply(body.error());
  return logged_in(request, app.accounts.log_in(text_at(*body, "name"), text_at(*body, "password"),
                                                from_of(request), request.now));
}

Reply post_join(App& app, const Request& request) {
  auto body = json_body(request);
  if (!body) return problem_reply(body.error());
  const json by = body->value("by", json::object());
  const auto owner = app.accounts.owner_who_lets_in(text_at(by, "name"), text_at(by, "password"),
                                                    from_of(request), request.now);
  if (!owner) return problem_reply(owner.error());
  const std::string name = text_at(*body, "name"), password = text_at(*body, "password");
  // What would be refused is refused before somebody is here who could not come in.
  if (const auto good = app.accounts.could_add(name, password); !good) return problem_reply(good.error());
  body->erase("case");
  const auto added = app.people.add(*owner, *body, request.now);
  if (!added) return problem_reply(added.error());
  const std::string person = (*added)["id"];
  const auto made = app.accounts.add(name, password, "athlete", person, request.now);
  if (!made) {
    (void)app.people.erase(*owner, person, request.now);
    return problem_reply(made.error());
  }
  app.people.note(*owner, "", "account added", made->name + ", " + made->role, request.now);
  return logged_in(request, app.accounts.log_in(name, password, from_of(request), request.now));
}

Reply post_logout(App& app, const Request& request) {
  const auto body = json_body(request);
  const bool everywhere = body && body->value("everywhere", json(false)) == json(true);
  const auto done = everywhere ? app.accounts.log_out_everywhere(request.caller, request.now)
                               : app.accounts.log_out(request.caller, request.token, request.now);
  if (!done) return problem_reply(done.error());
  Reply reply = json_reply(json::object());
  set_cookie(reply, request, session_cookie, "", 0);
  return reply;
}

Reply post_password(App& app, const Request& request) {
  const auto body = json_body(request);
  if (!body) return problem_reply(body.error());
  return logged_in(request,
                   app.accounts.change_password(*request.caller.account, text_at(*body, "old"),
                                                text_at(*body, "new"), from_of(request), request.now));
}

Reply get_sessions(App& app, const Request& request) {
  const auto sessions = app.accounts.sessions(request.caller);
  if (!sessions) return problem_reply(sessions.error());
  json list = json::array();
  for (const store::LoginRow& row : *sessions)
    list.push_back({{"id", row.id},
                    {"device", row.device},
                    {"since", service::utc_stamp(row.created_utc)},
                    {"seen", service::utc_stamp(row.seen_utc)},
                    {"here", row.id == request.caller.login}});
  return json_reply(list);
}

Reply delete_session(App& app, const Request& request) {
  const auto id = parse_integer(request.part.at("id"));
  if (!id)
    return problem_reply(
        {.code = service::Code::not_found, .error = {.message = "this session has ended already"}});
  const auto done = app.accounts.end_session(request.caller, *id, request.now);
  return done ? json_reply(json::object()) : problem_reply(done.error());
}

Reply get_accounts(App& app, const Request&) {
  const auto all = app.accounts.all();
  if (!all) return problem_reply(all.error());
  json list = json::array();
  for (const auto& account : *all) list.push_back(account_json(account));
  return json_reply(list);
}

Reply post_accounts(App& app, const Request& request) {
  const auto body = json_body(request);
  if (!body) return problem_reply(body.error());
  std::optional<std::string> person;
  if (const std::string named = text_at(*body, "person"); !named.empty()) {
    const auto found = app.people.find(named);
    if (!found) return problem_reply(found.error());
    person = named;
  }
  const auto made = app.accounts.add(text_at(*body, "name"), text_at(*body, "password"),
                                     text_at(*body, "role"), person, request.now);
  if (!made) return problem_reply(made.error());
  app.people.note(request.caller, "", "account added", made->name + ", " + made->role, request.now);
  return json_reply(account_json(*made));
}

Reply delete_account(App& app, const Request& request) {
  const auto id = parse_integer(request.part.at("id"));
  if (!id)
    return problem_reply(
        {.code = service::Code::not_found, .error = {.message = "there is no such account"}});
  const auto done = app.accounts.remove(*id);
  if (!done) return problem_reply(done.error());
  app.people.note(request.caller, "", "account removed", fmt::format("account {}", *id), request.now);
  return json_reply(json::object());
}

}  // namespace hamstring::server
