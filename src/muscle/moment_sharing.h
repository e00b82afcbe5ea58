// The moments of a movement shared among the muscles of a model and its actuators, frame by frame.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/diagnostics.h"
#include "core/provenance.h"
#include "core/result.h"
#include "core/time_series.h"
#include "muscle/actuators.h"
#include "muscle/muscle_mechanics.h"
#include "muscle/sharing.h"
#include "record/joint_motion.h"

namespace hamstring::muscle {

/// A muscle or an actuator, and within which bounds it is driven.
struct SharingUnknown {
  std::string name;
  MuscleIndex muscle;        ///< invalid: an actuator
  std::size_t actuator = 0;  ///< position in SharingRequest::actuators
  double lower = 0.01, upper = 1.0;
};

struct SharingRequest {
  std::vector<CoordinateIndex> rows;  ///< coordinates whose moments are shared
  std::vector<SharingUnknown> unknowns;
  std::vector<Actuator> actuators;
  double exponent = 2.0;
  bool with_physiology = true;  ///< false: a muscle gives its maximum isometric force in every pose
  /// physics: what the tendon carries in equilibrium with the fiber, passive force included. opensim: as its
  /// static optimization, active force on a rigid tendon (docs/compatibility.md, B and O).
  Compatibility mode = Compatibility::physics;
};

/// How a frame came out. The worst of its parts gives the status.
struct SharedFrame {
  SharingStatus status = SharingStatus::solved;
  double objective = 0.0;
  double imbalance = 0.0;  ///< [N m] moments of muscles and actuators against the demand
  double stationarity = 0.0;
  double shortage = 0.0;      ///< infeasible: see SharingOutcome
  CoordinateIndex short_row;  ///< infeasible: the coordinate that weighs most in the proof
  int steps = 0;              ///< of the dual, over all parts and rounds
  int rounds = 0;             ///< linearizations of the muscles' forces; 1 where these are linear

  [[nodiscard]] double kkt_residual() const { return imbalance > stationarity ? imbalance : stationarity; }
};

struct SharedMoments {
  TimeSeries activation;  ///< columns: unknowns; NaN in the parts of a frame that are not solved
  TimeSeries force;       ///< [N], actuators [N] or [N m]
  /// columns: rows; what actuators carry of the demand, and what muscles carry [N m]
  TimeSeries actuator_moment, muscle_moment;
  std::vector<SharedFrame> frames;
  /// Muscles of which no force is computed at all, and why: they take no part.
  std::vector<Error> left_out;
  /// [unknown] frames in which a muscle gives no force that is known (its path is shorter than its tendon);
  /// it takes no part in them.
  std::vector<std::size_t> without_force;
  /// Rows on which nothing acts: they are left out of every frame.
  std::vector<CoordinateIndex> carried_by_nothing;
};

/// Shares `demand` ([coordinate * frames + frame], what dependent coordinates need handed on already) in
/// every frame of `motion`. In physics mode the muscles' forces are not linear in activation: they are
/// linearized where they stand until the moments of the forces themselves fit. Errors: an exponent that is
/// not above 1; bounds that contradict each other; no row.
[[nodiscard]] Result<SharedMoments> share_moments(const model::Model& model, const JointMotion& motion,
                                                  std::span<const double> demand,
                                                  const SharingRequest& request);

/// Coordinates that neither a coupler sets nor the model locks.
[[nodiscard]] std::vector<CoordinateIndex> free_coordinates(const model::Model& model);

/// Force along the tendon [N] of a fully active muscle as OpenSim's static optimization takes it: rigid
/// tendon, no passive force; 0 where the path leaves no fiber.
[[nodiscard]] double strength_as_opensim(const MuscleMechanics& muscle, double length_m,
                                         double lengthening_speed_m_per_s);

/// Says what was not solved, by name and first time, and what took no part.
void name_outcomes(const model::Model& model, const SharingRequest& request, const SharedMoments& shared,
                   Diagnostics& diagnostics);

}  // namespace hamstring::muscle
