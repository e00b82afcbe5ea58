// The process that the lab works in. What it reads may be hostile: it holds no handle but its own three, may
// take so much memory and time, and ends with its parent.
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <new>
#include <stdexcept>

#include "apps/server/lab_jobs.h"
#include "core/text_shape.h"
#include "core/try.h"
#include "service/lab.h"

namespace hamstring::server {
namespace {

using nlohmann::json;

constexpr std::size_t files_max = 8;
constexpr int progress_handle = 3;

bool bound(int what, rlim_t to, rlim_t grace = 0) {
  const rlimit limit{.rlim_cur = to, .rlim_max = to + grace};
  return ::setrlimit(what, &limit) == 0;
}

/// Before anything is read. False: then nothing is.
bool shut_in(const LabChild& options) {
  // Where memory is short the system takes this process, not the one that others wait for.
  std::ofstream("/proc/self/oom_score_adj") << 1000;
  if (::prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || ::getppid() != options.parent) return false;
  if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return false;
  std::signal(SIGXFSZ, SIG_IGN);            // a result that is too large is a write that fails
  (void)::setpriority(PRIO_PROCESS, 0, 5);  // people who wait for a page come first
#ifdef __SANITIZE_ADDRESS__
  const bool memory = true;  // the sanitizer takes the whole address space for itself
#else
  const bool memory = bound(RLIMIT_AS, options.memory_max);
#endif
  return memory && bound(RLIMIT_CORE, 0) && bound(RLIMIT_FSIZE, options.result_max) &&
         bound(RLIMIT_CPU, static_cast<rlim_t>(options.seconds_max), 5) && ::prctl(PR_SET_DUMPABLE, 0) == 0;
}

std::string read_all(int handle) {
  struct stat about{};
  std::string text;
  if (::fstat(handle, &about) != 0 || about.st_size <= 0) return text;
  text.resize(static_cast<std::size_t>(about.st_size));
  for (std::size_t at = 0; at < text.size();) {
    const ssize_t n = ::pread(handle, text.data() + at, text.size() - at, static_cast<off_t>(at));
    if (n <= 0) return {};
    at += static_cast<std::size_t>(n);
  }
  return text;
}

bool write_all(std::string_view text) {
  while (!text.empty()) {
    const ssize_t n = ::write(STDOUT_FILENO, text.data(), text.size());
    if (n <= 0) return false;
    text.remove_prefix(static_cast<std::size_t>(n));
  }
  return true;
}

void tell_stage(std::string_view stage) {
  (void)(::pwrite(progress_handle, stage.data(), stage.size(), 0) >= 0 &&
         ::ftruncate(progress_handle, static_cast<off_t>(stage.size())) == 0);
}

service::Outcome<std::vector<service::LabFile>> files_in(json& body) {
  const auto bad = [](const char* message) {
    return service::refuse(service::Code::bad_input, Error{.message = message, .element = "files"});
  };
  if (!body.is_object()) return bad("this is not JSON");
  const auto found = body.find("files");
  if (found == body.end() || !found->is_array() || found->empty() || found->size() > files_max)
    return bad("a list of 1 to 8 files was expected");
  std::vector<service::LabFile> files;
  for (json& file : *found) {
    if (!file.is_object() || !file.value("name", json()).is_string() ||
        !file.value("text", json()).is_string())
      return bad("a file with name and text was expected");
    files.push_back(
        {.name = file["name"].get<std::string>(), .text = std::move(file["text"].get_ref<std::string&>())});
  }
  return files;
}

service::Outcome<service::LabResult> work(const LabChild& options) {
  json body = json::parse(read_all(STDIN_FILENO), nullptr, false);
  HAMSTRING_TRY(files, files_in(body));
  body = nullptr;
  return service::run_lab({.files = std::move(files),
                           .built_in_model = options.data_folder / "models" / "lower_body.osim",
                           .generated_on = options.day,
                           .progress = tell_stage});
}

/// A line of JSON that says what follows it, then the files one after the other.
bool write_outcome(const service::Outcome<service::LabResult>& made) {
  json head;
  if (made) {
    head = {{"reply", made->reply}, {"files", json::array()}};
    for (const auto& file : made->results)
      head["files"].push_back({{"name", file.name}, {"bytes", file.text.size()}});
  } else {
    const service::Problem& problem = made.error();
    head = {{"message", problem.error.message},
            {"element", problem.error.element},
            {"advice", problem.error.advice},
            {"now", problem.extra}};
  }
  if (!write_all(head.dump(-1, ' ', false, json::error_handler_t::replace) + "\n")) return false;
  if (!made) return true;
  for (const auto& file : made->results)
    if (!write_all(file.text)) return false;
  return true;
}

}  // namespace

int lab_child(const LabChild& options) {
  if (!shut_in(options)) return 1;
  try {
    tell_stage("reading");
    return write_outcome(work(options)) ? 0 : lab_exit_too_large;
  } catch (const std::bad_alloc&) {
    return lab_exit_memory;
  } catch (const std::length_error&) {  // a size that no memory could hold
    return lab_exit_memory;
  }
}

}  // namespace hamstring::server
