// How often somebody was wrong lately, and who waits for it. One count for every secret that can be guessed
// at.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <mutex>
#include <string>

namespace hamstring::service {

/// Wrong guesses are forgotten after this long [s].
inline constexpr std::int64_t wrong_remembered_s = std::int64_t{15} * 60;

class Attempts {
 public:
  /// Whether fewer wrong guesses are remembered of each key than are too many for it.
  [[nodiscard]] bool may(const std::map<std::string, std::size_t>& keys, std::int64_t now);
  void was_wrong(const std::string& key, std::int64_t now);
  void forget(const std::string& key);

 private:
  std::mutex lock_;
  std::map<std::string, std::deque<std::int64_t>> wrong_;  ///< instants, by key
};

}  // namespace hamstring::service
