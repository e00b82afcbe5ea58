// Everything that leaves or comes in as a whole: exports, imports, backups.
#include "apps/server/handlers.h"
#include "core/text.h"
#include "vault/backup.h"

namespace hamstring::server {
namespace {

Reply file_reply(const service::Outcome<std::string>& outcome, const char* type, const char* file_name) {
  if (!outcome) return problem_reply(outcome.error());
  return {.status = 200,
          .type = type,
          .body = *outcome,
          .headers = {{"Content-Disposition", std::string("attachment; filename=") + file_name}}};
}

}  // namespace

Reply get_export(App& app, const Request& request) {
  return file_reply(app.archives.pack(request.caller, {}, request.now), "application/zip",
                    "hamstring-export.zip");
}

Reply get_person_export(App& app, const Request& request) {
  return file_reply(app.archives.pack(request.caller, request.part.at("person"), request.now),
                    "application/zip", "hamstring-person.zip");
}

Reply get_backup(App& app, const Request& request) {
  const auto bytes = service::backup_bytes(app.database);
  if (!bytes) return problem_reply({.code = service::Code::storage, .error = bytes.error()});
  app.people.note(request.caller, "", "backed up", "", request.now);
  return file_reply(*bytes, "application/vnd.sqlite3", "hamstring-backup.db");
}

Reply get_imports(App& app, const Request&) {
  return reply_of(app.archives.list());
}

Reply post_imports(App& app, const Request& request) {
  if (!request.content_type.starts_with("application/zip"))
    return problem_reply({.code = service::Code::bad_input, .error = {.message = "a zip was expected"}});
  return reply_of(app.archives.bring_in(request.caller, request.body, request.now));
}

Reply delete_import(App& app, const Request& request) {
  const auto id = parse_integer(request.part.at("id"));
  if (!id)
    return problem_reply({.code = service::Code::not_found, .error = {.message = "there is no such import"}});
  return reply_of(app.archives.undo(request.caller, *id, request.now));
}

Reply get_instance_audit(App& app, const Request&) {
  return reply_of(app.people.audit_of_instance());
}

}  // namespace hamstring::server
