#include "apps/server/guests.h"

#include <algorithm>
#include <boost/asio/ip/address.hpp>

namespace hamstring::server {

std::string address_group(const std::string& address) {
  boost::system::error_code code;
  const auto read = boost::asio::ip::make_address(address, code);
  if (code || !read.is_v6()) return address;
  const auto v6 = read.to_v6();
  if (v6.is_v4_mapped()) return boost::asio::ip::make_address_v4(boost::asio::ip::v4_mapped, v6).to_string();
  auto bytes = v6.to_bytes();
  std::fill(bytes.begin() + 8, bytes.end(), std::uint8_t{0});
  return boost::asio::ip::address_v6(bytes).to_string();
}

std::optional<Guests::Place> Guests::oldest_silent(const std::string& address) {
  std::optional<Place> oldest;
  for (auto at = guests_.begin(); at != guests_.end(); ++at) {
    const Guest& guest = at->second;
    if (guest.address != address || !guest.silent_since) continue;
    if (!oldest || *guest.silent_since < *(*oldest)->second.silent_since) oldest = at;
  }
  return oldest;
}

/// The address that holds most silent places; the newcomer's own where it holds as many.
std::string Guests::most_silent(const std::string& newcomer) const {
  std::map<std::string, int> silent{{newcomer, 0}};
  for (const auto& [id, guest] : guests_)
    if (guest.silent_since) ++silent[guest.address];
  std::string most = newcomer;
  for (const auto& [address, n] : silent)
    if (n > silent[most]) most = address;
  return most;
}

std::optional<std::uint64_t> Guests::come(const std::string& address, std::function<void()> leave) {
  std::function<void()> tell;
  std::uint64_t id = 0;
  {
    const std::scoped_lock lock(lock_);
    const auto own =
        std::ranges::count_if(guests_, [&](const auto& g) { return g.second.address == address; });
    const bool full = std::ssize(guests_) >= max_;
    if (own >= per_address_max_ || full) {
      const auto leaves = oldest_silent(own >= per_address_max_ ? address : most_silent(address));
      if (!leaves) return std::nullopt;
      tell = std::move((*leaves)->second.leave);
      guests_.erase(*leaves);
    }
    id = ++next_;
    guests_.emplace(id, Guest{.address = address, .leave = std::move(leave), .silent_since = id});
  }
  if (tell) tell();
  return id;
}

void Guests::speaks(std::uint64_t guest) {
  const std::scoped_lock lock(lock_);
  if (const auto found = guests_.find(guest); found != guests_.end()) found->second.silent_since.reset();
}

void Guests::falls_silent(std::uint64_t guest) {
  const std::scoped_lock lock(lock_);
  const auto found = guests_.find(guest);
  if (found != guests_.end() && !found->second.silent_since) found->second.silent_since = ++next_;
}

void Guests::go(std::uint64_t guest) {
  const std::scoped_lock lock(lock_);
  guests_.erase(guest);
}

int Guests::count() const {
  const std::scoped_lock lock(lock_);
  return static_cast<int>(guests_.size());
}

}  // namespace hamstring::server
