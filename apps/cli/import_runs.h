// hamstring import FOLDER --person CASE: what each file is, and once that was seen, the runs in somebody's
// case.
#pragma once

#include <string>
#include <vector>

namespace hamstring::cli {

struct ImportRunsOptions {
  std::vector<std::string> files;  ///< files, folders, zips of one person
  std::string case_file, zone = "UTC";
  bool is_confirmed = false;  ///< keep them; else the table alone
  bool as_json = false;
};

/// Writes the table of what each file is and, where it was confirmed, adds the runs to the case. An exit
/// code.
[[nodiscard]] int import_runs(const ImportRunsOptions& options);

}  // namespace hamstring::cli
