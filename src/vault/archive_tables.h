// The tables of an archive, for people: written, never read back.
#pragma once

#include "vault/archive.h"

namespace hamstring::service {

/// csv/*.csv: one table a kind of entry, and one each for people, batches, consents, answers shown, sources,
/// audit and accounts. `units`: of each test.
[[nodiscard]] Files archive_tables(const Archive& archive, const std::map<std::string, std::string>& units);

}  // namespace hamstring::service
