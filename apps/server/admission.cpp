// Who may ask, decided from the header alone: before a body is read, and before a handler runs.
#include <fmt/format.h>

#include <algorithm>

#include "apps/server/app.h"
#include "core/text.h"
#include "core/try.h"
#include "core/utf8.h"
#include "service/problem_words.h"

namespace hamstring::server {
namespace {

using service::Access;
using service::Code;
using service::refuse;

/// Parts of the path by name; false where it is another route.
bool fits(std::string_view pattern, std::string_view path, std::map<std::string, std::string>& part) {
  const auto wanted = split_fields(pattern, '/');
  const auto given = split_fields(path, '/');
  if (wanted.size() != given.size()) return false;
  part.clear();
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    if (wanted[i].starts_with('{')) {
      if (given[i].empty()) return false;
      part[std::string(wanted[i].substr(1, wanted[i].size() - 2))] = given[i];
    } else if (wanted[i] != given[i]) {
      return false;
    }
  }
  return true;
}

std::string_view host_name(std::string_view host) {
  if (host.starts_with('[')) return host.substr(0, host.find(']') + 1);
  return host.substr(0, host.find(':'));
}

/// A page of another site, or a name that somebody pointed at this machine, gets nothing.
service::Outcome<void> check_origin(const App& app, const Request& request) {
  const std::string_view host = host_name(request.host);
  const bool local = host == "127.0.0.1" || host == "localhost" || host == "[::1]";
  if (!app.options.lan && !local)
    return refuse(Code::forbidden, "this address is not mine", "Open http://127.0.0.1 instead.");
  if (request.method == "GET" || request.method == "HEAD") return {};
  const bool same_site =
      request.fetch_site.empty() || request.fetch_site == "same-origin" || request.fetch_site == "none";
  const std::string own = fmt::format("{}://{}", request.secure ? "https" : "http", request.host);
  if (same_site && (request.origin.empty() || request.origin == own)) return {};
  return refuse(Code::forbidden, "another site asked for this");
}

/// The language the reader asked for: in the address, as a link does, else in the header, as the app does.
/// Empty where neither is one that has words here.
std::string reader_language(const App& app, const Request& request) {
  const auto known = [&](std::string_view word) {
    return app.knowledge.catalogs.find(word) != app.knowledge.catalogs.end();
  };
  const auto asked = request.query.find("language");
  if (asked != request.query.end() && known(asked->second)) return asked->second;
  for (const std::string_view range : split_fields(request.accept_language, ',')) {
    const std::string_view tag = trim(range.substr(0, range.find(';')));
    const std::string_view word = tag.substr(0, tag.find('-'));
    if (known(word)) return std::string(word);
  }
  return {};
}

/// A problem in the words of the reader: the whole sentence where it has one, else what kind of problem it
/// is.
void say_in(Reply& reply, const App& app, const std::string& language) {
  if (reply.status < 400 || language.empty() || language == "en") return;
  nlohmann::json problem = nlohmann::json::parse(reply.body, nullptr, false);
  if (!problem.is_object() || !problem.contains("message") || !problem.contains("code")) return;
  const service::Problems problems(app.knowledge, language);
  const std::string code = problem["code"];
  problem["message"] = problems.message(problem["message"], code);
  if (problem.contains("advice")) {
    const std::string advice = problems.advice(problem["advice"]);
    if (advice.empty())
      problem.erase("advice");
    else
      problem["advice"] = advice;
  }
  reply.body = problem.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

bool readable(const Request& request) {
  return is_utf8(request.path) && std::ranges::all_of(request.query, [](const auto& pair) {
           return is_utf8(pair.first) && is_utf8(pair.second);
         });
}

const Route* route_at(std::string_view method, std::string_view path,
                      std::map<std::string, std::string>& part, bool& other_method) {
  for (const Route& route : routes()) {
    if (!fits(route.path, path, part)) continue;
    if (method == route.method) return &route;
    other_method = true;
  }
  return nullptr;
}

/// As what a request counts: what is the same for everybody asks for a login where other machines reach it,
/// and what makes this machine work asks for one as soon as it is somebody's.
service::Outcome<Access> access_now(const App& app, const Route& route) {
  if (app.options.lan && route.access == Access::anyone && !route.before_login) return Access::account;
  if (route.access != Access::until_owned || app.options.lan) return route.access;
  HAMSTRING_TRY(nobodys, app.accounts.none_yet());
  return nobodys ? Access::anyone : Access::account;
}

/// Who asks, whether they may, and whether there is somebody whom it is about: all that the header tells.
/// Fills in the caller.
std::optional<Reply> admit(App& app, Request& request, const Route& route) {
  request.token = cookie_named(request.cookie, cookie_of(request, session_cookie));
  const auto caller = route.by_link ? app.accounts.caller_by_link(request.token, request.now)
                                    : app.accounts.caller(request.token, request.page, request.now);
  if (!caller) return problem_reply(caller.error());
  request.caller = *caller;
  if (!request.caller.account && !app.options.lan) request.caller.account = app.demo_owner;
  request.caller.language = reader_language(app, request);
  const auto access = access_now(app, route);
  if (!access) return problem_reply(access.error());
  const auto person = request.part.find("person");
  const bool about_somebody = person != request.part.end();
  if (!service::may(request.caller.role(), *access, about_somebody ? person->second : std::string_view{})) {
    const bool nobody = !request.caller.account;
    return problem_reply({.code = nobody ? Code::login_needed : Code::forbidden,
                          .error = {.message = nobody ? "log in first" : "your account may not do this"}});
  }
  // Nobody who is not here, or no longer, is asked about: of them nothing is read and nothing kept in memory.
  if (about_somebody) {
    if (const auto there = app.people.find(person->second); !there) return problem_reply(there.error());
  }
  return std::nullopt;
}

bool right_type(const Request& request) {
  return request.content_type.starts_with("application/json") ||
         request.content_type.starts_with("application/zip") ||
         request.content_type.starts_with("application/octet-stream");
}

/// The route that answers; else what is answered instead, a page of the app among them.
const Route* open_route(App& app, Request& request, Reply& instead) {
  if (const auto good = check_origin(app, request); !good) {
    instead = problem_reply(good.error());
    return nullptr;
  }
  if (!readable(request)) {
    instead = problem_reply({.code = Code::bad_input, .error = {.message = "the address is not UTF-8"}});
    return nullptr;
  }
  if (!request.path.starts_with(api_root)) {
    instead = request.method == "GET" || request.method == "HEAD"
                  ? static_file(app, request.path)
                  : problem_reply({.code = Code::bad_input, .error = {.message = "only GET here"}});
    return nullptr;
  }
  bool other_method = false;
  const Route* route =
      route_at(request.method, request.path.substr(api_root.size()), request.part, other_method);
  if (route == nullptr) {
    instead = problem_reply({.code = Code::not_found, .error = {.message = "there is no such page"}});
    if (other_method) instead.status = 405;
    return nullptr;
  }
  if (auto refused = admit(app, request, *route)) {
    instead = std::move(*refused);
    return nullptr;
  }
  return route;
}

}  // namespace

void say(const App& app, Reply& reply, const Request& request) {
  say_in(reply, app, reader_language(app, request));
}

Reply answer_to(App& app, Request& request) {
  Reply instead;
  const Route* route = open_route(app, request, instead);
  if (route == nullptr) return instead;
  if (route->body_max > 0 && !request.body.empty() && !right_type(request))
    return problem_reply({.code = Code::bad_input, .error = {.message = "JSON was expected"}});
  return route->handler(app, request);
}

std::optional<Reply> refuse_early(App& app, const Request& header) {
  Request request = header;
  Reply instead;
  const Route* route = open_route(app, request, instead);
  if (route == nullptr) return instead;
  if (!request.content_type.empty() && !right_type(request))
    return problem_reply({.code = Code::bad_input, .error = {.message = "JSON was expected"}});
  return route->before_body == nullptr ? std::nullopt : route->before_body(app, request);
}

std::optional<std::shared_ptr<SpoolFile>> spool_for(App& app, const Request& header) {
  std::map<std::string, std::string> part;
  bool other_method = false;
  const Route* route = header.path.starts_with(api_root)
                           ? route_at(header.method, header.path.substr(api_root.size()), part, other_method)
                           : nullptr;
  if (route == nullptr || !route->spooled) return std::shared_ptr<SpoolFile>();
  auto file = app.vault.spool();
  if (!file) return std::nullopt;
  return std::move(*file);
}

Reply answer(App& app, Request request) {
  Reply reply = answer_to(app, request);
  say(app, reply, request);
  return reply;
}

std::size_t body_limit(std::string_view method, std::string_view path) {
  std::map<std::string, std::string> part;
  bool other_method = false;
  const Route* route = path.starts_with(api_root)
                           ? route_at(method, path.substr(api_root.size()), part, other_method)
                           : nullptr;
  return route == nullptr ? 0 : route->body_max;
}

std::string_view route_pattern(std::string_view path) {
  if (path.empty()) return "unknown";  // a header that never came
  if (!path.starts_with(api_root)) return "static";
  std::map<std::string, std::string> part;
  for (const Route& route : routes()) {
    if (fits(route.path, path.substr(api_root.size()), part)) return route.path;
  }
  return "unknown";
}

std::string_view method_name(std::string_view method) {
  for (const std::string_view known : {"GET", "HEAD", "POST", "PATCH", "DELETE"}) {
    if (method == known) return known;
  }
  return "other";
}

}  // namespace hamstring::server
