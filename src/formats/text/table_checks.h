// Checks that tables of any format share: times in order, labels that occur twice.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/diagnostics.h"
#include "core/result.h"

namespace hamstring {

/// Which rows are kept: all whose time is later than that of the row before; rows that repeat a time are left
/// out with a warning. `lines` are the rows' lines in the file. Errors: a time that goes back or is not a
/// number; more than 5 % of the rows repeat a time (its digits do not suffice; our threshold).
[[nodiscard]] Result<std::vector<std::size_t>> rows_in_time_order(std::span<const double> time_s,
                                                                  std::span<const int> lines,
                                                                  std::string_view file_name,
                                                                  Diagnostics& diagnostics);

/// Warns of names that occur more than once; `noun` is "column" or "marker".
void warn_of_duplicates(std::span<const std::string> names, std::string_view noun, Diagnostics& diagnostics);

}  // namespace hamstring
