// Whole copies of the database, with everything in it: passwords, sessions, audit.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "core/result.h"
#include "store/database.h"
#include "vault/progress.h"

namespace hamstring::service {

/// A consistent copy while the database is in use, readable by its owner alone and sealed where there is a
/// pass phrase; a few hundred kilobytes of memory whatever the size, and nothing in plain beside a sealed
/// one. Errors: no room, the pass phrase is too short. `to` is replaced only by a whole backup.
[[nodiscard]] Result<void> make_backup(const store::Database& database, const std::filesystem::path& to,
                                       const std::optional<std::string>& pass_phrase,
                                       const Progress& progress = {});

struct Restored {
  std::filesystem::path kept;  ///< where the database that was there is now; empty: there was none
  int version = 0;             ///< of the tables of the backup
};

/// Puts a backup in the place of `database`. It is opened and checked beside it first; the old file stays, as
/// "NAME.before-restore". Errors, and then nothing was changed: something is there and `replace` is false; a
/// program has it open; wrong pass phrase; damaged; not ours; of a newer version.
[[nodiscard]] Result<Restored> restore_backup(const std::filesystem::path& backup,
                                              const std::filesystem::path& database, bool replace,
                                              const std::optional<std::string>& pass_phrase);

}  // namespace hamstring::service
