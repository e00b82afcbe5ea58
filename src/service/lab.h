// The lab: recordings in, the stages of the analysis with their figures and the result files out. Nothing is
// kept beyond what is returned, and nothing is written to a disk.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/write_motion.h"
#include "service/problem.h"
#include "view/words.h"

namespace hamstring::service {

struct LabFile {
  std::string name, text;
};

struct LabRequest {
  std::vector<LabFile> files;  ///< .osim, .mot, .sto, .trc; movements of the library (.toml) work as well
  std::filesystem::path built_in_model;
  std::string generated_on;  ///< ISO date
  /// Told what begins: "reading", "computing", "writing".
  std::function<void(std::string_view)> progress = nullptr;
};

struct LabResult {
  Json reply;                                 ///< LabReply of api/openapi.json without its id
  std::vector<analysis::ResultFile> results;  ///< empty where nothing could be analyzed yet
};

/// Errors: no file that can be read; a file of a wrong kind; what the engine refuses, with file, line and
/// what to do. How far it came is in the problem's `extra`.
[[nodiscard]] Outcome<LabResult> run_lab(const LabRequest& request);

}  // namespace hamstring::service
