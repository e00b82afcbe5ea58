// The frames of a .trc file. Used by trc_reader only.
#pragma once

#include <string_view>
#include <vector>

#include "core/diagnostics.h"
#include "core/geometry.h"
#include "core/result.h"
#include "formats/trc/trc_header.h"

namespace hamstring {

/// Frames as in the file, in its unit.
struct TrcRows {
  std::vector<double> time_s;
  std::vector<Vec3> positions;  ///< [frame * markers + marker]; NaN where missing
  std::vector<int> lines;       ///< line of each frame
};

/// Reads all frames below the labels. Errors: no frame; a row with more numbers than the markers need; a row
/// that ends inside a marker, or text where a number should be, with good rows after it; more data than
/// memory should hold. What follows the last good row is cut off with a warning.
[[nodiscard]] Result<TrcRows> read_trc_rows(const TrcPreamble& preamble, std::string_view file_name,
                                            Diagnostics& diagnostics);

}  // namespace hamstring
