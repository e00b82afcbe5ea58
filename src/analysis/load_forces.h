// Forces from files: those that a file of external loads describes, or force plates alone.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/diagnostics.h"
#include "core/provenance.h"
#include "core/result.h"
#include "record/external_loads.h"

namespace hamstring::analysis {

struct LoadedForces {
  ExternalLoads loads;
  std::vector<InputFile> files;  ///< roles "loads" and "forces"
};

/// A file of external loads (.xml) with the table that it names, or with `table` instead, where somebody
/// gives it: files keep paths of the machine that they were written on. A name that differs in capitals only
/// is taken, with a note. Errors: those of both readers and of the columns.
[[nodiscard]] Result<LoadedForces> load_external_loads(const std::filesystem::path& path,
                                                       const std::optional<std::filesystem::path>& table,
                                                       Diagnostics& diagnostics);

/// The force plates of a table (.mot, .sto), that nobody has given to a body yet. Errors: those of the
/// reader; no plate.
/// `content`: what is in it, where it lies in no file and `path` is its name alone.
[[nodiscard]] Result<LoadedForces> load_plates(const std::filesystem::path& path,
                                               const std::optional<std::string>& content,
                                               Diagnostics& diagnostics);

}  // namespace hamstring::analysis
