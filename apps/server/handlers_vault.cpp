// Everything that leaves or comes in as a whole: exports, imports, backups. Each begins with a request and is
// then asked about; the work is done in a process of its own (vault_jobs.h).
#include "apps/server/handlers.h"
#include "core/text.h"
#include "core/try.h"

namespace hamstring::server {
namespace {

using nlohmann::json;

Reply begin(App& app, const Request& request, const VaultOrder& order) {
  if (auto busy = vault_is_busy(app, request)) return *busy;
  const auto id = app.vault.start(order, request.caller, owner_of(request), request.now);
  return id ? json_reply({{"id", *id}}) : problem_reply(id.error());
}

/// The order with what the body asks for: a pass phrase, where there is one.
service::Outcome<VaultOrder> order_in(const Request& request, VaultOrder order) {
  if (request.body.empty()) return order;
  HAMSTRING_TRY(body, json_body(request));
  const auto found = body.find("pass_phrase");
  if (found == body.end() || found->is_null()) return order;
  if (!found->is_string())
    return service::refuse(service::Code::bad_input,
                           Error{.message = "a text was expected", .element = "pass_phrase"});
  order.pass_phrase = found->get<std::string>();
  return order;
}

}  // namespace

std::optional<Reply> vault_is_busy(App& app, const Request&) {
  if (!app.vault.busy()) return std::nullopt;
  Reply reply = problem_reply(VaultJobs::taken());
  reply.headers.emplace_back("Retry-After", "10");
  return reply;
}

Reply post_export(App& app, const Request& request) {
  const auto person = request.part.find("person");
  auto order = order_in(request, {.work = VaultWork::export_,
                                  .person = person == request.part.end() ? std::string{} : person->second});
  return order ? begin(app, request, *order) : problem_reply(order.error());
}

Reply post_backup(App& app, const Request& request) {
  auto order = order_in(request, {.work = VaultWork::backup});
  return order ? begin(app, request, *order) : problem_reply(order.error());
}

Reply get_job(App& app, const Request& request) {
  const auto seen = app.vault.look(request.part.at("id"), owner_of(request), request.now);
  if (!seen) return problem_reply(seen.error());
  json file = nullptr;
  if (!seen->name.empty()) file = {{"name", seen->name}, {"bytes", seen->bytes}};
  return json_reply({{"working", seen->working},
                     {"stage", seen->stage},
                     {"percent", seen->percent},
                     {"seconds", static_cast<int>(seen->seconds)},
                     {"file", std::move(file)},
                     {"reply", seen->reply}});
}

Reply delete_job(App& app, const Request& request) {
  const auto done = app.vault.remove(request.part.at("id"), owner_of(request));
  return done ? json_reply(json::object()) : problem_reply(done.error());
}

Reply get_job_file(App& app, const Request& request) {
  auto reply = app.vault.file(request.part.at("id"), owner_of(request), request.now);
  return reply ? std::move(*reply) : problem_reply(reply.error());
}

Reply get_imports(App& app, const Request&) {
  return reply_of(app.archives.list());
}

Reply post_imports(App& app, const Request& request) {
  const bool sealed = request.content_type.starts_with("application/octet-stream");
  if (!sealed && !request.content_type.starts_with("application/zip"))
    return problem_reply({.code = service::Code::bad_input, .error = {.message = "a zip was expected"}});
  VaultOrder order{.work = VaultWork::import, .zip = request.spooled};
  if (!request.phrase.empty()) order.pass_phrase = request.phrase;
  if (!order.zip) {
    auto file = app.vault.spool();
    if (!file) return problem_reply(file.error());
    if (!(*file)->write(request.body))
      return problem_reply({.code = service::Code::storage,
                            .error = {.message = "there is no room for this file beside the database",
                                      .advice = "Look whether the disk is full, then try again."}});
    order.zip = std::move(*file);
  }
  return begin(app, request, order);
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
