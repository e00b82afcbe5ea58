// What is left over at the root of the model, where no muscle pulls: how far movement, model and plates
// agree.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "dynamics/inverse_dynamics.h"

namespace hamstring::dynamics {

/// Residual forces up to this share of the largest external force are acceptable, and moments up to
/// `moment_share` of that force times the height of the mass center: Hicks et al. 2015, J Biomech Eng
/// 137:020905.
inline constexpr double residual_force_share = 0.05;
inline constexpr double residual_moment_share = 0.01;

struct Residuals {
  double force_peak_n = 0.0, force_rms_n = 0.0;
  double moment_peak_n_m = 0.0, moment_rms_n_m = 0.0;
  double peak_at_s = 0.0;             ///< of the force
  double external_peak_n = 0.0;       ///< largest sum of the external forces
  double mass_center_height_m = 0.0;  ///< mean, above the lowest origin of a body
  double force_limit_n = 0.0, moment_limit_n_m = 0.0;
  std::size_t frames = 0;  ///< in which they are known

  [[nodiscard]] bool are_acceptable() const {
    return force_peak_n <= force_limit_n && moment_peak_n_m <= moment_limit_n_m;
  }
};

/// Nothing where the model hangs on the ground (its root has no coordinate that translates), or no frame is
/// known. Without any external force that was recorded the limits are those of the body's weight.
[[nodiscard]] std::optional<Residuals> residuals_of(const model::Model& model, const CoordinateMotion& motion,
                                                    std::span<const BodyLoad> loads,
                                                    const InverseDynamics& result);

/// One plain sentence: how large they are, and whether that is acceptable by which criterion.
[[nodiscard]] std::string residual_sentence(const Residuals& residuals);

}  // namespace hamstring::dynamics
