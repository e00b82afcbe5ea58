// Keeps the list of people ready in the background: after the start, after midnight, after an import.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <thread>

#include "apps/server/app.h"

namespace hamstring::server {

/// Works from its construction to its destruction; reads only. `app` has to outlive it.
class Keeper {
 public:
  Keeper(App& app, std::function<std::int64_t()> clock);

 private:
  void keep(const std::stop_token& stop, bool backwards);

  App& app_;
  std::function<std::int64_t()> clock_;
  std::mutex lock_;
  std::condition_variable_any wake_;
  std::jthread forwards_, backwards_;  ///< last: they stop before what they use goes
};

}  // namespace hamstring::server
