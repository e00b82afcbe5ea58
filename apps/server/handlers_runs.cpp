// Runs of a watch over HTTP: files in, what each is out, kept by one word; then the ledger, and each run
// along its track. Reading is done in a process of its own (run_jobs.h).
#include "apps/server/handlers.h"
#include "core/try.h"
#include "service/recordings.h"
#include "view/words.h"

namespace hamstring::server {
namespace {

using nlohmann::json;

/// Of one account and about one person: what was read of somebody is not kept for another.
std::string reader_of(const Request& request) {
  return owner_of(request) + " " + person_of(request);
}

service::Outcome<std::string> begin(App& app, const Request& request) {
  if (!request.content_type.starts_with("application/zip"))
    return service::refuse(service::Code::bad_input, Error{.message = "a zip was expected"});
  std::shared_ptr<SpoolFile> zip = request.spooled;
  if (!zip) {
    HAMSTRING_TRY(file, app.vault.spool());
    zip = std::move(file);
    if (!zip->write(request.body))
      return service::refuse(service::Code::storage, "there is no room for this file beside the database",
                             "Look whether the disk is full, then try again.");
  }
  HAMSTRING_TRY(who, app.people.find(person_of(request)));
  HAMSTRING_TRY(history, app.people.history(person_of(request)));
  HAMSTRING_TRY(question, service::reading_runs(*history, who.zone, request.now));
  return app.runs.start(zip, question, reader_of(request), request.now);
}

service::Outcome<json> seen(App& app, const Request& request) {
  HAMSTRING_TRY(job, app.runs.look(request.part.at("id"), reader_of(request), request.now));
  json reply = nullptr;
  if (!job.working) {
    HAMSTRING_TRY(history, app.people.history(person_of(request)));
    HAMSTRING_TRY(looked, service::looked_at(job.reply, *history));
    reply = std::move(looked);
  }
  return json{{"working", job.working},
              {"stage", job.stage},
              {"percent", job.percent},
              {"seconds", static_cast<int>(job.seconds)},
              {"reply", std::move(reply)}};
}

service::Outcome<json> keep(App& app, const Request& request) {
  HAMSTRING_TRY(job, app.runs.look(request.part.at("id"), reader_of(request), request.now));
  if (job.working) return service::refuse(service::Code::conflict, "these files are still being read");
  HAMSTRING_TRY(history, app.people.history(person_of(request)));
  HAMSTRING_TRY(entries, service::new_entries(job.reply, *history));
  HAMSTRING_TRY(
      kept, app.people.keep_recordings(request.caller, person_of(request), std::move(entries), request.now));
  HAMSTRING_TRY_DO(app.runs.remove(request.part.at("id"), reader_of(request)));
  return kept;
}

service::Outcome<json> along(App& app, const Request& request) {
  HAMSTRING_TRY(who, app.people.find(person_of(request)));
  HAMSTRING_TRY(history, app.people.history(person_of(request)));
  const auto stretch = app.run_stretch();
  if (!stretch) return service::refuse(service::Code::storage, stretch.error());
  const std::string& language = request.caller.language.empty() ? who.language : request.caller.language;
  const service::Words words(app.knowledge, service::catalog_of(app.knowledge, language));
  return service::run_along(words, *history, request.part.at("entry"), **stretch, who.zone);
}

}  // namespace

std::optional<Reply> runs_are_read(App& app, const Request&) {
  if (!app.runs.busy()) return std::nullopt;
  Reply reply = problem_reply(RunJobs::taken());
  reply.headers.emplace_back("Retry-After", "10");
  return reply;
}

Reply post_recordings(App& app, const Request& request) {
  if (auto busy = runs_are_read(app, request)) return *busy;
  const auto id = begin(app, request);
  return id ? json_reply({{"id", *id}}) : problem_reply(id.error());
}

Reply get_recordings(App& app, const Request& request) {
  return reply_of(seen(app, request));
}

Reply keep_recordings(App& app, const Request& request) {
  return reply_of(keep(app, request));
}

Reply delete_recordings(App& app, const Request& request) {
  const auto done = app.runs.remove(request.part.at("id"), reader_of(request));
  return done ? json_reply(json::object()) : problem_reply(done.error());
}

Reply get_run_ledger(App& app, const Request& request) {
  return reply_of(app.people.run_ledger(person_of(request), query_of(request, "week_start"),
                                        request.caller.language, request.now));
}

Reply get_run_weeks(App& app, const Request& request) {
  return reply_of(app.people.run_weeks(request.caller, query_of(request, "week_start"), request.now));
}

Reply get_run_along(App& app, const Request& request) {
  return reply_of(along(app, request));
}

}  // namespace hamstring::server
