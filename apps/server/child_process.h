// Long work is done by this program once more, in a process that may be ended, or end itself, and nobody else
// notices: with a request in, an answer out and where it is as its only handles, and a bound on its memory,
// its time and what it writes. What goes in and out lies in memory without a name (memfd).
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hamstring::server {

/// How a process says what it broke off at.
constexpr int child_exit_memory = 3, child_exit_too_large = 4;

/// A file handle that is closed.
class Handle {
 public:
  explicit Handle(int number = -1) : number_(number) {}
  Handle(Handle&& other) noexcept : number_(other.number_) { other.number_ = -1; }
  Handle& operator=(Handle&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~Handle();
  [[nodiscard]] int number() const { return number_; }

 private:
  int number_;
};

// For the process that waits.

/// Without a name; not there where number() is negative.
[[nodiscard]] Handle memory_file();
[[nodiscard]] bool fill(const Handle& file, std::string_view text);
/// As much of it as there is.
[[nodiscard]] std::string read_at(const Handle& file, std::size_t at, std::size_t bytes);
/// A process with these three as its only handles; what it says in words goes nowhere. 0: there is none.
[[nodiscard]] pid_t spawn_child(const std::filesystem::path& program, std::vector<std::string> arguments,
                                const Handle& in, const Handle& out, const Handle& progress);
/// Waits until the process has ended but does not let go of its number, which cannot be another's until then.
void await_end(pid_t process);
/// Seconds of a clock that only goes forward.
[[nodiscard]] double clock_s();
/// Lets go of the number; how it ended, as waitpid() tells it.
[[nodiscard]] int collect(pid_t process);

// For the process that works.

struct ChildBounds {
  std::size_t memory_max = 0;  ///< of address space [bytes]
  std::size_t file_max = 0;    ///< of what it writes into one file [bytes]
  int seconds_max = 0;         ///< of computing
  pid_t parent = 0;            ///< with whom it ends
};
/// Before anything is read. False: then nothing is.
[[nodiscard]] bool shut_in(const ChildBounds& bounds);
[[nodiscard]] std::string read_request();
[[nodiscard]] bool write_answer(std::string_view text);
/// Where it is, in a word or two, for whoever looks.
void tell_progress(std::string_view word);

}  // namespace hamstring::server
