// A table as OpenSim writes it (.mot, .sto): what was read, before any meaning is given to its columns.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/time_series.h"

namespace hamstring {

/// The content of a .mot or .sto file. Values are as in the file: no unit is converted.
struct StorageTable {
  TimeSeries table;                  ///< times [s] and columns; NaN where the file holds no number
  std::optional<bool> in_degrees;    ///< unit of the angles as the header states it; empty: it says nothing
  int version = 0;                   ///< 0 where the header names none (SIMM motion files)
  std::string title;                 ///< first line of the header or SIMM's `name`
  std::string file_name;             ///< as it was given to the reader; OpenSim's rules depend on its ending
  bool has_time = true;              ///< false: no time column, times are row numbers 0, 1, 2 …
  std::string data_type = "double";  ///< DataType of the header: "double", "Vec3", "Quaternion" …
  /// Columns one label of the file became: 1 for numbers; 3 for Vec3 (label_1 … label_3), 4 for Quaternion
  /// (w, x, y, z as label_1 … label_4).
  std::size_t components = 1;
  /// All key-value pairs of the header in their order, keys as written.
  std::vector<std::pair<std::string, std::string>> header;

  /// The value of a header key, whatever its case; empty where there is none.
  [[nodiscard]] std::optional<std::string> header_value(std::string_view key) const;
};

}  // namespace hamstring
