// A database as the bytes of a file, piece by piece, while it is in use.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>

#include "core/result.h"
#include "store/database.h"

namespace hamstring::store {

/// Takes a piece; false where it cannot. `all`: how many bytes there are in total.
using TakePiece = std::function<bool(std::string_view piece, std::int64_t all)>;

/// What a backup of `database` as of now would hold, in pieces of at most 256 KiB; nothing lies on a disk,
/// and nobody who writes waits for more than a moment. Errors: no longer a database, somebody reads or writes
/// for so long that no moment comes, `take` could not.
[[nodiscard]] Result<void> stream_image(const Database& database, const TakePiece& take);

}  // namespace hamstring::store
