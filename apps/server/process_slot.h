// The place for one process that works for us (child_process.h): taken, watched, ended.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "apps/server/child_process.h"

namespace hamstring::server {

/// All of it but the end of its life happens under the lock of whoever has the slot. Has to be their last
/// member: what `ended` speaks of is there until the watcher is gone.
class ProcessSlot {
 public:
  explicit ProcessSlot(std::mutex& lock) : lock_(lock) {}
  /// Ends what works, and waits until its end was told.
  ~ProcessSlot();
  ProcessSlot(const ProcessSlot&) = delete;
  ProcessSlot& operator=(const ProcessSlot&) = delete;

  [[nodiscard]] bool taken() const { return process_ != 0; }
  [[nodiscard]] pid_t process() const { return process_; }  ///< 0: none
  /// Begins. `ended`: told once, under the lock, how it ended as waitpid() tells it; the slot is free then.
  /// False: the system gives no process.
  [[nodiscard]] bool begin(const std::filesystem::path& program, std::vector<std::string> arguments,
                           const Handle& in, const Handle& out, const Handle& progress,
                           std::function<void(int how)> ended);
  /// Ends what works; its end is told as any other.
  void end();

 private:
  std::mutex& lock_;
  pid_t process_ = 0;
  std::jthread watcher_;
};

}  // namespace hamstring::server
