// The lines of a .mot or .sto file above its numbers: header and labels. Used by storage_reader only.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/diagnostics.h"
#include "core/result.h"
#include "formats/text/table_text.h"

namespace hamstring {

struct StorageHeader {
  std::string title;
  int version = 0;
  std::optional<bool> in_degrees;
  std::optional<long long> rows;     ///< nRows, nr or datarows
  std::optional<long long> columns;  ///< nColumns, nc or datacolumns; counts the time column
  std::optional<std::string> range;  ///< SIMM: first and last time
  std::string data_type = "double";
  std::vector<std::pair<std::string, std::string>> entries;
};

/// The column labels and where they stood.
struct StorageLabels {
  std::vector<std::string> names;  ///< the time column included
  bool separated_by_tabs = false;  ///< rows may then have empty cells
  int line = 0;
};

/// Everything above the numbers; `rows` continues with the first line after the labels.
struct StoragePreamble {
  StorageHeader header;
  StorageLabels labels;
  LineCursor rows;
};

/// Reads header and labels. Errors: no `endheader` and no line of labels that is certain; no labels; more
/// columns than a table may have.
[[nodiscard]] Result<StoragePreamble> read_storage_preamble(std::string_view text, std::string_view file_name,
                                                            Diagnostics& diagnostics);

}  // namespace hamstring
