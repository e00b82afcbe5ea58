// Reads OpenSim's files of external loads: which force of which table acts on which body.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/diagnostics.h"
#include "core/result.h"
#include "record/external_loads.h"

namespace hamstring {

struct LoadsFile {
  std::filesystem::path file;
  std::filesystem::path
      data_file;  ///< the table of numbers; absolute, or from the current folder like `file`
  std::vector<LoadSource> sources;
};

/// Reads a file. Old ones too: PrescribedForce of before OpenSim 2.3.1 names its columns by their functions.
/// Diagnostics: kinematics of another file, which OpenSim itself no longer reads, are ignored with a note.
/// Errors: those of reading XML; not a file of external loads (says what it is); a load without a body; no
/// table, or loads of several tables.
[[nodiscard]] Result<LoadsFile> read_external_loads(const std::filesystem::path& path,
                                                    Diagnostics& diagnostics);

/// The same from memory. `path` is where the file stands: its folder is what relative paths start from.
[[nodiscard]] Result<LoadsFile> parse_external_loads(std::string_view content,
                                                     const std::filesystem::path& path,
                                                     Diagnostics& diagnostics);

}  // namespace hamstring
