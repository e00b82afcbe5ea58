// Checks that tables of any format share: times in order, labels that occur twice.
#pragma once

#include <cmath>
#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/diagnostics.h"
#include "core/result.h"

namespace hamstring {

/// Whether two cells hold the same: the same number, or none.
[[nodiscard]] inline bool same_number(double a, double b) {
  return a == b || (std::isnan(a) && std::isnan(b));
}

/// Whether two rows, by their positions, are equal in every column (NaN equals NaN).
using RowsAreEqual = std::function<bool(std::size_t, std::size_t)>;

/// Which rows are kept: all whose time is later than that of the row before. Rows that are equal to the row
/// before in every column say nothing new: they are left out with a note, however many. Rows that repeat a
/// time with other values are left out with a warning. `lines` are the rows' lines in the file. Errors: a
/// time that goes back or is not a number; more than 5 % of the rows repeat a time with other values (its
/// digits do not suffice; our threshold).
[[nodiscard]] Result<std::vector<std::size_t>> rows_in_time_order(std::span<const double> time_s,
                                                                  std::span<const int> lines,
                                                                  std::string_view file_name,
                                                                  const RowsAreEqual& are_equal,
                                                                  Diagnostics& diagnostics);

/// Warns of names that occur more than once; `noun` is "column" or "marker".
void warn_of_duplicates(std::span<const std::string> names, std::string_view noun, Diagnostics& diagnostics);

}  // namespace hamstring
