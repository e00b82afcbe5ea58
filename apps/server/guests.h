// Who is connected. A connection on which nothing is asked costs its owner nothing and everybody else a
// place: where places are short, a newcomer takes that of the oldest silent one.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

namespace hamstring::server {

/// Whose an address is, for all who count by address: whoever has one long address has all of its /64
/// (RFC 6177), and a short one in the form of a long one is the short one. What is no address stays as it is.
[[nodiscard]] std::string address_group(const std::string& address);

class Guests {
 public:
  /// `per_address_max`: of one machine (of one /64 where addresses are long); this machine is one as well.
  Guests(int max, int per_address_max) : max_(max), per_address_max_(per_address_max) {}

  /// Takes a place; nothing where there is none. Whoever has to go for it is told so by their `leave`, which
  /// is called from the newcomer's thread, once. A newcomer is silent.
  [[nodiscard]] std::optional<std::uint64_t> come(const std::string& address, std::function<void()> leave);
  /// A whole request header has arrived: nobody takes this place now.
  void speaks(std::uint64_t guest);
  /// The reply has left; the next request is waited for.
  void falls_silent(std::uint64_t guest);
  void go(std::uint64_t guest);
  [[nodiscard]] int count() const;

 private:
  struct Guest {
    std::string address;
    std::function<void()> leave;
    std::optional<std::uint64_t> silent_since;  ///< in order of falling silent
  };
  using Place = std::map<std::uint64_t, Guest>::iterator;
  std::optional<Place> oldest_silent(const std::string& address);
  std::string most_silent(const std::string& newcomer) const;

  const int max_, per_address_max_;
  mutable std::mutex lock_;
  std::map<std::uint64_t, Guest> guests_;
  std::uint64_t next_ = 0;
};

}  // namespace hamstring::server
