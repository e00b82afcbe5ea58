// Reads marker files (.trc of Motion Analysis, Vicon, Mokka, OpenSim …), leniently: what is read, repaired
// and refused stands in docs/formats.md.
#pragma once

#include <filesystem>
#include <string_view>

#include "core/diagnostics.h"
#include "core/result.h"
#include "record/marker_trajectories.h"

namespace hamstring {

/// Reads a marker file; positions come out in meters. One of three outcomes:
///   whole    a value, and no warning in `diagnostics`
///   in part  a value, and a warning for everything that was lost, repaired or doubted
///   refused  an Error with line and advice
/// Errors: unreadable, empty, binary or huge file; no labels; no frame; no unit of length; more numbers in a
/// row than markers; text where a number should be; times that go back.
[[nodiscard]] Result<MarkerTrajectories> read_trc(const std::filesystem::path& path,
                                                  Diagnostics& diagnostics);

/// The same from memory. `file_name` is used in messages.
[[nodiscard]] Result<MarkerTrajectories> parse_trc(std::string_view content, std::string_view file_name,
                                                   Diagnostics& diagnostics);

}  // namespace hamstring
