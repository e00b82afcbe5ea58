// The forces in the hamstrings of a movement that has been analyzed, into its report.
#pragma once

#include "analysis/analyze_forces.h"
#include "analysis/analyze_motion.h"

namespace hamstring::analysis {

/// What acts from outside; the rest of the request is that of the movement.
struct ForcesChoice {
  std::optional<std::filesystem::path> loads{}, forces{};  ///< see DynamicsRequest
  std::optional<std::string> forces_content{};
  std::map<std::string, std::string> plates{};
  bool without_plates = false;

  [[nodiscard]] bool asks_for_forces() const { return loads || forces || without_plates; }
};

/// Adds forces over the strides of `analysis`, and what was noticed on the way. Coordinates are filtered at
/// the movement's cutoff or, where it has none, at `dynamics_lowpass_hz`: accelerations need it. Errors:
/// those of analyze_forces().
[[nodiscard]] Result<void> add_forces(MotionAnalysis& analysis, const MotionRequest& request,
                                      const ForcesChoice& choice);

}  // namespace hamstring::analysis
