// What can be measured in a person.
#include "apps/server/handlers.h"

namespace hamstring::server {

Reply get_measures(App& app, const Request& request) {
  return reply_of(app.people.measures(request.part.at("person"), request.caller.language, request.now));
}

}  // namespace hamstring::server
