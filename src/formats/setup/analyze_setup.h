// Reads the setup of OpenSim's AnalyzeTool: which model and motion, over which time, which analyses.
#pragma once

#include <filesystem>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "core/diagnostics.h"
#include "core/result.h"

namespace hamstring {

/// One analysis of an AnalysisSet. Fields that the class does not have keep their defaults.
struct AnalysisRequest {
  std::string class_name;  ///< "MuscleAnalysis", "Kinematics", "StaticOptimization" …
  std::string name;        ///< part of the names of the result files
  bool on = true;
  double start_time_s = -std::numeric_limits<double>::infinity();
  double end_time_s = std::numeric_limits<double>::infinity();
  int step_interval = 1;  ///< every how many frames a row is written
  bool in_degrees = true;
  std::vector<std::string> muscles{"all"};                 ///< MuscleAnalysis: names, or "all"
  std::vector<std::string> moment_arm_coordinates{"all"};  ///< MuscleAnalysis: names, or "all"
  bool compute_moments = true;                  ///< MuscleAnalysis: false writes no moment arms either
  std::vector<std::string> coordinates{"all"};  ///< Kinematics: names, or "all"
  bool use_model_forces = true;                 ///< StaticOptimization
  double activation_exponent = 2.0;             ///< StaticOptimization
  bool use_muscle_physiology = true;            ///< StaticOptimization
  int line = 0;
};

/// Paths are absolute or relative to the current folder like the path of the setup itself; empty if not
/// given.
struct AnalyzeSetup {
  std::string tool_name;  ///< first part of the names of the result files
  std::filesystem::path file;
  std::filesystem::path model_file;
  std::filesystem::path coordinates_file;
  std::filesystem::path states_file;
  std::filesystem::path speeds_file;
  std::filesystem::path external_loads_file;
  std::vector<std::filesystem::path> force_set_files;
  bool replace_force_set = false;  ///< true: the model's own forces, its muscles included, are dropped
  std::filesystem::path results_directory;
  double initial_time_s = 0.0;
  double final_time_s = 1.0;
  double lowpass_cutoff_hz = -1.0;     ///< for the coordinates; below zero: no filter
  int output_precision = 8;            ///< digits after the point in result files
  bool solve_for_equilibrium = false;  ///< of fibers and tendons, in each frame
  std::vector<AnalysisRequest> analyses;
};

/// Reads a setup. Errors: those of reading XML; not a setup, or that of another tool (named, with advice); a
/// number or list that is none; a final before the initial time. A setup without model or motion is read,
/// with a warning: both can be given by hand.
[[nodiscard]] Result<AnalyzeSetup> read_analyze_setup(const std::filesystem::path& path,
                                                      Diagnostics& diagnostics);

/// The same from memory. `path` is where the setup stands: its folder is what relative paths start from.
[[nodiscard]] Result<AnalyzeSetup> parse_analyze_setup(std::string_view content,
                                                       const std::filesystem::path& path,
                                                       Diagnostics& diagnostics);

}  // namespace hamstring
