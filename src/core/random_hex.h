// Names and secrets that nobody can guess.
#pragma once

#include <cstddef>
#include <string>

namespace hamstring {

/// So many bytes from the system's source of randomness (libsodium), as twice as many lower-case hex digits.
[[nodiscard]] std::string random_hex(std::size_t bytes);

}  // namespace hamstring
