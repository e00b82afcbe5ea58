// What external loads do to each body at the frames of a movement.
#pragma once

#include <optional>
#include <vector>

#include "core/diagnostics.h"
#include "core/provenance.h"
#include "core/result.h"
#include "model/model.h"
#include "record/coordinate_motion.h"
#include "record/external_loads.h"

namespace hamstring::dynamics {

/// Everything that acts on one body from outside, as one force and its moment about the ground's origin, in
/// ground: [component * frames + frame]; fx fy fz [N], mx my mz [N m]. NaN in frames in which it is not
/// known.
struct BodyLoad {
  BodyIndex body;
  std::vector<double> wrench;
};

/// Below it a force plate's noise has no center of pressure: our_assumption, the 20 N at which gait events
/// are read from plates most often.
inline constexpr double contact_force_n = 20.0;

struct LoadOptions {
  /// opensim: the natural cubic spline of every column, also beyond the recording's ends, nothing filtered,
  /// every force however small. physics: a force below `contact_force_n` is no contact; force and moment
  /// about the ground's origin, which stay whole where a foot lands and its center of pressure jumps, are
  /// filtered and interpolated; outside the recording, and where a column holds no number, the load is not
  /// known.
  Compatibility mode = Compatibility::physics;
  double contact_force_n = dynamics::contact_force_n;  ///< physics only
  std::optional<double> lowpass_hz{};                  ///< physics only; of both passes together
};

/// Samples the loads at the movement's frames. Loads on one body are added up. Diagnostics: what is not known
/// and when, forces that were no contact. Errors: a body that the model does not have; no load at all lies in
/// the movement's time.
[[nodiscard]] Result<std::vector<BodyLoad>> body_loads(const model::Model& model, const ExternalLoads& loads,
                                                       const CoordinateMotion& motion,
                                                       const LoadOptions& options, Diagnostics& diagnostics);

}  // namespace hamstring::dynamics
