// A database as the bytes of a file, without the file.
#pragma once

#include <cstddef>
#include <string>

#include "store/database.h"

namespace hamstring::store {

/// What a backup of `database` as of now would hold, while it is in use; in memory alone. Errors: longer than
/// `size_max`, no memory, no longer a database.
[[nodiscard]] Result<std::string> image_of(const Database& database, std::size_t size_max);

}  // namespace hamstring::store
