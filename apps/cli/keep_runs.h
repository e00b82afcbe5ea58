// Runs of a watch, kept in somebody's case: what each asked of the hamstrings, and what the plan reads of it.
#pragma once

#include <cstddef>

#include "analysis/run_ledger.h"
#include "analysis/run_stretch.h"
#include "apps/cli/load_entry.h"
#include "core/result.h"

namespace hamstring::cli {

struct KeptRuns {
  std::size_t added = 0,
              there = 0;  ///< sessions of the ledger: new ones, and those that the case had already
};

/// Adds what is not there and writes the case once. Errors: one that would not be readable.
[[nodiscard]] Result<KeptRuns> keep_runs(CaseForLoads& target, const analysis::RunLedger& ledger,
                                         const analysis::RunStretch& stretch);

}  // namespace hamstring::cli
