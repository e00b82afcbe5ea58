// Reads C3D files of Vicon, Motion Analysis, Qualisys, Optotrak, Theia …: what is read, repaired and refused
// stands in docs/capture.md.
#pragma once

#include <filesystem>
#include <optional>
#include <string_view>

#include "core/diagnostics.h"
#include "core/result.h"
#include "record/capture.h"

namespace hamstring {

struct C3dOptions {
  std::optional<double> rate_hz{};          ///< frames a second, given by hand: before anything in the file
  std::optional<double> meters_per_unit{};  ///< of the points, given by hand
  double contact_force_n = plate_contact_force_n;
};

/// Reads a C3D file in whichever of its six encodings. Markers come out in meters, in the laboratory frame of
/// the recording, plates in N, N·m and m; signals and model outputs in the units of the file. The clock is
/// that of the recording: frame 1 is at 0 s, so that events keep their times.
/// Damage is named in `diagnostics`, and what can be used is used. Errors: no C3D file; no frames.
[[nodiscard]] Result<Capture> parse_c3d(std::string_view content, std::string_view file_name,
                                        const C3dOptions& options, Diagnostics& diagnostics);
/// The same from a file. Errors: those, and the file cannot be read.
[[nodiscard]] Result<Capture> read_c3d(const std::filesystem::path& path, const C3dOptions& options,
                                       Diagnostics& diagnostics);

}  // namespace hamstring
