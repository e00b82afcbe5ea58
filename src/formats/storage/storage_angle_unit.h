// In which unit the angles of a table are: what the header says, what OpenSim's rules add, and whether the
// values look like it. A doubt is a warning; nothing is converted on the strength of a doubt.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "core/diagnostics.h"
#include "formats/storage/storage_table.h"

namespace hamstring {

struct AngleUnit {
  bool in_degrees =
      false;            ///< how to read the angles; from the header or OpenSim's rule, never from the values
  bool stated = false;  ///< the header says so; false: OpenSim's rule for a header that says nothing
  bool questioned = false;  ///< the values look like the other unit (all of them, or some columns)
  /// No movement of a person has such values in that unit: the doubt is more than a glitch of a few rows.
  /// Says why; empty where there is no contradiction.
  std::string contradiction{};
  std::vector<std::string> doubtful_columns;  ///< which ones; empty when all together look like radians
};

/// The unit of the rotational columns (positions in storage.table), and the questions it raises, as warnings.
///
/// Where the header says nothing, OpenSim reads .mot files without a version as degrees and everything else
/// as radians (Storage.cpp); that is done here too, with a warning unless all angles are zero. Questioned
/// (our thresholds, docs/formats.md):
///   degrees, but no angle exceeds 3.14 (a body that stands or moves has some joint beyond 3 degrees);
///   radians, but a hip, knee or ankle exceeds 200 degrees, or another joint one and a half turns.
/// The pelvis is left out while there are other columns: a heading may have any value. A contradiction is the
/// first of these, or the second of a hip, knee or ankle in more than 2 % of the rows.
[[nodiscard]] AngleUnit angle_unit_check(const StorageTable& storage,
                                         std::span<const std::size_t> rotational_columns,
                                         Diagnostics& diagnostics);

/// Whether the angles are read as degrees: what the header says, or OpenSim's rule for one that says nothing.
[[nodiscard]] bool reads_as_degrees(const StorageTable& storage);

/// The unit somebody gave by hand; no question is asked.
[[nodiscard]] inline AngleUnit angle_unit_given(bool in_degrees) {
  return {.in_degrees = in_degrees, .stated = true};
}

/// Turns degrees into radians in these columns.
void convert_degrees_to_radians(TimeSeries& table, std::span<const std::size_t> columns);

}  // namespace hamstring
