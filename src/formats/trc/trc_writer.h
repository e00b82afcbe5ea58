// Writes marker files (.trc) in the form that OpenSim's strict reader takes.
#pragma once

#include <filesystem>
#include <string>

#include "core/result.h"
#include "record/marker_trajectories.h"

namespace hamstring {

/// Positions in millimeters with 5 digits (1e-8 m, what OpenSim's own tables hold); a missing marker has
/// three blank fields. Blanks in names become '_', because readers split there. Errors: no marker or no
/// frame, a name that is empty.
[[nodiscard]] Result<std::string> format_trc(const MarkerTrajectories& markers, const std::string& file_name);

/// Writes it to a file. Errors: those, and the file cannot be written.
[[nodiscard]] Result<void> write_trc(const std::filesystem::path& path, const MarkerTrajectories& markers);

}  // namespace hamstring
