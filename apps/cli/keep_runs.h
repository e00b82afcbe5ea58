// Runs of a watch, kept in somebody's case: what each asked of the hamstrings, and what the plan reads of it.
#pragma once

#include <cstddef>
#include <string>

#include "analysis/run_ledger.h"
#include "apps/cli/load_entry.h"
#include "core/result.h"
#include "history/case.h"

namespace hamstring::cli {

struct KeptRuns {
  std::size_t added = 0,
              there = 0;  ///< sessions of the ledger: new ones, and those that the case had already
};

/// Whether a session of the ledger can stand in a case: it has a day, is no twin of another, and has strides.
[[nodiscard]] bool can_be_kept(const analysis::RunSession& session);
/// The entries of one session: its load, and where it was no walk the run itself as a device told it.
[[nodiscard]] std::vector<rehab::Entry> entries_of_run(const analysis::RunSession& session,
                                                       const std::string& model_sha256);
/// Whether somebody told the run of that day with the same distance: the recording says nothing new.
[[nodiscard]] bool is_told_alike(const rehab::Case& history, const rehab::Entry& of_watch);

/// Adds what is not there and writes the case once. Errors: one that would not be readable.
[[nodiscard]] Result<KeptRuns> keep_runs(CaseForLoads& target, const analysis::RunLedger& ledger,
                                         const std::string& model_sha256);

}  // namespace hamstring::cli
