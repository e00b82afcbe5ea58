// OpenSim tool setups, unchanged: the files OpenSim would write, by the same names.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "analysis/tool_inputs.h"
#include "core/diagnostics.h"
#include "core/provenance.h"
#include "core/result.h"
#include "core/time_series.h"

namespace hamstring::analysis {

/// A result file before it is written.
struct ToolFile {
  std::filesystem::path path;
  TimeSeries table;
  std::string title;
  bool in_degrees = false;
};

/// A result that is no table.
struct ToolText {
  std::filesystem::path path;
  std::string content;
};

struct ToolResult {
  std::vector<ToolFile> files;
  std::vector<ToolText> texts{};
  /// What the setup asks for and this program does not compute yet: "MuscleAnalysis: TendonForce (needs
  /// muscle forces)".
  std::vector<std::string> not_computed;
  int output_precision = 8;
  std::string settings{};  ///< what the setup chose that changes numbers, in words
  /// What else somebody must know who reads the files: files given by hand, rows that nobody recorded.
  std::vector<std::string> remarks{};
  std::string description{};  ///< goes into the header of every file: program, mode and settings
};

/// Runs an AnalyzeTool setup that asks for MuscleAnalysis, StaticOptimization or Kinematics, or an
/// InverseDynamicsTool setup. Computes only: nothing is written. Errors: those of the readers; no model or
/// motion, neither in the setup nor given; an analysis interval without frames; a muscle or coordinate the
/// model does not have.
[[nodiscard]] Result<ToolResult> run_tool(const std::filesystem::path& setup, Compatibility mode,
                                          Diagnostics& diagnostics, const GivenFiles& given = {});

/// Writes all files of a result. Errors: the first that cannot be written.
[[nodiscard]] Result<void> write_tool_result(const ToolResult& result);

}  // namespace hamstring::analysis
