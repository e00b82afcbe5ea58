// Files of watches as people have them: single ones, folders, zips of an account, packed with gzip.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/run_ledger.h"
#include "core/result.h"

namespace hamstring::cli {

/// Reads what has the ending of a watch's file (.fit .tcx .gpx .csv, each also with .gz) below each path; of
/// a folder without following links out of it. A path that is given by name is read whatever its ending. What
/// cannot be unpacked is handed on as it is, so that its reader says why. Errors: a path that is not there; a
/// zip that is damaged, too large, too dense or climbs (vault/zip.h); more than 512 MB of files together.
[[nodiscard]] Result<std::vector<analysis::RunFile>> run_files(const std::vector<std::string>& paths);

/// The runs of one person, asked for on the command line.
struct RunsAsked {
  std::vector<std::string> files;  ///< as of run_files()
  std::string zone;                ///< where the person lives, for files that do not say
  std::optional<double> top_speed_m_per_s;
};
struct ReadRuns {
  analysis::RunLedger ledger;
  std::string model_sha256;
  Day today{};
};

/// What each run asked of each hamstring of the built-in body. Errors: a zone that is not known, those of
/// run_files() and run_ledger().
[[nodiscard]] Result<ReadRuns> read_runs(const RunsAsked& asked);

}  // namespace hamstring::cli
