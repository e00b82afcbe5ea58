// What is likely wrong where markers do not fit: swapped labels, a wrong unit, wrong axes, a marker that
// stands still.
#pragma once

#include <string>
#include <vector>

#include "kinematics/inverse_kinematics.h"

namespace hamstring::kinematics {

enum class CulpritKind { unit, axes, frozen, swapped, mislabelled, misplaced };

struct Culprit {
  CulpritKind kind = CulpritKind::misplaced;
  std::vector<std::string> markers;  ///< whom it is about; empty: the whole recording
  std::string sentence;              ///< what was seen, and what would mend it
  /// Mean distance of the markers from the model [m] over a few frames as they are, and with the fault mended
  /// (labels exchanged, the marker left out); NaN where nothing was tried.
  double rms_as_is_m = 0.0, rms_mended_m = 0.0;
};

/// Tries explanations on up to eight frames spread over the recording. A swap, a wrong label or a misplaced
/// marker counts where mending it takes a third of the mean square distance away, or among many markers five
/// times what one of them would be worth and 15 % (ours: people who move differently from the model leave far
/// smaller differences between markers). The likeliest of each kind, unit and axes first.
[[nodiscard]] std::vector<Culprit> find_culprits(const model::Model& model,
                                                 const MarkerTrajectories& recording, const FitTasks& tasks,
                                                 const MarkerFitting& fitting);

}  // namespace hamstring::kinematics
