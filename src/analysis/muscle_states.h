// How active muscles are in a recording, and what a states file says of their fibers.
#pragma once

#include <filesystem>
#include <vector>

#include "core/diagnostics.h"
#include "core/result.h"
#include "core/time_series.h"
#include "model/model.h"

namespace hamstring::analysis {

/// Columns are the muscles asked for, rows the times asked for.
struct MuscleStates {
  TimeSeries activation;   ///< 0 to 1
  TimeSeries fiber_state;  ///< fiber lengths [m], tendon forces [maximum forces]; NaN where nothing is given
  std::size_t from_file = 0;  ///< muscles whose activation the file has
};

/// Activation from the columns of a states file ("/forceset/bflh_r/activation", "bflh_r.activation"),
/// straight lines between its rows; without a file or a column the model's default, in every row. An empty
/// path is no file. Errors: those of reading; an activation that is clearly outside 0 to 1 (in percent?),
/// with muscle and time. Times beyond the file's have no state.
[[nodiscard]] Result<MuscleStates> muscle_states(const std::filesystem::path& file, const model::Model& model,
                                                 const std::vector<MuscleIndex>& muscles,
                                                 const std::vector<double>& time_s, Diagnostics& diagnostics);

}  // namespace hamstring::analysis
