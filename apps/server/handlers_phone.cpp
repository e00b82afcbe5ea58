// Today as one file for a phone without a signal: the page that the build made, with the plan written into
// it.
#include <algorithm>

#include "apps/server/handlers.h"
#include "core/file.h"
#include "view/library_view.h"
#include "view/moment.h"

namespace hamstring::server {
namespace {

using nlohmann::json;

constexpr std::string_view place = "\"hamstring-plan\"";
constexpr std::size_t page_max = std::size_t{4} << 20;

/// Exercises of today with their figures, and those that may stand in for them.
json drawings(const App& app, const json& today) {
  std::vector<std::string> wanted;
  for (const json& line : today["lines"]) {
    wanted.push_back(line["exercise"]);
    for (const json& other : line["easier"]) wanted.push_back(other["id"]);
  }
  const service::Words words{app.knowledge,
                             service::catalog_of(app.knowledge, today["language"].get<std::string>())};
  json library = service::library_json(words), found = json::array();
  for (json& exercise : library["exercises"]) {
    if (std::ranges::find(wanted, exercise["id"].get<std::string>()) != wanted.end())
      found.push_back(std::move(exercise));
  }
  return found;
}

/// JSON that can stand in a script element: no text of a person can end it or begin a comment.
std::string harmless(const json& value) {
  const std::string text = value.dump(-1, ' ', false, json::error_handler_t::replace);
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    if (c == '<')
      out += "\\u003c";
    else
      out += c;
  }
  return out;
}

}  // namespace

Reply get_phone(App& app, const Request& request) {
  const std::string& person = request.part.at("person");
  const auto who = app.people.describe(person);
  if (!who) return problem_reply(who.error());
  auto today = app.people.today(request.caller, person, {}, {}, request.now);
  if (!today) return problem_reply(today.error());
  const Result<std::string> page = read_file(app.options.web_folder / "phone" / "template.html", page_max);
  const std::size_t at = page ? page->find(place) : std::string::npos;
  if (at == std::string::npos) {
    return problem_reply({.code = service::Code::storage,
                          .error = {.message = "the page for the phone is not built",
                                    .advice = "Build the app again: ./run does it."}});
  }
  const std::string zone = (*who)["zone"];
  json plan{{"format", "hamstring.phone"},
            {"version", 1},
            {"person", person},
            {"name", (*who)["name"]},
            {"made", service::local_stamp(request.now, zone).value_or("")},
            {"exercises", drawings(app, *today)}};
  const std::string day = (*today)["today"];
  plan["today"] = std::move(*today);
  std::string text = *page;
  text.replace(at, place.size(), harmless(plan));
  return {.status = 200,
          .type = "text/html; charset=utf-8",
          .body = std::move(text),
          .headers = {{"Content-Disposition", "attachment; filename=hamstring-" + day + ".html"}}};
}

}  // namespace hamstring::server
