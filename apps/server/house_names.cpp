// What this machine is called, as its system tells it: no packet is sent to find out.
#include <arpa/inet.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <memory>
#include <string_view>

#include "apps/server/own_authority.h"
#include "core/file.h"
#include "core/text.h"

namespace hamstring::server {
namespace {

struct FreeInterfaces {
  void operator()(ifaddrs* list) const { freeifaddrs(list); }
};

/// Networks within this machine: no phone is in them.
bool is_inner(std::string_view interface) {
  return std::ranges::any_of(std::array<std::string_view, 5>{"docker", "br-", "veth", "virbr", "lxc"},
                             [&](std::string_view begin) { return interface.starts_with(begin); });
}

/// The interface behind which the router stands (proc(5), /proc/net/route: its destination is all zeros).
std::string towards_the_router() {
  constexpr std::size_t table_max = std::size_t{1} << 20;
  const auto table = read_file("/proc/net/route", table_max);
  if (!table) return {};
  for (const std::string_view line : split_fields(*table, '\n')) {
    const auto fields = split_fields(line, '\t');
    if (fields.size() > 2 && trim(fields[1]) == "00000000") return std::string(trim(fields[0]));
  }
  return {};
}

/// A name as certificates can hold it (RFC 1123, 2.1), in lower case; empty where it is none.
std::string plain_host(std::string name) {
  name = to_lower(name);
  const bool good = !name.empty() && name.size() <= 63 && !name.starts_with('-') && !name.starts_with('.') &&
                    name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-.") == std::string::npos;
  return good ? name : std::string();
}

}  // namespace

HouseNames names_of_this_machine() {
  HouseNames names{.hosts = {"localhost"}, .addresses = {}};
  std::array<char, 256> name{};
  if (gethostname(name.data(), name.size() - 1) == 0) {
    const std::string host = plain_host(name.data());
    if (!host.empty() && host != "localhost") {
      names.hosts.push_back(host);
      // As multicast DNS calls it (RFC 6762), where the machine answers to that.
      if (!host.contains('.')) names.hosts.push_back(host + ".local");
    }
  }
  ifaddrs* first = nullptr;
  if (getifaddrs(&first) == 0) {
    const std::unique_ptr<ifaddrs, FreeInterfaces> list(first);
    const std::string router = towards_the_router();
    for (const ifaddrs* one = first; one != nullptr; one = one->ifa_next) {
      if (one->ifa_addr == nullptr || one->ifa_addr->sa_family != AF_INET || (one->ifa_flags & IFF_UP) == 0 ||
          (one->ifa_flags & IFF_LOOPBACK) != 0 || is_inner(one->ifa_name))
        continue;
      std::array<char, INET_ADDRSTRLEN> text{};
      const auto* address = reinterpret_cast<const sockaddr_in*>(one->ifa_addr);
      if (inet_ntop(AF_INET, &address->sin_addr, text.data(), text.size()) == nullptr) continue;
      const std::string found = text.data();
      if (found.starts_with("169.254.") || found.starts_with("127.")) continue;
      const auto at = router == one->ifa_name ? names.addresses.begin() : names.addresses.end();
      if (std::ranges::find(names.addresses, found) == names.addresses.end())
        names.addresses.insert(at, found);
    }
  }
  names.addresses.emplace_back("127.0.0.1");
  return names;
}

}  // namespace hamstring::server
