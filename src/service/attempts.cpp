#include "service/attempts.h"

#include <algorithm>
#include <iterator>

namespace hamstring::service {

bool Attempts::may(const std::map<std::string, std::size_t>& keys, std::int64_t now) {
  const std::scoped_lock lock(lock_);
  for (auto it = wrong_.begin(); it != wrong_.end();) {
    while (!it->second.empty() && it->second.front() < now - wrong_remembered_s) it->second.pop_front();
    it = it->second.empty() ? wrong_.erase(it) : std::next(it);
  }
  return std::ranges::all_of(keys, [&](const auto& key) {
    const auto found = wrong_.find(key.first);
    return found == wrong_.end() || found->second.size() < key.second;
  });
}

void Attempts::was_wrong(const std::string& key, std::int64_t now) {
  const std::scoped_lock lock(lock_);
  wrong_[key].push_back(now);
}

void Attempts::forget(const std::string& key) {
  const std::scoped_lock lock(lock_);
  wrong_.erase(key);
}

}  // namespace hamstring::service
