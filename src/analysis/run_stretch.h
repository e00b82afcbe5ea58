// How far each hamstring is stretched in a stride at a speed: of the library's movements through the built-in
// model, and near the top speed as published.
#pragma once

#include <array>
#include <filesystem>
#include <string>

#include "core/diagnostics.h"
#include "core/result.h"
#include "exposure/run_exposure.h"

namespace hamstring::analysis {

struct RunStretch {
  std::array<exposure::StretchAtSpeed, 3> models;  ///< in the order of exposure::long_hamstrings
  std::string model_sha256;                        ///< of the built-in model
};

/// Knots at the speeds of `walk.toml` and `run.toml`, each with what 5° at hip and knee make of it
/// (exposure::assumed_angle_error_deg) as an error in common. Near the top: 9.5, 8.1 and 7.4 % of upright
/// (BFlh, ST, SM; Thelen 2005, fourteen runners at 80-100 %), give or take a quarter (our assumption).
/// Errors: those of the model's and the movements' readers.
[[nodiscard]] Result<RunStretch> run_stretch(const std::filesystem::path& data_folder,
                                             Diagnostics& diagnostics);

}  // namespace hamstring::analysis
