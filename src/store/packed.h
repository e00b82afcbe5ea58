// Long text as it is kept: what was shown on a day is some 40 kB, most of it the same every day.
#pragma once

#include <string>
#include <string_view>

#include "core/result.h"

struct sqlite3;

namespace hamstring::store {

/// Four bytes of length (big endian), then zlib. Empty where memory is short.
[[nodiscard]] std::string pack(std::string_view text);
/// Errors: not what pack() made, or longer than 64 MiB.
[[nodiscard]] Result<std::string> unpack(std::string_view packed);

/// The SQL functions packed(TEXT) → BLOB and unpacked(BLOB) → TEXT; both need no more than their argument.
/// False where SQLite has no memory for them.
[[nodiscard]] bool add_pack_functions(sqlite3* connection);

}  // namespace hamstring::store
