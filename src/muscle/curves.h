// What fibers and tendons give at a length and a speed: the curves of Thelen 2003, Millard 2012 and De Groote
// & Fregly 2016 as values. Lengths are in optimal fiber lengths or tendon slack lengths, forces in maximum
// isometric forces, velocities in maximum contraction velocities (positive: lengthening). Formulas:
// docs/muscle.md.
#pragma once

#include "core/result.h"
#include "model/muscle_law.h"
#include "muscle/bezier_curve.h"

namespace hamstring::muscle {

/// Thelen 2003, J Biomech Eng 125:70, doi 10.1115/1.1531112, with the exact constants of the tendon's toe and
/// the eccentric branch as OpenSim has them.
class Thelen2003Curves {
 public:
  /// Errors: a parameter that is not above zero, or for which a curve has no value; which one.
  [[nodiscard]] static Result<Thelen2003Curves> make(const model::Thelen2003Parameters& parameters);

  [[nodiscard]] CurveValue active(double fiber_length) const;
  [[nodiscard]] CurveValue passive(double fiber_length) const;
  [[nodiscard]] CurveValue tendon(double tendon_length) const;
  /// Force at a velocity, times activation and active force-length: the closed inverse of velocity(). At
  /// least 0.
  [[nodiscard]] CurveValue force_velocity(double velocity, double activation) const;
  /// Velocity at which the active fiber gives `force`, where it would give `isometric` (activation times
  /// active force-length) at rest; slope: by force. `isometric` must be above zero.
  [[nodiscard]] CurveValue velocity(double force, double isometric, double activation) const;

 private:
  model::Thelen2003Parameters p_;
  double toe_end_ = 0.0, tendon_stiffness_ = 0.0;
};

/// Millard et al. 2013. With damping or a rigid tendon the active curve ends at zero and the force-velocity
/// curve is flat at both ends; without either both are kept away from zero, as OpenSim does.
struct Millard2012Curves {
  BezierCurve active, passive, tendon, force_velocity;
  BezierCurve
      velocity;  ///< velocity at a force-velocity multiplier; equals the inverse between the near-vmax points
  double fiber_damping = 0.0;  ///< 0 if below 0.001, where OpenSim takes the undamped model

  /// Errors: parameters that contradict each other, with the curve they belong to.
  [[nodiscard]] static Result<Millard2012Curves> make(const model::Millard2012Parameters& parameters,
                                                      bool rigid_tendon);
};

/// De Groote et al. 2016, Ann Biomed Eng 44:2922, doi 10.1007/s10439-016-1591-9, with the passive curve moved
/// as OpenSim does: zero at 0.2 optimal lengths.
class DeGrooteFregly2016Curves {
 public:
  /// Errors: a parameter that is not above zero; which one.
  [[nodiscard]] static Result<DeGrooteFregly2016Curves> make(
      const model::DeGrooteFregly2016Parameters& parameters);

  [[nodiscard]] CurveValue active(double fiber_length) const;
  [[nodiscard]] CurveValue passive(double fiber_length) const;
  [[nodiscard]] CurveValue tendon(double tendon_length) const;
  [[nodiscard]] double tendon_length(double tendon_force) const;  ///< the inverse of tendon()
  [[nodiscard]] CurveValue force_velocity(double velocity) const;
  [[nodiscard]] CurveValue velocity(double force_velocity) const;  ///< the inverse of force_velocity()
  [[nodiscard]] double fiber_damping() const { return p_.fiber_damping; }

 private:
  model::DeGrooteFregly2016Parameters p_;
  double tendon_shape_ = 0.0, passive_offset_ = 0.0, passive_scale_ = 0.0;
};

}  // namespace hamstring::muscle
