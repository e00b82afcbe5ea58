#include "apps/server/vault_jobs.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <tuple>

#include "core/text.h"
#include "core/try.h"
#include "service/people.h"
#include "view/moment.h"

namespace hamstring::server {
namespace {

using nlohmann::json;
using service::Code;
using service::refuse;

/// What a process may answer at most [bytes]: an import lists everybody, and what contradicts.
constexpr std::size_t answer_max = std::size_t{64} << 20;

std::unexpected<service::Problem> file_gone() {
  return refuse(Code::not_found, "this file is no longer here", "Have it made again.");
}

const char* order_word(VaultWork work) {
  return work == VaultWork::export_ ? "export" : work == VaultWork::backup ? "backup" : "import";
}

service::Problem work_ended_badly(int how) {
  const auto problem = [](const char* message, const char* advice) {
    return service::Problem{.code = Code::storage, .error = {.message = message, .advice = advice}};
  };
  if (WIFEXITED(how) && WEXITSTATUS(how) == child_exit_memory)
    return problem("this needs more memory than it may take",
                   "Nothing was changed. On that computer: hamstring export, import or backup.");
  if (WIFSIGNALED(how) && WTERMSIG(how) == SIGXCPU)
    return problem("this takes longer than it may",
                   "Nothing was changed. On that computer: hamstring export, import or backup.");
  return problem("this broke off", "Nothing was changed. Try again.");
}

json caller_json(const service::Caller& caller) {
  if (!caller.account) return nullptr;
  json made{{"id", caller.account->id}, {"name", caller.account->name}, {"role", caller.account->role}};
  if (caller.account->person) made["person"] = *caller.account->person;
  return made;
}

/// Name and type of what is made.
std::pair<std::string, std::string> made_file(const VaultOrder& order) {
  if (order.work == VaultWork::import) return {};
  const bool sealed = order.pass_phrase.has_value();
  const std::string type = sealed                            ? "application/octet-stream"
                           : order.work == VaultWork::backup ? "application/vnd.sqlite3"
                                                             : "application/zip";
  const std::string name = order.work == VaultWork::backup ? "hamstring-backup.db"
                           : order.person.empty()          ? "hamstring-export.zip"
                                                           : "hamstring-person.zip";
  return {name + (sealed ? ".sealed" : ""), type};
}

}  // namespace

bool VaultJobs::busy() const {
  const std::scoped_lock lock(lock_);
  return slot_.taken();
}

service::Problem VaultJobs::taken() {
  return {.code = Code::too_many,
          .error = {.message = "another export, import or backup is being worked on",
                    .advice = "Try again when it is done."}};
}

pid_t VaultJobs::process() const {
  const std::scoped_lock lock(lock_);
  return slot_.process();
}

std::size_t VaultJobs::peak_memory() const {
  const std::scoped_lock lock(lock_);
  return peak_memory_;
}

service::Outcome<std::shared_ptr<SpoolFile>> VaultJobs::spool() const {
  // A leftover of a program that was killed is known by the number in its name (service/leftovers.h).
  std::filesystem::path path = database_;
  path += fmt::format(".sending-{}-{}", ::getpid(), service::new_id('f'));
  const int handle = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (handle < 0)
    return refuse(Code::storage, "there is no room for this file beside the database",
                  "Look whether the disk is full, then try again.");
  return std::make_shared<SpoolFile>(path, handle);
}

service::Outcome<std::string> VaultJobs::start(const VaultOrder& order, const service::Caller& caller,
                                               const std::string& owner, std::int64_t now) {
  Job job{{.id = service::new_id('v'), .owner = owner, .touched = now, .begun = clock_s()}};
  std::tie(job.name, job.type) = made_file(order);
  job.in = order.zip;
  if (!job.name.empty()) {
    HAMSTRING_TRY(out, spool());
    job.out = std::move(out);
  }
  json request{{"work", order_word(order.work)},
               {"person", order.person},
               {"in", job.in ? job.in->path().string() : ""},
               {"out", job.out ? job.out->path().string() : ""},
               {"now", now},
               {"caller", caller_json(caller)}};
  if (order.pass_phrase) request["pass_phrase"] = *order.pass_phrase;
  const Handle in = memory_file();
  job.progress = memory_file();
  job.answer = memory_file();
  const bool there = in.number() >= 0 && job.progress.number() >= 0 && job.answer.number() >= 0;
  if (!there || !fill(in, request.dump(-1, ' ', false, json::error_handler_t::replace)))
    return refuse(Code::storage, "there is no memory for this");
  const std::scoped_lock lock(lock_);
  if (slot_.taken()) return std::unexpected(taken());
  std::string id = job.id;
  const bool begun =
      slot_.begin(limits_.program,
                  {"hamstring", "vault-child", "--data", data_folder_.string(), "--db", database_.string(),
                   "--memory", std::to_string(limits_.memory_max), "--file", std::to_string(limits_.file_max),
                   "--seconds", std::to_string(limits_.seconds_max), "--parent", std::to_string(::getpid())},
                  in, job.answer, job.progress, [this, id](int how) { ended(id, how); });
  if (!begun) return refuse(Code::storage, "the system gives no process for this");
  jobs_.add(std::move(job), now);
  return id;
}

void VaultJobs::ended(const std::string& id, int how) {
  ending_.clear();
  Job* job = jobs_.working_on(id);
  if (job == nullptr) return;  // cancelled
  try {
    take_answer(*job, how);
  } catch (const std::exception&) {  // what it gave is not what was agreed
    job->state = JobState::refused;
    job->problem = work_ended_badly(-1);
  }
  job->in.reset();
  if (job->state != JobState::done) job->out.reset();
}

void VaultJobs::take_answer(Job& job, int how) {
  job.state = JobState::refused;
  job.problem = work_ended_badly(how);
  if (!WIFEXITED(how) || WEXITSTATUS(how) != 0) return;
  const json answer = json::parse(read_at(job.answer, 0, answer_max), nullptr, false);
  job.answer = Handle();
  if (!answer.is_object()) return;
  peak_memory_ = answer.value("peak_memory", std::size_t{0});
  if (answer.contains("message")) {
    job.problem = told_problem(answer, static_cast<Code>(answer.value("code", 0)));
    return;
  }
  job.reply = answer.value("reply", json());
  job.state = JobState::done;
}

service::Outcome<VaultJobs::Seen> VaultJobs::look(const std::string& id, const std::string& owner,
                                                  std::int64_t now) {
  const std::scoped_lock lock(lock_);
  const Job* job = jobs_.find(id, owner, now);
  if (job == nullptr) return file_gone();
  if (job->state == JobState::refused) return std::unexpected(job->problem);
  Seen seen{.working = job->state == JobState::working, .seconds = clock_s() - job->begun};
  if (!seen.working) {
    seen.percent = 100;
    seen.reply = job->reply;
    if (job->out) {
      std::error_code code;
      seen.name = job->name;
      seen.bytes = std::filesystem::file_size(job->out->path(), code);
    }
    return seen;
  }
  // "writing 42", written by a process that may be in the middle of it.
  const std::string said = read_at(job->progress, 0, 32);
  const auto words = split_words(said);
  seen.stage = !words.empty() && words[0] == "writing" ? "writing" : "reading";
  if (words.size() > 1)
    seen.percent = static_cast<int>(std::clamp(parse_integer(words[1]).value_or(0), 0LL, 99LL));
  return seen;
}

service::Outcome<Reply> VaultJobs::file(const std::string& id, const std::string& owner, std::int64_t now) {
  const std::scoped_lock lock(lock_);
  const Job* job = jobs_.find(id, owner, now);
  if (job == nullptr || job->state != JobState::done || !job->out) return file_gone();
  // What was put in the place of the file that was made first: its handle is the new one's.
  const int handle = ::open(job->out->path().c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  if (handle < 0) return file_gone();
  Reply reply{.status = 200, .type = job->type, .body = {}, .headers = {}};
  reply.headers.emplace_back("Content-Disposition", "attachment; filename=" + job->name);
  reply.file = std::make_shared<const FilePieces>(handle);
  return reply;
}

void VaultJobs::remove_files() {
  const std::scoped_lock lock(lock_);
  for (Job& job : jobs_.take_all()) let_go(job);
}

/// Its files stay until the process has ended: it may be about to put one in its place.
void VaultJobs::let_go(Job& job) {
  if (job.state != JobState::working || !slot_.taken()) return;
  slot_.end();
  ending_.push_back(std::move(job.in));
  ending_.push_back(std::move(job.out));
}

service::Outcome<void> VaultJobs::remove(const std::string& id, const std::string& owner) {
  const std::scoped_lock lock(lock_);
  std::optional<Job> taken = jobs_.take(id, owner);
  if (!taken) return file_gone();
  let_go(*taken);
  return {};
}

}  // namespace hamstring::server
