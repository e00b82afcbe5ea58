// What the report says of an analyzed movement, from the results of its stages. Internal to analysis/.
#pragma once

#include "analysis/analyze_motion.h"
#include "analysis/motion_stages.h"

namespace hamstring::analysis {

/// The model as far as a reader of the report needs to know it.
[[nodiscard]] report::ModelFacts model_facts(const MotionAnalysis& analysis);

/// Kind of gait, speed, remarks and, where there are no strides, why.
void describe_gait(const Gait& gait, report::MotionReport& report);

/// Draws the side at the instant its most stretched hamstring peaks, and reads the moment arms there.
void describe_pose(const MotionAnalysis& analysis, const muscle::Leg& leg, report::SideResult& side);

/// Model families count knee flexion with opposite signs; a file from the other family is questioned, never
/// flipped.
void question_knee_sign(const MotionAnalysis& analysis, const muscle::Leg& leg, Diagnostics& diagnostics);

/// Names stretches and speeds that no hamstring reaches: noise in the angles, or another movement than it
/// seems.
void question_peaks(const report::SideResult& side, Diagnostics& diagnostics);

void describe_jumps(MotionAnalysis& analysis);

}  // namespace hamstring::analysis
