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
  /// [frame * coordinates + coordinate] of `motion`; empty where no analysis needs them
  std::vector<double> accelerations;
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
/// Their positions in the tool's frames.
[[nodiscard]] std::vector<std::size_t> frame_positions(const ToolRun& run, const AnalysisRequest& request);

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

/// OpenSim's StaticOptimization: activations, forces and controls. Errors: an actuator that is not computed
/// or acts on nothing of the model; a muscle without a force; those of the external loads.
[[nodiscard]] Result<void> run_static_optimization(ToolRun& run, const AnalysisRequest& request);

/// Accelerations as OpenSim's static optimization takes them: the derivative of the quintic spline through
/// the speeds of all rows. [frame * coordinates + coordinate]; NaN beside a gap.
[[nodiscard]] std::vector<double> accelerations_of_speeds(const JointMotion& motion);

}  // namespace hamstring::analysis
