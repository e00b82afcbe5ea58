// Reads the setup of OpenSim's InverseKinematicsTool.
#pragma once

#include <filesystem>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "core/diagnostics.h"
#include "core/result.h"
#include "formats/setup/ik_tasks.h"

namespace hamstring {

/// Paths are absolute or relative to the current folder like the path of the setup itself; empty if not
/// given.
struct InverseKinematicsSetup {
  std::string tool_name;
  std::filesystem::path file;
  std::filesystem::path model_file;
  std::filesystem::path marker_file;
  std::filesystem::path results_directory;
  double initial_time_s = -std::numeric_limits<double>::infinity();
  double final_time_s = std::numeric_limits<double>::infinity();
  double accuracy = 1e-5;
  bool report_errors = true;
  bool report_marker_locations = false;
  std::filesystem::path output_motion_file;  ///< in results_directory
  std::vector<IkMarkerTask> markers;         ///< those that apply
  std::vector<IkCoordinateTask> coordinates;
};

/// Reads a setup. Errors: those of reading XML; not such a setup (says what it is); a number, list or range
/// that is none; tasks that are kept in another file.
[[nodiscard]] Result<InverseKinematicsSetup> parse_inverse_kinematics_setup(std::string_view content,
                                                                            const std::filesystem::path& path,
                                                                            Diagnostics& diagnostics);

}  // namespace hamstring
