#include "apps/cli/keep_runs.h"

#include <set>

#include "core/try.h"
#include "rehab/standing/check_case.h"
#include "service/run_entries.h"

namespace hamstring::cli {

Result<KeptRuns> keep_runs(CaseForLoads& target, const analysis::RunLedger& ledger,
                           const analysis::RunStretch& stretch) {
  KeptRuns kept;
  rehab::Case history = target.input.history;
  std::set<std::string> ids;
  for (const rehab::Entry& entry : history.entries) ids.insert(entry.id);
  for (const analysis::RunSession& session : ledger.sessions) {
    if (!service::can_be_kept(session)) continue;
    bool is_new = false;
    for (rehab::Entry& entry : service::entries_of_run(session, stretch)) {
      if (ids.contains(entry.id) || service::is_told_alike(target.input.history, entry)) continue;
      entry.recorded_at = day_text(target.clock) + "T12:00:00Z";
      rehab::finish_entry(entry);
      ids.insert(entry.id);
      history.entries.push_back(std::move(entry));
      is_new = true;
    }
    ++(is_new ? kept.added : kept.there);
  }
  if (kept.added == 0) return kept;
  rehab::sort_entries(history);
  HAMSTRING_TRY_DO(write_with_loads(target, std::move(history)));
  return kept;
}

}  // namespace hamstring::cli
