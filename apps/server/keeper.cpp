#include "apps/server/keeper.h"

#include <sys/resource.h>

#include <chrono>

namespace hamstring::server {
namespace {

/// Rows that are there cost nothing to look at again.
constexpr std::chrono::seconds pause(20);

}  // namespace

Keeper::Keeper(App& app, std::function<std::int64_t()> clock)
    : app_(app),
      clock_(std::move(clock)),
      forwards_([this](const std::stop_token& stop) { keep(stop, false); }),
      backwards_([this](const std::stop_token& stop) { keep(stop, true); }) {}

void Keeper::keep(const std::stop_token& stop, bool backwards) {
  // Of this thread alone, as Linux has it: people who wait for a page come first.
  constexpr int background = 10;
  (void)::setpriority(PRIO_PROCESS, 0, background);
  while (!stop.stop_requested()) {
    app_.people.warm(clock_(), stop, backwards);
    std::unique_lock lock(lock_);
    wake_.wait_for(lock, stop, pause, [] { return false; });
  }
}

}  // namespace hamstring::server
