#include "apps/server/app.h"

#include <fmt/format.h>

#include <algorithm>

#include "apps/demo/demo_club.h"
#include "core/text.h"
#include "service/problem_words.h"
#include "store/schema.h"

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

Reply run(App& app, Request& request, const Route& route) {
  request.token = cookie_named(request.cookie, cookie_of(request, session_cookie));
  const auto caller = route.by_link ? app.accounts.caller_by_link(request.token, request.now)
                                    : app.accounts.caller(request.token, request.page, request.now);
  if (!caller) return problem_reply(caller.error());
  request.caller = *caller;
  if (!request.caller.account && !app.options.lan) request.caller.account = app.demo_owner;
  request.caller.language = reader_language(app, request);
  Access access = route.access;
  if (app.options.lan && access == Access::anyone && !route.before_login) access = Access::account;
  const auto person = request.part.find("person");
  if (!service::may(request.caller.role(), access,
                    person == request.part.end() ? std::string_view{} : person->second)) {
    const bool nobody = !request.caller.account;
    return problem_reply({.code = nobody ? Code::login_needed : Code::forbidden,
                          .error = {.message = nobody ? "log in first" : "your account may not do this"}});
  }
  const bool has_body = request.method == "POST" || request.method == "PATCH";
  if (has_body && !request.body.empty() && !request.content_type.starts_with("application/json") &&
      !request.content_type.starts_with("application/zip")) {
    return problem_reply({.code = Code::bad_input, .error = {.message = "JSON was expected"}});
  }
  return route.handler(app, request);
}

}  // namespace

Result<std::unique_ptr<App>> App::open(const AppOptions& options) {
  Result<store::Database> database = store::Database::open(options.database);
  if (!database) return failure(database.error());
  if (const auto whole = database->check_integrity(); !whole) return failure(whole.error());
  if (const auto done = store::migrate(*database); !done) return failure(done.error());
  Diagnostics diagnostics;
  Result<rehab::Knowledge> knowledge = rehab::load_knowledge(options.data_folder, diagnostics);
  if (!knowledge) return failure(knowledge.error());
  Result<service::Legs> legs = service::Legs::load(options.data_folder);
  if (!legs) return failure(legs.error());
  Result<service::CommonPasswords> common = service::CommonPasswords::load(options.data_folder);
  if (!common) return failure(common.error());
  return std::unique_ptr<App>(
      new App(options, std::move(*database), std::move(*knowledge), std::move(*legs), std::move(*common)));
}

Result<void> App::open_demo(std::int64_t now) {
  if (options.lan || !options.demo)
    return failure(Error{.message = "the invented club is for this machine alone"});
  const auto there = store::people(database);
  if (!there) return failure(there.error());
  if (!there->empty()) return failure(Error{.message = "there are people in this database already"});
  const auto club = service::demo_club(knowledge, options.data_folder, now);
  if (!club) return failure(club.error());
  if (const auto saved = service::save_demo_club(database, *club, now); !saved) return saved;
  // No password has this hash: the owner of the club can log in from nowhere.
  store::AccountRow owner{.name = "Demo", .role = "owner", .password = "!", .person = {}, .created_utc = now};
  const auto id = store::add_account(database, owner);
  if (!id) return failure(id.error());
  owner.id = *id;
  demo_owner = owner;
  return {};
}

namespace {

Reply reply_to(App& app, Request& request) {
  if (const auto good = check_origin(app, request); !good) return problem_reply(good.error());
  if (!readable(request))
    return problem_reply({.code = Code::bad_input, .error = {.message = "the address is not UTF-8"}});
  if (!request.path.starts_with(api_root)) {
    if (request.method != "GET" && request.method != "HEAD")
      return problem_reply({.code = Code::bad_input, .error = {.message = "only GET here"}});
    return static_file(app, request.path);
  }
  const std::string path = request.path.substr(api_root.size());
  bool other_method = false;
  for (const Route& route : routes()) {
    if (!fits(route.path, path, request.part)) continue;
    if (request.method == route.method) return run(app, request, route);
    other_method = true;
  }
  Reply reply = problem_reply({.code = Code::not_found, .error = {.message = "there is no such page"}});
  if (other_method) reply.status = 405;
  return reply;
}

}  // namespace

Reply answer(App& app, Request request) {
  Reply reply = reply_to(app, request);
  say_in(reply, app, reader_language(app, request));
  return reply;
}

std::size_t body_limit(std::string_view method, std::string_view target) {
  const std::string_view path = target.substr(0, target.find('?'));
  if (!path.starts_with(api_root)) return 1024;
  std::map<std::string, std::string> part;
  for (const Route& route : routes()) {
    if (method == route.method && fits(route.path, path.substr(api_root.size()), part)) return route.body_max;
  }
  return 1024;
}

}  // namespace hamstring::server
