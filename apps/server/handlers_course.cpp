#include <optional>
#include <utility>

#include "apps/server/handlers.h"
#include "core/text.h"

namespace hamstring::server {

Reply get_timeline(App& app, const Request& request) {
  return reply_of(app.people.course(person_of(request), request.caller.language, request.now));
}

Reply get_replay(App& app, const Request& request) {
  return reply_of(app.people.side_by_side(person_of(request), query_of(request, "a"), query_of(request, "b"),
                                          request.caller.language, request.now));
}

Reply get_return(App& app, const Request& request) {
  return reply_of(app.people.before_return(person_of(request), query_of(request, "protocol"),
                                           request.caller.language, request.now));
}

Reply get_prevention(App& app, const Request& request) {
  return reply_of(app.people.prevention(person_of(request), request.caller.language, request.now));
}

Reply get_runs(App& app, const Request& request) {
  return reply_of(app.people.runs(person_of(request), query_of(request, "week_start"),
                                  request.caller.language, request.now));
}

/// What was not told is not there; what is no number is refused by name.
Reply get_run_fit(App& app, const Request& request) {
  rehab::DoneRun told{.rung = {},
                      .completed = true,
                      .distance_m = {},
                      .duration_s = {},
                      .top_speed_m_s = {},
                      .worst = {},
                      .effort = {}};
  const std::pair<const char*, CompactNumber*> numbers[] = {{"distance_m", &told.distance_m},
                                                            {"duration_s", &told.duration_s},
                                                            {"top_speed_m_s", &told.top_speed_m_s}};
  for (const auto& [name, value] : numbers) {
    const std::string text = query_of(request, name);
    if (text.empty()) continue;
    *value = parse_double(text);
    if (!*value || **value < 0)
      return problem_reply(
          {.code = service::Code::bad_input, .error = {.message = "a number was expected", .element = name}});
  }
  return reply_of(app.people.run_fit(person_of(request), query_of(request, "day"), told,
                                     request.caller.language, request.now));
}

}  // namespace hamstring::server
