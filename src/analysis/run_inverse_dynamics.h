// OpenSim's InverseDynamicsTool: the file that it would write, by the same name.
#pragma once

#include "analysis/run_tool.h"
#include "analysis/tool_inputs.h"
#include "formats/setup/inverse_dynamics_setup.h"

namespace hamstring::analysis {

/// In opensim mode every coordinate has a column, in OpenSim's order; what constraints and couplers carry is
/// not looked at. In physics mode coordinates that a coupler sets have none: what they need is in those they
/// follow. Errors: those of the readers; no model; a time range outside the motion; a model without mass.
[[nodiscard]] Result<ToolResult> run_inverse_dynamics(InverseDynamicsSetup setup, Compatibility mode,
                                                      Diagnostics& diagnostics, const GivenFiles& given = {});

}  // namespace hamstring::analysis
