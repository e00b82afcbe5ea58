// Runs of a watch: files read, held against what is here, kept, and shown as a ledger and along their track.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <string>

#include "analysis/recorded_run.h"
#include "analysis/run_stretch.h"
#include "history/case.h"
#include "service/problem.h"
#include "view/words.h"

namespace hamstring::service {

/// What reading has to know of a person.
struct ReadingRuns {
  std::string zone, today;  ///< where the person lives, and the day it is there
  /// Of earlier recordings; easy 0: there are none.
  double easy_m_per_s = 0.0, top_low_m_per_s = 0.0, top_high_m_per_s = 0.0;
};
/// Errors: the zone is not known.
[[nodiscard]] Outcome<ReadingRuns> reading_runs(const rehab::Case& history, const std::string& zone,
                                                std::int64_t now);

/// Every file with its outcome and every session in it; those that can be kept each with its entry as in a
/// case file. Knows nobody's history. Errors: of the built-in model, the day or the zone; none of a file.
[[nodiscard]] Outcome<Json> read_runs(std::span<const analysis::RunFile> files, const ReadingRuns& question,
                                      const std::filesystem::path& data_folder,
                                      const std::function<void(std::size_t, std::size_t)>& progress);

/// ReadRuns of api/openapi.json: what read_runs() gave, each session with its state: new, or why it is not
/// kept (here already, twice among these files, no date, not on foot). Errors: it is not what read_runs()
/// gives.
[[nodiscard]] Outcome<Json> looked_at(const Json& read, const rehab::Case& history);

/// The entries of what is new in it, strictly read. Errors: as looked_at(); an entry that is none.
[[nodiscard]] Outcome<std::vector<rehab::Entry>> new_entries(const Json& read, const rehab::Case& history);

/// RunAlong of api/openapi.json: one recording along its track. Errors: there is no recording of this id.
[[nodiscard]] Outcome<Json> run_along(const Words& words, const rehab::Case& history,
                                      const std::string& entry, const analysis::RunStretch& stretch,
                                      const std::string& zone);

}  // namespace hamstring::service
