// The tables and how older databases become today's.
#pragma once

#include "core/result.h"
#include "store/database.h"

namespace hamstring::store {

/// Version this program writes; a database says its own in PRAGMA user_version, 0 where it is new.
[[nodiscard]] int schema_version();

/// What this database says of itself. Errors: it cannot be read.
[[nodiscard]] Result<int> version_of(const Database& database);

/// Brings the database to schema_version(), step by step, each step whole or not at all. Before the first
/// step of an older database a copy is made beside it ("NAME.before-v2"). Errors: a newer database (says
/// which version is needed), a damaged one, no room for the copy.
[[nodiscard]] Result<void> migrate(const Database& database);

/// Steps up to `version` only: for tests of migration.
[[nodiscard]] Result<void> migrate_to(const Database& database, int version);

}  // namespace hamstring::store
