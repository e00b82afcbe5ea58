// Generalized forces as the table that OpenSim's inverse dynamics writes.
#pragma once

#include "core/provenance.h"
#include "core/time_series.h"
#include "dynamics/inverse_dynamics.h"
#include "model/model.h"

namespace hamstring::analysis {

/// "hip_flexion_r_moment"; "_force" for what is no rotation.
[[nodiscard]] std::string generalized_force_label(const model::Coordinate& coordinate);

/// Columns in OpenSim's order. In physics mode without those that couplers set.
[[nodiscard]] TimeSeries generalized_force_table(const model::Model& model,
                                                 const dynamics::InverseDynamics& result, Compatibility mode);

}  // namespace hamstring::analysis
