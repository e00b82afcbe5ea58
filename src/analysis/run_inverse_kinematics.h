// OpenSim's InverseKinematicsTool: the files that it would write, by the same names; and the same for people
// who have no setup.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "analysis/run_tool.h"
#include "analysis/tool_inputs.h"
#include "formats/setup/inverse_kinematics_setup.h"
#include "kinematics/inverse_kinematics.h"
#include "record/capture_axes.h"

namespace hamstring::analysis {

/// Runs a setup: the motion, `<tool>_ik_marker_errors.sto` and `<tool>_ik_model_marker_locations.sto` where
/// it asks for them. OpenSim's cost, solved to its true minimum in both modes: `accuracy` is not needed. The
/// motion given by hand is a marker file. Errors: those of the readers; no model or markers; tasks of a
/// coordinate file.
[[nodiscard]] Result<ToolResult> run_inverse_kinematics(InverseKinematicsSetup setup, Compatibility mode,
                                                        Diagnostics& diagnostics,
                                                        const GivenFiles& given = {});

struct IkRequest {
  std::filesystem::path capture;  ///< .trc or .c3d; the latter is turned to y up
  std::filesystem::path model;
  std::optional<double> from_s{}, to_s{};
  std::optional<LaboratoryAxis> up{};  ///< of the capture; empty: found in a C3D file, y in a .trc file
  std::string program_version{};
};

struct IkResult {
  kinematics::MarkerFitting fitting;
  std::vector<ToolFile> files;         ///< paths without a folder
  std::vector<std::string> sentences;  ///< how well it fits and what is likely wrong, for people
  std::string description;
};

/// Joint angles of a capture on a model that carries its markers, each of weight 1.
[[nodiscard]] Result<IkResult> joint_angles_of(const IkRequest& request, Diagnostics& diagnostics);

/// OpenSim's three tables of a fit.
[[nodiscard]] TimeSeries fitted_motion_table(const model::Model& model, const kinematics::MarkerFitting& fit);
[[nodiscard]] TimeSeries marker_error_table(const kinematics::MarkerFitting& fit);
[[nodiscard]] TimeSeries marker_location_table(const kinematics::MarkerFitting& fit);

}  // namespace hamstring::analysis
