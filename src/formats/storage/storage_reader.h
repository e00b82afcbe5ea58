// Reads OpenSim and SIMM tables (.mot, .sto), versions 0 to 3. What is read, repaired and refused:
// docs/formats.md.
#pragma once

#include <filesystem>
#include <string_view>

#include "core/diagnostics.h"
#include "core/result.h"
#include "formats/storage/storage_table.h"

namespace hamstring {

/// Reads a table file. One of three outcomes:
///   whole    a value, and no warning in `diagnostics`
///   in part  a value, and a warning for everything that was lost, repaired or doubted
///   refused  an Error with line and advice
/// Errors: unreadable, empty, binary or huge file; no labels; no row; rows that do not fit the labels; text
/// where a number should be; times that go back.
[[nodiscard]] Result<StorageTable> read_storage(const std::filesystem::path& path, Diagnostics& diagnostics);

/// The same from memory. `file_name` is used in messages and for its ending (.mot or .sto).
[[nodiscard]] Result<StorageTable> parse_storage(std::string_view content, std::string_view file_name,
                                                 Diagnostics& diagnostics);

}  // namespace hamstring
