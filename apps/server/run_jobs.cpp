#include "apps/server/run_jobs.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>

#include "core/text.h"
#include "service/people.h"

namespace hamstring::server {
namespace {

using nlohmann::json;
using service::Code;
using service::refuse;

std::unexpected<service::Problem> gone() {
  return refuse(Code::not_found, "what was read of these files is no longer here", "Drop the files again.");
}

service::Problem ended_badly(int how) {
  const auto problem = [](const char* message) {
    return service::Problem{
        .code = Code::bad_input,
        .error = {.message = message, .advice = "Nothing was kept. Drop fewer files, one year at a time."}};
  };
  if (WIFEXITED(how) && WEXITSTATUS(how) == child_exit_memory)
    return problem("these files need more memory than reading them may take");
  if (WIFEXITED(how) && WEXITSTATUS(how) == child_exit_too_large)
    return problem("there are more runs in these files than are read at once");
  if (WIFSIGNALED(how) && WTERMSIG(how) == SIGXCPU)
    return problem("reading these files takes longer than it may");
  return problem("reading these files broke off");
}

}  // namespace

bool RunJobs::busy() const {
  const std::scoped_lock lock(lock_);
  return slot_.taken();
}

service::Problem RunJobs::taken() {
  return {.code = Code::too_many,
          .error = {.message = "files of another watch are being read",
                    .advice = "Drop the files again when it is done."}};
}

pid_t RunJobs::process() const {
  const std::scoped_lock lock(lock_);
  return slot_.process();
}

service::Outcome<std::string> RunJobs::start(const std::shared_ptr<SpoolFile>& zip,
                                             const service::ReadingRuns& question, const std::string& owner,
                                             std::int64_t now) {
  Job job{{.id = service::new_id('r'), .owner = owner, .touched = now, .begun = clock_s()}};
  job.zip = zip;
  const Handle in(::open(zip->path().c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
  job.progress = memory_file();
  job.answer = memory_file();
  if (in.number() < 0 || job.progress.number() < 0 || job.answer.number() < 0)
    return refuse(Code::storage, "there is no memory for this");
  std::vector<std::string> words{"hamstring", "run-child",
                                 "--data",    data_folder_.string(),
                                 "--memory",  std::to_string(limits_.memory_max),
                                 "--result",  std::to_string(limits_.answer_max),
                                 "--seconds", std::to_string(limits_.seconds_max),
                                 "--parent",  std::to_string(::getpid()),
                                 "--zone",    question.zone,
                                 "--day",     question.today};
  if (question.easy_m_per_s > 0.0) {
    words.insert(words.end(), {"--easy", fmt::format("{}", question.easy_m_per_s), "--top-low",
                               fmt::format("{}", question.top_low_m_per_s), "--top-high",
                               fmt::format("{}", question.top_high_m_per_s)});
  }
  const std::scoped_lock lock(lock_);
  if (slot_.taken()) return std::unexpected(taken());
  std::string id = job.id;
  const bool begun = slot_.begin(limits_.program, std::move(words), in, job.answer, job.progress,
                                 [this, id](int how) { ended(id, how); });
  if (!begun) return refuse(Code::storage, "the system gives no process for this");
  jobs_.add(std::move(job), now);
  return id;
}

void RunJobs::ended(const std::string& id, int how) {
  Job* job = jobs_.working_on(id);
  if (job == nullptr) return;  // cancelled
  try {
    take_answer(*job, how);
  } catch (const std::exception&) {  // what it gave is not what was agreed
    job->state = JobState::refused;
    job->problem = ended_badly(-1);
  }
  job->zip.reset();
}

void RunJobs::take_answer(Job& job, int how) const {
  job.state = JobState::refused;
  job.problem = ended_badly(how);
  if (!WIFEXITED(how) || WEXITSTATUS(how) != 0) return;
  const json answer = json::parse(read_at(job.answer, 0, limits_.answer_max), nullptr, false);
  job.answer = Handle();
  if (!answer.is_object()) return;
  if (answer.contains("message")) {
    job.problem = told_problem(answer, Code::bad_input);
    return;
  }
  job.reply = answer;
  job.state = JobState::done;
}

service::Outcome<RunJobs::Seen> RunJobs::look(const std::string& id, const std::string& owner,
                                              std::int64_t now) {
  const std::scoped_lock lock(lock_);
  const Job* job = jobs_.find(id, owner, now);
  if (job == nullptr) return gone();
  if (job->state == JobState::refused) return std::unexpected(job->problem);
  Seen seen{.working = job->state == JobState::working, .seconds = clock_s() - job->begun};
  if (!seen.working) {
    seen.percent = 100;
    seen.reply = job->reply;
    return seen;
  }
  // "reading 42", written by a process that may be in the middle of it.
  const std::string said = read_at(job->progress, 0, 32);
  const auto words = split_words(said);
  seen.stage = !words.empty() && words[0] == "reading" ? "reading" : "unpacking";
  if (words.size() > 1)
    seen.percent = static_cast<int>(std::clamp(parse_integer(words[1]).value_or(0), 0LL, 99LL));
  return seen;
}

void RunJobs::forget_all() {
  const std::scoped_lock lock(lock_);
  (void)jobs_.take_all();
  slot_.end();
}

service::Outcome<void> RunJobs::remove(const std::string& id, const std::string& owner) {
  const std::scoped_lock lock(lock_);
  const std::optional<Job> taken = jobs_.take(id, owner);
  if (!taken) return gone();
  if (taken->state == JobState::working) slot_.end();
  return {};
}

}  // namespace hamstring::server
