// Writes OpenSim tables (.mot, .sto, version 1): the form that OpenSim's GUI and every reader of it opens.
#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "core/result.h"
#include "core/time_series.h"

namespace hamstring {

enum class StorageDigits {
  eight_decimals,  ///< "%16.8f", OpenSim's own form; values are rounded to 1e-8
  exact,           ///< shortest text that reads back as the same double
};

struct StorageWriteOptions {
  std::string title;        ///< first line; one line without '='
  bool in_degrees = false;  ///< what the header says about angles; values are written as they are
  std::string description;  ///< free text between header and `endheader`; may be several lines
  StorageDigits digits = StorageDigits::eight_decimals;
};

/// The text of a version 1 table: title, version, nRows, nColumns, inDegrees, description, endheader, labels,
/// rows; separated by tabs, whatever the locale; NaN as "nan". Errors: a label that is empty or holds white
/// space, which would shift columns when read back; a title or description that would end the header early.
[[nodiscard]] Result<std::string> format_storage(const TimeSeries& table, const StorageWriteOptions& options);

/// The same text in two parts, for tables that are too long to be held: everything before the first row …
/// Errors: those of format_storage.
[[nodiscard]] Result<std::string> storage_head(const std::vector<std::string>& labels, std::size_t rows,
                                               const StorageWriteOptions& options);
/// … and one row, appended to `text`; `values` has one number a label.
void append_storage_row(double time_s, std::span<const double> values, StorageDigits digits,
                        std::string& text);

/// Writes it to a file. Errors: those of format_storage, and the file cannot be written.
[[nodiscard]] Result<void> write_storage(const std::filesystem::path& path, const TimeSeries& table,
                                         const StorageWriteOptions& options);

}  // namespace hamstring
