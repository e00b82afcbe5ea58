// A session of a watch as entries of a history: the recording with what it asked of the hamstrings, and,
// where it was no walk, the run itself, which the plan reads.
#pragma once

#include <vector>

#include "analysis/run_ledger.h"
#include "analysis/run_stretch.h"
#include "history/case.h"

namespace hamstring::service {

/// Whether a history can hold it: it has a day, was on foot, and is no twin of another.
[[nodiscard]] bool can_be_kept(const analysis::RunSession& session);
/// The recording first; as a device told it. For a session that can be kept.
[[nodiscard]] std::vector<rehab::Entry> entries_of_run(const analysis::RunSession& session,
                                                       const analysis::RunStretch& stretch);
/// Whether somebody told the run of that day with the same distance and time: the recording says nothing new.
[[nodiscard]] bool is_told_alike(const rehab::Case& history, const rehab::Entry& of_watch);

}  // namespace hamstring::service
