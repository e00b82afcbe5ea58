// The stages of analyze_motion() that need more than a call: gait, muscles, exposure. Internal to analysis/.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "analysis/load_model.h"
#include "analysis/load_motion.h"
#include "exposure/side_exposure.h"
#include "gait/event_table.h"
#include "gait/gait_events.h"
#include "gait/strides.h"
#include "muscle/muscle_history.h"

namespace hamstring::analysis {

struct Gait {
  GaitEvents events;                  ///< of the whole recording
  std::array<StrideList, 2> strides;  ///< by Side: those of the analyzed part
  bool given = false;                 ///< the events are not found but given
};

/// From the feet of both legs; a model without muscles walks as well. Events that are given come before those
/// that are found.
[[nodiscard]] Gait find_gait(const LoadedModel& loaded, const LoadedMotion& motion,
                             const std::optional<EventTable>& given = {});

/// Computes every muscle of the model in every frame and keeps the series of the hamstrings.
[[nodiscard]] muscle::MuscleHistory muscles_over_time(const LoadedModel& loaded, const JointMotion& motion,
                                                      Compatibility mode);

/// Errors: a knee that bends far and often the wrong way, which none does: model families count knee flexion
/// with opposite signs. Fewer and smaller ones are questioned (describe_motion.h).
[[nodiscard]] Result<void> check_knees(const LoadedModel& loaded, const JointMotion& motion);

/// A coordinate as an angle that is positive in flexion; empty where the model has none.
[[nodiscard]] std::vector<double> flexion_series(const JointMotion& motion,
                                                 const kinematics::Flexion& flexion);

/// What one side went through; moment arms stay unknown. Hamstrings that the model does not have, or that
/// cannot be computed, are named with the reason.
[[nodiscard]] exposure::SideExposure expose_side(const LoadedModel& loaded, const JointMotion& motion,
                                                 const muscle::MuscleHistory& muscles,
                                                 const std::vector<double>& upright_m, const muscle::Leg& leg,
                                                 StrideList strides);

}  // namespace hamstring::analysis
