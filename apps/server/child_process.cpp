#include "apps/server/child_process.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <fstream>

namespace hamstring::server {
namespace {

constexpr int progress_handle = 3;

bool bound(int what, rlim_t to, rlim_t grace = 0) {
  const rlimit limit{.rlim_cur = to, .rlim_max = to + grace};
  return ::setrlimit(what, &limit) == 0;
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

}  // namespace

Handle::~Handle() {
  if (number_ >= 0) ::close(number_);
}

Handle memory_file() {
  return Handle(::memfd_create("job", MFD_CLOEXEC));
}

bool fill(const Handle& file, std::string_view text) {
  while (!text.empty()) {
    const ssize_t n = ::write(file.number(), text.data(), text.size());
    if (n <= 0) return false;
    text.remove_prefix(static_cast<std::size_t>(n));
  }
  return true;
}

std::string read_at(const Handle& file, std::size_t at, std::size_t bytes) {
  std::string text(bytes, '\0');
  std::size_t there = 0;
  while (there < bytes) {
    const ssize_t n =
        ::pread(file.number(), text.data() + there, bytes - there, static_cast<off_t>(at + there));
    if (n <= 0) break;
    there += static_cast<std::size_t>(n);
  }
  text.resize(there);
  return text;
}

pid_t spawn_child(const std::filesystem::path& program, std::vector<std::string> arguments, const Handle& in,
                  const Handle& out, const Handle& progress) {
  std::vector<char*> words;
  for (std::string& argument : arguments) words.push_back(argument.data());
  words.push_back(nullptr);
  std::string language = "LANG=C.UTF-8";
  std::array<char*, 2> environment{language.data(), nullptr};
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  posix_spawn_file_actions_init(&actions);
  posix_spawnattr_init(&attributes);
  posix_spawn_file_actions_adddup2(&actions, in.number(), STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, out.number(), STDOUT_FILENO);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, progress.number(), 3);
  posix_spawn_file_actions_addclosefrom_np(&actions, 4);
  // A group of its own: what is typed at the terminal goes to the server, which ends it.
  sigset_t none, all;
  sigemptyset(&none);
  sigfillset(&all);
  posix_spawnattr_setflags(&attributes, static_cast<short>(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK |
                                                           POSIX_SPAWN_SETSIGDEF));
  posix_spawnattr_setpgroup(&attributes, 0);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setsigdefault(&attributes, &all);
  pid_t process = 0;
  const int failed =
      posix_spawn(&process, program.c_str(), &actions, &attributes, words.data(), environment.data());
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  return failed == 0 ? process : 0;
}

double clock_s() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

void await_end(pid_t process) {
  siginfo_t ended{};
  while (::waitid(P_PID, static_cast<id_t>(process), &ended, WEXITED | WNOWAIT) != 0 && errno == EINTR) {
  }
}

int collect(pid_t process) {
  int how = 0;
  while (::waitpid(process, &how, 0) < 0 && errno == EINTR) {
  }
  return how;
}

bool shut_in(const ChildBounds& options) {
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
  return memory && bound(RLIMIT_CORE, 0) && bound(RLIMIT_FSIZE, options.file_max) &&
         bound(RLIMIT_CPU, static_cast<rlim_t>(options.seconds_max), 5) && ::prctl(PR_SET_DUMPABLE, 0) == 0;
}

std::string read_request() {
  return read_all(STDIN_FILENO);
}

bool write_answer(std::string_view text) {
  while (!text.empty()) {
    const ssize_t n = ::write(STDOUT_FILENO, text.data(), text.size());
    if (n <= 0) return false;
    text.remove_prefix(static_cast<std::size_t>(n));
  }
  return true;
}

void tell_progress(std::string_view word) {
  (void)(::pwrite(progress_handle, word.data(), word.size(), 0) >= 0 &&
         ::ftruncate(progress_handle, static_cast<off_t>(word.size())) == 0);
}

}  // namespace hamstring::server
