// Reads the setup of OpenSim's InverseDynamicsTool.
#pragma once

#include <filesystem>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "core/diagnostics.h"
#include "core/result.h"

namespace hamstring {

/// Paths are absolute or relative to the current folder like the path of the setup itself; empty if not
/// given.
struct InverseDynamicsSetup {
  std::string tool_name;
  std::filesystem::path file;
  std::filesystem::path model_file;
  std::filesystem::path coordinates_file;
  std::filesystem::path external_loads_file;
  std::filesystem::path results_directory;
  double initial_time_s = -std::numeric_limits<double>::infinity();
  double final_time_s = std::numeric_limits<double>::infinity();
  double lowpass_cutoff_hz = -1.0;                   ///< for the coordinates; below zero: no filter
  std::vector<std::string> forces_to_exclude;        ///< names or groups of the model's forces
  std::string output_file = "inverse_dynamics.sto";  ///< in results_directory
  std::vector<std::string> body_force_joints;        ///< joints whose body forces are asked for
};

/// Whether a document is such a setup: the tag of its tool. Empty: not to be told.
[[nodiscard]] std::string tool_of(std::string_view content);

/// Reads a setup. Errors: those of reading XML; not such a setup (says what it is); a number or range that is
/// none; a range that ends before it begins.
[[nodiscard]] Result<InverseDynamicsSetup> parse_inverse_dynamics_setup(std::string_view content,
                                                                        const std::filesystem::path& path,
                                                                        Diagnostics& diagnostics);

}  // namespace hamstring
