#include "apps/server/lab_jobs.h"

#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>

#include "service/people.h"
#include "view/moment.h"

namespace hamstring::server {
namespace {

using nlohmann::json;
using service::Code;
using service::refuse;

/// What a process that works for us may say at most before its files [bytes]: 200 warnings and the stages.
constexpr std::size_t head_max = std::size_t{4} << 20;

std::unexpected<service::Problem> gone() {
  return refuse(Code::not_found, "this report is no longer here", "Drop the files again.");
}

service::Problem ended_badly(int how) {
  const auto problem = [](const char* message, const char* advice) {
    return service::Problem{.code = Code::bad_input, .error = {.message = message, .advice = advice}};
  };
  const bool exited = WIFEXITED(how);
  if (exited && WEXITSTATUS(how) == child_exit_memory)
    return problem("this recording needs more memory than the lab may take", "Drop a shorter piece of it.");
  if (exited && WEXITSTATUS(how) == child_exit_too_large)
    return problem("the result of this recording is larger than the lab may keep",
                   "Drop a shorter piece of it.");
  if (!exited && WTERMSIG(how) == SIGXCPU)
    return problem("this recording takes longer than the lab may work", "Drop a shorter piece of it.");
  return problem("the lab broke off at this recording",
                 "Nothing else is harmed. Drop a shorter piece, or the same recording saved once more.");
}

}  // namespace

bool LabJobs::busy() const {
  const std::scoped_lock lock(lock_);
  return slot_.taken();
}

service::Problem LabJobs::taken() {
  return {.code = Code::too_many,
          .error = {.message = "another recording is being worked on",
                    .advice = "Drop the files again when it is done."}};
}

pid_t LabJobs::process() const {
  const std::scoped_lock lock(lock_);
  return slot_.process();
}

service::Outcome<std::string> LabJobs::start(const std::string& body, const std::string& owner,
                                             std::int64_t now) {
  Handle in = memory_file();
  Job job{{.id = service::new_id('l'), .owner = owner, .touched = now, .begun = clock_s()}};
  job.progress = memory_file();
  job.result = memory_file();
  const bool there = in.number() >= 0 && job.progress.number() >= 0 && job.result.number() >= 0;
  if (!there || !fill(in, body)) return refuse(Code::storage, "there is no memory for this recording");
  const std::scoped_lock lock(lock_);
  if (slot_.taken()) return std::unexpected(taken());
  std::string id = job.id;
  const bool begun =
      slot_.begin(limits_.program,
                  {"hamstring", "lab-child", "--data", data_folder_.string(), "--memory",
                   std::to_string(limits_.memory_max), "--result", std::to_string(limits_.result_max),
                   "--seconds", std::to_string(limits_.seconds_max), "--parent", std::to_string(::getpid()),
                   "--day", service::utc_stamp(now).substr(0, 10)},
                  in, job.result, job.progress, [this, id](int how) { ended(id, how); });
  if (!begun) return refuse(Code::storage, "the system gives no process for the lab");
  jobs_.add(std::move(job), now);
  return id;
}

void LabJobs::ended(const std::string& id, int how) {
  Job* job = jobs_.working_on(id);
  if (job == nullptr) return;  // cancelled
  try {
    take_result(*job, how);
  } catch (const std::exception&) {  // what it gave is not what was agreed
    job->state = JobState::refused;
    job->problem = ended_badly(-1);
  }
}

/// What the process gave is data of somebody else: what it says of sizes is held against what is there.
void LabJobs::take_result(Job& job, int how) {
  job.state = JobState::refused;
  job.problem = ended_badly(how);
  if (!WIFEXITED(how) || WEXITSTATUS(how) != 0) {
    job.result = Handle();
    return;
  }
  const std::string begin = read_at(job.result, 0, head_max);
  const std::size_t end = begin.find('\n');
  const json head = json::parse(begin.substr(0, end == std::string::npos ? 0 : end), nullptr, false);
  if (!head.is_object()) return;
  if (!head.contains("reply")) {
    job.problem = told_problem(head, Code::bad_input);
    return;
  }
  const off_t size = ::lseek(job.result.number(), 0, SEEK_END);
  std::size_t at = end + 1;
  for (const json& file : head.at("files")) {
    File one{
        .name = file.at("name").get<std::string>(), .at = at, .bytes = file.at("bytes").get<std::size_t>()};
    if (size < 0 || one.bytes > static_cast<std::size_t>(size) - at) return;
    at += one.bytes;
    job.files.push_back(std::move(one));
  }
  job.reply = head.at("reply");
  job.reply["id"] = job.files.empty() ? json(nullptr) : json(job.id);
  job.state = JobState::done;
}

service::Outcome<LabJobs::Seen> LabJobs::look(const std::string& id, const std::string& owner,
                                              std::int64_t now) {
  const std::scoped_lock lock(lock_);
  Job* job = jobs_.find(id, owner, now);
  if (job == nullptr) return gone();
  if (job->state == JobState::refused) return std::unexpected(job->problem);
  Seen seen{.working = job->state == JobState::working, .stage = {}, .seconds = clock_s() - job->begun};
  if (!seen.working) seen.reply = job->reply;
  if (seen.working) {
    const std::string said = read_at(job->progress, 0, 16);
    for (const char* stage : {"computing", "writing"})
      if (said == stage) seen.stage = stage;
    if (seen.stage.empty()) seen.stage = "reading";
  }
  return seen;
}

service::Outcome<std::string> LabJobs::file(const std::string& id, const std::string& owner,
                                            const std::string& name, std::int64_t now) {
  const std::scoped_lock lock(lock_);
  const Job* job = jobs_.find(id, owner, now);
  if (job == nullptr) return gone();
  const auto found = std::ranges::find(job->files, name, &File::name);
  if (job->state != JobState::done || found == job->files.end()) return gone();
  return read_at(job->result, found->at, found->bytes);
}

service::Outcome<void> LabJobs::remove(const std::string& id, const std::string& owner) {
  const std::scoped_lock lock(lock_);
  const std::optional<Job> taken = jobs_.take(id, owner);
  if (!taken) return gone();
  if (taken->state == JobState::working) slot_.end();
  return {};
}

}  // namespace hamstring::server
