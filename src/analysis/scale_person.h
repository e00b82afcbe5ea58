// A model scaled to a person by OpenSim's ScaleTool setup: its measurements, factors, mass and markers.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

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

}  // namespace hamstring::analysis
