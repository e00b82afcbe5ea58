// How far an exercise stretches each hamstring of the leg that works: from the poses it is drawn in, through
// the built-in model. What nobody recorded is said as such: the joint angles are our assumption, and the band
// is what ten degrees more or less at hip and knee make of it.
#pragma once

#include <array>
#include <limits>
#include <string>
#include <vector>

#include "analysis/leg_stretch.h"
#include "knowledge/knowledge.h"
#include "view/words.h"

namespace hamstring::service {

/// Length / upright length - 1. NaN: not known.
struct StretchBand {
  double low = std::numeric_limits<double>::quiet_NaN();
  double middle = std::numeric_limits<double>::quiet_NaN();
  double high = std::numeric_limits<double>::quiet_NaN();
};

struct ExerciseStretch {
  std::string exercise;
  std::array<double, 2> hip_rad{}, knee_rad{};   ///< flexion where it begins and where it goes
  std::array<StretchBand, 3> longest, shortest;  ///< [Hamstring] of the three that cross hip and knee
};

/// One for each exercise that is drawn, in the order of their ids.
[[nodiscard]] std::vector<ExerciseStretch> exercise_stretches(const rehab::Knowledge& knowledge,
                                                              const analysis::LegStage& stage);

/// The list of the API: percent and degrees, names in the language of `words`, in the order given.
[[nodiscard]] Json exercise_stretches_json(const Words& words, const std::vector<ExerciseStretch>& all);

}  // namespace hamstring::service
