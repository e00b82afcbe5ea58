// Parts of what there is only so much of: places, bytes in memory.
#pragma once

#include <atomic>
#include <cstddef>
#include <optional>
#include <utility>

namespace hamstring::server {

/// A number that is given back.
class Share {
 public:
  Share() = default;
  Share(std::atomic<std::size_t>& of, std::size_t n) : of_(&of), n_(n) {}
  Share(Share&& other) noexcept : of_(std::exchange(other.of_, nullptr)), n_(other.n_) {}
  Share& operator=(Share&& other) noexcept {
    std::swap(of_, other.of_);
    std::swap(n_, other.n_);
    return *this;
  }
  ~Share() {
    if (of_ != nullptr) *of_ -= n_;
  }

 private:
  std::atomic<std::size_t>* of_ = nullptr;
  std::size_t n_ = 0;
};

/// Takes `n` of `of`; nothing where that would make more than `max`.
[[nodiscard]] inline std::optional<Share> take(std::atomic<std::size_t>& of, std::size_t n, std::size_t max) {
  std::size_t there = of;
  do {
    if (n > max || there > max - n) return std::nullopt;
  } while (!of.compare_exchange_weak(there, there + n));
  return Share(of, n);
}

}  // namespace hamstring::server
