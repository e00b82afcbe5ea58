// The header of a table of positions: which column is what, in which unit. Used by gps_csv_reader only.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "formats/gps_csv/gps_csv_reader.h"

namespace hamstring {

struct GpsColumnUse {
  GpsColumn column = GpsColumn::ignored;
  double to_si = 1.0;  ///< what a number of it is multiplied by
};

/// Cells of one line, quotes taken off; a quoted cell may hold separators.
[[nodiscard]] std::vector<std::string> split_csv_line(std::string_view line, char separator);

/// The separator that cuts the line into the most cells: comma, semicolon or tab.
[[nodiscard]] char csv_separator_of(std::string_view line);

/// By the word without its unit ("Velocity (km/h)" → speed, 1/3.6). Ignored: not known, or in a unit that is
/// not.
[[nodiscard]] GpsColumnUse gps_column_of(std::string_view header);

/// Every cell of a header line. Where two headers mean one column the first is taken.
[[nodiscard]] std::vector<GpsColumnUse> gps_columns_of(const std::vector<std::string>& headers,
                                                       const std::vector<GpsColumnName>& names);

/// Whether they are enough: a time, and a speed, a distance or a place.
[[nodiscard]] bool are_gps_columns(const std::vector<GpsColumnUse>& columns);

}  // namespace hamstring
