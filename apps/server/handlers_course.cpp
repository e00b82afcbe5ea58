#include "apps/server/handlers.h"

namespace hamstring::server {
namespace {

const std::string& person_of(const Request& request) {
  return request.part.at("person");
}

std::string query_of(const Request& request, const char* name) {
  const auto found = request.query.find(name);
  return found == request.query.end() ? std::string{} : found->second;
}

}  // namespace

Reply get_timeline(App& app, const Request& request) {
  return reply_of(app.people.course(person_of(request), request.now));
}

Reply get_replay(App& app, const Request& request) {
  return reply_of(app.people.side_by_side(person_of(request), query_of(request, "a"), query_of(request, "b"),
                                          request.now));
}

Reply get_return(App& app, const Request& request) {
  return reply_of(app.people.before_return(person_of(request), query_of(request, "protocol"), request.now));
}

Reply get_prevention(App& app, const Request& request) {
  return reply_of(app.people.prevention(person_of(request), request.now));
}

Reply get_runs(App& app, const Request& request) {
  return reply_of(app.people.runs(person_of(request), query_of(request, "week_start"), request.now));
}

}  // namespace hamstring::server
