// The runs of one person, read for a command.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/run_ledger.h"
#include "analysis/run_stretch.h"
#include "core/result.h"

namespace hamstring::cli {

struct RunsAsked {
  std::vector<std::string> files;  ///< as of service::run_files()
  std::string zone;                ///< where the person lives, for files that do not say
  std::optional<double> top_speed_m_per_s;
};
struct ReadRuns {
  analysis::RunLedger ledger;
  analysis::RunStretch stretch;
  Day today{};
};

/// What each run asked of each hamstring of the built-in body. What was passed over is said on standard
/// error. Errors: a zone that is not known, those of service::run_files() and run_ledger().
[[nodiscard]] Result<ReadRuns> read_runs(const RunsAsked& asked);

}  // namespace hamstring::cli
