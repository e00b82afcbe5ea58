// The numbers of a .mot or .sto file. Used by storage_reader only.
#pragma once

#include <string_view>
#include <vector>

#include "core/diagnostics.h"
#include "core/result.h"
#include "formats/storage/storage_header.h"

namespace hamstring {

/// Numbers row by row, the time column included.
struct StorageRows {
  std::size_t width = 0;       ///< numbers a row
  std::size_t components = 1;  ///< numbers a cell (Vec3: 3); the first cell, time, always has one
  std::vector<double> values;  ///< [row][column]
  std::vector<int> lines;      ///< line of each row

  [[nodiscard]] std::size_t count() const { return lines.size(); }
};

/// Reads all rows below the labels. Errors: no row; a row that does not fit the labels with good rows after
/// it; a cell that is no number. What follows the last good row is cut off with a warning.
[[nodiscard]] Result<StorageRows> read_storage_rows(const StoragePreamble& preamble,
                                                    std::string_view file_name, Diagnostics& diagnostics);

}  // namespace hamstring
