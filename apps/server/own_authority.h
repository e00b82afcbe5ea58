// The certificate for other devices where nobody brings one: an authority that is made here and can vouch for
// this machine's names and addresses alone, and a certificate of the server from it. Its key never leaves the
// machine.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "core/result.h"

namespace hamstring::server {

/// What this machine is called by others.
struct HouseNames {
  std::vector<std::string> hosts;  ///< "kitchen", "kitchen.local"; "localhost" is always one
  std::vector<std::string>
      addresses;  ///< IPv4, the one that the network's router knows first; 127.0.0.1 always
};

/// As it is now. Bridges of containers and addresses that reach no other device are left out.
[[nodiscard]] HouseNames names_of_this_machine();

/// Where another device finds this one: addresses first, since every network knows those, then names; nothing
/// that means the device itself.
[[nodiscard]] std::vector<std::string> reachable(const HouseNames& names);

struct OwnCertificate {
  std::filesystem::path chain, key;  ///< PEM: what the server shows, and its private key
  std::string authority;             ///< DER: what a device is told to trust
  std::string fingerprint;           ///< SHA-256 of `authority`, "AB:CD:…"
  std::int64_t until = 0;            ///< the authority's end, seconds since 1970
};

/// Kept in `folder` (0700, its files 0600) and used again while it fits: the server's certificate is made
/// anew where names changed or its end is near, the authority only where it may not vouch for a name that is
/// needed, or is damaged; then devices have to be told again. Errors: the folder cannot be written.
[[nodiscard]] Result<OwnCertificate> own_certificate(const std::filesystem::path& folder,
                                                     const HouseNames& names, std::int64_t now);

/// Names and addresses that a certificate somebody brought is made out to (PEM), in its order; none where it
/// cannot be read.
[[nodiscard]] std::vector<std::string> names_in_certificate(const std::filesystem::path& certificate);

}  // namespace hamstring::server
