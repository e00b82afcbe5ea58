// What an analyzed recording asked of the hamstrings, as a load for somebody's history.
#pragma once

#include "analysis/analyze_motion.h"
#include "load/load.h"

namespace hamstring::analysis {

/// Errors: a movement of the library, which nobody made; no leg of which anything could be said.
[[nodiscard]] Result<load::Load> load_of_motion(const MotionAnalysis& analysis);

}  // namespace hamstring::analysis
