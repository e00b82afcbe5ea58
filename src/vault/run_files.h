// Files of watches as people have them: single ones, folders, zips of an account, packed with gzip, an export
// of Apple's Health app.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/run_ledger.h"
#include "core/result.h"

namespace hamstring::service {

struct UnpackedRuns {
  std::vector<analysis::RunFile> files;
  std::size_t others = 0;  ///< files in zips that are of another kind
  struct Note {
    std::string file, message;
  };
  std::vector<Note> notes;  ///< what was not taken of an export of the Health app, and why
};

/// Of each path: a file itself, everything of a folder and of zips in it that is named .fit, .tcx, .gpx or
/// .csv (also .gz), and export.xml of Apple's Health app with its routes. Errors: a path that is not there, a
/// zip that is damaged, too large, too dense or climbs (vault/zip.h); more than 512 MB of files together.
[[nodiscard]] Result<UnpackedRuns> run_files(const std::vector<std::string>& paths);

/// Of a zip in memory, and of zips in it, one deep. `progress` is told the share that is unpacked. Errors: as
/// run_files(), of the zip or of one in it.
[[nodiscard]] Result<UnpackedRuns> run_files_of_zip(std::string_view bytes,
                                                    const std::function<void(double)>& progress = nullptr);

}  // namespace hamstring::service
