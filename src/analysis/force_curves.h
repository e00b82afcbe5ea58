// What the hamstrings of one leg did over time, each and together, with the band of everything that depends
// on how they divide what they carry.
#pragma once

#include <vector>

#include "analysis/analyze_forces.h"
#include "core/anatomy.h"
#include "record/joint_motion.h"

namespace hamstring::analysis {

/// Curves of a side, in the order hamstrings, lateral, medial, singles; empty where hip, knee or every
/// hamstring is unknown. The band holds what `others` (the same moments, shared with other accepted
/// exponents) give, and every other division among the hamstrings of the leg that leaves hip and knee the
/// moments they get from them; of a single muscle also what the other accepted method may make of it
/// (`other_method_share`).
[[nodiscard]] std::vector<ForceCurve> force_curves(const ForcesAnalysis& analysis, const JointMotion& motion,
                                                   Side side,
                                                   const std::vector<muscle::SharedMoments>& others);

}  // namespace hamstring::analysis
