#include "apps/server/process_slot.h"

#include <csignal>
#include <utility>

namespace hamstring::server {

ProcessSlot::~ProcessSlot() {
  const std::scoped_lock lock(lock_);
  end();  // the watcher is waited for as the last thing, once the lock is free
}

bool ProcessSlot::begin(const std::filesystem::path& program, std::vector<std::string> arguments,
                        const Handle& in, const Handle& out, const Handle& progress,
                        std::function<void(int how)> ended) {
  if (watcher_.joinable()) watcher_.join();  // it has said its last word already
  process_ = spawn_child(program, std::move(arguments), in, out, progress);
  if (process_ == 0) return false;
  watcher_ = std::jthread([this, process = process_, ended = std::move(ended)] {
    await_end(process);
    const std::scoped_lock lock(lock_);
    const int how = collect(process);
    process_ = 0;
    ended(how);
  });
  return true;
}

void ProcessSlot::end() {
  // It is not collected outside of the lock: its number cannot be another's.
  if (process_ != 0) ::kill(process_, SIGKILL);
}

}  // namespace hamstring::server
