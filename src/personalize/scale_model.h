// A model made larger and smaller, body by body, as OpenSim's ScaleTool does it.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "core/diagnostics.h"
#include "core/result.h"
#include "model/specification.h"

namespace hamstring::personalize {

/// Factors along the axes of each body; a body that is not named keeps its size.
using BodyScales = std::map<std::string, Vec3>;

struct ScaleOptions {
  std::optional<double> mass_kg{};          ///< of the whole person; empty: what scaling makes of it
  bool preserves_mass_distribution = true;  ///< false: each body's mass grows with its volume first
};

/// Scales, by the body that carries it: mass centers, frames, points of paths (moving ones too), wrap objects
/// (a cylinder's radius by the mean of its x and y, a length by its axis), translations of joints that are
/// not the coordinate itself, markers. Optimal fiber and tendon slack lengths keep their share of the path's
/// length in the default pose. Inertias: by the square of equal factors; with unequal ones a body is taken
/// for a cylinder along the axis of its smallest moment. Then all masses and inertias by one factor, so that
/// they add up to the person's. Rules: OpenSim 4.6.1's Model::scale, docs/capture.md. Diagnostics: muscles
/// whose path is not computed and that keep their lengths; scaled bodies that the model lacks. Errors:
/// factors that are not above zero; what compile() refuses; a mass for a model without mass.
[[nodiscard]] Result<model::ModelSpecification> scale_model(const model::ModelSpecification& model,
                                                            const BodyScales& scales,
                                                            const ScaleOptions& options,
                                                            Diagnostics& diagnostics);

}  // namespace hamstring::personalize
