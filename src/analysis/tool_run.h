// What the analyses of one run of the AnalyzeTool share. Internal to src/analysis.
#pragma once

#include "analysis/run_tool.h"
#include "formats/setup/analyze_setup.h"
#include "model/model.h"
#include "record/joint_motion.h"

namespace hamstring::analysis {

struct ToolRun {
  const AnalyzeSetup& setup;
  const model::Model& model;
  JointMotion motion;  ///< the tool's frames
  Compatibility mode;
  ToolResult result;
  Diagnostics& diagnostics;
};

[[nodiscard]] Error setup_error(const AnalyzeSetup& setup, int line, std::string element, std::string message,
                                std::string advice);

/// Every step_interval-th frame of the tool, counted from its first. OpenSim's tool does not look at an
/// analysis's own start and end time; physics mode keeps to them, with a little grace for times of few
/// digits.
[[nodiscard]] JointMotion frames_of(const ToolRun& run, const AnalysisRequest& request);

/// Errors: a name that the model does not have.
[[nodiscard]] Result<std::vector<CoordinateIndex>> coordinates_named(const ToolRun& run,
                                                                     const AnalysisRequest& request,
                                                                     const std::vector<std::string>& names);
[[nodiscard]] Result<std::vector<MuscleIndex>> muscles_named(const ToolRun& run,
                                                             const AnalysisRequest& request);

[[nodiscard]] std::filesystem::path result_path(const ToolRun& run, const AnalysisRequest& request,
                                                const std::string& what);

/// All of OpenSim's MuscleAnalysis: lengths, moment arms, and what fibers and tendons do.
[[nodiscard]] Result<void> run_muscle_analysis(ToolRun& run, const AnalysisRequest& request);

}  // namespace hamstring::analysis
