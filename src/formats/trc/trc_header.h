// The lines of a .trc file above its frames. Used by trc_reader only.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/diagnostics.h"
#include "core/result.h"
#include "formats/text/table_text.h"
#include "record/marker_trajectories.h"

namespace hamstring {

struct TrcHeader {
  std::optional<double> rate_hz;
  std::optional<long long> frames;
  std::optional<long long> markers;
  std::string unit;              ///< as written, lower case; empty where the header has none
  double meters_per_unit = 0.0;  ///< 0 where the unit is missing or unknown
  int unit_line = 0;
  OriginalRecording original;
};

/// Marker names with the tab-separated field in which each stood.
struct TrcLabels {
  std::vector<std::string> names;
  std::vector<std::size_t> fields;
  bool separated_by_tabs = false;  ///< then the fields say above which columns the names stand
  int line = 0;
};

struct TrcPreamble {
  TrcHeader header;
  TrcLabels labels;
  LineCursor rows;  ///< continues with the first line that may be a frame
};

/// Reads header and labels. Errors: no line of labels; no marker; more markers than a table may have; no
/// known unit.
[[nodiscard]] Result<TrcPreamble> read_trc_preamble(std::string_view text, std::string_view file_name,
                                                    Diagnostics& diagnostics);

}  // namespace hamstring
