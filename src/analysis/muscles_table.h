// muscles.sto: length, stretch, lengthening speed and moment arms, frame by frame. Rows are computed while
// they are written; no more than one of them is held.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/analyze_motion.h"
#include "core/result.h"

namespace hamstring::analysis {

/// Which part of the table is wanted. Empty lists: everything.
struct MusclesTableChoice {
  std::vector<std::string> muscles{};     ///< names in the model; "hamstrings" for those of both legs
  std::vector<std::string> quantities{};  ///< "length", "stretch", "speed", "arms"
};

/// Whether the model has what was chosen. Errors: a muscle it does not have, an unknown quantity.
[[nodiscard]] Result<void> check_choice(const LoadedModel& model, const MusclesTableChoice& choice);

/// Hands the text of the file to `sink`, piece by piece. Errors: those of check_choice(), and a name that
/// cannot be a label.
[[nodiscard]] Result<void> write_muscles_table(const MotionAnalysis& analysis,
                                               const MusclesTableChoice& choice,
                                               const std::function<void(std::string_view)>& sink);

}  // namespace hamstring::analysis
