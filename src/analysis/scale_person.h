// A model scaled to a person by OpenSim's ScaleTool setup: its measurements, factors, mass and markers.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "analysis/run_tool.h"
#include "core/diagnostics.h"
#include "core/result.h"

namespace hamstring::analysis {

struct ScaledFile {
  std::string name, text, contents;  ///< name without a folder
};

struct ScaledPerson {
  std::vector<ScaledFile> files;
  std::vector<std::string> sentences;  ///< the factors of each body, how well the static pose fits
};

/// Runs the setup: `<tool>_scaled.osim` (before the markers are placed), `<tool>.osim` (after; only where the
/// setup places them), `<tool>_scales.csv`. Scaling is OpenSim's to 1e-5; the static pose is the true minimum
/// of its cost, where OpenSim stops up to half a degree earlier. Errors: those of the readers; no model;
/// measurements or placement without a marker file; tasks of a coordinate file.
[[nodiscard]] Result<ScaledPerson> scale_person(const std::filesystem::path& setup, Diagnostics& diagnostics);

/// The same as OpenSim's tool would leave it: the files that the setup names, where it names them
/// (`output_model_file` of scaler and placer, `output_scale_file`, `output_motion_file` with the coordinates
/// of the static pose). Which model the markers were placed on does not depend on whether the scaled one is
/// written. Errors: those above; nothing to write; a file outside the setup's folder.
[[nodiscard]] Result<ToolResult> run_scale_tool(const std::filesystem::path& setup, Diagnostics& diagnostics,
                                                const GivenFiles& given = {});

}  // namespace hamstring::analysis
