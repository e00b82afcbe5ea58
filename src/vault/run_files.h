// Files of watches as people have them: single ones, folders, zips of an account, packed with gzip.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/run_ledger.h"
#include "core/result.h"

namespace hamstring::service {

/// Reads what has the ending of a watch's file (.fit .tcx .gpx .csv, each also with .gz) below each path; of
/// a folder without following links out of it. A path that is given by name is read whatever its ending. What
/// cannot be unpacked is handed on as it is, so that its reader says why. Errors: a path that is not there; a
/// zip that is damaged, too large, too dense or climbs (vault/zip.h); more than 512 MB of files together.
[[nodiscard]] Result<std::vector<analysis::RunFile>> run_files(const std::vector<std::string>& paths);

/// Of a zip in memory, and of zips in it, one deep. `others`: how many files in it are of another kind.
struct UnpackedRuns {
  std::vector<analysis::RunFile> files;
  std::size_t others = 0;
};
/// `progress` is told the share that is unpacked. Errors: as run_files(), of the zip or of one in it.
[[nodiscard]] Result<UnpackedRuns> run_files_of_zip(std::string_view bytes,
                                                    const std::function<void(double)>& progress = nullptr);

}  // namespace hamstring::service
